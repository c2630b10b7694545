import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../ports/store.ts";
import { systemClock } from "./clock-system.ts";
import { readAddress } from "./postgres/address.ts";
import { articleRecordsOf } from "./postgres/article-records.ts";
import { articlesOf } from "./postgres/articles.ts";
import { backUp } from "./postgres/backup.ts";
import { checkOf } from "./postgres/check.ts";
import { correctionsOf } from "./postgres/corrections.ts";
import { connect } from "./postgres/database.ts";
import { duplicatesOf } from "./postgres/duplicates.ts";
import { endpointsOf } from "./postgres/endpoints.ts";
import { entriesOf } from "./postgres/entries.ts";
import { feedsOf } from "./postgres/feeds.ts";
import { hostsOf } from "./postgres/hosts.ts";
import { intakeOf } from "./postgres/intake.ts";
import { leasesOf } from "./postgres/leases.ts";
import { migrate } from "./postgres/migrate.ts";
import { outboxOf } from "./postgres/outbox.ts";
import { pagesOf } from "./postgres/pages.ts";
import { rehomeOf } from "./postgres/rehome.ts";
import { retentionOf } from "./postgres/retention.ts";
import { searchOf } from "./postgres/search.ts";
import { selectionOf } from "./postgres/selection.ts";
import { siteMemoryOf } from "./postgres/site-memory.ts";
import { stepsOf } from "./postgres/steps.ts";
import { storiesOf } from "./postgres/stories.ts";
import { totalsOf } from "./postgres/totals.ts";
import { holderIsAlive } from "./process-holder.ts";

export interface PostgresStoreOptions {
  /** `postgresql://user:password@host:port/database`, with the client's options after a `?` (`sslmode=verify-full`). */
  url: string;
  /** The machine's clock unless given. */
  clock?: Clock;
  log?: Log;
  /** Whether a lease's holder still runs; null when that cannot be known. */
  isAlive?: (holder: string) => boolean | null;
}

/**
 * Everything in one PostgreSQL database, shared by many processes. Each write is committed when its promise resolves.
 * A method that loses its connection or a race is tried again for some seconds.
 *
 * @throws StoreUnusable when the database is out of reach, newer than this program, not ours, or too old
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { url, clock = systemClock, log, isAlive = holderIsAlive } = options;
  const address = readAddress(url);
  const db = connect({ address, clock, log });
  try {
    await migrate(db, clock.now());
  } catch (error) {
    await db.close();
    throw error;
  }
  db.opened();
  return {
    ...feedsOf(db),
    ...stepsOf(db),
    ...entriesOf(db),
    ...intakeOf(db),
    ...selectionOf(db),
    ...pagesOf(db),
    ...articlesOf(db),
    ...searchOf(db),
    ...articleRecordsOf(db),
    ...duplicatesOf(db),
    ...storiesOf(db),
    ...rehomeOf(db),
    ...correctionsOf(db),
    ...endpointsOf(db),
    ...outboxOf(db),
    ...hostsOf(db),
    ...siteMemoryOf(db),
    ...leasesOf(db, isAlive),
    ...retentionOf(db),
    ...totalsOf(db),
    ...checkOf(db),
    backup: (to) => backUp(address, to),
    close: () => db.close(),
  };
}
