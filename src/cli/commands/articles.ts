import type { Command } from "commander";
import { differenceOf } from "../../dedupe/difference.ts";
import type { Article } from "../../model/article.ts";
import { MOST_QUERY_CHARS, readSearchQuery } from "../../model/search-query.ts";
import { REACHED_END } from "../../ports/store.ts";
import type { DiffOptions } from "../article-diff.ts";
import { cleanLine } from "../clean.ts";
import { type Cli, command, limitOption, type SharedOptions, wholeOption } from "../command.ts";
import { momentOption, optionsOf, placeOf, settingsAt, withApp } from "../context.ts";
import { copyLines } from "../copy-text.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { findEntry, journeyOf } from "../journey.ts";
import { journeyLines, journeyRow } from "../journey-text.ts";
import { articleRow, detailsRow, duplicateRow, placeOfEntry } from "../records.ts";
import { many } from "../say.ts";
import { table } from "../table.ts";
import { isoMinutes, isoSeconds } from "../times.ts";
import { tryPage } from "../try.ts";
import { tryLines } from "../try-text.ts";
import { wrap } from "../wrap.ts";

const MAX_REVISION = 1_000_000;

interface ListOptions {
  limit: number;
  since?: string;
  feed?: string;
  story?: string;
  source?: string;
  match?: string;
  lang?: string;
}

interface ShowOptions {
  raw?: boolean;
  removed?: boolean;
  journey?: boolean;
}

export function articlesCommands(program: Command, cli: Cli): void {
  const articles = command(program, "articles", {
    summary: "lists and shows articles",
    examples: ["articles list --since 24h", "articles show a_0123456789abcdef --removed"],
  });

  limitOption(
    command(articles, "list", {
      summary: "lists articles, latest first",
      examples: [
        "articles list",
        "articles list --since 24h --source example.org",
        "articles list --story s_… --json",
        "articles list --match 'grain \"black sea\"' --since 7d",
      ],
      more: `--match finds articles whose title and text hold all the words, wherever they stand; words in double quotes stand side by side. Capitals and accents make no difference. It goes with --since, --lang and --limit.`,
    }),
  )
    .option("--since <moment>", "first seen since: 2025-11-06T12:00Z, or 90m, 24h, 7d back")
    .option("--feed <id-or-url>", "only what this feed found")
    .option("--story <id>", "only this story's coverage")
    .option("--source <domain>", "only this publisher")
    .option("--match <words>", "only what holds all these words")
    .option("--lang <code>", "with --match: only this language (en, tr, …)")
    .action((_options, self: Command) => list(cli, self));

  command(articles, "show <id>", {
    summary: "shows one article's text and metadata",
    examples: ["articles show a_…", "articles show https://… --removed", "articles show a_… --raw > page.html"],
  })
    .option("--raw", "the page's bytes as they were fetched")
    .option("--removed", "what was taken out of the page, and why")
    .option("--journey", "its way through the stages, like `samestory trace`")
    .action((id: string, _options, self: Command) => show(cli, id, self));

  command(articles, "try <url-or-file>", {
    summary: "reads a page and shows side by side what was kept and why the rest went; keeps nothing",
    examples: ["articles try page.html", "articles try https://…", "articles try page.html --json"],
  }).action((given: string, _options, self: Command) => tryOne(cli, given, self));

  command(articles, "diff <id>", {
    summary: "shows what a publisher changed in an article after it was published",
    examples: ["articles diff a_…", "articles diff https://… --from 1 --to 3", "articles diff a_… --json"],
    more: "Words that were taken out stand as [-so-], new ones as {+so+}. `samestory rerun fetch` looks for changes.",
  })
    .option("--from <revision>", "the older revision; the one before --to", wholeOption(1, MAX_REVISION))
    .option("--to <revision>", "the newer revision; the newest", wholeOption(1, MAX_REVISION))
    .action(async (id: string, _options, self: Command) => {
      const { diff } = await import("../article-diff.ts");
      await diff(cli, id, optionsOf<DiffOptions>(self));
    });

  command(articles, "restore <id> [block]", {
    summary: "puts a removed block back into the text",
    examples: ["articles restore a_… 3", "articles restore a_… --undo"],
    more: "BLOCK is the number that `articles show ID --removed` prints. The decision is kept: later runs of extract restore the block, too.",
  })
    .option("--undo", "take back all that was restored in this article")
    .action((id: string, block: string | undefined, _options, self: Command) => restore(cli, id, block, self));

  const kept = "The decision is kept: re-runs and replays follow it. The last one about two articles counts.";
  command(articles, "duplicate <a> <b>", {
    summary: "decides that two articles are copies of one text",
    examples: ["articles duplicate a_… a_…", "articles duplicate https://… https://…"],
    more: kept,
  }).action((a: string, b: string, _options, self: Command) => correct(cli, "duplicate", [a, b], self));

  command(articles, "not-duplicate <a> <b>", {
    summary: "decides that an article is no copy of another, nor of its copies",
    examples: ["articles not-duplicate a_… a_…"],
    more: kept,
  }).action((a: string, b: string, _options, self: Command) => correct(cli, "not-duplicate", [a, b], self));
}

