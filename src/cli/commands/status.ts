import type { Command } from "commander";
import type { App } from "../../app.ts";
import { STAGES } from "../../model/words.ts";
import { type Cli, command } from "../command.ts";
import { optionsOf, withApp } from "../context.ts";
import { sorted } from "../say.ts";
import { table } from "../table.ts";
import { iso, isoSeconds } from "../times.ts";

export function statusCommand(program: Command, cli: Cli): void {
  command(program, "status", {
    summary: "where everything is: feeds, entries, queue, stories, deliveries",
    examples: ["status", "status --json"],
    more: "Every entry is in one place: waiting for a stage, or ended with a reason. The sums agree.",
  }).action(async (_options, self: Command) => {
    const options = optionsOf(self);
    await withApp(cli, options, {}, async (app) => {
      const status = await statusOf(app);
      if (options.json) return cli.out.json(status);
      await print(cli, status);
    });
  });
}

type Status = Awaited<ReturnType<typeof statusOf>>;

/** The record that `status --json` prints. */
async function statusOf({ store, queue, clock }: App) {
  const [totals, jobs, lease] = await Promise.all([store.totals(), queue.counts(), store.lease("writer")]);
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
