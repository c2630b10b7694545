/**
 * Precision, recall and F1 of extracted text by 4-word shingles, and the share of pages whose words are exactly right:
 * the measure of Zyte's article-extraction-benchmark (github.com/scrapinghub/article-extraction-benchmark, evaluate.py).
 */
export interface PageScore {
  precision: number | null;
  recall: number | null;
  exact: boolean;
}

const WORDS = 4;
const tokens = (text: string): string[] => text.match(/[\p{L}\p{N}_]+/gu) ?? [];

function shingles(words: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < Math.max(1, words.length - WORDS + 1); i++) {
    const shingle = words.slice(i, i + WORDS).join(" ");
    if (shingle !== "") counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

const sum = (counts: Map<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);

export function scorePage(found: string, gold: string): PageScore {
  const [a, b] = [tokens(gold), tokens(found)];
  const [wanted, given] = [shingles(a), shingles(b)];
  let shared = 0;
  for (const [shingle, count] of wanted) shared += Math.min(count, given.get(shingle) ?? 0);
  const [inGold, inFound] = [sum(wanted), sum(given)];
  return {
    precision: inFound > 0 ? shared / inFound : null,
    recall: inGold > 0 ? shared / inGold : null,
    exact: a.length === b.length && a.every((word, i) => word === b[i]),
  };
}

export interface Score {
  f1: number;
  precision: number;
  recall: number;
  exact: number;
}

const mean = (values: number[]) => values.reduce((total, value) => total + value, 0) / Math.max(1, values.length);

/** Means over pages; F1 is made of the two means, as the benchmark has it. */
export function scoreOf(pages: readonly PageScore[]): Score {
  const precision = mean(pages.flatMap(({ precision }) => (precision === null ? [] : [precision])));
  const recall = mean(pages.flatMap(({ recall }) => (recall === null ? [] : [recall])));
  const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
  return { f1, precision, recall, exact: mean(pages.map(({ exact }) => (exact ? 1 : 0))) };
}

/** The 95 % interval of a difference in F1 over the same pages, drawn anew `rounds` times. */
export function pairedInterval<Page>(
  a: readonly Page[],
  b: readonly Page[],
  f1: (pages: readonly Page[]) => number,
  random: () => number,
  rounds = 2_000,
): [number, number] {
  const differences: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const drawn = a.map(() => Math.floor(random() * a.length));
    differences.push(f1(drawn.map((i) => a[i]!)) - f1(drawn.map((i) => b[i]!)));
  }
  differences.sort((x, y) => x - y);
  return [differences[Math.floor(rounds * 0.025)]!, differences[Math.floor(rounds * 0.975)]!];
}
