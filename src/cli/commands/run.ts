import type { Command } from "commander";
import { STAGES, type Stage } from "../../model/words.ts";
import { type Cli, command, words } from "../command.ts";
import { optionsOf, placeOf, settingsAt, withApp } from "../context.ts";
import { CliProblem } from "../exit.ts";

interface RunOptions {
  only?: string[];
  once?: boolean;
  all?: boolean;
}

export function runCommand(program: Command, cli: Cli): void {
  command(program, "run", {
    summary: "the daemon: polls feeds and carries what they bring through all stages",
    examples: ["run", "run --once --all", "run --only fetch,extract"],
    more:
      "While it is up: /livez, /readyz and /metrics on 127.0.0.1 (web.port). SIGTERM ends it in order.\n" +
      "One process at a time may write (dedupe and cluster); a second one ends with exit code 5.",
  })
    .option("--only <stages>", `some of ${STAGES.join(",")}`, words)
    .option("--once", "poll the feeds that are due, work everything off, end")
    .option("--all", "with --once: every feed, due or not")
    .action(async (_options, self: Command) => {
      const options = optionsOf<RunOptions>(self);
      const stages = stagesOf(options.only);
      if (options.all && !options.once) throw new CliProblem("--all goes with --once", 2);
      const { changed } = settingsAt(cli, placeOf(cli, options));
      await withApp(cli, options, { creates: true, logs: true }, async (app) => {
        for (const { name, value, from } of changed) app.log.info("setting", { name, value, from });
        const { run, untilSignalled } = await import("../run.ts");
        const signal = untilSignalled();
        await run(app, { stages, once: options.once === true, all: options.all === true, signal });
      });
    });
}

function stagesOf(only: string[] | undefined): readonly Stage[] {
  if (!only) return STAGES;
  const unknown = only.filter((word) => !(STAGES as readonly string[]).includes(word));
  if (unknown.length > 0 || only.length === 0)
    throw new CliProblem(`--only ${unknown.join(",")}: the stages are ${STAGES.join(", ")}`, 2);
  return STAGES.filter((stage) => only.includes(stage));
}
