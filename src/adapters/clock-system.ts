import type { Clock } from "../ports/clock.ts";

/** The longest wait one timer can hold: Node runs a timer beyond 2^31 - 1 ms (24.8 days) at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time and chance. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    for (let left = ms; left > 0 && !signal?.aborted; left -= LONGEST_TIMER_MS)
      await timer(Math.min(left, LONGEST_TIMER_MS), signal);
  },
  random: () => Math.random(),
};

/** Ends without an error when it is called off: sleepers are woken many times a second, and an error has a stack. */
function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(running);
      signal?.removeEventListener("abort", over);
      resolve();
    };
    const running = setTimeout(over, ms);
    signal?.addEventListener("abort", over, { once: true });
  });
}
