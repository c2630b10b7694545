import { Redis, type RedisOptions } from "ioredis";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Carrier } from "../../ports/queue.ts";
import { StoreUnusable } from "../../ports/store.ts";
import { gatherWrites } from "../gather-writes.ts";
import { type RedisAddress, redisAddress } from "./redis-address.ts";
import { defineScripts, loadScripts } from "./scripts.ts";

/** Oldest server whose commands BullMQ 6 counts on (`LPOS`, scripts with `XADD`). Valkey's versions begin above it. */
const OLDEST = [6, 2] as const;
/** Waits between two tries to connect again: doubled from the first to the last. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;
const CONNECT_MS = 5_000;
/** How long one command may take, connecting included; then it fails and whoever asked tries again. */
const ANSWER_MS = 5_000;
/** A command that was under way when the connection broke fails after so many tries to connect again. */
const TRIES_PER_COMMAND = 3;
/** What is asked during an outage waits this long for its end: a restart of Redis is not worth an error. */
const PATIENCE_MS = 1_000;
/** A connection on which a command waits and nothing arrives is dead. BullMQ lets a command block for at most 10 s. */
const SILENCE_MS = 30_000;

/** What ioredis and Redis add to an error that says nothing to an operator. */
const ADVICE_FOR_PROGRAMMERS = /\.?\s*(Refer to "maxRetriesPerRequest"|script: [0-9a-f]{40}).*/s;

/** The connections of one process. */
export interface Connection {
  /** For what the program asks: fails soon when Redis does not answer. */
  ask: Redis;
  /** For the workers, who wait until Redis is back. BullMQ duplicates it for each of its blocking reads. */
  work: Redis;
  /**
   * Makes one call on `ask`; fails within about 5 s when Redis does not answer, within 1 s when it is known to be away.
   *
   * @throws StoreUnusable: the error as a plain line without secrets
   */
  carry<T>(call: () => Promise<T>): Promise<T>;
  /** The server as it is now: version, how soon it answers, what it does when memory is full, whether it writes to disk. */
  server(): Promise<Carrier>;
  /** Logs what Redis refused a worker: once, however often it comes, until another fault comes or it was away. */
  fault(stage: string, error: unknown): void;
  close(): void;
}

/**
 * Connects and makes sure that the server can carry a queue.
 *
 * @throws StoreUnusable when it cannot be reached, is too old or is one node of a cluster
 */
export async function connect(url: string, { clock, log }: { clock: Clock; log: Log }): Promise<Connection> {
  const address = redisAddress(url);
  const common: RedisOptions & { skipVersionCheck: boolean } = {
    // BullMQ's own look at the server, in every worker: done once for all in `requireFit`, and told through the log.
    skipVersionCheck: true,
    ...address.options,
    connectTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    retryStrategy: (tries) => Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS),
    // After a fail-over the old master answers READONLY: connect anew, to the new one.
    reconnectOnError: (error) => error.message.startsWith("READONLY"),
    lazyConnect: true,
  };
  const ask = new Redis({ ...common, commandTimeout: ANSWER_MS, maxRetriesPerRequest: TRIES_PER_COMMAND });
  const work = new Redis({ ...common, maxRetriesPerRequest: null });
  for (const redis of [ask, work]) {
    defineScripts(redis);
    redis.on("connect", () => gatherWrites(redis.stream));
  }
  ask.on("ready", () => loadScripts(ask));
  const faults = faultLog({ address, clock, log, ask });
  const close = () => {
    faults.end();
    ask.disconnect();
    work.disconnect();
  };
  // Its outages are those of `ask`; an error without a listener would end the process.
  work.on("error", () => {});
  try {
    await reach(ask, faults.said, address);
    await requireFit(ask, address, log);
    await work.connect();
  } catch (error) {
    close();
    throw error instanceof StoreUnusable ? error : faults.plain(error);
  }
  const server = () => carry(() => describeServer(ask, address, clock));
  async function carry<T>(call: () => Promise<T>): Promise<T> {
    try {
      if (ask.status !== "ready") await readyWithin(ask, PATIENCE_MS);
      return await call();
    } catch (error) {
      throw faults.plain(error);
    }
  }
  return { ask, work, carry, server, fault: faults.fault, close };
}

function readyWithin(ask: Redis, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (settled: () => void) => {
      clearTimeout(timer);
      ask.off("ready", whenReady);
      settled();
    };
    const whenReady = () => settle(resolve);
    const timer = setTimeout(() => settle(() => reject(new Error("not connected"))), ms);
    ask.on("ready", whenReady);
  });
}

/** It is there, and does not let us in: no password, a wrong one, or a user who may not. */
const REFUSED = /\b(?:NOAUTH|WRONGPASS|NOPERM)\b|invalid password/;

