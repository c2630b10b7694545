/** A place where two texts differ: words that only the older has, and those that stand there in the newer. */
export interface WordChange {
  /** Number of the older text's words before it. */
  at: number;
  /** Number of the newer text's words before it. */
  newAt: number;
  removed: string[];
  added: string[];
}

/** Words of each text that are compared; what is behind them is one change. */
const MAX_WORDS = 20_000;
/** Single words added and removed that are told apart; a text that differs by more is one change from the first to the last. */
const MAX_EDITS = 1_500;
/** Words in common between two changes that are too few to stand alone: "15 of 20" changed as a whole reads better. */
const MIN_COMMON = 2;

/** Words as they stand between white space. */
export const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

/**
 * The shortest way from one text to another, by words (Myers, "An O(ND) Difference Algorithm", 1986), in the order of the
 * texts. Changes with next to nothing between them are one.
 *
 * @example wordDiff("the 206 dead", "the 212 dead") // [{ at: 1, newAt: 1, removed: ["206"], added: ["212"] }]
 */
export function wordDiff(older: string, newer: string): WordChange[] {
  const [a, b] = [wordsOf(older), wordsOf(newer)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [middleA, middleB] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const pairs = Math.max(middleA.length, middleB.length) > MAX_WORDS ? [] : (inCommon(middleA, middleB) ?? []);
  return joined(changesBetween(pairs, middleA, middleB), middleA).map((change) => ({
    ...change,
    at: change.at + head,
    newAt: change.newAt + head,
  }));
}

/** Pairs of places with the same word, of a longest common sequence; null when the texts differ by more than the bound. */
function inCommon(a: readonly string[], b: readonly string[]): [number, number][] | null {
  const most = Math.min(a.length + b.length, MAX_EDITS);
  /** Of each number of edits: how far into `a` each diagonal came; diagonal k is at `k + edits`. */
  const trace: Int32Array[] = [];
  let before = new Int32Array(1);
  for (let edits = 0; edits <= most; edits++) {
    const reached = new Int32Array(2 * edits + 1);
    for (let k = -edits; k <= edits; k += 2) {
      let x = 0;
      if (edits > 0) {
        const down = k === -edits || (k !== edits && came(before, k - 1, edits - 1) < came(before, k + 1, edits - 1));
        x = down ? came(before, k + 1, edits - 1) : came(before, k - 1, edits - 1) + 1;
      }
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reached[k + edits] = x;
      if (x >= a.length && x - k >= b.length) return walkBack([...trace, reached], a.length, b.length);
    }
    trace.push(reached);
    before = reached;
  }
  return null;
}

const came = (reached: Int32Array, k: number, edits: number): number => reached[k + edits] ?? -1;

function walkBack(trace: readonly Int32Array[], lengthA: number, lengthB: number): [number, number][] {
  const pairs: [number, number][] = [];
  let [x, y] = [lengthA, lengthB];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const k = x - y;
    const before = trace[edits - 1] ?? new Int32Array(1);
    const down = k === -edits || (k !== edits && came(before, k - 1, edits - 1) < came(before, k + 1, edits - 1));
    const fromK = down ? k + 1 : k - 1;
    const fromX = edits === 0 ? 0 : came(before, fromK, edits - 1);
    const fromY = edits === 0 ? 0 : fromX - fromK;
    const startX = edits === 0 ? 0 : down ? fromX : fromX + 1;
    while (x > startX) pairs.push([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}

/** What lies between the common words. */
function changesBetween(pairs: readonly [number, number][], a: readonly string[], b: readonly string[]): WordChange[] {
  const changes: WordChange[] = [];
  let [x, y] = [0, 0];
  for (const [toX, toY] of [...pairs, [a.length, b.length] as const]) {
    if (toX > x || toY > y) changes.push({ at: x, newAt: y, removed: a.slice(x, toX), added: b.slice(y, toY) });
    [x, y] = [toX + 1, toY + 1];
  }
  return changes;
}

function joined(changes: readonly WordChange[], a: readonly string[]): WordChange[] {
  const found: WordChange[] = [];
  for (const change of changes) {
    const last = found.at(-1);
    const lastEnd = last ? last.at + last.removed.length : 0;
    if (!last || change.at - lastEnd >= MIN_COMMON || bothSmall(last, change)) {
      found.push({ ...change });
      continue;
    }
    const common = a.slice(lastEnd, change.at);
    last.removed = [...last.removed, ...common, ...change.removed];
    last.added = [...last.added, ...common, ...change.added];
  }
  return found;
}

/** One word for one word, twice: two changes, as in "15 dead, 20 hurt". */
const bothSmall = (...changes: WordChange[]): boolean =>
  changes.every(({ removed, added }) => removed.length <= 1 && added.length <= 1);
