import type { Feed } from "../model/feed.ts";
import { hostOf } from "../model/publisher.ts";

/** So many feeds of one host, refused within this time although they answered within a day: the host throttles us. */
const WANTED_FEEDS = 3;
const WITHIN_MS = 3_600_000;
const ANSWERED_WITHIN_MS = 86_400_000;

/**
 * Whether a 403 is one of a burst on its host: throttling, not a refusal of this one feed.
 *
 * @param feed refused just now
 * @param others feeds of the same publisher, as stored
 */
export function isRefusalBurst(feed: Feed, others: readonly Feed[], now: number): boolean {
  const host = hostOf(feed.url);
  const answered = ({ lastSuccessAt }: Feed) => lastSuccessAt !== null && now - lastSuccessAt <= ANSWERED_WITHIN_MS;
  const refused = others.filter(
    (other) =>
      other.id !== feed.id &&
      hostOf(other.url) === host &&
      other.polling.lastStatus === 403 &&
      now - (other.lastPolledAt ?? 0) <= WITHIN_MS &&
      answered(other),
  );
  return answered(feed) && refused.length + 1 >= WANTED_FEEDS;
}
