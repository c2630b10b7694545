import { Command, CommanderError } from "commander";
import { ConfigProblems } from "../../config/problems.ts";
import { withSecretFiles } from "../../config/secret-files.ts";
import { VERSION } from "../model/version.ts";
import { StoreUnusable } from "../ports/store.ts";
import type { Cli } from "./command.ts";
import { articlesCommands } from "./commands/articles.ts";
import { backupCommand } from "./commands/backup.ts";
import { configCommands } from "./commands/config.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { evalCommands } from "./commands/eval.ts";
import { exportCommands } from "./commands/export.ts";
import { feedsCommands } from "./commands/feeds.ts";
import { ingestCommand } from "./commands/ingest.ts";
import { initCommand } from "./commands/init.ts";
import { jobsCommands } from "./commands/jobs.ts";
import { replayCommand } from "./commands/replay.ts";
import { rerunCommand } from "./commands/rerun.ts";
import { restoreCommand } from "./commands/restore.ts";
import { runCommand } from "./commands/run.ts";
import { statusCommand } from "./commands/status.ts";
import { storiesCommands } from "./commands/stories.ts";
import { traceCommand } from "./commands/trace.ts";
import { webhooksCommands } from "./commands/webhooks.ts";
import { CliProblem, EXIT, PipeClosed } from "./exit.ts";
import { type Io, Output } from "./io.ts";

/** Every command there is, in the order in which an operator meets them. */
const COMMANDS: readonly ((program: Command, cli: Cli) => void)[] = [
  initCommand,
  demoCommand,
  runCommand,
  feedsCommands,
  ingestCommand,
  articlesCommands,
  storiesCommands,
  webhooksCommands,
  jobsCommands,
  rerunCommand,
  replayCommand,
  traceCommand,
  statusCommand,
  exportCommands,
  evalCommands,
  configCommands,
  backupCommand,
  restoreCommand,
  doctorCommand,
];

/** Runs one command line and gives its exit code. Never throws. */
export async function main(argv: readonly string[], io: Io = process): Promise<number> {
  const { stdout, stderr } = io;
  const cli: Cli = { io: { stdout, stderr, env: io.env }, out: new Output(io), exitCode: EXIT.ok };
  try {
    cli.io.env = withSecretFiles(io.env);
    await program(cli).parseAsync([...argv], { from: "user" });
    return cli.exitCode;
  } catch (error) {
    return explain(error, cli.out);
  }
}

/** The whole command line, for `main` and for tests that look through all its help. */
export function program(cli: Cli): Command {
  const top = new Command("samestory")
    .description("Watches news feeds and tells you, once, when several outlets start reporting the same story.")
    .version(VERSION)
    .option("--data <dir>", "the folder that holds everything (SAMESTORY_DATA; default: ./data)")
    .option("--config <file>", "settings (SAMESTORY_CONFIG; default: samestory.yaml in the data folder)")
    .option("--json", "results as JSON, one value a line")
    .addHelpText(
      "before",
      "Examples:\n  samestory demo\n  samestory feeds add https://www.example.org/\n  samestory run\n  samestory stories list\n",
    )
    .addHelpText("after", "\nExit codes: 0 ok, 1 failed, 2 usage or settings, 3 part failed,\n5 already running.")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void cli.io.stdout.write(text),
      writeErr: (text) => void cli.io.stderr.write(text),
      getOutHelpWidth: () => Math.min(cli.out.width, 100),
      getErrHelpWidth: () => Math.min(cli.out.width, 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride();
  for (const add of COMMANDS) add(top, cli);
  return top;
}

/** Says on stderr what went wrong and gives the exit code. Only a surprise shows where it came from. */
function explain(error: unknown, out: Output): number {
  if (error instanceof PipeClosed) return EXIT.ok;
  // The command line's own reader has printed its message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof ConfigProblems) {
    out.note(`samestory: ${error.message}:`);
    for (const problem of error.problems) out.note(`  ${problem}`);
    return EXIT.usage;
  }
  if (error instanceof CliProblem) {
    out.note(`samestory: ${error.message}`);
    return error.code;
  }
  // By name: the daemon's module, where this error lives, is loaded by the commands that need it alone.
  if (error instanceof Error && error.name === "LeaseHeld") {
    out.note(`samestory: ${error.message}`);
    return EXIT.alreadyRunning;
  }
  if (error instanceof StoreUnusable || (error instanceof Error && error.name === "LeaseLost")) {
    out.note(`samestory: ${error.message}`);
    return EXIT.failed;
  }
  out.note(`samestory: unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.failed;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
