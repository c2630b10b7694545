import type { Feed } from "../../model/feed.ts";
import type { FeedYield, SiteYield } from "../../ports/store.ts";
import { cleanLine } from "../clean.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { feedRow, notModifiedShare, recentPerDay, yieldRow } from "../records.ts";
import { type Column, table } from "../table.ts";
import { shortFromNow } from "../times.ts";
import { wrap } from "../wrap.ts";

export const FEED_STATES = ["active", "quiet", "failing", "blocked", "gone", "paused"];

/** Days over which it is told what came of a feed's entries. */
const YIELD_DAYS = 7;
const DAY_MS = 86_400_000;

export interface ListOptions extends SharedOptions {
  state?: string;
  hosts?: boolean;
}

/** Every feed on a line of its own; what is wrong with one stands in plain words below it. */
export async function listFeeds(cli: Cli, options: ListOptions): Promise<void> {
  if (options.hosts) return await listSites(cli, options);
  if (options.state !== undefined && !FEED_STATES.includes(options.state))
    throw new CliProblem(`--state ${options.state}: expected one of ${FEED_STATES.join(", ")}`, EXIT.usage);
  await withApp(cli, options, {}, async ({ store, clock }) => {
    const found = (await store.feeds()).filter(({ state }) => options.state === undefined || state === options.state);
    const yields = await store.feedYields(clock.now() - YIELD_DAYS * DAY_MS);
    const yieldOf = new Map(yields.map((one) => [one.feedId, one]));
    if (options.json)
      for (const feed of found) await cli.out.json({ ...feedRow(feed), ...yieldRow(yieldOf.get(feed.id)) });
    else if (found.length === 0) cli.out.note("no feeds; add some with: samestory feeds add https://…");
    else await cli.out.lines(...healthLines(found, yieldOf, clock.now(), cli.out.width));
  });
}

/** Every site on a line of its own, the one first that most was taken out of. */
async function listSites(cli: Cli, options: SharedOptions): Promise<void> {
  await withApp(cli, options, {}, async ({ store, clock }) => {
    const sites = await store.siteYields(clock.now() - YIELD_DAYS * DAY_MS);
    sites.sort((a, b) => b.removals - a.removals || a.site.localeCompare(b.site));
    if (options.json)
      for (const one of sites) await cli.out.json({ host: one.site, entries: one.entries, ...yieldRow(one) });
    else if (sites.length === 0) cli.out.note(`no entry of the last ${YIELD_DAYS} days is read or over`);
    else await cli.out.lines(...table(sites, SITE_COLUMNS, cli.out.width));
  });
}

const SITE_COLUMNS: Column<SiteYield>[] = [
  { title: "host", value: ({ site }) => site, shrinkTo: 18 },
  { title: "entries", value: ({ entries }) => String(entries), align: "right" },
  { title: "articles", value: ({ articles }) => String(articles), align: "right" },
  { title: "yield", value: (one) => percent(yieldRow(one).yield), align: "right" },
  { title: "cut", value: (one) => rounded(yieldRow(one).removed_per_article), align: "right" },
  { title: "spam", value: ({ spam }) => String(spam), align: "right" },
];

/** Addresses name feeds to people (every command takes them); ids are for `--json`. */
function healthLines(feeds: Feed[], yieldOf: Map<string, FeedYield>, now: number, width: number): string[] {
  const columns: Column<Feed>[] = [
    { title: "feed", value: ({ url }) => url.replace(/^https?:\/\//, ""), shrinkTo: 18 },
    { title: "state", value: ({ state }) => state },
    {
      title: "last ok",
      value: ({ lastSuccessAt }) => (lastSuccessAt === null ? null : shortFromNow(lastSuccessAt, now)),
    },
    { title: "next", value: (feed) => (isPolled(feed) ? shortFromNow(feed.nextDueAt, now) : null) },
    { title: "a day", value: ({ polling }) => rounded(recentPerDay(polling)), align: "right" },
    { title: "usual", value: ({ polling }) => rounded(polling.itemsPerDay), align: "right" },
    { title: "304", value: ({ polling }) => percent(notModifiedShare(polling)), align: "right" },
    { title: "yield", value: ({ id }) => percent(yieldRow(yieldOf.get(id)).yield), align: "right" },
    { title: "cut", value: ({ id }) => rounded(yieldRow(yieldOf.get(id)).removed_per_article), align: "right" },
  ];
  const [heading = "", ...rows] = table(feeds, columns, width);
  return [heading, ...rows.flatMap((row, i) => [row, ...whatIsWrong(feeds[i]!, width)])];
}

function whatIsWrong({ stateReason, polling }: Feed, width: number): string[] {
  const reason = stateReason ?? (polling.failures > 0 ? polling.lastError : null);
  return reason === null ? [] : wrap(`    ${cleanLine(reason)}`, width, 4);
}

const isPolled = ({ state }: Feed): boolean => state !== "paused" && state !== "gone";
/** One figure behind the point where there is little before it. */
const rounded = (items: number | null): string | null => (items === null ? null : items.toFixed(items < 10 ? 1 : 0));
const percent = (share: number | null): string | null => (share === null ? null : `${Math.round(100 * share)}%`);
