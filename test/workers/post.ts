import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULTS } from "../../config/schema.ts";
import type { AlertSettings } from "../../src/alert/settings.ts";
import { type App, openApp } from "../../src/app.ts";
import type { Http } from "../../src/ports/http.ts";
import { alert as alertWorker } from "../../workers/alert.ts";
import { createFakeClock } from "../fake-clock.ts";

const MINUTE = 60_000;
/** Tens of thousands of commits, each on the disk, would be minutes on a slow one; what is tested here is no crash. */
const IN_MEMORY = "/dev/shm";

/** The alert station alone, on a store of its own, with a clock that jumps from one thing to do to the next. */
export interface Post {
  app: App;
  /** Jobs that wait, by delivery. */
  jobs: Map<string, number>;
  /** The jobs of deliveries that were just made. */
  enqueue(deliveries: readonly { id: string }[]): void;
  /** Works until nothing is to do before `until`: each job at its time, and each minute what the store says is due. */
  work(until: number): Promise<void>;
  close(): Promise<void>;
}

export const START = Date.UTC(2026, 2, 2, 8);

/** @param request stands in for the network; without it, webhooks go out over loopback */
export async function openPost(settings: Partial<AlertSettings>, request?: Http["request"]): Promise<Post> {
  const dataDir = await mkdtemp(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), "samestory-post-"));
  const clock = createFakeClock(START);
  const own = await openApp(
    {
      ...DEFAULTS,
      log: { level: "silent" } as unknown as typeof DEFAULTS.log,
      fetch: { ...DEFAULTS.fetch, allow: ["127.0.0.1/32"] },
      alert: { ...DEFAULTS.alert, ...settings },
    },
    { dataDir, clock },
  );
  const jobs = new Map<string, number>();
  const enqueue = (id: string, runAt: number) => {
    if (!jobs.has(id)) jobs.set(id, runAt);
  };
  const queue = {
    ...own.queue,
    add: async (added: { key: string; runAt?: number }[]) => {
      for (const { key, runAt = clock.now() } of added) enqueue(key, runAt);
    },
  };
  const app: App = Object.create(own, {
    queue: { value: queue },
    ...(request ? { http: { value: { request, close: async () => {} } } } : {}),
  });
  const work = await alertWorker({
    app,
    stage: "alert",
    next: null,
    lease: () => {
      throw new Error("alert needs no lease");
    },
    signal: new AbortController().signal,
  });
  let reconciledAt = START;

  return {
    app,
    jobs,
    enqueue: (deliveries) => {
      for (const { id } of deliveries) enqueue(id, clock.now());
    },
    async work(until) {
      for (;;) {
        let key: string | null = null;
        let at = reconciledAt + MINUTE;
        for (const [id, runAt] of jobs) if (runAt < at) [key, at] = [id, runAt];
        if (at > until) break;
        clock.set(Math.max(clock.now(), at));
        if (key === null) {
          reconciledAt = clock.now();
          await app.store.forgetFutureTimes(clock.now());
          for (const { id } of await app.store.dueDeliveries(clock.now())) enqueue(id, clock.now());
          continue;
        }
        const ending = await work(key);
        if (ending.kind === "later") jobs.set(key, clock.now() + ending.ms);
        else jobs.delete(key);
      }
      clock.set(Math.max(clock.now(), until));
    },
    async close() {
      await own.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
