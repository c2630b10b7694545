import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { Story } from "../../model/story.ts";
import { type Cli, command, limitOption } from "../command.ts";
import { momentOption, optionsOf, withApp } from "../context.ts";
import { CliProblem } from "../exit.ts";
import { coverageRow, deliveryRow, eventRow, storyRow } from "../records.ts";
import { coverageTree, explainLines, storyHead } from "../story-text.ts";
import { table } from "../table.ts";
import { isoMinutesOrNull, isoSeconds } from "../times.ts";
import { wrap } from "../wrap.ts";

interface ListOptions {
  limit: number;
  since?: string;
  status?: string;
  all?: boolean;
}

const STATUSES = ["growing", "formed", "merged"];

export function storiesCommands(program: Command, cli: Cli): void {
  const stories = command(program, "stories", {
    summary: "lists, shows and explains stories",
    examples: ["stories list", "stories show s_…", "stories explain s_…"],
  });

  limitOption(
    command(stories, "list", {
      summary: "lists stories of more than one article, latest first",
      examples: ["stories list", "stories list --all --since 24h", "stories list --status formed --json"],
      more: "IND counts independent reports, PUB publishers, ART all articles, copies included.",
    }),
  )
    .option("--since <moment>", "with coverage since: 2025-11-06T12:00Z, or 90m, 24h, 7d back")
    .option("--status <status>", `one of ${STATUSES.join(", ")}`)
    .option("--all", "single articles and merged stories too")
    .action((_options, self: Command) => list(cli, self));

  command(stories, "show <id>", {
    summary: "one story: its counts, its coverage with copies under their original, its history",
    examples: ["stories show s_…", "stories show s_… --json"],
  }).action(async (id: string, _options, self: Command) => {
    const options = optionsOf(self);
    await withApp(cli, options, {}, async (app) => {
      const story = await findStory(app, id);
      const [coverage, events] = await Promise.all([app.store.coverage(story.id), app.store.storyEvents(story.id)]);
      if (options.json)
        return cli.out.json({ ...storyRow(story), articles: coverage.map(coverageRow), events: events.map(eventRow) });
      const [title = "", ...head] = storyHead(story);
      await cli.out.heading(title);
      await cli.out.lines(...head, "", ...coverageTree(coverage), "");
      await cli.out.lines(...events.map((event) => `${isoSeconds(event.at)}  ${event.kind}: ${event.reason}`));
    });
  });

  command(stories, "explain <id>", {
    summary: "why these articles are one story, and why it alerted or not",
    examples: ["stories explain s_…", "stories explain s_… --json"],
  }).action(async (id: string, _options, self: Command) => {
    const options = optionsOf(self);
    await withApp(cli, options, {}, async (app) => {
      const story = await findStory(app, id);
      const { store, settings } = app;
      const [coverage, events, deliveries] = await Promise.all([
        store.coverage(story.id),
        store.storyEvents(story.id),
        store.deliveries({ limit: 100, subject: story.id }),
      ]);
      if (options.json)
        return cli.out.json({
          ...storyRow(story),
          join_at: settings.cluster.joinAt,
          independent_to_form: settings.cluster.independentToForm,
          articles: coverage.map(coverageRow),
          events: events.map(eventRow),
          deliveries: deliveries.map(deliveryRow),
        });
      const [title = "", ...head] = storyHead(story);
      await cli.out.heading(title);
      const lines = [...head, "", ...explainLines({ story, coverage, events, deliveries }, settings.cluster)];
      await cli.out.lines(...lines.flatMap((line) => wrap(line, cli.out.width, 4)));
    });
  });
}

async function list(cli: Cli, self: Command): Promise<void> {
  const options = optionsOf<ListOptions>(self);
  if (options.status !== undefined && !STATUSES.includes(options.status))
    throw new CliProblem(`--status ${options.status}: expected one of ${STATUSES.join(", ")}`, 2);
  const { status } = options;
  await withApp(cli, options, {}, async ({ store, clock }) => {
    const found = await store.stories({
      limit: options.limit,
      ...(options.all ? {} : { minArticles: 2 }),
      ...(status === undefined ? {} : { status }),
      ...(options.since === undefined ? {} : { since: momentOption(options.since, "--since", clock.now()) }),
    });
    if (options.json) for (const story of found) await cli.out.json(storyRow(story));
    else if (found.length === 0) cli.out.note(nothing(options));
    else
      await cli.out.lines(
        ...table(
          found,
          [
            { title: "id", value: (story) => story.id },
            { title: "formed", value: (story) => isoMinutesOrNull(story.formedAt) },
            { title: "ind", value: (story) => story.counts.independent, align: "right" },
            { title: "pub", value: (story) => story.counts.publishers, align: "right" },
            { title: "art", value: (story) => story.counts.articles, align: "right" },
            { title: "title", value: (story) => story.title, shrinkTo: 16 },
          ],
          cli.out.width,
        ),
      );
  });
}

function nothing({ all, status }: ListOptions): string {
  if (all || status !== undefined) return "no such stories; is there anything to read? samestory status";
  return "no story has two articles yet; single ones: samestory stories list --all";
}

async function findStory({ store }: App, id: string): Promise<Story> {
  const story = await store.story(id);
  if (!story) throw new CliProblem(`there is no story ${id}; list them with: samestory stories list --all`);
  return story;
}
