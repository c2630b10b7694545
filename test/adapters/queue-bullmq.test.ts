import { fork } from "node:child_process";
import { join } from "node:path";
import { after } from "node:test";
import { systemClock } from "../../src/adapters/clock-system.ts";
import { openBullQueue } from "../../src/adapters/queue-bullmq.ts";
import type { Handler, Queue } from "../../src/ports/queue.ts";
import { type OtherProcess, type QueueUnderTest, SETTINGS } from "../contract/queue/under-test.ts";
import { queueContract } from "../contract/queue.ts";
import { redisIsHere, startRedis } from "../servers/redis.ts";
import type { FromChild, ToChild } from "./other-queue-process.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };
let prefixes = 0;

if (redisIsHere("the contract of the BullMQ queue")) {
  const redis = await startRedis();
  after(() => redis.stop());
  queueContract("the BullMQ queue", () => openUnderTest(redis.url));
}

async function openUnderTest(url: string): Promise<QueueUnderTest> {
  const prefix = `{test-${prefixes++}}`;
  const open = () => openBullQueue({ url, prefix, settings: SETTINGS, clock: systemClock, log: silent });
  const others: OtherProcess[] = [];
  let queue = await open();
  return {
    queue,
    now: systemClock.now,
    advance: (ms) => systemClock.sleep(ms),
    async another({ seenDead }) {
      // A holder on another machine cannot be seen from here.
      const other = await startOther([url, prefix, ...(seenDead ? [] : [`elsewhere:${others.length}:1`])], seenDead);
      others.push(other);
      return other;
    },
    async reopen() {
      await queue.close();
      queue = await open();
      return queue;
    },
    async close() {
      for (const other of others) await other.crash();
      await queue.close();
    },
  };
}

/** A real process at the queue; its handlers are carried out here. */
async function startOther(args: string[], seenDead: boolean): Promise<OtherProcess> {
  const child = fork(join(import.meta.dirname, "other-queue-process.ts"), args, { serialization: "advanced" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const waiting = new Map<number, (gave: unknown) => void>();
  const say = (message: ToChild) => child.connected && child.send(message);
  let calls = 0;
  let handle: Handler = () => Promise.reject(new Error("no handler"));
  const ready = new Promise<void>((resolve) => {
    child.on("message", async (message: FromChild) => {
      if ("ready" in message) resolve();
      else if ("gave" in message) waiting.get(message.number)?.(message.gave);
      else say({ job: message.job, ending: await handle(message.what) });
    });
  });
  await ready;
  const call =
    <T>(name: Exclude<keyof Queue, "process">) =>
    (...args: unknown[]): Promise<T> =>
      new Promise((resolve) => {
        const number = calls++;
        waiting.set(number, resolve as (gave: unknown) => void);
        say({ call: name, args, number });
      });
  const queue: Queue = {
    add: call("add"),
    counts: call("counts"),
    nextRunAt: call("nextRunAt"),
    known: call("known"),
    failed: call("failed"),
    list: call("list"),
    retry: call("retry"),
    drop: call("drop"),
    recover: call("recover"),
    close: call("close"),
    process(stage, handler, { concurrency }) {
      handle = handler;
      say({ process: stage, concurrency, number: calls++ });
      return { stop: () => Promise.reject(new Error("only the whole process stops")) };
    },
  };
  return {
    queue,
    seenDead,
    async crash() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
