import { differenceOf } from "../../dedupe/difference.ts";
import type { Article, Removal } from "../../model/article.ts";
import { cleanLine } from "../clean.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { withApp } from "../context.ts";
import { CliProblem } from "../exit.ts";
import { findEntry, journeyOf, noArticle } from "../journey.ts";
import { journeyLines, journeyRow } from "../journey-text.ts";
import { articleRow, detailsRow, duplicateRow, placeOfEntry } from "../records.ts";
import { isoSeconds } from "../times.ts";
import { copyLines } from "./copy-text.ts";

export interface ShowOptions extends SharedOptions {
  raw?: boolean;
  removed?: boolean;
  journey?: boolean;
}

/** `articles show`: the article, or its page, its ledger or its journey. */
export async function showArticle(cli: Cli, idOrUrl: string, options: ShowOptions): Promise<void> {
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
    if (!article) throw noArticle(entry);
    if (options.removed) return showRemovals(cli, entry.id, removals, options.json);
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

async function showRemovals(cli: Cli, id: string, removals: readonly Removal[], json?: boolean): Promise<void> {
  if (!json && removals.length === 0) return cli.out.note(`nothing was removed from ${id}`);
  for (const { kind, reason, score, text, position, offset } of removals) {
    const place = offset === undefined ? "" : `, at character ${offset} of the text`;
    if (json) await cli.out.json({ block: position, kind, reason, score, offset: offset ?? null, text });
    else
      await cli.out.lines(
        `${position}  ${kind} (${reason}, score ${score.toFixed(2)}${place})`,
        ...text.split("\n").map((line) => `  ${line}`),
        "",
      );
  }
  if (!json) cli.out.note(`put one back: samestory articles restore ${id} BLOCK`);
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
