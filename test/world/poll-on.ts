import { DEFAULTS, type Settings } from "../../config/schema.ts";
import type { App } from "../../src/app.ts";
import { poll } from "../../workers/poll.ts";
import type { Work } from "../../workers/worker.ts";

/** The settings of a world on loopback. */
export function worldSettings(port: number, changes: Partial<Settings["poll"]> = {}): Settings {
  return {
    ...DEFAULTS,
    poll: { ...DEFAULTS.poll, timeoutMs: 2_000, ...changes },
    fetch: { ...DEFAULTS.fetch, allow: [`127.0.0.0/8:${port}`] },
    log: { level: "silent" as Settings["log"]["level"] },
  };
}

export const pollWork = (app: App): Promise<Work> =>
  poll({
    app,
    stage: "poll",
    next: "fetch",
    lease: () => {
      throw new Error("polling has no lease");
    },
    signal: new AbortController().signal,
  });

/**
 * Polls whatever is due until the simulated time `until`, one request after the other. `tick` moves the world's clock.
 * Nothing is due before `from`, the time now.
 */
export async function pollUntil(
  app: App,
  work: Work,
  until: number,
  tick: (at: number) => Promise<void>,
): Promise<void> {
  const { store, clock } = app;
  const again = new Map<string, number>();
  while (clock.now() < until) {
    const due = await store.dueFeeds(clock.now(), 1_000);
    let worked = false;
    for (const { id } of due) {
      if ((again.get(id) ?? 0) > clock.now()) continue;
      again.delete(id);
      worked = true;
      const ending = await work(id);
      if (ending.kind === "later") again.set(id, clock.now() + Math.max(1, ending.ms));
    }
    if (worked) continue;
    const polled = (await store.feeds()).filter(({ state }) => state !== "gone" && state !== "paused");
    const next = polled.map(({ id, nextDueAt }) => Math.max(nextDueAt, again.get(id) ?? 0));
    await tick(Math.max(clock.now() + 1, Math.min(until, ...next)));
  }
}
