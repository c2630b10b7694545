import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { type Cli, command } from "../command.ts";
import { optionsOf, withApp } from "../context.ts";
import { CliProblem } from "../exit.ts";

export function backupCommand(program: Command, cli: Cli): void {
  command(program, "backup <file>", {
    summary: "writes one consistent copy of everything, also while the daemon runs",
    examples: ["backup samestory-2025-11-06.db"],
    more: "Put back with `samestory restore`. Settings are in samestory.yaml, not in the backup: keep both.",
  }).action(async (given: string, _options, self: Command) => {
    const options = optionsOf(self);
    const file = resolve(given);
    if (existsSync(file)) throw new CliProblem(`${file} exists already; a backup never overwrites, name another file`);
    if (!existsSync(dirname(file)))
      throw new CliProblem(`there is no folder ${dirname(file)} to write the backup into`);
    await withApp(cli, options, {}, async ({ store }) => {
      await store.backup(file);
      const { size } = await stat(file);
      if (options.json) await cli.out.json({ file, bytes: size });
      else await cli.out.lines(`${file}: ${size} bytes.`);
    });
  });
}
