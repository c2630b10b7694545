import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { contentHash } from "../model/id.ts";
import { FEED_TYPES, feedDocument, publishedAt } from "./feed-documents.ts";
import { blocksOf, dated, dayInWords, escaped, linksHtml } from "./markup.ts";
import type { DemoArticle, Outlet } from "./outlet.ts";

/** One address of an outlet as it will be answered. */
export interface ServedDocument {
  status: number;
  contentType: string;
  body: Uint8Array;
  /** Sent instead of `body` to those who accept gzip; null when there is none. */
  gzipped: Uint8Array | null;
  /** Strong validator of `body`, with its quotes. */
  etag: string;
  modifiedAt: number;
  /** Target of a redirect. */
  location: string | null;
}

const RELATED_LINKS = 4;

/** Every address of an outlet: front page, feed, robots.txt, articles. The same anchor gives the same bytes. */
export function outletDocuments(outlet: Outlet, origin: string, anchor: number): Map<string, ServedDocument> {
  const newestAt = Math.max(...outlet.articles.map((article) => publishedAt(article, anchor)));
  const documents = new Map<string, ServedDocument>();
  const feed = outlet.feed;
  const feedBytes = encoded(feedDocument(outlet, origin, anchor), feed.charset);
  const feedType = `${FEED_TYPES[feed.format]}; charset=${feed.charset ?? "utf-8"}`;
  documents.set(feed.path, served(feedType, feedBytes, newestAt, { gzip: feed.gzip }));
  documents.set("/", served("text/html; charset=utf-8", encoded(frontPage(outlet, origin)), newestAt));
  if (outlet.robots !== null) {
    documents.set("/robots.txt", served("text/plain; charset=utf-8", encoded(outlet.robots), anchor));
  }
  for (const article of outlet.articles) {
    if (article.missing) continue;
    const page = articlePage(outlet, article, origin, anchor);
    const type = `text/html; charset=${outlet.pageCharset ?? "utf-8"}`;
    documents.set(article.path, served(type, encoded(page, outlet.pageCharset), publishedAt(article, anchor)));
    const alias = article.linkedAs?.split("?")[0];
    if (alias !== undefined && alias !== article.path) {
      const moved = served("text/plain; charset=utf-8", encoded("Moved.\n"), publishedAt(article, anchor));
      documents.set(alias, { ...moved, status: 301, location: origin + article.path });
    }
  }
  return documents;
}

function served(contentType: string, body: Uint8Array, modifiedAt: number, options?: { gzip?: true }): ServedDocument {
  return {
    status: 200,
    contentType,
    body,
    gzipped: options?.gzip ? gzipSync(body) : null,
    etag: `"${contentHash(body).slice(0, 24)}"`,
    modifiedAt,
    location: null,
  };
}

function encoded(text: string, charset = "utf-8"): Uint8Array {
  return iconv.encode(text, charset);
}

function articlePage(outlet: Outlet, article: DemoArticle, origin: string, anchor: number): string {
  const at = publishedAt(article, anchor);
  const others = outlet.articles.filter((other) => other !== article && !other.missing);
  return outlet.layout({
    outlet,
    article,
    url: origin + article.path,
    blocks: blocksOf(dated(article.body, at, outlet.lang)),
    iso: new Date(at).toISOString(),
    day: dayInWords(at, outlet.lang),
    related: others.slice(0, RELATED_LINKS).map((other) => ({ title: other.title, url: other.path })),
  });
}

/** The front page names the feed, so that a site's address is enough to find it. */
function frontPage(outlet: Outlet, origin: string): string {
  const links = outlet.articles.map((article) => ({ title: article.title, url: article.path }));
  return `<!doctype html>
<html lang="${outlet.lang}">
<head>
<meta charset="utf-8">
<title>${escaped(outlet.name)}</title>
<link rel="alternate" type="${FEED_TYPES[outlet.feed.format]}" title="${escaped(outlet.name)}" href="${origin}${outlet.feed.path}">
</head>
<body>
<h1>${escaped(outlet.name)}</h1>
<p>${escaped(outlet.tagline)}</p>
<ul>
${linksHtml(links)}
</ul>
</body>
</html>
`;
}
