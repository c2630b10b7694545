import type { Command } from "commander";
import { type Cli, command } from "../command.ts";
import { hasData, optionsOf, placeOf, withApp } from "../context.ts";

export function initCommand(program: Command, cli: Cli): void {
  command(program, "init", {
    summary: "creates the data folder and schema; safe to repeat",
    examples: ["init", "init --data /var/lib/samestory"],
  }).action(async (_options, self: Command) => {
    const options = optionsOf(self);
    const place = placeOf(cli, options);
    const { dataDir } = place;
    const existed = await hasData(place);
    await withApp(cli, options, { creates: "silently" }, async () => {});
    if (options.json) await cli.out.json({ data: dataDir, created: !existed });
    else
      await cli.out.lines(
        existed
          ? `The data folder ${dataDir} is there and its schema is up to date.`
          : `Ready: ${dataDir}. Next: samestory feeds add https://…, then samestory run.`,
      );
  });
}
