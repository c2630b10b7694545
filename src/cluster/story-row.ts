import type { CoverageMove, CoverageRole, Story } from "../model/story.ts";
import type { Member } from "./story-state.ts";

/** What a story's row is made of besides its members. */
export type StoryFacts = Pick<Story, "id" | "status" | "mergedInto" | "formedAt">;

/** A story's facts alone, to be changed in part. */
export const rowFacts = ({ id, status, mergedInto, formedAt }: StoryFacts): StoryFacts => {
  return { id, status, mergedInto, formedAt };
};

/**
 * A story's row as its members make it. Named after its earliest report.
 *
 * @param left when the last article was published that has left a story without members
 */
export function storyRow(facts: StoryFacts, members: readonly Member[], left = 0): Story {
  const reports = members.filter((member) => member.role !== "near_duplicate");
  const languages = new Map<string, number>();
  let firstPublishedAt = Number.POSITIVE_INFINITY;
  let lastPublishedAt = Number.NEGATIVE_INFINITY;
  for (const { lang, publishedAt } of members) {
    languages.set(lang, (languages.get(lang) ?? 0) + 1);
    firstPublishedAt = Math.min(firstPublishedAt, publishedAt);
    lastPublishedAt = Math.max(lastPublishedAt, publishedAt);
  }
  return {
    ...rowFacts(facts),
    title: (originOf(reports) ?? members[0])?.title ?? "",
    firstPublishedAt: members.length > 0 ? firstPublishedAt : left,
    lastPublishedAt: members.length > 0 ? lastPublishedAt : left,
    counts: {
      articles: members.length,
      publishers: new Set(members.map((member) => member.source)).size,
      independent: reports.length,
    },
    languages: [...languages].sort((a, b) => b[1] - a[1]).map(([lang]) => lang),
  };
}

/** The earliest published independent report; of two at the same moment the one with the smaller id, whichever came first. */
function originOf(members: readonly Member[]): Member | null {
  let origin: Member | null = null;
  for (const member of members) {
    if (member.role === "near_duplicate") continue;
    if (!origin || earlier(member, origin)) origin = member;
  }
  return origin;
}

/** A stated date goes before a mere first sight: who gave no date cannot claim to have been first. */
function earlier(a: Member, b: Member): boolean {
  if (a.dated !== b.dated) return a.dated;
  return a.publishedAt < b.publishedAt || (a.publishedAt === b.publishedAt && a.articleId < b.articleId);
}

/**
 * Members whose story or role is not what it was, with what it is now: the coverage of a story has one origin, and its
 * story's id on each.
 */
export function changedCoverage(storyId: string, members: readonly Member[]): CoverageMove[] {
  const origin = originOf(members);
  return members.flatMap((member) => {
    const { role: before } = member;
    const duplicate = before === "near_duplicate";
    const role: CoverageRole = duplicate ? "near_duplicate" : member === origin ? "origin" : "independent";
    const same = before === role && member.storyId === storyId;
    return same ? [] : [{ articleId: member.articleId, storyId, role }];
  });
}
