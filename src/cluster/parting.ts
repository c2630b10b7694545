import type { StoryEvent } from "../model/story.ts";
import { rowFacts, type StoryFacts } from "./story-row.ts";
import type { Member, StoryState } from "./story-state.ts";
import type { Turn } from "./turn.ts";

/** A story that parts where it turned, and the id of the story that its later reports make. */
export interface Parting extends Turn {
  storyId: string;
}

/** The members that come with the newcomer when it is on the later side, which is a new story. */
export const broughtBy = (parting: Parting | null, story: StoryState, added: Member): Member[] =>
  parting && story.id === parting.storyId ? parting.since.filter((one) => one.articleId !== added.articleId) : [];

/** Ids of what changes its story, the newcomer aside. */
export const movingBy = ({ since }: Parting, added: Member): string[] =>
  since.flatMap(({ articleId }) => (articleId === added.articleId ? [] : [articleId]));

/** The side of a story that parts on which the newcomer is not. */
export function otherSide(
  { before, since, storyId }: Parting,
  { id }: StoryState,
): StoryFacts & { members: readonly Member[] } {
  if (id === storyId) return { ...rowFacts(before), members: before.members };
  return { id: storyId, status: "growing", mergedInto: null, formedAt: null, members: since };
}

/** What the later reports are to the earlier ones. */
export const turned = ({ hours, share }: Turn) => {
  const later = hours === null ? "" : `${hours.toFixed(1)} hours later, and `;
  return `${later}${Math.round(share * 100)} % as like the others as one another`;
};

/** What both sides tell of it, besides the newcomer's arrival in `story`. */
export function partingEvents(parting: Parting, story: StoryState, articleId: string, at: number): StoryEvent[] {
  const { before, since, storyId } = parting;
  const founded: StoryEvent = {
    storyId,
    at,
    kind: "founded",
    articleId: since[0]!.articleId,
    reason: leftTogether(parting),
  };
  const left = `${since.length} articles left for ${storyId}: ${turned(parting)}`;
  return [
    { storyId: before.id, at, kind: "split", articleId, reason: left },
    ...(story.id === storyId ? [] : [founded]),
  ];
}

/** Why the later side is a story. */
export const leftTogether = (parting: Parting) =>
  `${parting.since.length} articles left ${parting.before.id}: ${turned(parting)}`;
