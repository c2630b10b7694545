import type { Coverage, Story, StoryEvent } from "../model/story.ts";
import type { WeightedTerms } from "./article-vectors.ts";
import type { Member } from "./story-state.ts";

/** What is known at the moment of assigning. */
export interface AssignContext {
  now: number;
  /** The original of this article's text and all articles that go back to it; parent and original alone when absent. */
  family?: readonly string[];
  /** One name for all publishers of one owner; each source its own when absent. */
  sourceFamily?: (source: string) => string;
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
  /** The article's row, and those of articles whose role or story changes. */
  coverage: Coverage[];
  /** Created, changed and merged stories. */
  stories: Story[];
  events: StoryEvent[];
  formed: FormedStory[];
  heldBack: HeldBackStory[];
  /** The article as a member; its vectors are made on applying. */
  member: Omit<Member, "vectors" | "sequence" | "document">;
  /** Null for a near-duplicate. */
  terms: WeightedTerms | null;
  /** Ids of stories that end in this one. */
  absorbed: string[];
}

/** Rows changed by taking an article out of the index, to be stored together with its new place. */
export interface Removed {
  stories: Story[];
  coverage: Coverage[];
}
