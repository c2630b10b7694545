import { NOISE } from "./resemblance.ts";
import type { Features } from "./similarity.ts";

/** Learned weights of the decision, one per input. */
export interface Weights {
  bias: number;
  /** Added to the bias in languages that it was learned for: cosines differ with how a language makes words. */
  languages: Readonly<Record<string, number>>;
  inputs: Record<InputName, number>;
}

const log = (cosine: number) => Math.log(cosine + NOISE);

/** Within half a day of a story's span an hour more says little; beyond it, the ratio counts. */
const NEAR_HOURS = 12;
/** What counts as hours where time says nothing, as in an archive without dates. */
const UNTIMED_HOURS = 12;
/** A story that more tell than this draws further reports, the more the more tell it, up to the other number. */
const MANY = 8;
const MOST = 64;

/**
 * What the decision is made of. A likeness counts by its ratio to the likeness of stories that the article does not
 * belong to, and to that of the story's own reports: headlines, snippets and full reports, and each language, have
 * cosines of their own height.
 */
const INPUTS = {
  mean: ({ mean }: Features) => log(mean),
  typical: ({ typical }: Features) => log(typical),
  elsewhere: ({ elsewhere }: Features) => log(elsewhere),
  likeness: ({ likeness }: Features) => log(likeness),
  fresh: ({ fresh }: Features) => fresh,
  title: ({ title }: Features) => title,
  names: ({ names }: Features) => names,
  bigrams: ({ bigrams }: Features) => bigrams,
  hours: ({ hours, untimed }: Features) => Math.log1p((untimed === 1 ? UNTIMED_HOURS : Math.expm1(hours)) / NEAR_HOURS),
  many: ({ reports }: Features) => Math.log(Math.min(MOST, Math.max(MANY, reports)) / MANY),
  headline: ({ headline }: Features) => headline,
};

export type InputName = keyof typeof INPUTS;
export const INPUT_NAMES = Object.keys(INPUTS) as InputName[];

/** The inputs in the order of `INPUT_NAMES`. */
export function inputsOf(features: Features): number[] {
  return INPUT_NAMES.map((name) => INPUTS[name](features));
}

/** The probability (0 to 1) that an article belongs to this story rather than to a new one: a logistic over the inputs. */
export function probability(features: Features, weights: Weights, lang: string): number {
  return 1 / (1 + Math.exp(-logOdds(features, weights, lang)));
}

/** ln(p / (1 - p)) of that probability. */
export function logOdds(features: Features, { bias, languages, inputs }: Weights, lang: string): number {
  let sum = bias + (languages[lang] ?? 0);
  for (const name of INPUT_NAMES) sum += INPUTS[name](features) * inputs[name];
  return sum;
}
