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
}

export const DEDUPE_DEFAULTS: DedupeSettings = {
  windowHours: 168,
  shingleWords: 5,
  maxCandidates: 8,
  copyAt: 0.5,
  excerptAt: 0.7,
  maxWords: 20_000,
};
