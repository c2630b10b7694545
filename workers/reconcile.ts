import type { App } from "../src/app.ts";
import type { FeedEntry } from "../src/model/feed.ts";
import { ENTRY_STAGES, type EntryStage, type Stage } from "../src/model/words.ts";

/** Entries read, and jobs added, at once. */
export const PAGE = 500;

/** What waits for a stage and may go on now, page by page. */
export async function* waitingPages({ store, clock }: App, stage: EntryStage): AsyncGenerator<FeedEntry[]> {
  for (let after: string | undefined; ; ) {
    const page = await store.waiting(stage, clock.now(), PAGE, after);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)?.id;
  }
}

/** Enqueues what the store says is waiting and no job carries: after a crash, a flushed queue, a re-run. Returns how many jobs it added. */
export async function reconcile(app: App): Promise<number> {
  const { store, queue, clock } = app;
  let added = 0;
  const enqueue = async (stage: Stage, waiting: readonly { id: string }[]) => {
    const keys = waiting.map(({ id }) => id);
    const known = await queue.known(keys.map((key) => `${stage}-${key}`));
    const missing = keys.filter((key) => !known.has(`${stage}-${key}`));
    await queue.add(missing.map((key) => ({ stage, key })));
    added += missing.length;
  };
  for (const stage of ENTRY_STAGES) for await (const page of waitingPages(app, stage)) await enqueue(stage, page);
  await store.forgetFutureTimes(clock.now());
  await enqueue("alert", await store.dueDeliveries(clock.now()));
  return added;
}

/** Enqueues polls of the feeds that are due: the longest overdue first, what is beyond a page at the next look. */
export const enqueueDueFeeds = (app: App): Promise<void> => enqueuePolls(app, PAGE);

/** The same for every feed that is due, for a run that looks only once. */
export const enqueueEveryDueFeed = (app: App): Promise<void> => enqueuePolls(app, Number.POSITIVE_INFINITY);

async function enqueuePolls({ store, queue, clock }: App, most: number): Promise<void> {
  const feeds = await store.dueFeeds(clock.now(), most);
  await queue.add(feeds.map((feed) => ({ stage: "poll", key: feed.id })));
}
