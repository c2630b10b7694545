import type { FeedRhythm } from "../model/feed.ts";
import { usualPerDay } from "./rhythm.ts";

/** Below this share of its usual volume a feed is called quiet. A feed that falls silent is there after some twelve items
 * that did not come, and not before it missed two days of a daily rhythm. */
const QUIET_VOLUME = 0.15;
/** Not judged before this much is known of what is usual. */
const LEAST_ITEMS = 3;
const LEAST_DAYS = 3;

/** Why a feed that answers well is `quiet`, in plain words; null when its volume is nothing strange. */
export function quietReason(before: FeedRhythm, after: FeedRhythm, known: string | null): string | null {
  if (after.volume >= QUIET_VOLUME) return null;
  if (known !== null) return known;
  const usual = usualPerDay(before);
  if (usual === null || before.items < LEAST_ITEMS || before.days < LEAST_DAYS) return null;
  return `far fewer items than usual: about ${Math.round(after.volume * 100)} % of the ${usual.toFixed(1)} a day it brings otherwise`;
}
