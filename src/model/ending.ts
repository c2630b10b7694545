/** What a step wants remembered about itself: small, flat, printed by `samestory trace`. */
export type Detail = Record<string, string | number | boolean | null | string[]>;

/**
 * How a job ends. What the trade expects (a 404, a page without text, a Retry-After) is one of these values;
 * anything thrown is a surprise that the queue retries and then keeps.
 */
export type Ending =
  /** The stage did its work. `keys` are the jobs of the following stage; without it, the same id goes on. */
  | { kind: "next"; keys?: string[]; detail?: Detail }
  /** The way ends here. `reason` is one lower-case word or hyphenated words, counted and shown: `http-404`, `no-text`. */
  | { kind: "dropped"; reason: string; detail?: Detail }
  /** Come back in `ms` milliseconds; not a failure. */
  | { kind: "later"; ms: number; reason: string; detail?: Detail };

/** Reason of a `later` for a host that wants to be left alone: no try of the entry's own, so it counts as none. */
export const HOST_PAUSED = "host-paused";

export const next = (detail?: Detail, keys?: string[]): Ending => ({
  kind: "next",
  ...(keys ? { keys } : {}),
  ...(detail ? { detail } : {}),
});

export const dropped = (reason: string, detail?: Detail): Ending => ({
  kind: "dropped",
  reason,
  ...(detail ? { detail } : {}),
});

export const later = (ms: number, reason: string, detail?: Detail): Ending => ({
  kind: "later",
  ms: Math.max(0, Math.ceil(ms)),
  reason,
  ...(detail ? { detail } : {}),
});
