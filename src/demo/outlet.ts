/**
 * The shapes of the demo newsroom. All outlets, people, agencies and most places in it are invented, every text was
 * written for this project, and every web address named in a text ends in `.example`.
 */

/** A reader's comment under an article. */
interface DemoComment {
  by: string;
  text: string;
  /** Promotion rather than conversation. */
  spam?: true;
}

/** One article as its newsroom wrote it. */
export interface DemoArticle {
  /** Path of its page, which also names it: `<outlet id><path>` is its key in `expected.ts`. */
  path: string;
  title: string;
  author?: string;
  /** Published this many hours before the anchor. */
  hoursBefore: number;
  /** One or two sentences for the feed; the first paragraph when absent. */
  summary?: string;
  /**
   * Paragraphs separated by one blank line. A paragraph whose lines start with `- ` is a list, `## ` a subhead,
   * `> ` a quotation, `[caption] ` a picture with its caption. `{weekday}`, `{date}` and `{iso}` become the day of
   * publication, `{weekday-1}` the day before.
   */
  body: string;
  comments?: DemoComment[];
  /** What stands in the feed instead of the page's path: tracking parameters or an address that redirects. */
  linkedAs?: string;
  /** The page is gone although the feed lists it. */
  missing?: true;
}

/** One piece of an article's body. Text is plain, not yet escaped. */
export type Block =
  | { kind: "paragraph" | "subhead" | "quotation" | "caption"; text: string }
  | { kind: "list"; items: string[] };

/** Everything a layout needs to lay out one page. Strings are plain; the layout escapes them. */
export interface PageParts {
  outlet: Outlet;
  article: DemoArticle;
  /** Address of the page itself. */
  url: string;
  blocks: Block[];
  /** Moment of publication, in UTC. */
  iso: string;
  /** The same in words, in the outlet's language. */
  day: string;
  related: { title: string; url: string }[];
}

interface FeedShape {
  path: string;
  format: "rss" | "atom" | "rdf" | "json";
  /** `full` puts the whole article into the feed, `summary` a sentence or two. */
  carries: "full" | "summary";
  /** Encoding of the document; UTF-8 when absent. */
  charset?: "windows-1252" | "iso-8859-1";
  /** Sent compressed to whoever accepts that. */
  gzip?: true;
  /** Items say no date. */
  undated?: true;
  /** One character short of well-formed: an ampersand stands bare in the channel's description. */
  bareAmpersand?: true;
}

/** One publisher on one loopback address. */
export interface Outlet {
  id: string;
  name: string;
  /** Last part of its address: 7 is 127.0.1.7. */
  number: number;
  /** ISO 639-1. */
  lang: string;
  tagline: string;
  feed: FeedShape;
  /** Encoding of the pages; UTF-8 when absent. */
  pageCharset?: "windows-1252";
  /** Text of /robots.txt, or null when there is none (404). */
  robots: string | null;
  /** A whole HTML document. */
  layout(page: PageParts): string;
  articles: DemoArticle[];
}
