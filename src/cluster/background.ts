import type { KeptMember } from "./kept-members.ts";

/** The latest so many articles say which words are common, also those whose stories have left memory. */
export const COUNTED_ARTICLES = 20_000;
/** They go so many at a time: whoever counts from the same rows draws the line at the same place. */
const AT_ONCE = 1000;

/**
 * What the words of articles are remembered for when their stories have left memory: a term table that knew the last ten
 * days alone would hold every word of a quiet newsroom for rare.
 */
export class Background {
  /** Articles whose stories have left memory. */
  readonly #articles = new Map<string, KeptMember>();

  add(article: KeptMember): void {
    this.#articles.set(article.articleId, article);
  }

  /** Takes an article out that comes again. */
  take(articleId: string): KeptMember | null {
    const article = this.#articles.get(articleId) ?? null;
    this.#articles.delete(articleId);
    return article;
  }

  /** Takes out what so many have come after that it counts no more. */
  takeBefore(sequence: number): KeptMember[] {
    const gone: KeptMember[] = [];
    for (const [id, article] of this.#articles) {
      if (article.sequence >= sequence) continue;
      this.#articles.delete(id);
      gone.push(article);
    }
    return gone;
  }
}

/** Articles from this sequence on count, whatever became of their stories. */
export const countedFrom = (latest: number): number => Math.floor(latest / AT_ONCE) * AT_ONCE - COUNTED_ARTICLES;
