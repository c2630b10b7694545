import { Command, CommanderError } from "commander";
import { ConfigProblems } from "../../config/problems.ts";
import { withSecretFiles } from "../../config/secret-files.ts";
import { CannotListen } from "../model/cannot-listen.ts";
import { VERSION } from "../model/version.ts";
import { StoreUnusable } from "../ports/store.ts";
import type { Cli } from "./command.ts";
import { CliProblem, EXIT, PipeClosed } from "./exit.ts";
import { type Io, Output } from "./io.ts";

/**
 * Every command there is, in the order in which an operator meets them. Each brings code of its own, up to a template
 * engine and the checks of all settings, and is loaded when it is asked for.
 */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command, cli: Cli) => void>>> = {
  init: async () => (await import("./commands/init.ts")).initCommand,
  demo: async () => (await import("./commands/demo.ts")).demoCommand,
  run: async () => (await import("./commands/run.ts")).runCommand,
  feeds: async () => (await import("./commands/feeds.ts")).feedsCommands,
  ingest: async () => (await import("./commands/ingest.ts")).ingestCommand,
  articles: async () => (await import("./commands/articles.ts")).articlesCommands,
  stories: async () => (await import("./commands/stories.ts")).storiesCommands,
  webhooks: async () => (await import("./commands/webhooks.ts")).webhooksCommands,
  jobs: async () => (await import("./commands/jobs.ts")).jobsCommands,
  rerun: async () => (await import("./commands/rerun.ts")).rerunCommand,
  replay: async () => (await import("./commands/replay.ts")).replayCommand,
  trace: async () => (await import("./commands/trace.ts")).traceCommand,
  status: async () => (await import("./commands/status.ts")).statusCommand,
  export: async () => (await import("./commands/export.ts")).exportCommands,
  eval: async () => (await import("./commands/eval.ts")).evalCommands,
  config: async () => (await import("./commands/config.ts")).configCommands,
  backup: async () => (await import("./commands/backup.ts")).backupCommand,
  restore: async () => (await import("./commands/restore.ts")).restoreCommand,
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
};

/** Runs one command line and gives its exit code. Never throws. */
export async function main(argv: readonly string[], io: Io = process): Promise<number> {
  const { stdout, stderr } = io;
  const cli: Cli = { io: { stdout, stderr, env: io.env }, out: new Output(io), exitCode: EXIT.ok };
  try {
    cli.io.env = withSecretFiles(io.env);
    const top = await program(cli, argv[0]);
    await top.parseAsync([...argv], { from: "user" });
    return cli.exitCode;
  } catch (error) {
    return explain(error, cli.out);
  }
}

/**
 * The command line for a call that begins with this word: where that names a command, there is no other; where it does
 * not, it is whole.
 */
export async function program(cli: Cli, word?: string): Promise<Command> {
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
  const asked = word !== undefined && Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  for (const load of asked ? [asked] : Object.values(COMMANDS)) (await load())(top, cli);
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
  if (error instanceof CannotListen) {
    out.note(`samestory: ${error.message}`);
    return EXIT.failed;
  }
  // By name: the daemon's module, where this error lives, is loaded by the commands that need it alone.
  if (error instanceof Error && error.name === "LeaseHeld") {
    out.note(`samestory: ${error.message}`);
    return EXIT.alreadyRunning;
  }
  if (error instanceof StoreUnusable || (error instanceof Error && error.name === "LeaseLost")) {
    out.note(`samestory: ${error.message}`);
    return error instanceof StoreUnusable && error.reason === "address" ? EXIT.usage : EXIT.failed;
  }
  out.note(`samestory: unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.failed;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
