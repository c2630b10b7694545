import type { Command } from "commander";
import type { App } from "../../app.ts";
import { heirOf, withHeir } from "../../model/heir.ts";
import type { Story } from "../../model/story.ts";
import { type Cli, command, limitOption } from "../command.ts";
import { momentOption, optionsOf, withApp } from "../context.ts";
import { CliProblem } from "../exit.ts";
import { explainLines } from "../explain-text.ts";
import { coverageRow, deliveryRow, eventRow, linkRow, storyRow } from "../records.ts";
import { coverageTree, type Related, storyHead, timeline } from "../story-text.ts";
import { table } from "../table.ts";
import { isoMinutesOrNull } from "../times.ts";
import { wrap } from "../wrap.ts";
import { storyCorrections } from "./story-corrections.ts";

interface ListOptions {
  limit: number;
  since?: string;
  status?: string;
  all?: boolean;
}

const COUNTED =
  "Articles are all coverage; publishers are distinct domains; independent reports are articles that are no copies of another.";
const STATUSES = ["growing", "formed", "merged"];

export function storiesCommands(program: Command, cli: Cli): void {
  const stories = command(program, "stories", {
    summary: "lists, shows, explains and corrects stories",
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
    summary: "one story: its counts, what it continues, its coverage with copies under their original, its history",
    examples: ["stories show s_…", "stories show s_… --json"],
    more: COUNTED,
  }).action(async (id: string, _options, self: Command) => {
    const options = optionsOf(self);
    await withApp(cli, options, {}, async (app) => {
      const story = await findStory(app, id);
      const [coverage, events] = await Promise.all([app.store.coverage(story.id), app.store.storyEvents(story.id)]);
      const related = await relatedTo(app, story);
      if (options.json)
        return cli.out.json({
          ...storyRow(story),
          links: related.map(({ link }) => linkRow(link)),
          articles: coverage.map(coverageRow),
          events: events.map(eventRow),
        });
      const [title = "", ...head] = storyHead(story, coverage.length, related);
      await cli.out.heading(title);
      await cli.out.lines(...wrapped(cli, head), "", ...wrapped(cli, coverageTree(coverage)), "");
      await cli.out.lines(...wrapped(cli, timeline(events, coverage)));
    });
  });

  command(stories, "explain <id>", {
    summary: "why these articles are one story, and why it alerted or not",
    examples: ["stories explain s_…", "stories explain s_… --json"],
    more: COUNTED,
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
      const related = await relatedTo(app, story);
      if (options.json)
        return cli.out.json({
          ...storyRow(story),
          join_at: settings.cluster.joinAt,
          independent_to_form: settings.cluster.independentToForm,
          links: related.map(({ link }) => linkRow(link)),
          articles: coverage.map(coverageRow),
          events: events.map(eventRow),
          deliveries: deliveries.map(deliveryRow),
        });
      const titles = await titlesOf(
        app,
        coverage.map(({ evidence }) => evidence.runnerUp?.storyId ?? ""),
      );
      const [title = "", ...head] = storyHead(story, coverage.length, related);
      await cli.out.heading(title);
      const one = { story, coverage, events, deliveries, titles, now: app.clock.now(), sourceFamily: app.sourceFamily };
      await cli.out.lines(...wrapped(cli, [...head, "", ...explainLines(one, settings)]));
    });
  });

  storyCorrections(stories, cli);
}

async function list(cli: Cli, self: Command): Promise<void> {
  const options = optionsOf<ListOptions>(self);
  if (options.status !== undefined && !STATUSES.includes(options.status))
    throw new CliProblem(`--status ${options.status}: expected one of ${STATUSES.join(", ")}`, 2);
  const { status } = options;
  await withApp(cli, options, {}, async ({ store, clock }) => {
    const stored = await store.stories({
      limit: options.limit,
      ...(options.all ? {} : { minArticles: 2 }),
      ...(status === undefined ? {} : { status }),
      ...(options.since === undefined ? {} : { since: momentOption(options.since, "--since", clock.now()) }),
    });
    const found = await Promise.all(stored.map((story) => withHeir(story, store.story)));
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
            { title: "title", value: titleOrHeir, shrinkTo: 16 },
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

/** Lines that fit the terminal; what goes on is indented by two more. */
const wrapped = (cli: Cli, lines: readonly string[]): string[] =>
  lines.flatMap((line) => wrap(line, cli.out.width, Math.min(line.search(/\S|$/) + 2, 24)));

/** What a story is linked with, the other end as it is now. */
async function relatedTo({ store }: App, { id }: Story): Promise<Related[]> {
  const related: Related[] = [];
  for (const link of await store.storyLinks(id)) {
    const linked = await store.story(link.storyId === id ? link.otherId : link.storyId);
    const other = linked && (await heirOf(linked, store.story));
    if (other && other.id !== id) related.push({ link, other });
  }
  return related;
}

async function titlesOf({ store }: App, ids: readonly string[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const id of new Set(ids)) {
    const title = id === "" ? null : (await store.story(id))?.title;
    if (title) titles.set(id, title);
  }
  return titles;
}

async function findStory({ store }: App, id: string): Promise<Story> {
  const story = await store.story(id);
  if (!story) throw new CliProblem(`there is no story ${id}; list them with: samestory stories list --all`);
  return withHeir(story, store.story);
}

/** A story that is one with another has no articles and no title of its own any more. */
const titleOrHeir = ({ title, mergedInto }: Story): string => (mergedInto === null ? title : `→ ${mergedInto}`);
