import type { Run } from "./align.ts";
import type { ShingledText } from "./kernel.ts";
import { NAME, NUMBER, PLAIN, type Words } from "./words.ts";

/** What was swapped in place between two texts. */
export interface Slots {
  /** Places where a number stands for a number or a name for a name. */
  count: number;
  /** Words that are equal, in runs and between slots. */
  matched: number;
}

/** A slot holds a date, a sum, a name: this many words on each side at most. */
const MAX_SLOT_WORDS = 6;
/** A gap between two runs is read word by word when neither side is longer; at the ends of the texts, this much of it. */
const MAX_GAP_WORDS = 40;
/** From this share of equal words (of the shorter side) a gap is the same sentence with swaps, not another sentence. */
const SAME_SENTENCE = 0.5;

/** Siblings of one template: quake notices have about 8 slots in 100 words, earnings 10, obituaries 12; an updated wire text below 1. */
const MIN_SLOTS = 4;
const MIN_SLOTS_PER_100_WORDS = 2;

/**
 * A newsroom edits a wire text by inserting and deleting; a template writes a new notice by substituting. Looks at what
 * stands before, between and after neighbouring runs and counts the substitutions of like for like.
 *
 * @example "quake of 4.1 near Elm Creek" and "quake of 3.2 near Port Ellis": two slots
 */
export function slotsBetween(newer: ShingledText, older: ShingledText, runs: readonly Run[]): Slots {
  const slots: Slots = { count: 0, matched: 0 };
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last) return slots;
  const [end, parentEnd] = [newer.words.hashes.length, older.words.hashes.length];
  const read = (from: number, to: number, parentFrom: number, parentTo: number) => {
    const [width, parentWidth] = [to - from, parentTo - parentFrom];
    if (width < 1 || parentWidth < 1 || width > MAX_GAP_WORDS || parentWidth > MAX_GAP_WORDS) return;
    readGap(newer.words, from, to, older.words, parentFrom, parentTo, slots);
  };
  read(Math.max(0, first.at - MAX_GAP_WORDS), first.at, Math.max(0, first.parentAt - MAX_GAP_WORDS), first.parentAt);
  for (const [n, run] of runs.entries()) {
    slots.matched += run.length;
    const next = runs[n + 1];
    if (next) read(run.at + run.length, next.at, run.parentAt + run.length, next.parentAt);
  }
  const [tail, parentTail] = [last.at + last.length, last.parentAt + last.length];
  read(tail, Math.min(end, tail + MAX_GAP_WORDS), parentTail, Math.min(parentEnd, parentTail + MAX_GAP_WORDS));
  return slots;
}

/** True when two texts are siblings of one template and not copies. */
export function templated(slots: Slots, perWord: number): boolean {
  return slots.count >= MIN_SLOTS && slots.count * 100 >= (MIN_SLOTS_PER_100_WORDS * slots.matched) / perWord;
}

const WIDTH = MAX_GAP_WORDS + 1;
const costs = new Uint8Array(WIDTH * WIDTH);
/** Swapping like for like is cheaper than swapping unlike words, and both are cheaper than deleting and inserting. */
const LIKE_SWAP = 2;
const SWAP = 3;
const INDEL = 2;

/** The cheapest edit script of a gap; what it swaps between two equal words is a substitution. */
function readGap(a: Words, from: number, to: number, b: Words, bFrom: number, bTo: number, slots: Slots): void {
  const [n, m] = [to - from, bTo - bFrom];
  fillCosts(a, from, n, b, bFrom, m);
  let [i, j, start, parentStart, equalWords, found] = [0, 0, 0, 0, 0, 0];
  while (i < n || j < m) {
    const cost = costs[i * WIDTH + j] as number;
    const inside = i < n && j < m;
    const diagonal = inside ? (costs[(i + 1) * WIDTH + j + 1] as number) : 0;
    if (inside && a.hashes[from + i] === b.hashes[bFrom + j] && cost === diagonal) {
      if (isSlot(a, from + start, from + i, b, bFrom + parentStart, bFrom + j)) found++;
      [start, parentStart] = [++i, ++j];
      equalWords++;
    } else if (inside && cost === diagonal + swapCost(a, from + i, b, bFrom + j)) {
      i++;
      j++;
    } else if (i < n && cost === (costs[(i + 1) * WIDTH + j] as number) + INDEL) i++;
    else j++;
  }
  if (isSlot(a, from + start, to, b, bFrom + parentStart, bTo)) found++;
  if (Math.max(n, m) > MAX_SLOT_WORDS && equalWords < SAME_SENTENCE * Math.min(n, m)) return;
  slots.count += found;
  slots.matched += equalWords;
}

/** Edit costs of every pair of ends; at most 40 words on both sides keep a cost below 161. */
function fillCosts(a: Words, from: number, n: number, b: Words, bFrom: number, m: number): void {
  for (let i = n; i >= 0; i--) {
    for (let j = m; j >= 0; j--) {
      if (i === n || j === m) {
        costs[i * WIDTH + j] = (n - i + m - j) * INDEL;
        continue;
      }
      const diagonal = costs[(i + 1) * WIDTH + j + 1] as number;
      const equal = a.hashes[from + i] === b.hashes[bFrom + j];
      const swap = equal ? diagonal : diagonal + swapCost(a, from + i, b, bFrom + j);
      const down = (costs[(i + 1) * WIDTH + j] as number) + INDEL;
      const right = (costs[i * WIDTH + j + 1] as number) + INDEL;
      costs[i * WIDTH + j] = Math.min(swap, down, right);
    }
  }
}

function swapCost(a: Words, i: number, b: Words, j: number): number {
  return a.shapes[i] === b.shapes[j] ? LIKE_SWAP : SWAP;
}

function isSlot(a: Words, from: number, to: number, b: Words, bFrom: number, bTo: number): boolean {
  const kind = kindOf(a, from, to);
  return kind !== PLAIN && kind === kindOf(b, bFrom, bTo);
}

function kindOf(words: Words, from: number, to: number): number {
  if (to <= from || to - from > MAX_SLOT_WORDS) return PLAIN;
  for (let i = from; i < to; i++) if (words.shapes[i] === NUMBER) return NUMBER;
  return words.shapes[from] === NAME ? NAME : PLAIN;
}
