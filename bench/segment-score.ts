/** What people marked on a page that nobody typed off: pieces of its text, of what is not its text, and of its comments. */
export interface Segments {
  with: readonly string[];
  without: readonly string[];
  comments: readonly string[];
}

/** How many of each stand in an extractor's text. */
export interface SegmentScore {
  hits: number;
  misses: number;
  intruders: number;
  /** Comments on the page, and those of them that the text holds. */
  comments: number;
  leaks: number;
}

/** A shorter piece of a comment stands in a text by chance. */
const COMMENT_CHARS = 8;
const normal = (text: string): string => text.normalize("NFC").replace(/\s+/gu, " ").trim();

/** @param page all text of the page: a marked comment that a browser would have loaded does not count */
export function scoreSegments(found: string, marked: Segments, page: string): SegmentScore {
  const [text, whole] = [normal(found), normal(page)];
  const lower = text.toLowerCase();
  const holds = (segment: string) => lower.includes(normal(segment).toLowerCase());
  const comments = marked.comments
    .map(normal)
    .filter((one) => one.length >= COMMENT_CHARS && whole.includes(one))
    .filter((one) => !marked.with.some((segment) => normal(segment).includes(one)));
  const hits = marked.with.filter(holds).length;
  return {
    hits,
    misses: marked.with.length - hits,
    intruders: marked.without.filter(holds).length,
    comments: comments.length,
    leaks: comments.filter((one) => text.includes(one)).length,
  };
}

const total = (pages: readonly SegmentScore[], key: keyof SegmentScore) =>
  pages.reduce((sum, page) => sum + page[key], 0);

/** F1 over all segments of all pages; 0 where none is marked. */
export function segmentF1(pages: readonly SegmentScore[]): number {
  const hits = total(pages, "hits");
  const wrong = total(pages, "misses") + total(pages, "intruders");
  return hits + wrong === 0 ? 0 : (2 * hits) / (2 * hits + wrong);
}

/** Share of the marked comments that stand in the text; null where none is marked. */
export function leakOf(pages: readonly SegmentScore[]): number | null {
  const comments = total(pages, "comments");
  return comments === 0 ? null : total(pages, "leaks") / comments;
}
