import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { EMBEDDED, type Engines } from "../config/engines.ts";
import { familyOf, publisherFamilies } from "../config/publishers.ts";
import type { Settings } from "../config/schema.ts";
import { systemClock } from "./adapters/clock-system.ts";
import { createHttp } from "./adapters/http-undici.ts";
import { createLog } from "./adapters/log-pino.ts";
import { createParsePool } from "./adapters/parse-pool.ts";
import { processHolder } from "./adapters/process-holder.ts";
import { openSqliteQueue } from "./adapters/queue-sqlite.ts";
import { openDatabase } from "./adapters/sqlite/database.ts";
import { openSqliteStore } from "./adapters/store-sqlite.ts";
import { userAgent } from "./model/version.ts";
import type { Clock } from "./ports/clock.ts";
import type { Http } from "./ports/http.ts";
import type { Log } from "./ports/log.ts";
import type { Parser } from "./ports/parser.ts";
import type { Queue } from "./ports/queue.ts";
import { type Store, StoreUnusable } from "./ports/store.ts";

/** The program with its ports filled in. Nothing above this file knows which engine is behind which port. */
export interface App {
  settings: Settings;
  dataDir: string;
  /** Whether processes on several machines may work on this store at the same time. */
  shared: boolean;
  /** This process, as it signs the leases it holds. */
  holder: string;
  clock: Clock;
  log: Log;
  store: Store;
  queue: Queue;
  /** Who has it may change jobs in the view of the queue; null: nobody may. */
  webToken: string | null;
  /** One name for all publishers of one owner; any other source its own. */
  sourceFamily: (source: string) => string;
  /** Opened at first use: many commands need neither network nor parsing threads. */
  readonly http: Http;
  readonly parser: Parser;
  close(): Promise<void>;
}

export interface OpenOptions {
  dataDir: string;
  /** Embedded when absent. */
  engines?: Engines;
  /** None when absent. */
  webToken?: string | null;
  clock?: Clock;
  log?: Log;
}

/** Where everything of one installation lives inside its data folder. */
export const databaseFile = (dataDir: string): string => join(dataDir, "samestory.db");

/**
 * Builds the ports from the settings and closes them in reverse order.
 *
 * @throws ConfigProblems when a list of publishers is wrong
 * @throws StoreUnusable when the database is damaged, newer than this program, or cannot be opened
 */
export async function openApp(settings: Settings, options: OpenOptions): Promise<App> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog({ level: settings.log.level });
  await makeFolder(options.dataDir);
  const file = databaseFile(options.dataDir);
  if (!options.engines?.databaseUrl && (await isEmpty(file)))
    log.warn("database-was-empty", {
      file,
      advice: "it is made anew; if there was data in it: samestory restore BACKUP --force",
    });
  const families = publisherFamilies(options.dataDir);
  const { databaseUrl, redisUrl } = options.engines ?? EMBEDDED;
  const opened: { close(): Promise<void> }[] = [];
  const closeAll = async () => {
    for (const port of opened.reverse()) await port.close();
  };
  const keep = <T extends { close(): Promise<void> }>(port: T): T => {
    opened.push(port);
    return port;
  };
  let store: Store;
  let queue: Queue;
  try {
    // Store and queue share the connection to their file, and so its waits for the disk.
    const openFile = async () => keep(await openDatabase({ file, lookThrough: !databaseUrl, now: () => clock.now() }));
    const database = databaseUrl && redisUrl ? undefined : await openFile();
    store = keep(
      databaseUrl ? await postgresStore(databaseUrl, clock, log) : await openSqliteStore({ file, database, clock }),
    );
    queue = keep(
      redisUrl
        ? await bullQueue(redisUrl, settings, clock, log)
        : await openSqliteQueue({ file, database, settings: settings.queue, clock, log }),
    );
  } catch (error) {
    await closeAll();
    throw error;
  }
  const once = <T extends { close(): Promise<void> }>(make: () => T): (() => T) => {
    let made: T | undefined;
    return () => {
      made ??= keep(make());
      return made;
    };
  };
  const http = once(() => createHttp({ allow: settings.fetch.allow, userAgent: userAgent(settings.fetch.contact) }));
  const parser = once(() => createParsePool({ extract: settings.extract, poll: settings.poll }));
  return {
    settings,
    dataDir: options.dataDir,
    shared: databaseUrl !== null,
    holder: processHolder(),
    webToken: options.webToken ?? null,
    sourceFamily: familyOf(families),
    clock,
    log,
    store,
    queue,
    get http() {
      return http();
    },
    get parser() {
      return parser();
    },
    close: closeAll,
  };
}

async function makeFolder(dataDir: string): Promise<void> {
  try {
    await makeFolders(dataDir);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "EEXIST" || code === "ENOTDIR" ? "a file is in the way" : (code ?? String(error));
    throw new StoreUnusable("address", `the folder ${dataDir} cannot be made (${why}); name another one with --data`);
  }
}

/** A file of no bytes: a first start that was cut off, or something has emptied it. */
const isEmpty = (file: string): Promise<boolean> =>
  stat(file).then(
    ({ size }) => size === 0,
    () => false,
  );

/** Node's own recursive mkdir never ends where a file system answers ENOENT below a folder that is there, as /proc does. */
async function makeFolders(folder: string): Promise<void> {
  const made = await mkdir(folder).catch((error: NodeJS.ErrnoException) => error);
  if (!made) return;
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return;
  const above = dirname(folder);
  if (made.code !== "ENOENT" || (await stat(above).catch(() => null))) throw made;
  await makeFolders(above);
  await makeFolders(folder);
}

/** The clients of the big engines are loaded only when they are asked for. */
async function postgresStore(url: string, clock: Clock, log: Log): Promise<Store> {
  const { openPostgresStore } = await import("./adapters/store-postgres.ts");
  return openPostgresStore({ url, clock, log });
}

async function bullQueue(url: string, settings: Settings, clock: Clock, log: Log): Promise<Queue> {
  const { openBullQueue } = await import("./adapters/queue-bullmq.ts");
  return openBullQueue({ url, settings: settings.queue, clock, log });
}
