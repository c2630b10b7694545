/** What steers the finding of near-duplicates. Thresholds that belong together as a set live beside their formula. */
export interface DedupeSettings {
  /** Articles seen within this window are compared. */
  windowHours: number;
  /** Words in a shingle. */
  shingleWords: number;
  /** Candidates verified for one article. */
  maxCandidates: number;
  /** Covered share (0 to 1) of the better covered side from which a text is a copy. */
  copyAt: number;
  /** Covered share of the newer text from which it is an excerpt. */
  excerptAt: number;
  /** Longest text, in words, that is compared; what is beyond does not count. */
  maxWords: number;
  /** A text with fewer words is a duplicate only of one with the very same title and text. */
  minWords: number;
  /** Shingles in a winnowing window: any repeated run of `window + shingleWords - 1` words shares a fingerprint. */
  fingerprintWindow: number;
  /** Fingerprints kept of one article. 4 bytes each in the store. */
  maxFingerprints: number;
  /** Articles kept behind one fingerprint or one LSH band, the newest; 16 at least. */
  maxPostings: number;
  /** Text found in this many distinct stories belongs to none of them: footers, templates, stock sentences. */
  commonStories: number;
  /** Articles held in the index; beyond it the oldest go. About 0.8 kB of memory each. */
  maxArticles: number;
}

export const DEDUPE_DEFAULTS: DedupeSettings = {
  windowHours: 168,
  shingleWords: 5,
  maxCandidates: 8,
  copyAt: 0.5,
  excerptAt: 0.7,
  maxWords: 20_000,
  minWords: 20,
  fingerprintWindow: 16,
  maxFingerprints: 200,
  maxPostings: 60,
  commonStories: 3,
  maxArticles: 250_000,
};
