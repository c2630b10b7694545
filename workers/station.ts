import type { App } from "../src/app.ts";
import type { Ending } from "../src/model/ending.ts";
import type { Stage } from "../src/model/words.ts";
import type { Consumer } from "../src/ports/queue.ts";
import type { Lease } from "../src/ports/store.ts";
import { BELT } from "./belt.ts";

/** Called after each job: what metrics are made of. */
export type Observe = (stage: Stage, ending: Ending, ms: number) => void;

export interface Staffing {
  /** Aborts when the time for jobs in hand is over. */
  handsOff: AbortSignal;
  /** The writer's lease, for the stages that write in order. */
  lease?: () => Lease;
  observe?: Observe | undefined;
}

/** Opens these stages' workers, one after the other, and lets them take jobs. */
export async function staff(app: App, stages: readonly Stage[], staffing: Staffing): Promise<Consumer[]> {
  const consumers: Consumer[] = [];
  for (const stage of stages) {
    const handler = await station(app, stage, staffing);
    consumers.push(app.queue.process(stage, handler, { concurrency: BELT[stage].concurrency(app.settings) }));
  }
  return consumers;
}

/** One station's job handler: the work, the following jobs, one line in the log. */
async function station(app: App, stage: Stage, { handsOff, lease, observe }: Staffing) {
  const { worker, feeds, next } = BELT[stage];
  const noLease = (): Lease => {
    throw new Error(`${stage} has no writer's lease`);
  };
  const work = await worker({ app, stage, next, lease: lease ?? noLease, signal: handsOff });
  return async (job: { key: string }): Promise<Ending> => {
    const startedAt = app.clock.now();
    const ending = await work(job.key);
    if (ending.kind === "next" && feeds)
      await app.queue.add((ending.keys ?? [job.key]).map((key) => ({ stage: feeds, key })));
    const ms = app.clock.now() - startedAt;
    observe?.(stage, ending, ms);
    const { kind, detail, ...rest } = ending;
    const quiet = kind === "later" || (kind === "dropped" && ending.reason === "stale");
    const line = { key: job.key, ending: kind, ...rest, keys: undefined, ...detail, took_ms: ms };
    app.log[quiet ? "debug" : "info"](stage, line);
    return ending;
  };
}
