import type { Coverage, Evidence, Story, StoryEvent } from "../model/story.ts";
import { changedCoverage, storyRow } from "./story-row.ts";
import { inSequence, type Member } from "./story-state.ts";
import type { Stray } from "./strays.ts";

/** A report that is taken out of its story with its copies, alone or with others, and the id of the story that begins with them. */
export interface Leaving extends Stray {
  copies: readonly Member[];
  storyId: string;
}

/** What leaves by the story that it makes. */
export const leftStories = (leaving: readonly Leaving[]): Leaving[][] => [
  ...Map.groupBy(leaving, ({ storyId }) => storyId).values(),
];

/** The report and its copies. */
export const goingWith = ({ member, copies }: Leaving): Member[] => [member, ...copies];

/** The stories that begin with what leaves. */
export const leftRows = (leaving: readonly Leaving[]): Story[] =>
  leftStories(leaving).map((together) => {
    const facts = { id: together[0]!.storyId, status: "growing", mergedInto: null, formedAt: null } as const;
    return storyRow(facts, inSequence(together.flatMap(goingWith)));
  });

/** Rows of the reports that leave the story `from`. */
export const leftCoverage = (leaving: readonly Leaving[], from: string): Coverage[] =>
  leftStories(leaving).flatMap((together) => coverageOf(together, from));

/** Events of both sides, at the moment `at`. */
export const leftEvents = (leaving: readonly Leaving[], from: string, at: number): StoryEvent[] =>
  leftStories(leaving).flatMap((together) =>
    together.flatMap((one, place) => eventsOf(one, place === 0 ? "founded" : "grown", from, at)),
  );

/** They make a story of their own; second came the one that they leave. */
function coverageOf(together: readonly Leaving[], from: string): Coverage[] {
  const storyId = together[0]!.storyId;
  const members = together.map(({ member }) => member);
  return changedCoverage(storyId, members).map(({ articleId, role }, i) => {
    const { probability, member } = together[i]!;
    const runnerUp = { storyId: from, score: Math.round(probability * 1e4) / 1e4 };
    const evidence: Evidence = { rule: "left", terms: [], features: {}, runnerUp };
    return { articleId, storyId, role, score: 1, evidence, addedAt: member.addedAt };
  });
}

function eventsOf(
  { member, storyId, probability }: Leaving,
  kind: "founded" | "grown",
  from: string,
  at: number,
): StoryEvent[] {
  const { articleId } = member;
  const little = `belongs to its other reports with probability ${probability.toFixed(2)}`;
  return [
    { storyId: from, at, kind: "split", articleId, reason: `an article left for ${storyId}: ${little}` },
    { storyId, at, kind, articleId, reason: `left ${from}: ${little}` },
  ];
}