async function reach(ask: Redis, said: () => string, { shown }: RedisAddress): Promise<void> {
  const patience = AbortSignal.timeout(CONNECT_MS + ANSWER_MS);
  const outOfPatience = new Promise<never>((_, reject) => {
    patience.addEventListener("abort", () => reject(new Error("no answer")), { once: true });
  });
  try {
    await Promise.race([ask.connect(), outOfPatience]);
  } catch (error) {
    const why = said() || (error instanceof Error ? error.message : String(error));
    const advice = REFUSED.test(why) ? "check the user and the password in its address" : "is it running?";
    throw new StoreUnusable("unreachable", `Redis at ${shown} cannot be reached (${why}); ${advice}`);
  }
}

/** Refuses a server that cannot carry the queue, and warns of one that may lose jobs. */
async function requireFit(ask: Redis, { shown }: RedisAddress, log: Log): Promise<void> {
  const info = await infoOf(ask);
  const version = info.get("redis_version") ?? "";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    const needed = `Redis ${OLDEST.join(".")} or newer, or Valkey, is needed`;
    throw new StoreUnusable("unreachable", `Redis at ${shown} is version ${version || "unknown"}; ${needed}`);
  }
  if (info.get("cluster_enabled") === "1") {
    const advice = "use a single server, or Sentinels for fail-over";
    throw new StoreUnusable(
      "unreachable",
      `Redis at ${shown} is a node of a Redis Cluster, which is not used; ${advice}`,
    );
  }
  const policy = info.get("maxmemory_policy");
  if (policy && policy !== KEEPS_ALL) log.warn("redis-may-evict", { redis: shown, policy, advice: MAY_EVICT });
}

const KEEPS_ALL = "noeviction";
const MAY_EVICT = `jobs may vanish when memory is full; set "maxmemory-policy ${KEEPS_ALL}"`;

async function infoOf(ask: Redis): Promise<Map<string, string>> {
  return new Map(
    (await ask.info()).split(/\r?\n/).map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1)] as const;
    }),
  );
}

/** A server without a log on disk loses no work: what the store says is waiting is enqueued again. */
async function describeServer(ask: Redis, { shown }: RedisAddress, clock: Clock): Promise<Carrier> {
  const askedAt = clock.now();
  await ask.ping();
  const ms = clock.now() - askedAt;
  const info = await infoOf(ask);
  const policy = info.get("maxmemory_policy") ?? "unknown";
  const log =
    info.get("aof_enabled") === "1" ? "appendonly yes" : "appendonly no (after a restart the store refills it)";
  const version = info.get("valkey_version") ?? info.get("redis_version") ?? "unknown";
  const name = info.has("valkey_version") ? "Valkey" : "Redis";
  const found = `${name} ${version} at ${shown}, answers in ${ms} ms; maxmemory-policy ${policy}, ${log}`;
  return { found, advice: policy === KEEPS_ALL || policy === "unknown" ? null : MAY_EVICT };
}

interface FaultParts {
  address: RedisAddress;
  clock: Clock;
  log: Log;
  ask: Redis;
}

/** One line when Redis is lost, one when it is back, one for each other fault. */
function faultLog({ address, clock, log, ask }: FaultParts) {
  let lostAt: number | null = null;
  let wasReady = false;
  let ended = false;
  let lastSaid = "";
  let lastFault = "";
  const masked = (error: unknown) =>
    address.masked(error instanceof Error ? error.message : String(error)).replace(ADVICE_FOR_PROGRAMMERS, "");
  ask.on("error", (error: unknown) => {
    lastSaid = masked(error);
  });
  ask.on("close", () => {
    if (!wasReady || lostAt !== null || ended) return;
    lostAt = clock.now();
    log.warn("redis-lost", { redis: address.shown, ...(lastSaid ? { error: lastSaid } : {}) });
  });
  ask.on("ready", () => {
    wasReady = true;
    lastSaid = "";
    lastFault = "";
    if (lostAt !== null) log.info("redis-back", { redis: address.shown, ms: clock.now() - lostAt });
    lostAt = null;
  });
  return {
    said: () => lastSaid,
    /** From now on it is we who close. */
    end() {
      ended = true;
    },
    plain(error: unknown): StoreUnusable {
      const gone = ask.status === "ready" ? "" : ` and is out of reach${lastSaid ? `: ${lastSaid}` : ""}`;
      return new StoreUnusable("unreachable", `Redis at ${address.shown} did not do it (${masked(error)})${gone}`);
    },
    fault(stage: string, error: unknown) {
      // What the network does to the workers is told once, by `ask`; a lock lost by the worker that lost it.
      if (!(error instanceof Error) || error.name !== "ReplyError") return;
      const said = masked(error);
      if (lostAt !== null || said === lastFault) return;
      lastFault = said;
      log.warn("redis-fault", { stage, redis: address.shown, error: said });
    },
  };
}
