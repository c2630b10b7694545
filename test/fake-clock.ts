import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../src/ports/clock.ts";

/** Turns of the event loop in which what was woken may do its next thing. */
const TURNS = 8;

export interface FakeClock extends Clock {
  /** Moves the time on, waking each sleeper at its moment, the earliest first. */
  advance(ms: number): Promise<void>;
  /** Puts the clock to another time, as an operator or a time server does. Sleepers sleep for as long as they would have. */
  set(at: number): void;
}

/** A clock that moves only when told to. `random` gives the same sequence each time. */
export function createFakeClock(startAt: number): FakeClock {
  let now = startAt;
  let seed = 1;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const settle = async () => {
    for (let i = 0; i < TURNS; i++) await turn();
  };
  return {
    now: () => now,
    random() {
      // Numerical Recipes' linear congruential generator: enough for a jitter.
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = { at: now + ms, wake: () => {} };
        sleeper.wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          resolve();
        };
        signal?.addEventListener("abort", sleeper.wake);
        sleepers.add(sleeper);
      }),
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const next = [...sleepers].sort((a, b) => a.at - b.at)[0];
        if (!next || next.at > until) break;
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
      now = until;
      await settle();
    },
    set(at) {
      for (const sleeper of sleepers) sleeper.at += at - now;
      now = at;
    },
  };
}
