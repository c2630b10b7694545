import { open } from "node:fs/promises";
import type { Command } from "commander";
import { loadSettings } from "../../../config/load.ts";
import { ConfigProblems } from "../../../config/problems.ts";
import { allKnobs, SECTIONS, type Settings } from "../../../config/schema.ts";
import { type Cli, command, wholeOption } from "../command.ts";
import { momentOption, optionsOf, placeOf, settingsAt, withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import type { ReplayResult } from "../replay/replay.ts";
import type { ReplayReport, TurnedKnob } from "../replay/report.ts";

interface ReplayOptions {
  diff?: boolean;
  accept?: boolean;
  since?: string;
  set?: string[];
  html?: string;
  limit: number;
  maxArticles: number;
}

/** Changed stories that are listed unless told otherwise. */
const LISTED = 100;
/** Articles of one replay: about 1 kB of memory each. */
const MAX_ARTICLES = 250_000;
const REPLAYED = ["dedupe", "cluster"];

export function replayCommand(program: Command, cli: Cli): void {
  command(program, "replay", {
    summary: "tries other settings on what is stored: which stories and alerts would differ",
    examples: [
      "replay --set cluster.joinAt=0.9 --diff",
      "replay --since 7d --set dedupe.copyAt=0.6 --html replay.html --diff",
      "replay --diff --json",
      "replay --accept",
    ],
    more:
      "Dedupe and cluster go over the stored articles in their order, with your corrections, into a scratch store. Without " +
      "--set it shows what this version would do differently. --diff changes nothing. To keep what it showed: stop the " +
      "daemon, set the same in samestory.yaml, and replay with --accept. A story keeps the id of the one that it goes on " +
      "with, and nobody is told of anything.",
  })
    .option("--diff", "compare with the stored stories")
    .option("--accept", "put the outcome under the settings in force in the place of the stored stories")
    .option("--since <moment>", "articles first seen since: 2025-11-06T12:00Z, or 90m, 24h, 7d back")
    .option("--set <knob=value>", "a setting of dedupe or cluster to try; may be repeated", collect)
    .option("--html <file>", "also write the report as one page for a browser")
    .option("--limit <n>", "changed stories listed at most", wholeOption(0, 1_000_000), LISTED)
    .option("--max-articles <n>", "articles replayed at most", wholeOption(1, 100_000_000), MAX_ARTICLES)
    .action(async (_options, self: Command) => {
      const options = optionsOf<ReplayOptions>(self);
      const { settings, turned } = settingsToTry(cli, self);
      if ((options.accept ?? false) === (options.diff ?? false))
        throw new CliProblem("say --diff, to look and change nothing, or --accept", EXIT.usage);
      if (options.accept && (turned.length > 0 || options.since !== undefined))
        throw new CliProblem(
          "--accept takes all articles and the settings in force: put what --set says into samestory.yaml, and leave out --since",
          EXIT.usage,
        );
      await withApp(cli, options, {}, async (app) => {
        const [{ replay }, { replayReport }, { replayLines }, { untilSignalled }, { withCount }] = await Promise.all([
          import("../replay/replay.ts"),
          import("../replay/report.ts"),
          import("../replay/text.ts"),
          import("../run.ts"),
          import("../progress.ts"),
        ]);
        const since =
          options.since === undefined
            ? null
            : { text: options.since, at: momentOption(options.since, "--since", app.clock.now()) };
        const signal = untilSignalled();
        const { maxArticles, limit } = options;
        const tell = (result: ReplayResult) => replayReport(app, result, { settings: turned, since, limit });
        const report = await withCount(cli, "replayed", async (onProgress) => {
          const bounds = { maxArticles, signal, onProgress };
          if (!options.accept) return tell(await replay(app, { settings, since: since?.at ?? null, ...bounds }));
          const { acceptReplay } = await import("../replay/accept.ts");
          return acceptReplay(app, { ...bounds, report: tell });
        });
        if (options.html !== undefined) await writePage(options.html, report);
        if (options.json) await cli.out.json(report);
        else await cli.out.lines(...replayLines(report, cli.out.width));
        if (options.accept) cli.out.note("accepted: this is what is stored now; nobody was told");
      });
    });
}

async function writePage(file: string, report: ReplayReport): Promise<void> {
  const { replayPage } = await import("../replay/page.ts");
  try {
    await using out = await open(file, "w");
    await out.writeFile(replayPage(report));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CliProblem(`--html ${file} cannot be written (${code ?? error}); name a file in a folder that is there`);
  }
}

/** The settings in force with those of `--set`, and what that changes. @throws ConfigProblems with all mistakes */
function settingsToTry(cli: Cli, self: Command): { settings: Settings; turned: TurnedKnob[] } {
  const options = optionsOf<ReplayOptions>(self);
  const given = options.set ?? [];
  const place = placeOf(cli, options);
  const inForce = settingsAt(cli, place).settings;
  const file = place.configFile === undefined ? {} : { file: place.configFile };
  const idle = (option: string) =>
    Object.keys(SECTIONS).some((section) => !REPLAYED.includes(section) && option.trim().startsWith(`${section}.`));
  const problems = given
    .filter(idle)
    .map((option) => `--set ${option}: a replay runs ${REPLAYED.join(" and ")} alone; nothing else matters to it`);
  let settings = inForce;
  try {
    settings = loadSettings({ ...file, env: cli.io.env, options: given.filter((option) => !idle(option)) }).settings;
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error;
    problems.push(...error.problems);
  }
  if (problems.length > 0) throw new ConfigProblems(problems);
  const turned = allKnobs().flatMap(({ section, key, name }): TurnedKnob[] => {
    const of = (all: Settings) => (all[section] as unknown as Record<string, unknown>)[key];
    return JSON.stringify(of(inForce)) === JSON.stringify(of(settings))
      ? []
      : [{ name, was: of(inForce), is: of(settings) }];
  });
  return { settings, turned };
}

const collect = (value: string, before: string[] = []): string[] => [...before, value];
