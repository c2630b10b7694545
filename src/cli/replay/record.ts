import type { Signature } from "../../model/signature.ts";
import type { Coverage, StoryLink } from "../../model/story.ts";
import type { ClusterChange, Step } from "../../ports/store.ts";

/**
 * All that dedupe and cluster write during a replay, so that its outcome can take the place of what is stored. About 2 kB
 * an article beside the scratch store, which only keeps what is compared.
 */
export class ReplayRecord {
  /** In the order in which the articles were compared. */
  readonly signatures: (Signature & { dedupedAt: number })[] = [];
  /** By article, in the order in which they were clustered. */
  readonly coverage = new Map<string, Coverage & { vectors: Uint8Array | null }>();
  readonly links: StoryLink[] = [];

  deduped({ endedAt }: Step, signature: Signature | null): void {
    if (signature) this.signatures.push({ ...signature, dedupedAt: endedAt });
  }

  clustered({ entryId }: Step, { coverage, moved = [], vectors, links = [] }: ClusterChange): void {
    for (const row of coverage) {
      const known = this.coverage.get(row.articleId)?.vectors ?? null;
      this.coverage.set(row.articleId, { ...row, vectors: row.articleId === entryId ? (vectors ?? null) : known });
    }
    for (const { articleId, storyId, role } of moved) {
      const row = this.coverage.get(articleId);
      if (row) this.coverage.set(articleId, { ...row, storyId, role });
    }
    this.links.push(...links);
  }

  /** Gives stories the names under which they live on. */
  rename(named: (storyId: string) => string): void {
    for (const [id, row] of this.coverage) this.coverage.set(id, { ...row, storyId: named(row.storyId) });
    for (const [i, link] of this.links.entries())
      this.links[i] = { ...link, storyId: named(link.storyId), otherId: named(link.otherId) };
  }
}
