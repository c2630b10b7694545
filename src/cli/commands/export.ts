import { type Command, Option } from "commander";
import { type Cli, command, wholeOption } from "../command.ts";
import { optionsOf, withApp } from "../context.ts";
import { csvLine } from "../csv.ts";
import { COLUMNS, EXPORTS } from "../exports.ts";
import type { FeedFormat } from "../story-feed.ts";

const SUMMARIES: Record<string, string> = {
  articles: "every article with its text, what was removed, what it repeats and its story",
  stories: "every story with its coverage and counts",
  removals: "every block that was taken out of a page, with kind and reason",
  alerts: "every alert with its body and deliveries",
};

const FEED_FORMATS: readonly FeedFormat[] = ["atom", "jsonfeed"];
/** Entries of a feed unless told otherwise, and the most. */
const FEED_ENTRIES = 100;
const MAX_FEED_ENTRIES = 10_000;

export function exportCommands(program: Command, cli: Cli): void {
  const parent = command(program, "export", {
    summary: "prints everything of one kind, as JSON lines or CSV; stories also as a feed",
    examples: [
      "export articles > articles.jsonl",
      "export stories --format csv > stories.csv",
      "export stories --format atom > stories.xml",
    ],
  });
  for (const [what, rows] of Object.entries(EXPORTS)) {
    const isStories = what === "stories";
    const each = command(parent, what, {
      summary: SUMMARIES[what] ?? "",
      examples: [
        `export ${what} > ${what}.jsonl`,
        `export ${what} --format csv > ${what}.csv`,
        ...(isStories ? ["export stories --format jsonfeed --limit 50 > stories.json"] : []),
      ],
      ...(isStories
        ? { more: "As Atom or JSON Feed: the stories that formed, the latest first, one entry each." }
        : {}),
    });
    const formats = ["jsonl", "csv", ...(isStories ? FEED_FORMATS : [])];
    each.addOption(new Option("--format <format>", "how to write").choices(formats).default("jsonl"));
    if (isStories)
      each.option("--limit <n>", "entries of a feed at most", wholeOption(1, MAX_FEED_ENTRIES), FEED_ENTRIES);
    each.action(async (_options, self: Command) => {
      const { format, limit, ...options } = optionsOf<{ format: "jsonl" | "csv" | FeedFormat; limit: number }>(self);
      await withApp(cli, options, {}, async (app) => {
        if (format === "atom" || format === "jsonfeed") {
          const { storyFeed } = await import("../story-feed.ts");
          return cli.out.raw(await storyFeed(app, format, limit));
        }
        const columns = COLUMNS[what] ?? [];
        if (format === "csv") await cli.out.raw(csvLine(columns));
        for await (const row of rows(app)) {
          if (format === "csv") await cli.out.raw(csvLine(columns.map((column) => row[column])));
          else await cli.out.json(row);
        }
      });
    });
  }
}
