import rowan from "@rowanmanning/feed-parser";
import { parseFeed as feedsmith } from "feedsmith";
import RssParser from "rss-parser";
import { parseFeed } from "../src/poll/parse-feed.ts";
import { POLL_DEFAULTS } from "../src/poll/settings.ts";

/** One item as every reader gives it, as far as it does; dates as its own text. */
export interface ReadItem {
  id?: unknown;
  title?: unknown;
  link?: unknown;
  published?: unknown;
  updated?: unknown;
  author?: unknown;
  summary?: unknown;
  content?: unknown;
}

export interface ReadFeed {
  title?: unknown;
  link?: unknown;
  updated?: unknown;
  items: ReadItem[];
}

/** A reader of feeds: `read` is what is timed, `give` puts its result into the common shape. */
export interface FeedReader {
  name: string;
  /** Throws or rejects for what it cannot read. */
  read(bytes: Uint8Array, contentType: string, url: string): unknown | Promise<unknown>;
  give(result: never): ReadFeed;
}

// biome-ignore lint/suspicious/noExplicitAny: results of four libraries, each of its own shape.
type Any = Record<string, any>;

/** As somebody uses them who follows their readme: text from the bytes as UTF-8, then one call. Ours decodes and sanitises. */
export const FEED_READERS: readonly FeedReader[] = [
  {
    name: "samestory",
    read: (bytes, contentType, url) => parseFeed(bytes, contentType, url, POLL_DEFAULTS),
    give: (feed: ReturnType<typeof parseFeed>) => ({
      title: feed.title,
      link: feed.link,
      updated: iso(feed.updatedAt),
      items: feed.items.map((item) => ({
        ...item,
        id: item.guid,
        published: iso(item.publishedAt),
        updated: iso(item.updatedAt),
      })),
    }),
  },
  {
    name: "rss-parser",
    read: (bytes) => new RssParser().parseString(utf8(bytes)),
    give: (feed: Any) => ({
      title: feed.title,
      link: feed.link,
      updated: feed.lastBuildDate ?? feed.pubDate,
      items: feed.items.map((item: Any) => ({
        id: item.guid ?? item.id,
        title: item.title,
        link: item.link,
        published: item.isoDate ?? item.pubDate,
        author: item.author ?? item.creator,
        summary: item.summary ?? item.content,
        content: item["content:encoded"] ?? item.content,
      })),
    }),
  },
  {
    name: "feedsmith",
    read: (bytes) => feedsmith(utf8(bytes)),
    give: ({ feed }: { feed: Any }) => ({
      title: plain(feed.title),
      link: feed.link ?? feed.home_page_url ?? alternate(feed.links),
      updated: feed.updated ?? feed.lastBuildDate ?? feed.pubDate ?? feed.dc?.dates?.[0],
      items: (feed.items ?? feed.entries ?? []).map((item: Any) => ({
        id: item.guid?.value ?? item.id ?? item.rdf?.about,
        title: plain(item.title) ?? item.dc?.titles?.[0] ?? item.media?.title?.value,
        link:
          item.link ??
          item.url ??
          alternate(item.links) ??
          (item.guid?.isPermaLink === false ? null : item.guid?.value),
        published: item.pubDate ?? item.published ?? item.date_published ?? item.dc?.dates?.[0] ?? item.dcterms?.issued,
        updated: item.updated ?? item.date_modified ?? item.dcterms?.modified,
        author: item.authors?.[0]?.name ?? item.authors?.[0]?.email ?? item.authors?.[0] ?? item.dc?.creators?.[0],
        summary: plain(item.description) ?? plain(item.summary) ?? item.dc?.descriptions?.[0],
        content: item.content?.encoded ?? item.content?.value ?? item.content_html ?? item.content_text,
      })),
    }),
  },
  {
    name: "@rowanmanning/feed-parser",
    read: (bytes) => rowan.parseFeed(utf8(bytes)).toJSON(),
    give: (feed: Any) => ({
      title: feed.title,
      link: feed.url,
      updated: feed.updated,
      items: feed.items.map((item: Any) => ({
        ...item,
        link: item.url,
        author: item.authors?.[0]?.name ?? item.authors?.[0]?.email,
        summary: item.description,
      })),
    }),
  },
];

const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const plain = (value: unknown): unknown => (typeof value === "object" && value !== null ? (value as Any).value : value);
const alternate = (links: Any[] | undefined): unknown =>
  links?.find(({ rel }) => rel === undefined || rel === "alternate")?.href;
