import type { Command } from "commander";
import type { App } from "../../app.ts";
import { STAGES } from "../../model/words.ts";
import { WRITER } from "../../ports/store.ts";
import { cleanLine } from "../clean.ts";
import { type Cli, command, type SharedOptions } from "../command.ts";
import { optionsOf, withApp } from "../context.ts";
import { CliProblem } from "../exit.ts";
import { sorted } from "../say.ts";
import { table } from "../table.ts";
import { iso, isoSeconds } from "../times.ts";

export function statusCommand(program: Command, cli: Cli): void {
  command(program, "status", {
    summary: "where everything is: feeds, entries, queue, stories, deliveries",
    examples: ["status", "status --json", "status --feeds", "status --feed https://example.org/feed.xml"],
    more: "Every entry is in one place: waiting for a stage, or ended with a reason. The sums agree. --feeds and --feed show how far entries came, and each loss with its reason.",
  })
    .option("--feeds", "how far the entries came, over all and by feed")
    .option("--feed <id-or-url>", "how far the entries of one feed came")
    .action((_options, self: Command) => action(cli, optionsOf<StatusOptions>(self)));
}

interface StatusOptions extends SharedOptions {
  feeds?: boolean;
  feed?: string;
}

async function action(cli: Cli, options: StatusOptions): Promise<void> {
  await withApp(cli, options, {}, async (app) => {
    if (options.feeds || options.feed !== undefined) return printFunnels(cli, app, options);
    const status = await statusOf(app);
    if (options.json) return cli.out.json(status);
    await print(cli, status);
  });
}

/** The funnel of one feed, or of all entries and of each feed, the one that brought most first. */
async function printFunnels(cli: Cli, app: App, { feed: asked, json }: StatusOptions): Promise<void> {
  const feed = asked === undefined ? null : await app.store.feed(asked);
  if (asked !== undefined && !feed)
    throw new CliProblem(`there is no feed ${asked}; list them with: samestory feeds list`);
  const { funnelsOf } = await import("../funnel.ts");
  const urls = new Map((await app.store.feeds()).map(({ id, url }) => [id, url]));
  const all = funnelsOf(await app.store.funnel());
  const found = feed ? all.filter(({ feedId }) => feedId === feed.id) : all;
  if (found.length === 0) cli.out.note(`nothing has come in yet; ask now with: samestory run --once --all`);
  for (const { feedId, counts, losses } of found) {
    const name = feedId === null ? "all entries" : (urls.get(feedId) ?? feedId);
    if (json) {
      await cli.out.json({ feed: feedId, url: feedId === null ? null : name, ...counts, losses });
      continue;
    }
    const { seen, fetched, extracted, independent, in_story } = counts;
    await cli.out.heading(cleanLine(name));
    await cli.out.lines(
      `  seen ${seen} → fetched ${fetched} → extracted ${extracted} → independent ${independent} → in a story ${in_story}`,
      ...losses.map(({ before, reason, count }) => `  ${String(count).padStart(7)}  not ${before}: ${reason}`),
      "",
    );
  }
}

type Status = Awaited<ReturnType<typeof statusOf>>;

/** The record that `status --json` prints. */
async function statusOf({ store, queue, clock }: App) {
  const [totals, jobs, lease] = await Promise.all([store.totals(), queue.counts(), store.lease(WRITER)]);
  return {
    feeds: totals.feeds,
    entries: totals.entries,
    queue: jobs,
    stories: totals.stories,
    deliveries: totals.deliveries,
    articles: totals.articles,
    near_duplicates: totals.nearDuplicates,
    removals: totals.removals,
    writer: lease && lease.expiresAt > clock.now() ? { holder: lease.holder, until: iso(lease.expiresAt) } : null,
    at: iso(clock.now()),
  };
}

async function print(cli: Cli, status: Status): Promise<void> {
  const { out } = cli;
  const { entries } = status;
  const rows = (record: Record<string, number>) => sorted(record).filter(([, n]) => n > 0);
  const block = async (title: string, record: Record<string, number>) => {
    await out.lines("");
    await out.heading(title);
    const found = rows(record);
    const width = found.reduce((most, [, n]) => Math.max(most, String(n).length), 1);
    await out.lines(
      ...(found.length > 0 ? found.map(([word, n]) => `  ${String(n).padStart(width)}  ${word}`) : ["  none"]),
    );
  };
  await out.lines(
    status.writer
      ? `running: ${status.writer.holder} holds the writer's lease until ${isoSeconds(Date.parse(status.writer.until))}`
      : "not running: nobody holds the writer's lease",
  );
  const independent = status.articles - status.near_duplicates;
  await out.lines(
    "",
    `seen ${entries.total} → articles ${status.articles} → not copies ${independent} → stories formed ${status.stories.formed ?? 0} → delivered ${status.deliveries.delivered}`,
  );
  await block("Feeds", status.feeds);
  const waiting = Object.fromEntries(Object.entries(entries.waiting).map(([stage, n]) => [`waiting for ${stage}`, n]));
  await block(`Entries (${entries.total})`, { ...entries.ended, ...waiting });
  await block("Removed blocks", status.removals);
  await block("Stories", status.stories);
  await block("Deliveries", status.deliveries);
  await out.lines("");
  await out.lines(
    ...table(
      STAGES.map((stage) => ({ stage, ...status.queue[stage] })),
      [
        { title: "queue", value: (row) => row.stage },
        { title: "waiting", value: (row) => row.waiting, align: "right" },
        { title: "delayed", value: (row) => row.delayed, align: "right" },
        { title: "active", value: (row) => row.active, align: "right" },
        { title: "failed", value: (row) => row.failed, align: "right" },
      ],
      out.width,
    ),
  );
}
