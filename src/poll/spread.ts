import { contentHash } from "../model/id.ts";

/**
 * A feed's own place between 0 (inclusive) and 1 (exclusive), another one for each poll: feeds that were added or failed
 * together drift apart, and the same poll always has the same place.
 */
export function spreadOf(feedId: string, polls: number): number {
  return Number.parseInt(contentHash(`${feedId} ${polls}`).slice(0, 8), 16) / 2 ** 32;
}
