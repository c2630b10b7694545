/** An article's sketch as stored: opaque bytes and the parameters that made them. Only equal parameters compare. */
export interface Signature {
  articleId: string;
  /** The parameters in one string, such as `oph128x8.w5.v1`. */
  params: string;
  bytes: Uint8Array;
}

/** How a near-duplicate repeats its parent, seen from the newer article. */
export type Relation = "copy" | "excerpt" | "contains";

/** An article that repeats another. One parent each. */
export interface NearDuplicate {
  articleId: string;
  parentId: string;
  /** The root of the chain of copies. */
  originalId: string;
  relation: Relation;
  /** Share (0 to 1) of this article's words that also stand in the parent, in runs. */
  covered: number;
  /** Share (0 to 1) of the parent's words that stand in this article. */
  parentCovered: number;
  matchedWords: number;
  /** Estimated Jaccard similarity of the shingle sets, 0 to 1. */
  similarity: number;
}
