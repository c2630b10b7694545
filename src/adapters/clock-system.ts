import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../ports/clock.ts";

/** The longest wait one timer can hold: Node runs a timer beyond 2^31 - 1 ms (24.8 days) at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time and chance. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      for (let left = ms; left > 0 && !signal?.aborted; left -= LONGEST_TIMER_MS)
        await wait(Math.min(left, LONGEST_TIMER_MS), undefined, { signal });
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  },
  random: () => Math.random(),
};
