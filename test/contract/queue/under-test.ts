import assert from "node:assert/strict";
import type { QueueSettings } from "../../../src/adapters/settings.ts";
import type { Handler, Job, Queue } from "../../../src/ports/queue.ts";
import { withFresh } from "../fresh.ts";

/** What the suite asks of the settings: waits short enough that an engine with a clock of its own can pass it too. */
export const SETTINGS: QueueSettings = { maxAttempts: 3, retryBaseMs: 40, maxDeaths: 3, lockMs: 3_000, lookMs: 25 };

/** Another process at the same queue. */
export interface OtherProcess {
  queue: Queue;
  /** Ends it as `kill -9` does: no goodbye, no sign of life from now on. */
  crash(): Promise<void>;
  /** Whether those who look can tell that it is gone, or have to wait for its locks to run out. */
  seenDead: boolean;
}

/** What an adapter hands in: an empty queue of its own for each test, opened with `SETTINGS`. */
export interface QueueUnderTest {
  queue: Queue;
  now(): number;
  /** Lets `ms` pass: a fake clock is moved on, an engine with its own clock is waited for. */
  advance(ms: number): Promise<void>;
  another(options: { seenDead: boolean }): Promise<OtherProcess>;
  /** Closes the queue and opens what it kept. */
  reopen(): Promise<Queue>;
  close(): Promise<void>;
}

export type OpenQueue = () => Promise<QueueUnderTest>;
export type QueueTest = (title: string, body: (under: QueueUnderTest) => Promise<void>) => void;

export const queueTest = (open: OpenQueue): QueueTest => withFresh(open);

/** Lets time pass until `happened`; fails after `withinMs`. */
export async function until(
  { advance }: QueueUnderTest,
  happened: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 10_000,
): Promise<void> {
  const stepMs = 20;
  for (let passed = 0; passed <= withinMs; passed += stepMs) {
    if (await happened()) return;
    await advance(stepMs);
  }
  assert.fail(`did not happen within ${withinMs} ms: ${what}`);
}

/** A handler that notes its jobs and ends them as `handle` says. */
export function noting(handle: Handler): { handler: Handler; seen: Job[] } {
  const seen: Job[] = [];
  const handler: Handler = (job) => {
    seen.push(job);
    return handle(job);
  };
  return { handler, seen };
}

/** A promise with its way out. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

export const keys = (jobs: readonly { key: string }[]): string[] => jobs.map((job) => job.key);
