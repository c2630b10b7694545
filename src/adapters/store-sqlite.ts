import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { holderIsAlive } from "./process-holder.ts";
import { articleRecordsOf } from "./sqlite/article-records.ts";
import { articlesOf } from "./sqlite/articles.ts";
import { backUp } from "./sqlite/backup.ts";
import { checkOf } from "./sqlite/check.ts";
import { correctionsOf } from "./sqlite/corrections.ts";
import { type Database, openDatabase } from "./sqlite/database.ts";
import { duplicatesOf } from "./sqlite/duplicates.ts";
import { endpointsOf } from "./sqlite/endpoints.ts";
import { entriesOf } from "./sqlite/entries.ts";
import { feedsOf } from "./sqlite/feeds.ts";
import { hostsOf } from "./sqlite/hosts.ts";
import { intakeOf } from "./sqlite/intake.ts";
import { leasesOf } from "./sqlite/leases.ts";
import { outboxOf } from "./sqlite/outbox.ts";
import { pagesOf } from "./sqlite/pages.ts";
import { rehomeOf } from "./sqlite/rehome.ts";
import { retentionOf } from "./sqlite/retention.ts";
import { searchOf } from "./sqlite/search.ts";
import { selectionOf } from "./sqlite/selection.ts";
import { siteMemoryOf } from "./sqlite/site-memory.ts";
import { stepsOf } from "./sqlite/steps.ts";
import { storiesOf } from "./sqlite/stories.ts";
import { totalsOf } from "./sqlite/totals.ts";

export interface SqliteStoreOptions {
  file: string;
  /** That file, when the caller has opened it already; it stays open when the store is closed. */
  database?: Database | undefined;
  clock?: Clock;
  /** Whether a lease's holder still runs; null when that cannot be known. */
  isAlive?: (holder: string) => boolean | null;
}

/**
 * Everything in one SQLite file. Each write is on the disk when its promise resolves.
 *
 * @throws StoreUnusable when the file is damaged, newer than this program, not ours, or out of reach
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { file, clock, isAlive = holderIsAlive } = options;
  const now = clock?.now ?? Date.now;
  const db = options.database ?? (await openDatabase({ file, lookThrough: true, now }));
  // A slot that a power cut forgets costs one request before its time; waiting for the disk would cost it with each page.
  const { relaxed } = db;
  const feeds = feedsOf(db);
  const steps = stepsOf(db);
  const entries = entriesOf(db);
  const pages = pagesOf(db, steps);
  const search = searchOf(db);
  const articles = articlesOf(db, steps, search);
  const leases = leasesOf(db, isAlive);
  const outbox = outboxOf(db);
  let closed = false;
  return {
    ...feeds.methods,
    ...steps.methods,
    ...entries.methods,
    ...intakeOf(db, { feeds, entries, steps, pages }),
    ...selectionOf(db),
    ...pages.methods,
    ...articles,
    ...search.methods,
    ...articleRecordsOf(db, articles.removals),
    ...duplicatesOf(db, steps, leases),
    ...storiesOf(db, { steps, leases, outbox }),
    ...rehomeOf(db, leases),
    ...correctionsOf(db),
    ...endpointsOf(db),
    ...outbox.methods,
    ...hostsOf(db, relaxed),
    ...siteMemoryOf(relaxed),
    ...leases.methods,
    ...retentionOf(db, search),
    ...totalsOf(db),
    ...checkOf(db),
    backup: (to) => backUp(file, to),
    async close() {
      if (closed) return;
      closed = true;
      if (!options.database) await db.close();
    },
  };
}
