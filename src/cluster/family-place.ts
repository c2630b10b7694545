import type { NearDuplicate } from "../model/signature.ts";
import type { Evidence } from "../model/story.ts";
import { byRight, copyOf, type Member, type StoryState } from "./story-state.ts";

/** An article in memory that has the same text as the newcomer. */
export interface Relative {
  story: StoryState;
  member: Member;
}

/** Where an article belongs because of the copies or the original that are there already. */
export interface FamilyPlace {
  role: "near_duplicate" | "independent";
  story: StoryState;
  /** Other stories of the same text: they are one with it. */
  absorbed: StoryState[];
  /** Those that were reports and are copies now, as they are from now on. */
  yielding: Member[];
}

/** Why a near-duplicate is where it is. */
export const COPIED: Evidence = { rule: "near-duplicate", terms: [], features: {}, runnerUp: null };

/**
 * One text is one report, whatever the order of arrival: its original's; while that is not here, that of the copy which
 * came first. Null when nothing else of the family is here, or only copies of an article that was taken out and comes
 * again: then what the article says decides.
 *
 * @param duplicate what the article repeats; null for an original
 * @param relatives the rest of its family, its parent and its original first
 */
export function familyPlace(
  articleId: string,
  duplicate: NearDuplicate | null,
  relatives: readonly Relative[],
): FamilyPlace | null {
  const reports = relatives.filter(({ member }) => member.role !== "near_duplicate");
  const [home] = duplicate ? relatives : reports;
  if (!home) return null;
  const reporting = duplicate ? reporterOf(duplicate.originalId, reports) : articleId;
  const yielding = reports.filter(
    ({ story, member }) => member.articleId !== reporting && story.lang === home.story.lang,
  );
  const stories = new Set([home.story, ...yielding.map(({ story }) => story)]);
  const [story = home.story, ...absorbed] = [...stories].sort(byRight);
  return {
    role: duplicate ? "near_duplicate" : "independent",
    story,
    absorbed,
    yielding: yielding.map(({ member }) => asCopy(member)),
  };
}

function reporterOf(originalId: string, reports: readonly Relative[]): string | undefined {
  const sorted = reports.map(({ member }) => member).sort((a, b) => a.sequence - b.sequence);
  return (sorted.find((member) => member.articleId === originalId) ?? sorted[0])?.articleId;
}

/** Its row names no story yet, so that it counts as changed. */
function asCopy(member: Member): Member {
  return copyOf(member, { storyId: "", role: "near_duplicate", vectors: null });
}
