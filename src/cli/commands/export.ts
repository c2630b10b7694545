import { type Command, Option } from "commander";
import { type Cli, command } from "../command.ts";
import { optionsOf, withApp } from "../context.ts";
import { csvLine } from "../csv.ts";
import { COLUMNS, EXPORTS } from "../exports.ts";

const SUMMARIES: Record<string, string> = {
  articles: "every article with its text, what was removed, what it repeats and its story",
  stories: "every story with its coverage and counts",
  removals: "every block that was taken out of a page, with kind and reason",
  alerts: "every alert with its body and deliveries",
};

export function exportCommands(program: Command, cli: Cli): void {
  const parent = command(program, "export", {
    summary: "prints everything of one kind, as JSON lines or CSV",
    examples: ["export articles > articles.jsonl", "export stories --format csv > stories.csv"],
  });
  for (const [what, rows] of Object.entries(EXPORTS))
    command(parent, what, {
      summary: SUMMARIES[what] ?? "",
      examples: [`export ${what} > ${what}.jsonl`, `export ${what} --format csv > ${what}.csv`],
    })
      .addOption(new Option("--format <format>", "how to write").choices(["jsonl", "csv"]).default("jsonl"))
      .action(async (_options, self: Command) => {
        const options = optionsOf<{ format: "jsonl" | "csv" }>(self);
        await withApp(cli, options, {}, async (app) => {
          const columns = COLUMNS[what] ?? [];
          if (options.format === "csv") await cli.out.raw(csvLine(columns));
          for await (const row of rows(app)) {
            if (options.format === "csv") await cli.out.raw(csvLine(columns.map((column) => row[column])));
            else await cli.out.json(row);
          }
        });
      });
}
