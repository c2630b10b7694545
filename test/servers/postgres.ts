import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import pg from "pg";
import { openPostgresStore } from "../../src/adapters/store-postgres.ts";

/** A PostgreSQL server of this test process, on loopback, in a folder of its own. */
export interface PostgresServer {
  port: number;
  /** The server's own database, for looking at it from outside. */
  url: string;
  /** A new database that holds an empty store. */
  freshDatabase(): Promise<string>;
  /** A new database with nothing in it. */
  bareDatabase(): Promise<string>;
  /** Ends the server as a power cut would, without a checkpoint: its next start recovers from the log. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const USER = "samestory";
/** Debian's package makes this user; the server refuses to run as root. */
const UNPRIVILEGED = "postgres";
const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 20;

/**
 * Runs in a shell of its own and takes words: `start`, `kill`. When the test process ends, however it ends, the input
 * ends with it: then the server is killed and its folder removed.
 */
const KEEPER = `
  folder=$1; shift
  while read -r word; do
    case $word in
      start) "$@" >>"$folder/log" 2>&1 & server=$! ;;
      kill) kill -QUIT "$server"; wait "$server"; echo killed ;;
    esac
  done
  kill -QUIT "$server" 2>/dev/null; wait; cd /; rm -rf "$folder"`;

/** The folder of the server's programs, or null when they are not installed. */
function programs(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = list(debian).toSorted((a, b) => Number(b) - Number(a));
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find((folder) => canRun(join(folder, "initdb")) && canRun(join(folder, "postgres"))) ?? null;
}

/**
 * Whether the tests that need a server can run. Where they cannot, one line says how to get it, or it is an error when
 * the environment says `SAMESTORY_TEST_SERVERS=required`.
 */
export function postgresIsThere(suite: string): boolean {
  if (programs()) return true;
  const advice = "install it (Debian: apt-get install postgresql), or run `npm run verify`";
  if (process.env.SAMESTORY_TEST_SERVERS === "required") throw new Error(`${suite} needs PostgreSQL: ${advice}`);
  console.log(`Left out: ${suite}, because there is no PostgreSQL server here; ${advice}.`);
  return false;
}

/** Makes and starts a server. Writes are not flushed to the disk, which a killed process does not notice. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = programs();
  if (!bin) throw new Error("PostgreSQL is not installed");
  const folder = mkdtempSync(join(tmpdir(), "samestory-postgres-"));
  const data = join(folder, "data");
  const asUser = process.getuid?.() === 0 ? ["runuser", "-u", UNPRIVILEGED, "--"] : [];
  if (asUser.length > 0) {
    const [user, group] = ["-u", "-g"].map((what) => Number(execFileSync("id", [what, UNPRIVILEGED])));
    chownSync(folder, user!, group!);
  }
  const port = await freePort();
  const init = [join(bin, "initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"];
  run([...asUser, ...init]);
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "off",
    max_connections: 100,
    shared_buffers: "64MB",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [command = "", ...rest] = [
    ...asUser,
    ...["sh", "-c", KEEPER, "keeper", folder, join(bin, "postgres"), "-D", data, ...options],
  ];
  const keeper = spawn(command, rest, { stdio: ["pipe", "pipe", "inherit"], cwd: folder });
  const { stdin, stdout } = keeper;
  // The tests end the process when they are through, whether or not the server still runs.
  const handles = [keeper, stdin, stdout] as unknown as { ref(): void; unref(): void }[];
  for (const handle of handles) handle.unref();
  const urlOf = (database: string): string => `postgresql://${USER}@127.0.0.1:${port}/${database}`;
  const url = urlOf("postgres");
  let databases = 0;

  async function start(): Promise<void> {
    stdin.write("start\n");
    const givenUpAt = performance.now() + READY_WITHIN_MS;
    while (!(await answers(url))) {
      if (performance.now() < givenUpAt) continue;
      throw new Error(`the test's PostgreSQL does not start:\n${readFileSync(join(folder, "log"), "utf8")}`);
    }
  }

  async function create(template: string): Promise<string> {
    const name = `t${++databases}`;
    await tell(url, `CREATE DATABASE ${name} TEMPLATE ${template}`);
    return urlOf(name);
  }

  let template: Promise<string> | null = null;
  async function makeTemplate(): Promise<string> {
    const made = await create("template0");
    await (await openPostgresStore({ url: made })).close();
    return new URL(made).pathname.slice(1);
  }

  await start();
  return {
    port,
    url,
    async freshDatabase() {
      template ??= makeTemplate();
      return create(await template);
    },
    bareDatabase: () => create("template0"),
    async kill() {
      for (const handle of handles) handle.ref();
      stdin.write("kill\n");
      await once(stdout, "data");
      for (const handle of handles) handle.unref();
    },
    start,
    async stop() {
      for (const handle of handles) handle.ref();
      const ended = once(keeper, "exit");
      stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function tell(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await tell(url, "SELECT 1");
    return true;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    return false;
  }
}

function run([command = "", ...args]: string[]): void {
  execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"], cwd: tmpdir() });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || !address) throw new Error("no port is free");
  return address.port;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
