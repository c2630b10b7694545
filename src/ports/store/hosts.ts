/** Hosts: politeness and robots.txt. */
export interface HostStore {
  /**
   * Asks for the next request to a host: one at a time, `gapMs` between starts. Refusals are staggered, so that a
   * hundred callers come back one after another instead of all at once. A slot that is never freed opens at `leaseMs`.
   * `opensAt` is when the gap or the pause is over, whoever else may be before this caller.
   */
  takeHost(
    host: string,
    now: number,
    gapMs: number,
    leaseMs: number,
  ): Promise<{ taken: true } | { taken: false; retryAt: number; opensAt: number }>;
  /** Gives the host back; `pauseMs` keeps it closed for longer (429, Retry-After). */
  freeHost(host: string, now: number, pauseMs: number): Promise<void>;
  robots(origin: string): Promise<{ text: string; status: number; fetchedAt: number } | null>;
  saveRobots(origin: string, robots: { text: string; status: number; fetchedAt: number }): Promise<void>;
}
