import type { Article } from "../../model/article.ts";
import type { NearDuplicate, Signature } from "../../model/signature.ts";
import type { Lease } from "./lease.ts";
import type { Step } from "./steps.ts";

/** A signature with what rebuilding the index needs; texts are not read. */
export interface Signed {
  signature: Signature;
  article: Pick<Article, "id" | "source" | "publishedAt" | "dateSource" | "firstSeenAt">;
  /** Its own id for an original. */
  originalId: string;
  /** Null for an original. */
  parentId: string | null;
}

/** What dedupe found. Only the writer commits. */
export interface SignatureStore {
  /**
   * The article's signature and its row (none: it is an original), and the changed rows of `others` in its family: an
   * article can turn out to be the origin of what came before it. The original that these rows name is left without one.
   */
  commitDedupe(
    step: Step,
    lease: Lease,
    signature: Signature | null,
    duplicate: NearDuplicate | null,
    others?: readonly NearDuplicate[],
  ): Promise<void>;
  nearDuplicate(articleId: string): Promise<NearDuplicate | null>;
  copiesOf(originalId: string): Promise<NearDuplicate[]>;
  /**
   * Signatures of articles deduped at or after `since`, in the order in which they were deduped, with what the index
   * needs: no texts, which are nine tenths of what there is to read.
   */
  signatures(since: number): AsyncIterable<Signed>;
  /** How many those are, so that the index makes room once. */
  signatureCount(since: number): Promise<number>;
}
