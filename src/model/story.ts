/** The three counts, always named. */
export interface StoryCounts {
  /** All coverage. */
  articles: number;
  /** Distinct registrable domains. */
  publishers: number;
  /** Reports that are not near-duplicates of another. */
  independent: number;
}

export type StoryStatus = "growing" | "formed" | "merged";

/** One event as told by several articles. */
export interface Story {
  id: string;
  title: string;
  status: StoryStatus;
  mergedInto: string | null;
  /** When enough independent publishers had reported it; null until then. */
  formedAt: number | null;
  firstPublishedAt: number;
  lastPublishedAt: number;
  counts: StoryCounts;
  languages: string[];
}

export type CoverageRole = "origin" | "independent" | "near_duplicate";

/** An article's place in a story, and why it is there. */
export interface Coverage {
  storyId: string;
  articleId: string;
  role: CoverageRole;
  /** Probability that the article belongs, 0 to 1; 1 for the founding article and for near-duplicates. */
  score: number;
  evidence: Evidence;
  addedAt: number;
}

/** A coverage row that goes elsewhere or counts as something else; why it was there stays as it is written. */
export type CoverageMove = Pick<Coverage, "articleId" | "storyId" | "role">;

/** Why an article joined (or founded) a story. */
export interface Evidence {
  /**
   * `founded`, `joined`, `left` (a story whose other reports it hardly belonged to, the runner-up), `near-duplicate`,
   * `original` (of copies that were there before it), or `pinned` (by an operator).
   */
  rule: string;
  /** Terms and names shared with the story, the weightiest first. */
  terms: string[];
  /** The features behind the score, each by name. */
  features: Record<string, number>;
  /** The story that came second, with its score. */
  runnerUp: { storyId: string; score: number } | null;
}

/**
 * That one story has to do with another, while both stay what they are. `continues`: it tells how the earlier one went
 * on. `elsewhere`: reports in another language tell of the same thing.
 */
export interface StoryLink {
  storyId: string;
  otherId: string;
  kind: "continues" | "elsewhere";
  /** What shows it, in words. */
  reason: string;
  /** ms since 1970. */
  at: number;
}

/** What happened to a story: the history behind its present state. */
export interface StoryEvent {
  storyId: string;
  at: number;
  kind: "founded" | "grown" | "formed" | "merged" | "split" | "alerted" | "held-back";
  articleId: string | null;
  reason: string;
}
