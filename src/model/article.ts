import type { DateSource } from "./feed.ts";
import type { Sightings } from "./known.ts";

/** The source of a local document that names no publisher. */
export const LOCAL_SOURCE = "local";

/** The bytes as fetched (or given), with what is needed to read them again later. */
export interface Page {
  /** The final URL after redirects. */
  url: string;
  status: number;
  /** The Content-Type header, verbatim; `text/plain` and `text/html` for local files. */
  contentType: string;
  body: Uint8Array;
  fetchedAt: number;
}

/** What kind of thing was taken out. */
export type RemovalKind = "boilerplate" | "comment" | "spam";

/** One block taken out of a page. Nothing vanishes silently. */
export interface Removal {
  kind: RemovalKind;
  text: string;
  /** The rule that took it, as a word or short phrase: `comment-section`, `repeated-block`, `related-links`. */
  reason: string;
  /** How sure the rule is, 0 to 1. */
  score: number;
  /** Order within the page, from 0. */
  position: number;
  /**
   * Where it stood, in UTF-16 units of the article's `text`: before the character there, at the end when it is the text's
   * length. Absent in a ledger without a text, and in those that earlier versions wrote.
   */
  offset?: number;
}

/** What a page says of its article beside what everything else is told from. */
export interface ArticleDetails {
  siteName: string | null;
  /** The part of the paper that the page names; null without one. */
  section: string | null;
  /** Address of the article's picture, absolute. */
  image: string | null;
  /** Whether the article is for subscribers; null where the page does not say. */
  paywalled: boolean | null;
  /** The news agency that the text credits: "AP" for "(AP) —". */
  creditLine: string | null;
  modifiedAt: number | null;
  /** How far the place can be trusted where the page says when it was published, 0 to 1; null without a date. */
  dateTrust: number | null;
}

/** Readable text and metadata of one page. Paragraphs of `text` are separated by one blank line. */
export interface ArticleContent extends ArticleDetails {
  title: string | null;
  author: string | null;
  publishedAt: number | null;
  /** The day of `publishedAt` as the page writes it, `YYYY-MM-DD` in the page's own zone. */
  publishedDay: string | null;
  /** Where `publishedAt` was found on the page (`json-ld`, `meta`, `time`, `url`, `text`); null without one. */
  dateFoundIn: string | null;
  /** rel=canonical or og:url, absolute. */
  canonicalUrl: string | null;
  /** ISO 639-1, or null when unknown. */
  lang: string | null;
  text: string;
  /** Which way of finding the body won. */
  strategy: string;
  /** 0 to 1. */
  confidence: number;
}

/** An article as the store keeps it: one row per revision. */
export interface Article {
  /** The entry's id. */
  id: string;
  revision: number;
  url: string;
  canonicalUrl: string;
  source: string;
  title: string;
  author: string | null;
  publishedAt: number;
  dateSource: DateSource;
  firstSeenAt: number;
  lang: string | null;
  text: string;
  strategy: string;
  confidence: number;
  /** Null in rows that earlier versions wrote. */
  details: ArticleDetails | null;
  /** Hash of the settings and code version that made this row. */
  madeBy: string;
  extractedAt: number;
}

/** What the extract stage gives back: an article's content with its ledger, or the reason why there is none. */
export type ExtractResult =
  | { ok: true; content: ArticleContent; removals: Removal[]; sightings?: Sightings }
  | { ok: false; reason: string; removals: Removal[] };
