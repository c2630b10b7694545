/** Time and chance as a parameter. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** 0 (inclusive) to 1 (exclusive). */
  random(): number;
}
