import type { Settings } from "../config/schema.ts";
import type { App } from "../src/app.ts";
import type { Retention } from "../src/ports/store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MEGABYTE = 1_000_000;
/** The story index keeps a story for two windows after its last article. */
const CLUSTER_WINDOWS = 2;
/** Pause between two batches, so that the writers get their turn. */
const PAUSE_MS = 20;

/** Removes what the settings keep no longer, batch by batch, until nothing is left to remove or it is told to stop. */
export async function retain(app: App, stop?: AbortSignal): Promise<void> {
  const { store, clock, log, settings } = app;
  const limits = retentionAt(settings, clock.now());
  const gone = { pages: 0, articles: 0, attempts: 0 };
  const startedAt = clock.now();
  while (!stop?.aborted) {
    const { pages, articles, attempts } = await store.retain(limits);
    gone.pages += pages;
    gone.articles += articles;
    gone.attempts += attempts;
    if (pages + articles + attempts === 0) break;
    await clock.sleep(PAUSE_MS, stop);
  }
  log.info("retained", { ...gone, ms: clock.now() - startedAt });
}

/** The settings as moments: what is older may go. */
export function retentionAt(settings: Pick<Settings, "store" | "dedupe" | "cluster">, now: number): Retention {
  const { pageDays, articleDays, attemptDays, maxPageMb } = settings.store;
  const daysBack = (days: number): number | null => (days === 0 ? null : now - days * DAY_MS);
  const activeHours = Math.max(settings.dedupe.windowHours, CLUSTER_WINDOWS * settings.cluster.windowHours);
  return {
    pagesBefore: daysBack(pageDays),
    articlesBefore: daysBack(articleDays),
    attemptsBefore: daysBack(attemptDays),
    maxPageBytes: maxPageMb === 0 ? null : maxPageMb * MEGABYTE,
    activeSince: now - activeHours * HOUR_MS,
  };
}
