import { likeness } from "./resemblance.ts";
import type { ClusterSettings } from "./settings.ts";
import { shareBetween } from "./share-between.ts";
import { type Member, StoryState } from "./story-state.ts";
import { hoursLater } from "./time-gap.ts";

const HOUR_MS = 3_600_000;
/** Reports on either side: of one nobody can say how alike they are. */
const LEAST = 2;
/** Whatever came to be in one story shares so much. After a pause too short for it nothing is added up. */
const LEAST_SHARE = 0.03;

/** Reports of a story that told of something else. */
export interface Turn {
  /** The story without them. */
  before: StoryState;
  /** They themselves, the first to come first. */
  since: readonly Member[];
  /** Of the pause after which they came; null where none lies between. */
  hours: number | null;
  /** Mean cosine between reports of the two, as a share of that between reports of the same one. */
  share: number;
}

/**
 * The event after the event: reports that came hours after all others of the story, and that are more like each other than
 * like these. Each belonged when it came, for nothing was nearer; together they are news of their own. Asked is the longest
 * pause alone. The longer it is, the less the two sides need to differ: the share is at most `turnAt`, and half of that at
 * a pause of `turnHours`. And they must be so unlike that they would not become one again (`mergeAt`).
 */
export function turnOf(story: StoryState, settings: ClusterSettings): Turn | null {
  const { turnAt, maxExemplars } = settings;
  const reports = story.members.filter(({ vectors }) => vectors);
  if (turnAt === 0 || reports.length < 2 * LEAST) return null;
  const { at, hours } = longestPause(reports);
  if (mostAfter(hours, settings) < LEAST_SHARE) return null;
  const since = new Set(reports.splice(at));
  const before = new StoryState(story.id, story.number, story.lang);
  before.status = story.status;
  before.formedAt = story.formedAt;
  const after = new StoryState(story.id, story.number, story.lang);
  for (const member of story.members) (since.has(member) ? after : before).add(member, maxExemplars);
  const share = partedShare(before, after, hours, settings);
  return share === null ? null : { before, since: after.members, hours, share };
}

/** Whether two stories, one of which begins after all reports of the other, would part where they became one. */
export function turnsBetween(one: StoryState, other: StoryState, settings: ClusterSettings): boolean {
  const hours = Math.max(hoursLater(one, other), hoursLater(other, one));
  if (settings.turnAt === 0 || Math.min(one.reports, other.reports) < LEAST) return false;
  if (mostAfter(hours, settings) < LEAST_SHARE) return false;
  return partedShare(one, other, hours, settings) !== null;
}

/** The share up to which two sides part that so long a pause divides. */
const mostAfter = (hours: number, { turnAt, turnHours }: ClusterSettings) => (turnAt * hours) / (hours + turnHours);

/** The share, if the two sides part. */
function partedShare(before: StoryState, after: StoryState, hours: number, settings: ClusterSettings): number | null {
  const share = shareBetween(before, after);
  return share > mostAfter(hours, settings) || likeness(before, after) >= settings.mergeAt ? null : share;
}

/** Sorts reports by time, of all when they were published or else of all when they were first seen. */
function longestPause(reports: Member[]): { at: number; hours: number } {
  const dated = reports.every((report) => report.dated);
  const timeOf = ({ publishedAt, firstSeenAt }: Member) => (dated ? publishedAt : firstSeenAt);
  reports.sort((a, b) => timeOf(a) - timeOf(b) || a.sequence - b.sequence);
  let longest = { at: LEAST, hours: 0 };
  for (let at = LEAST; at <= reports.length - LEAST; at++) {
    const hours = (timeOf(reports[at]!) - timeOf(reports[at - 1]!)) / HOUR_MS;
    if (hours > longest.hours) longest = { at, hours };
  }
  return longest;
}
