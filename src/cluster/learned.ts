import type { Weights } from "./decision.ts";
import data from "./learned.json" with { type: "json" };
import type { TermShares } from "./term-table.ts";
import type { Word } from "./words.ts";

/** What was learned from labelled news; `bench/train-cluster.ts` writes it and says how. */
export interface Learned {
  weights: Weights;
  /** By language: in which share of articles a term stands, for a table of terms that has seen nothing yet. */
  shares: Readonly<Record<string, TermShares>>;
}

export const LEARNED: Learned = data;

/** From this share of articles on, a word is common and its capital no sign of a name (President, Police, Monday). */
const COMMON_SHARE = 0.01;

/** Terms of a language whose share is no less than that, with their shares. */
const commonTerms = new WeakMap<TermShares, ReadonlyMap<string, number>>();

function commonTermsOf(shares: TermShares): ReadonlyMap<string, number> {
  let common = commonTerms.get(shares);
  if (!common) {
    common = new Map(Object.entries(shares).filter(([, share]) => share >= COMMON_SHARE));
    commonTerms.set(shares, common);
  }
  return common;
}

/**
 * A word of general news that is more than a name.
 *
 * @param word folded, and its stem
 */
export function commonWord(learned: Learned, { folded, term }: CommonWord, lang: string): boolean {
  const shares = learned.shares[lang];
  const share = shares ? commonTermsOf(shares).get(term) : undefined;
  return share !== undefined && (shares?.[`@${folded}`] ?? 0) < share / 2;
}

type CommonWord = Pick<Word, "folded" | "term">;
