import { stableId } from "./id.ts";

/**
 * What an operator decided against the pipeline's judgement. Re-runs and replays keep it: a stage takes the corrections
 * as constraints beside its input.
 *
 * | kind | subject | object |
 * |---|---|---|
 * | duplicate | article | the article of which it is a copy |
 * | not-duplicate | article | the article of which it is no copy |
 * | restore | article | the content hash of the removed block that is text after all |
 * | merge | story | the story that it is one with |
 * | split | article | the story to which it does not belong |
 * | pin | article | the story to which it belongs |
 */
export interface Correction {
  id: string;
  kind: CorrectionKind;
  subject: string;
  object: string;
  /** ms since 1970. */
  at: number;
}

export const CORRECTION_KINDS = ["duplicate", "not-duplicate", "restore", "merge", "split", "pin"] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** Two kinds that contradict each other speak of one matter. */
const MATTER: Record<CorrectionKind, string> = {
  duplicate: "duplicate",
  "not-duplicate": "duplicate",
  restore: "restore",
  merge: "merge",
  split: "place",
  pin: "place",
};

/** Kinds whose two sides may be named in either order. */
const MUTUAL: ReadonlySet<string> = new Set(["duplicate", "merge"]);

/** A correction with its id: one that contradicts an earlier one, or repeats it, has the same id and takes its place. */
export function correction(kind: CorrectionKind, subject: string, object: string, at: number): Correction {
  const matter = MATTER[kind];
  const sides = MUTUAL.has(matter) ? [subject, object].sort() : [subject, object];
  return { id: stableId("c", matter, ...sides), kind, subject, object, at };
}
