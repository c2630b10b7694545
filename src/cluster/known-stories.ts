import type { Article } from "../model/article.ts";
import type { Lane } from "./lane.ts";
import type { Learned } from "./learned.ts";
import type { PastStories } from "./past-stories.ts";
import type { ClusterSettings } from "./settings.ts";
import type { Member, StoryState } from "./story-state.ts";
import type { ArticleTerms } from "./terms.ts";

/** What assigning an article reads of the index. It changes none of it. */
export interface KnownStories {
  readonly settings: ClusterSettings;
  readonly learned: Learned;
  /** Sequence of the next article, and number of the next story. */
  readonly sequence: number;
  readonly number: number;
  /** No article in memory was published or seen later than this. */
  readonly latest: number;
  /** Stories that were news and have left memory. */
  readonly past: PastStories;
  terms(article: Pick<Article, "title" | "text" | "lang">): ArticleTerms;
  lane(lang: string): Lane;
  /** A live story by its number. */
  storyOf(number: number): StoryState | undefined;
  /** Stories in memory that were news, in other languages than this one; the oldest first. */
  formedAbroad(lang: string): Iterable<StoryState>;
  /** A story by its id, a redirect of a merged one too. */
  story(id: string): StoryState | undefined;
  /** The id under which a story lives now. Null when it is not in memory. */
  liveId(id: string): string | null;
  /** The article's place, when it is in memory. */
  placeOf(articleId: string): { story: StoryState; member: Member } | null;
  /** The story that taking this article out has left empty. */
  emptiedBy(articleId: string): StoryState | null;
}
