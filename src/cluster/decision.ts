import type { Features } from "./similarity.ts";

/** Learned weights of the decision, one per feature. */
export interface Weights {
  bias: number;
  /** Added to the bias in languages that it was learned for: cosines differ with how a language makes words. */
  languages: Readonly<Record<string, number>>;
  features: Record<keyof Features, number>;
}

/** The probability (0 to 1) that an article with these features belongs to the story: a logistic over them. */
export function probability(features: Features, weights: Weights, lang: string): number {
  let sum = weights.bias + (weights.languages[lang] ?? 0);
  for (const name of FEATURE_NAMES) sum += features[name] * weights.features[name];
  return 1 / (1 + Math.exp(-sum));
}

export const FEATURE_NAMES: readonly (keyof Features)[] = [
  "all",
  "title",
  "names",
  "bigrams",
  "nearest",
  "mean",
  "headline",
  "covered",
  "covering",
  "numbers",
  "hours",
  "length",
  "meanLong",
  "nearestLong",
  "namesLong",
];
