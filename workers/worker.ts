import type { App } from "../src/app.ts";
import type { Ending } from "../src/model/ending.ts";
import type { EntryStage, Stage } from "../src/model/words.ts";
import type { Lease, Step } from "../src/ports/store.ts";

/** What a worker has on its desk: the ports, and its place on the belt. */
export interface Desk {
  app: App;
  stage: Stage;
  /** Where an entry goes from here; null at the end of the belt. */
  next: EntryStage | null;
  /** The writer's lease; only the stages that write in order ask for it. */
  lease(): Lease;
  /** Aborts when the time for jobs in hand is over. */
  signal: AbortSignal;
}

/** Does one job: load, call the stage, save, say how it ended. Safe to run twice for one key. */
export type Work = (key: string) => Promise<Ending>;

/** Makes ready (rebuilds an index, for the stages that keep one) and gives the work. */
export type Worker = (desk: Desk) => Promise<Work>;

/** The step that this desk took for an entry, from `startedAt` until now. */
export function step(desk: Desk, entryId: string, startedAt: number, ending: Ending): Step {
  return { entryId, stage: desk.stage, startedAt, endedAt: desk.app.clock.now(), ending, next: desk.next };
}

/** A job for something that no longer waits for this stage: done before, or gone. Not an ending of the entry. */
export const STALE: Ending = { kind: "dropped", reason: "stale" };
