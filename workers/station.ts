import { type Gate, openGate } from "../src/adapters/gate.ts";
import type { App } from "../src/app.ts";
import type { Ending } from "../src/model/ending.ts";
import type { Stage } from "../src/model/words.ts";
import type { Consumer } from "../src/ports/queue.ts";
import type { Lease } from "../src/ports/store.ts";
import { BELT } from "./belt.ts";
import { STALE, type Work } from "./worker.ts";

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
  const manned = new Map<Stage, Manned>();
  for (const stage of stages) {
    const places = BELT[stage].concurrency(app.settings);
    manned.set(stage, { places, gate: openGate(places), work: await station(app, stage, staffing) });
  }

  /** A job through this stage, and what follows from it. */
  async function take(stage: Stage, key: string): Promise<Ending> {
    const { gate, work } = at(manned, stage);
    const ending = await gate.through(() => work(key));
    const { feeds, straightOn } = BELT[stage];
    if (!feeds) return ending;
    const follower = straightOn && manned.has(feeds);
    // Given again after its worker died, perhaps in the stage that follows.
    if (follower && ending === STALE) await app.queue.add([{ stage: feeds, key }]);
    if (ending.kind !== "next") return ending;
    if (follower) await goOn(feeds, key);
    else await app.queue.add((ending.keys ?? [key]).map((one) => ({ stage: feeds, key: one })));
    return ending;
  }

  /** What does not go through at once gets a job of its own, and with it its tries. */
  async function goOn(stage: Stage, key: string): Promise<void> {
    let waitMs = app.settings.queue.retryBaseMs;
    try {
      const ending = await take(stage, key);
      if (ending.kind !== "later") return;
      waitMs = ending.ms;
    } catch (error) {
      app.log.warn("job-threw", { stage, key, error: error instanceof Error ? error.message : String(error) });
    }
    await app.queue.add([{ stage, key, runAt: app.clock.now() + waitMs }]);
  }

  return [...manned].map(([stage, { places }]) => {
    const { feeds, straightOn } = BELT[stage];
    const following = straightOn && feeds ? (manned.get(feeds)?.places ?? 0) : 0;
    return app.queue.process(stage, ({ key }) => take(stage, key), { concurrency: places + following });
  });
}

/** A stage at work in this process: so many jobs at once, whether they come from the queue or straight on. */
interface Manned {
  places: number;
  gate: Gate;
  work: Work;
}

function at(manned: ReadonlyMap<Stage, Manned>, stage: Stage): Manned {
  const found = manned.get(stage);
  if (!found) throw new Error(`nobody works on ${stage} here`);
  return found;
}

/** One station's work, with one line in the log. */
async function station(app: App, stage: Stage, { handsOff, lease, observe }: Staffing): Promise<Work> {
  const { worker, next } = BELT[stage];
  const noLease = (): Lease => {
    throw new Error(`${stage} has no writer's lease`);
  };
  const work = await worker({ app, stage, next, lease: lease ?? noLease, signal: handsOff });
  return async (key) => {
    const startedAt = app.clock.now();
    const ending = await work(key);
    const ms = app.clock.now() - startedAt;
    observe?.(stage, ending, ms);
    const { kind, detail, ...rest } = ending;
    const quiet = kind === "later" || (kind === "dropped" && ending.reason === "stale");
    const line = { key, ending: kind, ...rest, keys: undefined, ...detail, took_ms: ms };
    app.log[quiet ? "debug" : "info"](stage, line);
    return ending;
  };
}
