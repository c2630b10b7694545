import type { Settings } from "../config/schema.ts";
import { type EntryStage, STAGES, type Stage } from "../src/model/words.ts";
import { alert } from "./alert.ts";
import { cluster } from "./cluster.ts";
import { dedupe } from "./dedupe.ts";
import { extract } from "./extract.ts";
import { fetch } from "./fetch.ts";
import { poll } from "./poll.ts";
import type { Worker } from "./worker.ts";

/** A station of the belt. Workers do not know where they stand; this page does. */
export interface Station {
  worker: Worker;
  /** The stage whose jobs follow. */
  feeds: Stage | null;
  /** What an entry then waits for; null at the end of its way. */
  next: EntryStage | null;
  /**
   * A job that has gone through goes straight on with the stage that follows, for the same key, where this process works on
   * both: a job of its own would cost more trips to the queue than it carries.
   */
  straightOn: boolean;
  /** Writes in order, so only one process may do it: the holder of the writer's lease. */
  writer: boolean;
  concurrency(settings: Settings): number;
}

const STATELESS = { straightOn: false, writer: false };

/**
 *   poll ─► fetch ─► extract ─► dedupe ─► cluster ─► alert
 *   feed     entry    entry      entry     entry      delivery
 */
export const BELT: Record<Stage, Station> = {
  poll: { worker: poll, feeds: "fetch", next: "fetch", ...STATELESS, concurrency: (s) => s.poll.concurrency },
  fetch: {
    ...{ worker: fetch, feeds: "extract", next: "extract", ...STATELESS, straightOn: true },
    concurrency: (s) => s.fetch.concurrency,
  },
  extract: { worker: extract, feeds: "dedupe", next: "dedupe", ...STATELESS, concurrency: (s) => s.extract.threads },
  dedupe: { worker: dedupe, feeds: "cluster", next: "cluster", straightOn: true, writer: true, concurrency: () => 1 },
  cluster: { worker: cluster, feeds: "alert", next: null, straightOn: false, writer: true, concurrency: () => 1 },
  alert: { worker: alert, feeds: null, next: null, ...STATELESS, concurrency: (s) => s.alert.concurrency },
};

/** The stages of `--only fetch,extract`, in belt order. */
export const inBeltOrder = (stages: readonly Stage[]): Stage[] => STAGES.filter((stage) => stages.includes(stage));
