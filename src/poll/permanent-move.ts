import type { FeedPolling } from "../model/feed.ts";

/** Evidence wanted before a feed's address is changed: this many answers that agree, over at least this time. */
const WANTED_TIMES = 3;
const WANTED_MS = 86_400_000;

export interface Hop {
  status: number;
  from: string;
  to: string;
}

/** Where the leading 301 and 308 of a redirect chain point; what a 302, 303 or 307 adds is never kept. Null without any. */
export function permanentTarget(hops: readonly Hop[]): string | null {
  let target: string | null = null;
  for (const hop of hops) {
    if (hop.status !== 301 && hop.status !== 308) break;
    target = hop.to;
  }
  return target;
}

/** The evidence after one more good answer; a different target, or none, starts again. */
export function moveEvidence(known: FeedPolling["moved"], target: string | null, now: number): FeedPolling["moved"] {
  if (target === null) return null;
  if (known?.to !== target) return { to: target, since: now, times: 1 };
  return { ...known, times: known.times + 1 };
}

export function moveProved(moved: FeedPolling["moved"], now: number): moved is NonNullable<FeedPolling["moved"]> {
  return moved !== null && moved.times >= WANTED_TIMES && now - moved.since >= WANTED_MS;
}
