import type { Ending } from "../../model/ending.ts";
import type { EntryStage, Stage } from "../../model/words.ts";

/**
 * One stage's work on one entry, committed together with what it made. A step for an entry that does not wait for its
 * stage (any more) changes nothing, nor does what was to be committed with it: a handler may run twice.
 */
export interface Step {
  entryId: string;
  stage: Stage;
  startedAt: number;
  endedAt: number;
  ending: Ending;
  /** The stage that follows when the ending is `next`; null at the end of the belt. */
  next: EntryStage | null;
}

/** The ending of an entry that went all the way: the last stage's `next`. */
export const REACHED_END = "clustered";

/**
 * A step as `trace` prints it. A `later` that repeats the one before it (same stage and reason) takes its place and is
 * counted in `detail.times`, so that an entry that waits for a busy host keeps a short history.
 */
export interface StepRecord {
  stage: Stage;
  startedAt: number;
  ms: number;
  kind: Ending["kind"];
  reason: string | null;
  detail: Record<string, unknown>;
}
