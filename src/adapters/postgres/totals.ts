import type { DeliveryState } from "../../model/alert.ts";
import type { EntryStage } from "../../model/words.ts";
import type { CountStore, Totals } from "../../ports/store.ts";
import { feedYieldSql, readFeedYield, readSiteYield, siteYieldSql } from "../feed-yield.ts";
import { funnelRow, funnelSql } from "../funnel-sql.ts";
import { LEDGER_SUMS, ledgerSums } from "../ledger.ts";
import { OLDEST_WAITING, oldestByStage } from "../oldest-waiting.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";
import { prepare } from "./statement.ts";

const FEEDS = prepare("SELECT state AS word, count(*) AS n FROM feed GROUP BY state");
const ENTRIES = prepare("SELECT waits_for, ending, count(*) AS n FROM entry GROUP BY waits_for, ending");
const ARTICLES = prepare("SELECT count(*) AS n FROM article WHERE current");
const REMOVALS = prepare(LEDGER_SUMS);
const COPIES = prepare("SELECT count(*) AS n FROM near_duplicate");
const STORIES = prepare("SELECT status AS word, count(*) AS n FROM story GROUP BY status");
const DELIVERIES = prepare("SELECT state AS word, count(*) AS n FROM delivery GROUP BY state");
const FUNNEL = prepare(funnelSql(false, "article.current"));
const FUNNELS = prepare(funnelSql(true, "article.current"));
const OLDEST = prepare(OLDEST_WAITING);
const YIELDS = prepare(feedYieldSql("a.current"));
const SITE_YIELDS = prepare(siteYieldSql("a.current"));

const byWord = (rows: Row[]): Record<string, number> =>
  Object.fromEntries(rows.map((row) => [String(row.word), Number(row.n)]));

function entryTotals(rows: Row[]): Totals["entries"] {
  const waiting: Record<EntryStage, number> = { fetch: 0, extract: 0, dedupe: 0, cluster: 0 };
  const ended: Record<string, number> = {};
  let total = 0;
  for (const row of rows) {
    const n = Number(row.n);
    total += n;
    if (row.waits_for === null) ended[String(row.ending)] = n;
    else waiting[row.waits_for as EntryStage] = n;
  }
  return { total, waiting, ended };
}

/** Sums for `status`, all of one moment. */
export function totalsOf(db: Database): CountStore {
  return {
    feedYields: async (since) => (await db.all(YIELDS, { since: Math.round(since) })).map(readFeedYield),
    siteYields: async (since) => (await db.all(SITE_YIELDS, { since: Math.round(since) })).map(readSiteYield),
    funnel: () =>
      db.read(async (tx) => {
        const asked = await Promise.all([FUNNEL, FUNNELS].map((sums) => tx.all(sums)));
        return asked.flat().map(funnelRow);
      }),
    oldestWaiting: async (now) => oldestByStage(await db.all(OLDEST, { now: Math.round(now) })),
    totals: () =>
      db.read(async (tx) => {
        const asked = [FEEDS, ENTRIES, ARTICLES, REMOVALS, COPIES, STORIES, DELIVERIES].map((sums) => tx.all(sums));
        const [feeds = [], entries = [], articles = [], removals = [], copies = [], stories = [], deliveries = []] =
          await Promise.all(asked);
        return {
          feeds: byWord(feeds),
          entries: entryTotals(entries),
          articles: Number(articles[0]?.n),
          removals: ledgerSums(removals[0]),
          nearDuplicates: Number(copies[0]?.n),
          stories: byWord(stories),
          deliveries: {
            ...({ waiting: 0, delivered: 0, failed: 0, dropped: 0 } satisfies Record<DeliveryState, number>),
            ...byWord(deliveries),
          },
        };
      }),
  };
}
