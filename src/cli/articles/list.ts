import type { Article } from "../../model/article.ts";
import { MOST_QUERY_CHARS, readSearchQuery } from "../../model/search-query.ts";
import { cleanLine } from "../clean.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { momentOption, withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { articleRow } from "../records.ts";
import { table } from "../table.ts";
import { isoMinutes } from "../times.ts";
import { wrap } from "../wrap.ts";

export interface ListOptions extends SharedOptions {
  limit: number;
  since?: string;
  feed?: string;
  story?: string;
  source?: string;
  match?: string;
  lang?: string;
}

/** `articles list`: the latest first, or what a search finds. */
export async function listArticles(cli: Cli, options: ListOptions): Promise<void> {
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
async function match(cli: Cli, options: ListOptions, query: string): Promise<void> {
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
