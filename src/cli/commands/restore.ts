import { resolve } from "node:path";
import type { Command } from "commander";
import { type Cli, command } from "../command.ts";
import { optionsOf, placeOf } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { many } from "../say.ts";

export function restoreCommand(program: Command, cli: Cli): void {
  command(program, "restore <file>", {
    summary: "puts a backup into an empty data folder, after checking it",
    examples: ["restore samestory-2025-11-06.db --data ./restored", "restore samestory-2025-11-06.db --force"],
    more:
      "The backup itself stays as it is. A database that is there already is only replaced with --force, and then kept " +
      "beside it. Settings are not part of a backup: keep samestory.yaml with it.",
  })
    .option("--force", "move a database that is there already aside")
    .action(async (given: string, _options, self: Command) => {
      const options = optionsOf<{ force?: boolean }>(self);
      const place = placeOf(cli, options);
      const file = resolve(given);
      if (place.engines.databaseUrl !== null)
        throw new CliProblem(
          `a PostgreSQL database is restored with its own tool: stop the daemons, then pg_restore --clean --if-exists --no-owner --single-transaction --dbname "$DATABASE_URL" ${given}`,
          EXIT.usage,
        );
      const [{ NotRestored, restoreSqlite }, { databaseFile }] = await Promise.all([
        import("../../adapters/restore-sqlite.ts"),
        import("../../app.ts"),
      ]);
      const to = databaseFile(place.dataDir);
      try {
        const done = await restoreSqlite(file, to, { force: options.force === true, now: Date.now() });
        const { movedAside, articles, stories, bytes } = done;
        if (options.json) return cli.out.json({ file: to, bytes, articles, stories, moved_aside: movedAside });
        await cli.out.lines(`${to}: sound; ${many(articles, "article")}, ${many(stories, "story", "stories")}.`);
        if (movedAside !== null) await cli.out.lines(`What was there is now ${movedAside}.`);
      } catch (error) {
        if (error instanceof NotRestored) throw new CliProblem(error.message);
        throw error;
      }
    });
}
