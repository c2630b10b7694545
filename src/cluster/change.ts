import type { Coverage, CoverageMove, Story, StoryEvent, StoryLink } from "../model/story.ts";
import type { StoryConstraints } from "./constraints.ts";
import type { Packed } from "./packed.ts";
import type { Member } from "./story-state.ts";

/** What is known at the moment of assigning. */
export interface AssignContext {
  now: number;
  /** The original of this article's text and all articles that go back to it; parent and original alone when absent. */
  family?: readonly string[];
  /** One name for all publishers of one owner; each source its own when absent. */
  sourceFamily?: (source: string) => string;
  /** What operators decided; nothing when absent. */
  constraints?: StoryConstraints;
  /** Ids of stories outside memory that are not to be given again. */
  taken?: ReadonlySet<string>;
  /** The story from which the article was taken out to be assigned again. */
  left?: string | null;
  /** By report that would leave its story: the other articles of its text, which go with it. */
  copies?: ReadonlyMap<string, readonly string[]>;
}

/** A story that becomes news, and why. */
export interface FormedStory {
  story: Story;
  reason: { rule: string; evidence: string[] };
}

/** A story that has enough independent reports and yet is no news, and why. */
export interface HeldBackStory {
  story: Story;
  reason: string;
}

/** What one article changes: whole rows for the store, and what `apply` needs to do the same in memory. */
export interface StoryChange {
  articleId: string;
  storyId: string;
  /** The article's row, and those of reports that are copies from now on. */
  coverage: Coverage[];
  /** Rows of other articles whose role or story changes. */
  moved: CoverageMove[];
  /** Created, changed and merged stories. */
  stories: Story[];
  events: StoryEvent[];
  /** What the story has to do with others. */
  links: StoryLink[];
  formed: FormedStory[];
  heldBack: HeldBackStory[];
  /** The article as a member; its place in the index is given on applying. */
  member: Omit<Member, "vectors" | "sequence" | "document">;
  /** How the article is compared. Null for a near-duplicate. */
  vectors: Packed | null;
  /** Ids of stories that end in this one. */
  absorbed: string[];
  /** Reports that leave the story, for stories that begin with them. */
  left: { articleId: string; storyId: string }[];
}

/** Rows changed by taking an article out of the index, to be stored together with its new place. */
export interface Removed {
  stories: Story[];
  moved: CoverageMove[];
}

/** The rows that move when an article is taken out and placed again: what its new place says of a row is said last. */
export function movedRows(removed: Removed, { coverage, moved }: Pick<StoryChange, "coverage" | "moved">) {
  const told = new Set(coverage.map(({ articleId }) => articleId));
  return [...removed.moved.filter(({ articleId }) => !told.has(articleId)), ...moved];
}
