import type { App } from "../src/app.ts";
import type { EntryStage, Stage } from "../src/model/words.ts";

const PAGE = 500;
export const ENTRY_STAGES: readonly EntryStage[] = ["fetch", "extract", "dedupe", "cluster"];

/** Enqueues what the store says is waiting and no job carries: after a crash, a flushed queue, a re-run. Returns how many jobs it added. */
export async function reconcile({ store, queue, clock }: App): Promise<number> {
  let added = 0;
  const enqueue = async (stage: Stage, keys: string[]) => {
    const known = await queue.known(keys.map((key) => `${stage}-${key}`));
    const missing = keys.filter((key) => !known.has(`${stage}-${key}`));
    await queue.add(missing.map((key) => ({ stage, key })));
    added += missing.length;
  };
  for (const stage of ENTRY_STAGES) {
    let after: string | undefined;
    for (;;) {
      const entries = await store.waiting(stage, clock.now(), PAGE, after);
      if (entries.length === 0) break;
      await enqueue(
        stage,
        entries.map((entry) => entry.id),
      );
      after = entries.at(-1)?.id;
    }
  }
  await enqueue(
    "alert",
    (await store.dueDeliveries(clock.now())).map((delivery) => delivery.id),
  );
  return added;
}

/** Enqueues a poll for each feed that is due. */
export async function enqueueDueFeeds({ store, queue, clock }: App): Promise<void> {
  const feeds = await store.dueFeeds(clock.now(), PAGE);
  await queue.add(feeds.map((feed) => ({ stage: "poll", key: feed.id })));
}