async function list(cli: Cli, self: Command): Promise<void> {
  const options = optionsOf<ListOptions>(self);
  if (options.match !== undefined) return match(cli, options, options.match);
  if (options.lang !== undefined) throw new CliProblem("--lang goes with --match", EXIT.usage);
  await withApp(cli, options, {}, async ({ store, clock }) => {
    const feed = options.feed === undefined ? null : await store.feed(options.feed);
    if (options.feed !== undefined && !feed)
      throw new CliProblem(`there is no feed ${options.feed}; list them with: samestory feeds list`);
    if (options.story !== undefined && !(await store.story(options.story)))
      throw new CliProblem(`there is no story ${options.story}; list them with: samestory stories list --all`);
    const found = await store.articles({
      limit: options.limit,
      ...(options.since === undefined ? {} : { since: momentOption(options.since, "--since", clock.now()) }),
      ...(feed ? { feedId: feed.id } : {}),
      ...(options.story === undefined ? {} : { storyId: options.story }),
      ...(options.source === undefined ? {} : { source: options.source }),
    });
    if (options.json) for (const article of found) await cli.out.json(articleRow(article));
    else if (found.length === 0) cli.out.note(nothingListed(options));
    else await cli.out.lines(...articleLines(found, cli.out.width));
  });
}

function nothingListed({ since, feed, story, source }: ListOptions): string {
  const narrowed = [since, feed, story, source].some((option) => option !== undefined);
  return narrowed ? "no article fits these options" : "no articles; is there a feed? samestory feeds list";
}

/** What the search finds, each with the part of its text that shows why. */
async function match(cli: Cli, options: ListOptions & SharedOptions, query: string): Promise<void> {
  for (const other of ["feed", "story", "source"] as const)
    if (options[other] !== undefined) throw new CliProblem(`--match does not go with --${other}`, EXIT.usage);
  if (query.length > MOST_QUERY_CHARS)
    throw new CliProblem(`--match takes at most ${MOST_QUERY_CHARS} characters, not ${query.length}`, EXIT.usage);
  if (readSearchQuery(query).length === 0)
    throw new CliProblem(`there is no word to look for in --match "${cleanLine(query)}"`, EXIT.usage);
  await withApp(cli, options, {}, async ({ store, clock }) => {
    const found = await store.search(query, {
      limit: options.limit,
      ...(options.since === undefined ? {} : { since: momentOption(options.since, "--since", clock.now()) }),
      ...(options.lang === undefined ? {} : { lang: options.lang }),
    });
    if (options.json) {
      for (const { article, snippet } of found) await cli.out.json({ ...articleRow(article), snippet });
      return;
    }
    if (found.length === 0) return cli.out.note(`no article holds all of: ${cleanLine(query)}`);
    const { width } = cli.out;
    const [heading = "", ...lines] = articleLines(
      found.map(({ article }) => article),
      width,
    );
    const snippets = found.map(({ snippet }) => wrap(`  ${cleanLine(snippet)}`, width, 2));
    await cli.out.lines(heading, ...lines.flatMap((line, i) => [line, ...(snippets[i] ?? [])]));
  });
}

function articleLines(articles: readonly Article[], width: number): string[] {
  return table(
    articles,
    [
      { title: "id", value: (article) => article.id },
      { title: "published", value: (article) => isoMinutes(article.publishedAt) },
      { title: "source", value: (article) => article.source, shrinkTo: 12 },
      { title: "title", value: (article) => article.title, shrinkTo: 16 },
    ],
    width,
  );
}

async function tryOne(cli: Cli, given: string, self: Command): Promise<void> {
  const options = optionsOf<SharedOptions>(self);
  const { settings } = settingsAt(cli, placeOf(cli, options));
  const result = await tryPage(given, settings, Date.now());
  if (options.json) return cli.out.json(result);
  await cli.out.lines(...tryLines(result, cli.out.width));
}

