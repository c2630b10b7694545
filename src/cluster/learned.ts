import type { Weights } from "./decision.ts";
import data from "./learned.json" with { type: "json" };
import { stem } from "./stem.ts";
import type { TermShares } from "./term-table.ts";

/** What was learned from labelled news; `bench/train-cluster.ts` writes it and says how. */
export interface Learned {
  weights: Weights;
  /** By language: in which share of articles a term stands, for a table of terms that has seen nothing yet. */
  shares: Readonly<Record<string, TermShares>>;
}

export const LEARNED: Learned = data;

/** From this share of articles on, a word is common and its capital no sign of a name (President, Police, Monday). */
const COMMON_SHARE = 0.01;

/** A word of general news that is more than a name. */
export function commonWord(learned: Learned, word: string, lang: string): boolean {
  const shares = learned.shares[lang];
  if (!shares) return false;
  const stemmed = stem(word, lang);
  const share = Object.hasOwn(shares, stemmed) ? (shares[stemmed] ?? 0) : 0;
  return share >= COMMON_SHARE && (shares[`@${word}`] ?? 0) < share / 2;
}
