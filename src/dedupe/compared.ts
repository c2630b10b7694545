import type { Run } from "./align.ts";
import type { Occupant } from "./article-slots.ts";
import type { Shares, Verdict } from "./near-duplicates.ts";

/** One comparison, kept for the trace. */
export interface Compared {
  id: string;
  originalId: string;
  older: Occupant;
  shares: Shares;
  runs: Run[];
  verdict: Verdict;
  /** Estimated Jaccard similarity, 0 to 1. */
  similarity: number;
}
