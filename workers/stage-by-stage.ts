import type { App } from "../src/app.ts";
import { ENTRY_STAGES, type EntryStage, type Stage } from "../src/model/words.ts";
import { BELT, inBeltOrder } from "./belt.ts";
import { holdLease } from "./lease.ts";
import { drained } from "./main.ts";
import { withPatience } from "./patience.ts";
import { PAGE, reconcile, waitingPages } from "./reconcile.ts";
import { staff } from "./station.ts";

/**
 * Works off what waits, one stage after the other, each in the order in which the entries were first seen. So a re-run that
 * was broken off anywhere and begun again decides about the same articles in the same order as one that was not.
 *
 * @throws LeaseHeld when another process writes
 */
export async function runStageByStage(app: App, from: readonly Stage[], signal: AbortSignal): Promise<void> {
  const { settings, queue, log } = app;
  const stages = inBeltOrder(from);
  const held = await holdLease(app, settings.run.turnWaitMs, signal);
  if (!held) return;
  const stop = AbortSignal.any([signal, held.lost]);
  try {
    const freed = await queue.recover();
    log.info("run", { stages, once: true, in_turn: true, freed });
    for (const stage of stages) {
      if (stop.aborted) break;
      await enqueueInOrder(app, stage);
      const handsOff = new AbortController();
      const lease = BELT[stage].writer ? { lease: held.lease } : {};
      const consumers = await staff(app, [stage], { handsOff: handsOff.signal, ...lease });
      try {
        await drained(app, [stage], stop);
      } finally {
        await withPatience(app, handsOff, Promise.all(consumers.map((consumer) => consumer.stop())));
      }
    }
    held.lost.throwIfAborted();
  } finally {
    await held.release();
  }
}

/** Puts the jobs of a stage into the order in which their entries were first seen; those that had failed begin anew. */
async function enqueueInOrder(app: App, stage: Stage): Promise<void> {
  const { queue } = app;
  if (!isEntryStage(stage)) {
    await reconcile(app);
    return;
  }
  const waiting: { id: string; firstSeenAt: number }[] = [];
  for await (const page of waitingPages(app, stage))
    for (const { id, firstSeenAt } of page) waiting.push({ id, firstSeenAt });
  waiting.sort((a, b) => a.firstSeenAt - b.firstSeenAt || (a.id < b.id ? -1 : 1));
  for (let i = 0; i < waiting.length; i += PAGE)
    await queue.drop(waiting.slice(i, i + PAGE).map(({ id }) => `${stage}-${id}`));
  for (let i = 0; i < waiting.length; i += PAGE)
    await queue.add(waiting.slice(i, i + PAGE).map(({ id }) => ({ stage, key: id })));
}

const isEntryStage = (stage: Stage): stage is EntryStage => (ENTRY_STAGES as readonly Stage[]).includes(stage);
