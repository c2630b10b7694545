import { Argument, type Command, Option } from "commander";
import { RERUN_ALERTS, type RerunAlerts, rerunMark } from "../../model/rerun-mark.ts";
import { madeBy } from "../../model/version.ts";
import { ENTRY_STAGES, type EntryStage } from "../../model/words.ts";
import type { Selection } from "../../ports/store.ts";
import { type Cli, command, words } from "../command.ts";
import { momentOption, optionsOf, withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { findEntry } from "../journey.ts";
import { withProgress } from "../progress.ts";
import type { Rerun } from "../rerun.ts";
import { many, sorted } from "../say.ts";

interface RerunOptions {
  since?: string;
  until?: string;
  feed?: string;
  source?: string;
  story?: string;
  ids?: string[];
  failed?: boolean;
  cause?: string;
  stale?: boolean;
  alerts: RerunAlerts;
  anew?: boolean;
  dryRun?: boolean;
}

export function rerunCommand(program: Command, cli: Cli): void {
  command(program, "rerun", {
    summary: "runs a stage again over what is stored, and what follows from it",
    examples: [
      "rerun extract --since 24h --dry-run",
      "rerun extract --stale",
      "rerun fetch --cause http-503 --source example.org",
      "rerun cluster --ids a_…,a_…",
      "rerun cluster --story s_… --alerts send",
    ],
    more: `Only \`rerun fetch\` asks the web. Options that say which entries hold together: an entry has to meet all of them.
Stories that form because of a re-run are not told to anybody unless --alerts send; one that was alerted is never alerted again. A page that its publisher changed is told to the endpoints that asked for article.updated.
The same command goes on where a broken-off one stopped.`,
  })
    .addArgument(new Argument("<stage>", "the stage to start from").choices(ENTRY_STAGES))
    .option("--since <moment>", "entries first seen since: 2025-11-06T12:00Z, or 90m, 24h, 7d back")
    .option("--until <moment>", "entries first seen before")
    .option("--feed <id-or-url>", "entries of this feed")
    .option("--source <domain>", "entries of this publisher, or at this host")
    .option("--story <id>", "entries with a place in this story")
    .option("--ids <ids>", "these entries", words)
    .option("--failed", "entries that ended before the end of the belt")
    .option("--cause <text>", "entries that ended with this word, or whose failed job's error holds this text")
    .option("--stale", "articles that other settings of extract or another version made")
    .addOption(
      new Option("--alerts <which>", "whether to tell of stories that form").choices(RERUN_ALERTS).default("off"),
    )
    .option("--anew", "begin again, also where the same re-run was broken off")
    .option("--dry-run", "say what would be run again, and why; change nothing")
    .action((stage: EntryStage, _options, self: Command) => action(cli, stage, self));
}

async function action(cli: Cli, stage: EntryStage, self: Command): Promise<void> {
  const { json, dryRun = false, anew = false, ...asked } = optionsOf<RerunOptions>(self);
  const { alerts, cause, ...which } = asked;
  await withApp(cli, { json, ...asked }, {}, async (app) => {
    const feed = which.feed === undefined ? null : await app.store.feed(which.feed);
    if (which.feed !== undefined && !feed)
      throw new CliProblem(`there is no feed ${which.feed}; list them with: samestory feeds list`);
    if (which.story !== undefined && !(await app.store.story(which.story)))
      throw new CliProblem(`there is no story ${which.story}; list them with: samestory stories list`);
    const ids: string[] = [];
    for (const id of which.ids ?? []) ids.push((await findEntry(app, id)).id);
    const now = app.clock.now();
    const selection: Selection = {
      ...(which.since === undefined ? {} : { since: momentOption(which.since, "--since", now) }),
      ...(which.until === undefined ? {} : { until: momentOption(which.until, "--until", now) }),
      ...(feed ? { feedId: feed.id } : {}),
      ...(which.source === undefined ? {} : { source: which.source }),
      ...(which.story === undefined ? {} : { storyId: which.story }),
      ...(which.ids ? { ids } : {}),
      ...(which.failed ? { failed: true } : {}),
      ...(which.stale ? { notMadeBy: madeBy(app.settings.extract) } : {}),
    };
    const { since, until, source, story, failed, stale } = which;
    const name = { since, until, feed: feed?.id, source, story, ids: which.ids && ids, failed, stale, cause };
    const mark = rerunMark(stage, name, alerts);
    const [{ rerun }, { untilSignalled }] = await Promise.all([import("../rerun.ts"), import("../run.ts")]);
    const signal = untilSignalled();
    const options = { dryRun, mark, anew, signal, ...(cause === undefined ? {} : { cause }) };
    const done = await withProgress(cli, app, () => rerun(app, stage, selection, options));
    if (json) {
      const { selected, resumed, from, reasons, follows, left, handedOver } = done;
      await cli.out.json({
        stage,
        selected,
        resumed,
        from,
        reasons,
        follows,
        alerts,
        dry_run: dryRun,
        left,
        handed_over: handedOver,
      });
    } else await cli.out.lines(...lines(done, alerts));
    if (done.handedOver) cli.out.note("another process is writing; it goes on with these entries: samestory status");
    else if (done.left > 0) {
      const why = signal.aborted ? "stopped; the same command goes on" : "see: samestory jobs failed";
      cli.out.note(`${many(done.left, "entry is", "entries are")} not at the end yet: ${why}`);
      cli.exitCode = EXIT.partFailed;
    }
  });
}

function lines({ stage, selected, resumed, from, reasons, follows, dryRun }: Rerun, alerts: RerunAlerts): string[] {
  const following = follows.filter((each) => each !== "alert").join(", ");
  const counted = (record: Record<string, number>) => sorted(record).map(([word, n]) => `  ${n}  ${word}`);
  return [
    ...(resumed ? ["The same re-run was broken off; this is what it left."] : []),
    `${many(selected, "entry", "entries")} ${dryRun ? "would go" : "went"} through ${stage} again${following ? `, then ${following}` : ""}.`,
    ...(selected > 0 ? [`where they ${dryRun ? "are" : "were"}:`, ...counted(from), "why:", ...counted(reasons)] : []),
    ...(dryRun
      ? [
          alerts === "off"
            ? "Nobody would be told of stories that form (--alerts send)."
            : "Stories that form would be told.",
        ]
      : []),
  ];
}
