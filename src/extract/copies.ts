import { byRange } from "./letters.ts";
import { perText } from "./per-text.ts";
import { withoutAddresses } from "./spam-signs.ts";

/** Which texts of a page stand there more than once. All lists are in the order of the texts. */
export interface Copies {
  /** How often the same words stand there, links, digits and signs apart. */
  exact: number[];
  /** The same with small differences: a name, a sum, a word more. */
  near: number[];
  /** Texts of one number are copies of each other, nearly or exactly. */
  group: number[];
}

/** Words from which a text can be told from its near copies. */
const MIN_NEAR_WORDS = 7;
/** Share of common word pairs (Dice) from which two texts are copies with small differences. */
const NEAR_AT = 0.6;
/** Different texts compared with each other: the last ones, where comments stand. */
const MAX_NEAR_TEXTS = 2_000;
/** Words of a text that are compared. */
const MAX_NEAR_WORDS = 120;
/** A word pair in more texts than this tells nothing. */
const MAX_POSTINGS = 48;
/** A shorter text repeats by chance. */
const MIN_CHARS = 12;

const NO_LETTERS = byRange(/[^\p{L}\p{M}]+/gu);

/** A text for comparing: letters only, no addresses, so that copies with another link are still copies. */
export function copyKey(text: string): string {
  const bare = withoutAddresses(text).toLowerCase().replace(NO_LETTERS, "");
  return bare.length >= MIN_CHARS ? bare : text.toLowerCase().replace(/\s+/g, "");
}

export function copiesOf(texts: string[]): Copies {
  const keys = texts.map(perText(copyKey));
  const firstOf = new Map<string, number>();
  for (const [i, key] of keys.entries()) if (!firstOf.has(key)) firstOf.set(key, i);
  const parent = texts.map((_, i) => firstOf.get(keys[i]!)!);
  const find = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  joinNear(texts, [...firstOf.values()].slice(-MAX_NEAR_TEXTS), (a, b) => {
    const [low, high] = [find(a), find(b)].sort((x, y) => x - y) as [number, number];
    parent[high] = low;
  });
  const group = texts.map((_, i) => find(i));
  const tally = (of: (i: number) => number) => {
    const counts = new Map<number, number>();
    for (const i of texts.keys()) counts.set(of(i), (counts.get(of(i)) ?? 0) + 1);
    return texts.map((text, i) => (text.length < MIN_CHARS ? 1 : counts.get(of(i))!));
  };
  return { exact: tally((i) => firstOf.get(keys[i]!)!), near: tally((i) => group[i]!), group };
}

/** Finds pairs of similar texts by the word pairs they share. */
function joinNear(texts: string[], among: number[], join: (a: number, b: number) => void): void {
  const postings = new Map<string, number[]>();
  const sizes = new Map<number, number>();
  for (const i of among) {
    const words =
      withoutAddresses(texts[i]!)
        .toLowerCase()
        .match(/[\p{L}\p{M}]+/gu)
        ?.slice(0, MAX_NEAR_WORDS) ?? [];
    if (words.length < MIN_NEAR_WORDS) continue;
    const pairs = new Set<string>();
    for (let k = 0; k + 1 < words.length; k++) pairs.add(`${words[k]} ${words[k + 1]}`);
    sizes.set(i, pairs.size);
    const shared = new Map<number, number>();
    for (const pair of pairs) {
      const list = postings.get(pair);
      if (!list) {
        postings.set(pair, [i]);
        continue;
      }
      for (const other of list) shared.set(other, (shared.get(other) ?? 0) + 1);
      if (list.length < MAX_POSTINGS) list.push(i);
    }
    for (const [other, count] of shared) if ((2 * count) / (pairs.size + sizes.get(other)!) >= NEAR_AT) join(i, other);
  }
}
