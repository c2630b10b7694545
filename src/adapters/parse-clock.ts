import { threadId, type Worker } from "node:worker_threads";

/** A thread that has not begun with its document by then is given up: it cannot start at all. */
const START_MS = 60_000;
/** However little of the processor a document got, it is over after so many times what it may use. */
const MAX_STRETCH = 4;
/** Shortest time between two looks. */
const LOOK_MS = 20;

/** Says across threads which one has begun with a document. A new thread first loads its code, which takes seconds on a busy machine. */
export type Begun = Int32Array<SharedArrayBuffer>;

export const notBegun = (): Begun => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Told by the thread. */
export function begin(begun: Begun): void {
  Atomics.store(begun, 0, threadId);
  Atomics.notify(begun, 0);
}

/** The thread that has begun, by its number; 0 when it is given up. */
export async function hasBegun(begun: Begun): Promise<number> {
  await Atomics.waitAsync(begun, 0, 0, START_MS).value;
  return Atomics.load(begun, 0);
}

/**
 * Resolves when a thread has worked for `limitMs` since now: processor time of that thread, so that a busy machine loses
 * no document, and at the latest after four times as long on the wall. On an idle machine the two are the same.
 *
 * @param signal ends the watch
 */
export async function timeIsUp(thread: Worker, limitMs: number, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const before = await usageOf(thread);
  for (let leftMs = limitMs; leftMs > 0; ) {
    await wait(Math.max(leftMs, LOOK_MS), signal);
    if (signal.aborted) return;
    const usage = await usageOf(thread, before);
    const usedMs = usage ? (usage.user + usage.system) / 1_000 : limitMs;
    const wallMs = performance.now() - startedAt;
    leftMs = wallMs >= MAX_STRETCH * limitMs ? 0 : Math.min(limitMs - usedMs, MAX_STRETCH * limitMs - wallMs);
  }
}

/** Null for a thread that has ended meanwhile. */
const usageOf = (thread: Worker, before?: NodeJS.CpuUsage | null): Promise<NodeJS.CpuUsage | null> =>
  thread.cpuUsage(before ?? undefined).catch(() => null);

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal.addEventListener("abort", over);
  });
}
