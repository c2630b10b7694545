import type { Run } from "./align.ts";
import { carriedBy, mayBeParent, parentOfRoundup } from "./carried-story.ts";
import type { CommonText } from "./common-text.ts";
import type { Compared } from "./compared.ts";
import { type Decision, decided, linkTo } from "./decision.ts";
import type { DedupeSettings } from "./settings.ts";
import type { Sketch } from "./sketch.ts";

/** A text carries a further story when at least this many of its words are matched by that story alone. */
const FURTHER_STORY_WORDS = 30;

/**
 * What follows from the comparisons of an article: its parent, whether it carries several stories, and which of its text is
 * borrowed.
 *
 * @param looksLive whether it is a live blog by its own signs
 * @param words number of its words (tokens)
 */
export function conclude(
  article: { id: string; source: string },
  { sketch, looksLive, words, common }: { sketch: Sketch; looksLive: boolean; words: number; common: CommonText },
  compared: Compared[],
  settings: DedupeSettings,
): Decision {
  const accepted = compared.filter(({ verdict }) => verdict.relation !== null);
  accepted.sort((a, b) => weight(b) - weight(a) || a.older.order - b.older.order);
  const taken = new Uint8Array(words);
  const families = new Set<number>();
  let further = 0;
  for (const { runs, older } of accepted) {
    const added = mark(taken, runs);
    if (families.size > 0 && !families.has(older.family) && added >= FURTHER_STORY_WORDS) further++;
    families.add(older.family);
  }
  const isRoundup = looksLive || further > 0;
  // Three live blogs that carry a story must not make its text common: what a round-up says belongs to others.
  const borrowed = isRoundup ? allKeys(sketch) : borrowedKeys(sketch, common, taken);
  const kept: Sketch = { ...sketch, roundup: isRoundup, borrowed };
  const parents = accepted.filter((candidate) => mayBeParent(candidate, isRoundup));
  const parent = isRoundup ? parentOfRoundup(parents) : parents[0];
  const carried = isRoundup ? [] : carriedBy(article, compared, settings);
  if (!parent) {
    const reason =
      accepted.length > 0 ? "only-in-roundup" : compared.length > 0 ? "not-enough-shared" : "no-candidates";
    return decided({ duplicate: null, reason, compared, carriedBy: carried, sketch: kept });
  }
  return decided({
    duplicate: linkTo(parent, article.id),
    reason: parent.verdict.rule,
    compared,
    carriedBy: carried,
    sketch: kept,
  });
}

/** Words matched; what an operator decided weighs more than any text. */
function weight({ verdict, shares }: Compared): number {
  return verdict.rule === "operator" ? Number.POSITIVE_INFINITY : shares.matchedWords;
}

/** Marks the runs' words; returns how many were not marked before. */
function mark(taken: Uint8Array, runs: readonly Run[]): number {
  let added = 0;
  for (const run of runs) {
    for (let i = run.at; i < run.at + run.length; i++) {
      if (taken[i] === 0) added++;
      taken[i] = 1;
    }
  }
  return added;
}

/** The bits of the sketch's keys whose text lies in `taken`. */
function borrowedKeys(sketch: Sketch, common: CommonText, taken: Uint8Array): Uint8Array {
  const borrowed = new Set<number>();
  for (let n = 0; n < common.keys.length; n++) {
    if (taken[common.positions[n] as number] === 1) borrowed.add(common.keys[n] as number);
  }
  const bits = new Uint8Array((sketch.keys.length + 7) >> 3);
  for (let i = 0; i < sketch.keys.length; i++) {
    if (borrowed.has(sketch.keys[i] as number)) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  }
  return bits;
}

/** All of the text. */
export function allKeys(sketch: Sketch): Uint8Array {
  return new Uint8Array((sketch.keys.length + 7) >> 3).fill(0xff);
}
