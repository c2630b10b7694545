import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { type Engines, enginesFrom } from "../../config/engines.ts";
import { type Loaded, loadSettings } from "../../config/load.ts";
import type { Settings } from "../../config/schema.ts";
import { webTokenFrom } from "../../config/web-token.ts";
import type { App } from "../app.ts";
import type { Cli, SharedOptions } from "./command.ts";
import { CliProblem } from "./exit.ts";
import { readMoment } from "./times.ts";

/** Where one call of the program finds its things. */
export interface Place {
  dataDir: string;
  configFile: string | undefined;
  engines: Engines;
  webToken: string | null;
}

const DEFAULT_DATA = "data";
const CONFIG_NAME = "samestory.yaml";

/** `--data`, else SAMESTORY_DATA, else ./data; `--config`, else SAMESTORY_CONFIG, else samestory.yaml in the data folder. */
export function placeOf(cli: Cli, options: SharedOptions): Place {
  const { env } = cli.io;
  const dataDir = resolve(options.data || env.SAMESTORY_DATA || DEFAULT_DATA);
  const own = join(dataDir, CONFIG_NAME);
  const configFile = options.config || env.SAMESTORY_CONFIG || (existsSync(own) ? own : undefined);
  return { dataDir, configFile, engines: enginesFrom(env), webToken: webTokenFrom(env) };
}

/** @throws ConfigProblems */
export function settingsAt(cli: Cli, { configFile }: Place): Loaded {
  return loadSettings({ ...(configFile === undefined ? {} : { file: configFile }), env: cli.io.env });
}

export interface OpenMode {
  /** Makes the data folder when there is none; without it, a missing one is a problem. */
  creates?: boolean | "silently";
  /** Whether the log speaks at its own level (`run`), or only of trouble. */
  logs?: boolean;
}

/** The options of a command and of all above it. */
export function optionsOf<T extends object>(command: Command): T & SharedOptions {
  return command.optsWithGlobals<T & SharedOptions>();
}

/** Opens the program on its data folder for the time of `use`, and closes it whatever happens. */
export async function withApp<T>(
  cli: Cli,
  options: SharedOptions,
  mode: OpenMode,
  use: (app: App, place: Place) => Promise<T>,
): Promise<T> {
  const place = placeOf(cli, options);
  const { settings, changed } = settingsAt(cli, place);
  const { openApp } = await import("../app.ts");
  if (!(await hasData(place))) {
    if (!mode.creates) throw noData(place.dataDir);
    if (mode.creates !== "silently") cli.out.note(`made the data folder ${place.dataDir}`);
  }
  const app = await openApp(mode.logs ? settings : quiet(settings, changed), place);
  try {
    return await use(app, place);
  } finally {
    await app.close();
  }
}

/** Whether there is a database to read. One on a server is there, or says so itself. */
export async function hasData({ dataDir, engines }: Place): Promise<boolean> {
  const { databaseFile } = await import("../app.ts");
  return engines.databaseUrl !== null || existsSync(databaseFile(dataDir));
}

function noData(dataDir: string): CliProblem {
  return new CliProblem(`there is no data in ${dataDir} yet; make it with: samestory init --data ${dataDir}`);
}

/** A short command speaks through its output; its log only tells of trouble, unless the operator set a level. */
function quiet(settings: Settings, changed: Loaded["changed"]): Settings {
  return changed.some(({ name }) => name === "log.level") ? settings : { ...settings, log: { level: "warn" } };
}

/** A moment given as an option: ISO 8601, or a span back from now. */
export function momentOption(text: string, name: string, now: number): number {
  const at = readMoment(text, now);
  if (at === null)
    throw new CliProblem(
      `${name} ${JSON.stringify(text)} is no moment; write 2025-11-06T12:00Z, or 90m, 24h or 7d for that long ago`,
      2,
    );
  return at;
}

/** Only a web address can be polled, fetched or posted to. */
export function webAddress(text: string): string {
  const url = URL.parse(text);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:"))
    throw new CliProblem(`${JSON.stringify(text)} is no web address; it starts with http:// or https://`, 2);
  return url.href;
}
