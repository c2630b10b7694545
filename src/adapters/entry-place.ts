import { HOST_PAUSED } from "../model/ending.ts";
import type { EntryStage } from "../model/words.ts";
import { REACHED_END, type Step } from "../ports/store.ts";

/** Where an entry goes after a step. */
export interface Place {
  waitsFor: EntryStage | null;
  ending: string | null;
  notBeforeAt: number;
  tries: number;
}

/** @param tries tries at this stage before the step */
export function placeAfter(step: Step, tries: number): Place {
  const { ending } = step;
  switch (ending.kind) {
    case "dropped":
      return { waitsFor: null, ending: ending.reason, notBeforeAt: 0, tries };
    case "later":
      return {
        waitsFor: step.stage as EntryStage,
        ending: null,
        notBeforeAt: Math.ceil(step.endedAt + ending.ms),
        tries: ending.reason === HOST_PAUSED ? tries : tries + 1,
      };
    case "next":
      return { waitsFor: step.next, ending: step.next === null ? REACHED_END : null, notBeforeAt: 0, tries: 0 };
  }
}
