import type { DeliveryState } from "../../model/alert.ts";
import type { EntryStage } from "../../model/words.ts";
import type { CountStore, Totals } from "../../ports/store.ts";
import { feedYieldSql, readFeedYield, readSiteYield, siteYieldSql } from "../feed-yield.ts";
import { funnelRow, funnelSql } from "../funnel-sql.ts";
import { LEDGER_SUMS, ledgerSums } from "../ledger.ts";
import { OLDEST_WAITING, oldestByStage } from "../oldest-waiting.ts";
import type { Database, Statement } from "./database.ts";

/** Sums for `status`, all of one moment. */
export function totalsOf(db: Database): CountStore {
  const feeds = db.prepare("SELECT state AS word, count(*) AS n FROM feed GROUP BY state");
  const entries = db.prepare("SELECT waits_for, ending, count(*) AS n FROM entry GROUP BY waits_for, ending");
  const articles = db.prepare("SELECT count(*) AS n FROM article WHERE current = 1");
  const removals = db.prepare(LEDGER_SUMS);
  const copies = db.prepare("SELECT count(*) AS n FROM near_duplicate");
  const stories = db.prepare("SELECT status AS word, count(*) AS n FROM story GROUP BY status");
  const deliveries = db.prepare("SELECT state AS word, count(*) AS n FROM delivery GROUP BY state");

  const funnels = [false, true].map((perFeed) => db.prepare(funnelSql(perFeed, "article.current = 1")));
  const oldest = db.prepare(OLDEST_WAITING);
  const yields = db.prepare(feedYieldSql("a.current = 1"));
  const ofSites = db.prepare(siteYieldSql("a.current = 1"));

  const byWord = (statement: Statement): Record<string, number> =>
    Object.fromEntries(statement.all().map((row) => [String(row.word), Number(row.n)]));

  function entryTotals(): Totals["entries"] {
    const waiting: Record<EntryStage, number> = { fetch: 0, extract: 0, dedupe: 0, cluster: 0 };
    const ended: Record<string, number> = {};
    let total = 0;
    for (const row of entries.all()) {
      const n = Number(row.n);
      total += n;
      if (row.waits_for === null) ended[String(row.ending)] = n;
      else waiting[row.waits_for as EntryStage] = n;
    }
    return { total, waiting, ended };
  }

  return {
    feedYields: async (since) => yields.all({ since: Math.round(since) }).map(readFeedYield),
    siteYields: async (since) => ofSites.all({ since: Math.round(since) }).map(readSiteYield),
    funnel: () => db.read(() => funnels.flatMap((statement) => statement.all().map(funnelRow))),
    oldestWaiting: async (now) => oldestByStage(oldest.all({ now: Math.round(now) })),
    totals: () =>
      db.read(() => ({
        feeds: byWord(feeds),
        entries: entryTotals(),
        articles: Number(articles.get()?.n),
        removals: ledgerSums(removals.get()),
        nearDuplicates: Number(copies.get()?.n),
        stories: byWord(stories),
        deliveries: {
          ...({ waiting: 0, delivered: 0, failed: 0, dropped: 0 } satisfies Record<DeliveryState, number>),
          ...byWord(deliveries),
        },
      })),
  };
}
