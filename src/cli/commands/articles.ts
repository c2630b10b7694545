import type { Command } from "commander";
import type { DiffOptions } from "../articles/diff.ts";
import { type ListOptions, listArticles } from "../articles/list.ts";
import { type ShowOptions, showArticle } from "../articles/show.ts";
import { tryPage } from "../articles/try.ts";
import { tryLines } from "../articles/try-text.ts";
import { type Cli, command, limitOption, type SharedOptions, wholeOption } from "../command.ts";
import { optionsOf, placeOf, settingsAt, withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { findEntry } from "../journey.ts";
import { many } from "../say.ts";

const MAX_REVISION = 1_000_000;

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
    .action((_options, self: Command) => listArticles(cli, optionsOf<ListOptions>(self)));

  command(articles, "show <id>", {
    summary: "shows one article's text and metadata",
    examples: ["articles show a_…", "articles show https://… --removed", "articles show a_… --raw > page.html"],
  })
    .option("--raw", "the page's bytes as they were fetched")
    .option("--removed", "what was taken out of the page, and why")
    .option("--journey", "its way through the stages, like `samestory trace`")
    .action((id: string, _options, self: Command) => showArticle(cli, id, optionsOf<ShowOptions>(self)));

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
      const { diff } = await import("../articles/diff.ts");
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

async function tryOne(cli: Cli, given: string, self: Command): Promise<void> {
  const options = optionsOf<SharedOptions>(self);
  const { settings } = settingsAt(cli, placeOf(cli, options));
  const result = await tryPage(given, settings, Date.now());
  if (options.json) return cli.out.json(result);
  await cli.out.lines(...tryLines(result, cli.out.width));
}

async function restore(cli: Cli, idOrUrl: string, block: string | undefined, self: Command): Promise<void> {
  const options = optionsOf<{ undo?: boolean }>(self);
  if ((block === undefined) !== (options.undo === true))
    throw new CliProblem("name one removed block by its number, or give --undo", EXIT.usage);
  await withApp(cli, options, {}, async (app) => {
    const { id } = await findEntry(app, idOrUrl);
    const [{ removeAgain, restoreBlock }, { untilSignalled }] = await Promise.all([
      import("../articles/restored-blocks.ts"),
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
      import("../articles/duplicates.ts"),
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
