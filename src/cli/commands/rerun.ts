import { Argument, type Command } from "commander";
import type { EntryStage } from "../../model/words.ts";
import type { Selection } from "../../ports/store.ts";
import { type Cli, command, words } from "../command.ts";
import { momentOption, optionsOf, withApp } from "../context.ts";
import { CliProblem } from "../exit.ts";
import { withProgress } from "../progress.ts";
import { many, sorted } from "../say.ts";

interface RerunOptions {
  since?: string;
  feed?: string;
  ids?: string[];
  failed?: boolean;
  dryRun?: boolean;
}

const RERUN_STAGES: EntryStage[] = ["fetch", "extract", "dedupe", "cluster"];

export function rerunCommand(program: Command, cli: Cli): void {
  command(program, "rerun", {
    summary: "runs a stage again over what is stored, and what follows from it",
    examples: ["rerun extract --since 24h --dry-run", "rerun fetch --failed", "rerun cluster --ids e_…,e_…"],
    more: "Only `rerun fetch` asks the web. A story that was alerted is never alerted again.",
  })
    .addArgument(new Argument("<stage>", "the stage to start from").choices(RERUN_STAGES))
    .option("--since <moment>", "entries first seen since: 2025-11-06T12:00Z, or 90m, 24h, 7d back")
    .option("--feed <id-or-url>", "entries of this feed")
    .option("--ids <ids>", "these entries", words)
    .option("--failed", "entries that ended before the end of the belt")
    .option("--dry-run", "say what would be run again; change nothing")
    .action(async (stage: EntryStage, _options, self: Command) => {
      const options = optionsOf<RerunOptions>(self);
      await withApp(cli, options, {}, async (app) => {
        const feed = options.feed === undefined ? null : await app.store.feed(options.feed);
        if (options.feed !== undefined && !feed)
          throw new CliProblem(`there is no feed ${options.feed}; list them with: samestory feeds list`);
        const selection: Selection = {
          ...(options.since === undefined ? {} : { since: momentOption(options.since, "--since", app.clock.now()) }),
          ...(feed ? { feedId: feed.id } : {}),
          ...(options.ids ? { ids: options.ids } : {}),
          ...(options.failed ? { failed: true } : {}),
        };
        const [{ rerun }, { untilSignalled }] = await Promise.all([import("../rerun.ts"), import("../run.ts")]);
        const signal = untilSignalled();
        const dry = options.dryRun === true;
        const result = await withProgress(cli, app, () => rerun(app, stage, selection, { dryRun: dry, signal }));
        const { selected, from, dryRun, handedOver } = result;
        if (options.json) return cli.out.json({ stage, selected, from, dry_run: dryRun, handed_over: handedOver });
        await cli.out.lines(
          `${many(selected, "entry", "entries")} ${dryRun ? "would go" : "went"} through ${stage} again.`,
          ...sorted(from).map(([place, n]) => `  ${n}  ${place}`),
        );
        if (handedOver) cli.out.note("another process is writing; it goes on with these entries: samestory status");
      });
    });
}
