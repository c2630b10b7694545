import { halvesOf } from "./average-linkage.ts";
import { looksBack } from "./look-back.ts";
import type { ClusterSettings } from "./settings.ts";
import { shareBetween } from "./share-between.ts";
import { type Member, StoryState } from "./story-state.ts";
import type { Turn } from "./turn.ts";

/** Of fewer reports on a side, or in all, nobody can say how alike they are. */
const LEAST = 3;
const LEAST_TOGETHER = 8;
/** A story of more has been asked on its way there. */
const MOST = 48;
/** A few reports of a large story are nearly always a little off; a half is at least this share of it. */
const LEAST_SHARE = 1 / 4;
/**
 * Reports of so many terms besides their headline's are full texts. Shorter ones are unlike each other by chance, the more
 * so the shorter: halves of one event's snippets (16 such terms) have a share from .46 on, of headlines alone from .32 on.
 */
const FULL_TERMS = 28;
/** Twins stay apart up to a share that is higher by so much than the one at which they part. */
const SLACK = 0.1;

/**
 * Two events of one kind in one story: two climbers lost on one mountain, two raids on jewellers of one town. Each report
 * belongs, for the words of their kind are rare ones; yet full reports of one event are as like those on the other side of
 * any line drawn through them as those on their own, and these are not. The share of the one likeness in the other is at most
 * `twinsAt` (0 for never). The smaller half parts; or else, of a story that nobody was told of, the larger one.
 *
 * @param mayMove whether a report may be taken out at all
 */
export function twinsOf(
  story: StoryState,
  settings: ClusterSettings,
  mayMove: (member: Member) => boolean,
): Turn | null {
  const { reports, number, lang } = story;
  if (settings.twinsAt === 0 || reports < LEAST_TOGETHER || reports > MOST || !looksBack(reports)) return null;
  const compared = story.members.filter(({ vectors }) => vectors);
  const [larger = [], smaller = []] = halvesOf(compared, Math.max(LEAST, reports * LEAST_SHARE)) ?? [];
  const may = story.status === "growing" ? [smaller, larger] : [smaller];
  const parting = new Set(may.find((half) => half.length > 0 && half.every(mayMove)));
  if (parting.size === 0) return null;
  const before = new StoryState(story.id, number, lang);
  before.status = story.status;
  before.formedAt = story.formedAt;
  const after = new StoryState(story.id, number, lang);
  for (const member of story.members) (parting.has(member) ? after : before).add(member, settings.maxExemplars);
  const share = shareBetween(before, after);
  const parts = share <= settings.twinsAt * fullness(before, after);
  return parts ? { before, since: after.members, hours: null, share } : null;
}

/** Whether two stories tell of two events of one kind, so that they do not become one. */
export function areTwins(one: StoryState, other: StoryState, { twinsAt }: ClusterSettings): boolean {
  if (twinsAt === 0 || Math.min(one.reports, other.reports) < LEAST) return false;
  if (one.reports + other.reports < LEAST_TOGETHER) return false;
  return shareBetween(one, other) <= (twinsAt + SLACK) * fullness(one, other);
}

/** How much of a full text their reports have, 0 to 1: none where there are headlines alone. */
function fullness(one: StoryState, other: StoryState): number {
  const exemplars = [...one.exemplars, ...other.exemplars];
  let terms = 0;
  for (const { vectors } of exemplars) {
    const { all, title } = vectors!.open();
    terms += all - title;
  }
  return Math.min(1, terms / exemplars.length / FULL_TERMS);
}
