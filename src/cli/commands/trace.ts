import type { Command } from "commander";
import { type Cli, command } from "../command.ts";
import { optionsOf, withApp } from "../context.ts";
import { journeyOf } from "../journey.ts";
import { journeyLines, journeyRow } from "../journey-text.ts";

export function traceCommand(program: Command, cli: Cli): void {
  command(program, "trace <url-or-id>", {
    summary: "each step of one article's way, with times and reasons",
    examples: ["trace https://www.example.org/news/talks", "trace a_0123456789abcdef --json"],
    more: "Six steps: poll, fetch, extract, dedupe, cluster, alert.",
  }).action(async (idOrUrl: string, _options, self: Command) => {
    const options = optionsOf(self);
    await withApp(cli, options, {}, async (app) => {
      const journey = await journeyOf(app, idOrUrl);
      if (options.json) return cli.out.json(journeyRow(journey));
      const [title = "", ...lines] = journeyLines(journey, app.clock.now(), cli.out.width);
      await cli.out.heading(title);
      await cli.out.lines(...lines);
    });
  });
}
