import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A real server of its own for one test file. */
export interface RedisServer {
  url: string;
  port: number;
  /** Sends one command and gives the raw reply. */
  command(...words: string[]): Promise<string>;
  /** Ends it in good order, so that what it holds is on disk. */
  end(): Promise<void>;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts it again on the same port with what is on disk. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Stops the process in its tracks, and lets it go on. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** Lines of redis.conf without their dashes: `{ appendonly: "yes" }`. */
  config?: Record<string, string>;
  password?: string;
}

const BINARIES = ["redis-server", "valkey-server"];
const START_MS = 10_000;
const LOOK_MS = 20;

/** The first of the servers that is installed, as a path. */
export function redisBinary(): string | null {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"];
  const paths = BINARIES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/**
 * Whether `suite` can run here. Without a server it says once, plainly, that the suite was left out and what to
 * install; with `SAMESTORY_TEST_SERVERS=required` that is a failure.
 */
export function redisIsHere(suite: string): boolean {
  if (redisBinary()) return true;
  const advice =
    "install redis-server or valkey-server (Debian: apt-get install redis-server), or run `npm run verify`";
  if (process.env.SAMESTORY_TEST_SERVERS === "required") throw new Error(`${suite} needs a Redis server: ${advice}`);
  console.log(`Left out: ${suite}, because there is no Redis server here; ${advice}.`);
  return false;
}

export async function startRedis({ config = {}, password }: RedisServerOptions = {}): Promise<RedisServer> {
  const binary = redisBinary();
  if (!binary) throw new Error("no redis-server or valkey-server on PATH");
  const folder = await mkdtemp(join(tmpdir(), "samestory-redis-"));
  const port = await freePort();
  const settings = {
    bind: "127.0.0.1",
    port: String(port),
    dir: folder,
    save: "",
    "enable-debug-command": "yes",
    ...config,
  };
  const words = Object.entries(password ? { ...settings, requirepass: password } : settings).flatMap(
    ([name, value]) => [`--${name}`, value],
  );
  let keeper: ChildProcess | null = null;
  let pid = 0;

  async function start(): Promise<void> {
    // The shell ends the server when its own input ends, that is also when this process is killed.
    const script = '"$0" "$@" >/dev/null 2>&1 & echo $!; cat >/dev/null; kill -9 $! 2>/dev/null; wait';
    const child = spawn("sh", ["-c", script, binary ?? "", ...words], { stdio: ["pipe", "pipe", "inherit"] });
    keeper = child;
    pid = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.stdout.once("data", (said: Buffer) => resolve(Number(said.toString())));
    });
    for (const until = Date.now() + START_MS; Date.now() < until; ) {
      const reply = await command(port, password, ["PING"]).catch(() => "");
      if (reply.startsWith("+PONG")) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    await endBy("SIGKILL");
    throw new Error(`${binary} did not answer within ${START_MS} ms on port ${port}`);
  }

  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended already.
    }
  };

  async function endBy(name: NodeJS.Signals): Promise<void> {
    const child = keeper;
    if (!child) return;
    keeper = null;
    signal("SIGCONT");
    signal(name);
    if (name !== "SIGKILL") await gone(port);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.stdin?.end();
    await ended;
  }

  await start();
  const login = password ? `:${encodeURIComponent(password)}@` : "";
  return {
    url: `redis://${login}127.0.0.1:${port}/0`,
    port,
    command: (...sent) => command(port, password, sent),
    end: () => endBy("SIGTERM"),
    kill: () => endBy("SIGKILL"),
    start,
    async restart() {
      await endBy("SIGTERM");
      await start();
    },
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    async stop() {
      await endBy("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One command on a connection of its own; the first chunk of the reply, as Redis sends it. */
function command(port: number, password: string | undefined, words: string[]): Promise<string> {
  const encoded = (sent: string[]) =>
    `*${sent.length}\r\n${sent.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let said = "";
    socket.setTimeout(START_MS, () => socket.destroy(new Error("no reply")));
    socket.once("error", reject);
    socket.on("data", (chunk) => {
      said += chunk.toString();
      const reply = password ? said.replace("+OK\r\n", "") : said;
      if (reply === "") return;
      resolve(reply);
      socket.destroy();
    });
    socket.write((password ? encoded(["AUTH", password]) : "") + encoded(words));
  });
}

/** Resolves when nothing listens on the port any more. */
async function gone(port: number): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until; ) {
    const listens = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (!listens) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
