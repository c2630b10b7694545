/** What steers the gathering of articles into stories. */
export interface ClusterSettings {
  /** A story takes no articles that lie further outside its time span. */
  windowHours: number;
  /** Probability (0 to 1) from which an article joins a story. */
  joinAt: number;
  /** Similarity (0 to 1) from which two matching stories become one. */
  mergeAt: number;
  /** Similarity (0 to 1) to an alerted story from which a new story is a development of it and sends no alert. */
  developmentAt: number;
  /** Independent publishers that make a story news. */
  independentToForm: number;
  /** Articles published longer ago than this form stories but send no alert. */
  alertMaxAgeHours: number;
}

export const CLUSTER_DEFAULTS: ClusterSettings = {
  windowHours: 120,
  joinAt: 0.4,
  mergeAt: 0.4,
  developmentAt: 0.2,
  independentToForm: 3,
  alertMaxAgeHours: 72,
};
