import { fork } from "node:child_process";
import { join } from "node:path";
import type { Handler, Queue } from "../../src/ports/queue.ts";
import type { OtherProcess } from "../contract/queue/under-test.ts";
import type { FromChild, ToChild } from "./other-queue-process.ts";

interface OtherOptions {
  url: string;
  prefix: string;
  /** What it calls itself; a process of this machine, which can be seen to be dead, when absent. */
  holder?: string;
}

/** A real process at the queue; its handlers are carried out here. */
export async function startOther({ url, prefix, holder }: OtherOptions): Promise<OtherProcess> {
  const args = [url, prefix, ...(holder ? [holder] : [])];
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
    seenDead: holder === undefined,
    async crash() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
