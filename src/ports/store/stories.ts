import type { Alert, Delivery } from "../../model/alert.ts";
import type { Article } from "../../model/article.ts";
import type { Detail } from "../../model/ending.ts";
import type { NearDuplicate, Signature } from "../../model/signature.ts";
import type { Coverage, CoverageMove, Story, StoryEvent, StoryLink } from "../../model/story.ts";
import type { Lease } from "./lease.ts";
import type { Step } from "./steps.ts";

/** What a cluster step changes, decided by the pure stage, applied as one transaction. */
export interface ClusterChange {
  /** Stories created or changed, whole rows. */
  stories: Story[];
  /** Coverage rows to write; an article has at most one, so a row for another story moves it. */
  coverage: Coverage[];
  /** Rows of other articles that name another story or role; the rest of them stays as it is. */
  moved?: CoverageMove[];
  /** How the article is compared, for the row of the article. */
  vectors?: Uint8Array;
  events: StoryEvent[];
  /** A link that is there already stays as it was first told. */
  links?: readonly StoryLink[];
  /** The outbox: alerts of this moment. The store adds one delivery per enabled endpoint. */
  alerts: Alert[];
}

/** Where articles belong now, decided for all of them anew. What they had before in dedupe and cluster goes. */
export interface Rehoming {
  /** In the order in which they were compared; each with its time. */
  signatures: (Signature & { dedupedAt: number })[];
  /** Of these articles, all that are near-duplicates. */
  duplicates: NearDuplicate[];
  /** One row for each article, in the order in which they were clustered, with how it is compared. */
  coverage: (Coverage & { vectors: Uint8Array | null })[];
  /** Stories that changed, whole rows; those that ended are merged into another. */
  stories: Story[];
  events: StoryEvent[];
  links: readonly StoryLink[];
  /** For the way of each article whose story changed. Its entry stays where it is. */
  steps: { entryId: string; at: number; detail: Detail }[];
}

/** A coverage row with what rebuilding the index needs; texts are not read. */
export interface Clustered {
  /** Its place in the order in which coverage was added; an article that is clustered again gets a new one. */
  number: number;
  coverage: Pick<Coverage, "storyId" | "articleId" | "role" | "addedAt">;
  article: Pick<Article, "id" | "source" | "title" | "publishedAt" | "dateSource" | "firstSeenAt">;
  /** As given to `commitCluster`; null when nothing was. */
  vectors: Uint8Array | null;
}

/** Stories and their coverage. Only the writer commits. */
export interface StoryStore {
  commitCluster(step: Step, lease: Lease, change: ClusterChange): Promise<{ deliveries: Delivery[] }>;
  /** All of it or nothing, and no alert. */
  rehome(lease: Lease, rehoming: Rehoming): Promise<void>;
  story(id: string): Promise<Story | null>;
  /** Those of these that exist, in no order. */
  storiesOf(ids: readonly string[]): Promise<Story[]>;
  /** Latest published first. A merged story has no articles of its own any more. */
  stories(filter: { limit: number; status?: string; since?: number; minArticles?: number }): Promise<Story[]>;
  coverage(storyId: string): Promise<(Coverage & { article: Article; duplicateOf: string | null })[]>;
  coverageOf(articleId: string): Promise<Coverage | null>;
  storyEvents(storyId: string): Promise<StoryEvent[]>;
  /** Links from and to a story, the oldest first. */
  storyLinks(storyId: string): Promise<StoryLink[]>;
  /**
   * For rebuilding the index: every row of the stories that took an article at or after `since`, and in any case the
   * `latest` rows, in the order in which they were added. An article that was clustered again was added then.
   */
  clustered(since: number, latest?: number): AsyncIterable<Clustered>;
  /** The first of a story's reports that are no near-duplicates and the latest `count - 1`, in the order in which they were added. */
  clusteredIn(storyId: string, count: number): Promise<Clustered[]>;
}