async function show(cli: Cli, idOrUrl: string, self: Command): Promise<void> {
  const options = optionsOf<ShowOptions>(self);
  await withApp(cli, options, {}, async (app) => {
    const { store, clock } = app;
    const entry = await findEntry(app, idOrUrl);
    if (options.raw) {
      const page = await store.page(entry.id);
      if (!page) throw new CliProblem(`${entry.id} has no stored page; its way: samestory trace ${entry.id}`);
      return cli.out.bytes(page.body);
    }
    const journey = await journeyOf(app, entry.id);
    if (options.journey) {
      if (options.json) return cli.out.json(journeyRow(journey));
      return cli.out.lines(...journeyLines(journey, clock.now(), cli.out.width));
    }
    const { article, removals, duplicate, parent, coverage, story } = journey;
    if (options.removed) {
      if (options.json) {
        for (const { kind, reason, score, text, position, offset } of removals)
          await cli.out.json({ block: position, kind, reason, score, offset: offset ?? null, text });
        return;
      }
      if (removals.length === 0) cli.out.note(`nothing was removed from ${entry.id}`);
      for (const { kind, reason, score, text, position, offset } of removals)
        await cli.out.lines(
          `${position}  ${kind} (${reason}, score ${score.toFixed(2)}${offset === undefined ? "" : `, at character ${offset} of the text`})`,
          ...indented(text),
          "",
        );
      if (removals.length > 0) cli.out.note(`put one back: samestory articles restore ${entry.id} BLOCK`);
      return;
    }
    if (!article && entry.ending === REACHED_END)
      throw new CliProblem(`${entry.id} has no article any more: it was removed when store.articleDays were over`);
    if (!article)
      throw new CliProblem(`${entry.id} has no article: ${placeOfEntry(entry)}; its way: samestory trace ${entry.id}`);
    const difference = parent ? differenceOf(article.text, parent.text, app.settings.dedupe) : null;
    if (options.json)
      return cli.out.json({
        ...articleRow(article),
        ...detailsRow(article),
        text: article.text,
        ...(difference ? { added: difference.added, cut: difference.cut } : {}),
        ...(duplicate ? duplicateRow(duplicate) : { duplicate_of: null, original_id: article.id, relation: null }),
        story_id: coverage?.storyId ?? null,
        status: placeOfEntry(entry),
      });
    await cli.out.heading(cleanLine(article.title));
    await cli.out.lines(
      article.url,
      `${article.source}; ${article.author ?? "no author"}; published ${isoSeconds(article.publishedAt)} (from ${article.dateSource}); ${article.lang ?? "language unknown"}`,
      ...detailsLine(article),
      `${article.id}, revision ${article.revision}; by ${article.strategy}, confidence ${article.confidence.toFixed(2)}; ${removals.length} blocks removed`,
      ...(duplicate ? copyLines(duplicate, parent, difference, cli.out.width) : []),
      ...(story ? [`story ${story.id}: ${cleanLine(story.title)}`] : []),
      "",
      article.text,
    );
  });
}

/** What the page says beside that, where it says anything. */
function detailsLine({ details }: Article): string[] {
  if (!details) return [];
  const { siteName, section, image, paywalled, creditLine, modifiedAt } = details;
  const said = [
    siteName && `site ${siteName}`,
    section && `section ${section}`,
    creditLine && `credits ${creditLine}`,
    paywalled === null ? null : paywalled ? "for subscribers" : "free to read",
    modifiedAt === null ? null : `modified ${isoSeconds(modifiedAt)}`,
    image && `picture ${image}`,
  ].filter((part): part is string => !!part);
  return said.length === 0 ? [] : [cleanLine(said.join("; "))];
}

async function restore(cli: Cli, idOrUrl: string, block: string | undefined, self: Command): Promise<void> {
  const options = optionsOf<{ undo?: boolean }>(self);
  if ((block === undefined) !== (options.undo === true))
    throw new CliProblem("name one removed block by its number, or give --undo", EXIT.usage);
  await withApp(cli, options, {}, async (app) => {
    const { id } = await findEntry(app, idOrUrl);
    const [{ removeAgain, restoreBlock }, { untilSignalled }] = await Promise.all([
      import("../restore.ts"),
      import("../run.ts"),
    ]);
    const signal = untilSignalled();
    const done = block === undefined ? await removeAgain(app, id, signal) : await restoreBlock(app, id, block, signal);
    if (options.json) await cli.out.json({ id, changed: done.changed, handed_over: done.handedOver });
    else if (block === undefined)
      await cli.out.lines(`Removed again from ${id}: ${many(done.changed, "restored block")}.`);
    else await cli.out.lines(`Block ${block} of ${id} is ${done.changed > 0 ? "" : "already "}restored.`);
    if (done.handedOver) cli.out.note(`another process is writing; it goes on with ${id}: samestory trace ${id}`);
  });
}

async function correct(
  cli: Cli,
  kind: "duplicate" | "not-duplicate",
  given: readonly [string, string],
  self: Command,
): Promise<void> {
  const options = optionsOf(self);
  await withApp(cli, options, {}, async (app) => {
    const { id: a } = await findEntry(app, given[0]);
    const { id: b } = await findEntry(app, given[1]);
    const [{ correctCopies }, { untilSignalled }] = await Promise.all([
      import("../duplicates.ts"),
      import("../run.ts"),
    ]);
    const { changed, together, handedOver } = await correctCopies(app, kind, a, b, untilSignalled());
    if (options.json) return cli.out.json({ kind, a, b, changed, together, handed_over: handedOver });
    const are = kind === "duplicate" ? "are copies" : "are no copies of each other";
    await cli.out.lines(`${a} and ${b} ${are}: ${changed ? "kept" : "was decided before"}.`);
    if (handedOver) cli.out.note(`another process is writing; it goes on with them: samestory trace ${a}`);
    else if (together !== (kind === "duplicate"))
      cli.out.note(
        `the decision could not be followed yet; one of them may have left the window: samestory trace ${a}`,
      );
  });
}

const indented = (text: string): string[] => text.split("\n").map((line) => `  ${line}`);
