/** What steers the gathering of articles into stories. */
export interface ClusterSettings {
  /** A story takes no articles that lie further outside its time span. */
  windowHours: number;
  /** Probability (0 to 1) from which an article joins a story. */
  joinAt: number;
  /**
   * Probability (0 to 1) that a story's reports belong to another from which the two can be one. Apart from `joinAt`, which is
   * about newcomers: what is asked again, with more at hand, does not depend on how strict the first answer was.
   */
  oneStoryAt: number;
  /** Similarity (0 to 1) from which two matching stories become one. */
  mergeAt: number;
  /** Probability (0 to 1) of belonging to the story's other reports below which a report leaves it; 0 for never. */
  splitAt: number;
  /** Probability (0 to 1) of belonging together below which the two halves of a story part; 0 for never. */
  halvesAt: number;
  /**
   * Likeness of what came after a story's longest pause to what came before, as a share of the likeness within the two, up
   * to which the later reports are a story of their own; 0 for never.
   */
  turnAt: number;
  /** At a pause of so many hours half of it is asked. */
  turnHours: number;
  /**
   * Likeness of the two halves of a story of full texts, as a share of the likeness within them, up to which they are two events
   * of one kind and part; 0 for never.
   */
  twinsAt: number;
  /** A story of so many reports has shown how alike they are: what is nearly as like them is a part of it. */
  partFrom: number;
  /** Likeness to such a story's reports, as a share of theirs to one another, from which another story is a part of it. */
  partAt: number;
  /**
   * Similarity (0 to 1) to an alerted story from which a new story is its development: no alert. It counts in full only
   * where the alerted story has many reports.
   */
  developmentAt: number;
  /** It counts half where the alerted story has so many reports. */
  developmentReports: number;
  /** It counts half where the new story begins so many hours after the last report of the alerted one. */
  developmentHours: number;
  /** A new story of so many reports can be news of its own although it resembles an alerted one. */
  ownFrom: number;
  /** It is, if its likeness to the alerted story's reports, as a share of theirs to one another, is below this; 0 for never. */
  ownBelow: number;
  /** Independent publishers that make a story news. */
  independentToForm: number;
  /** One unrelated article in so many has the three rarest words that a story's reports share, if the story is news. */
  chanceToForm: number;
  /** Articles published longer ago than this form stories but send no alert. */
  alertMaxAgeHours: number;
  /** Words of a text that are read; what stands further down is background more than event. */
  readWords: number;
  /** Terms of an article that are looked up to find stories it could belong to. */
  queryTerms: number;
  /** Stories compared in full for one article. */
  maxCandidates: number;
  /** Stories remembered for one term, the latest. */
  maxPostings: number;
  /** Reports of a story that an article is compared with, one by one: the first and the latest. */
  maxExemplars: number;
  /** Reports of a story, the latest, that are asked what else it is near to when it has grown. */
  askedReports: number;
  /** Stories in memory; beyond it those longest without a new article are let go. */
  maxActiveStories: number;
  /** Days for which a story that was news is remembered, so that what goes on with it can be told from what is new. */
  pastDays: number;
  /** Stories of the past that are remembered, the latest. */
  maxPastStories: number;
}

export const CLUSTER_DEFAULTS: ClusterSettings = {
  windowHours: 120,
  joinAt: 0.56,
  oneStoryAt: 0.575,
  mergeAt: 0.5,
  splitAt: 0.25,
  halvesAt: 0.5,
  turnAt: 0.8,
  turnHours: 2,
  twinsAt: 0.6,
  partFrom: 12,
  partAt: 0.325,
  developmentAt: 0.045,
  developmentReports: 5,
  developmentHours: 6,
  ownFrom: 8,
  ownBelow: 0.18,
  independentToForm: 3,
  chanceToForm: 20_000,
  alertMaxAgeHours: 72,
  readWords: 300,
  queryTerms: 20,
  maxCandidates: 8,
  maxPostings: 150,
  maxExemplars: 8,
  askedReports: 3,
  maxActiveStories: 50_000,
  pastDays: 30,
  maxPastStories: 2_000,
};
