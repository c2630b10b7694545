import { blocksHtml, blocksOf, dated, escaped } from "./markup.ts";
import type { DemoArticle, Outlet } from "./outlet.ts";

/** One article as its feed lists it. */
interface Item {
  url: string;
  title: string;
  author: string | null;
  at: number;
  summary: string;
  /** HTML; null in feeds that carry summaries. */
  content: string | null;
}

const HOUR_MS = 3_600_000;

export function publishedAt(article: DemoArticle, anchor: number): number {
  return anchor - article.hoursBefore * HOUR_MS;
}

/** The feed of an outlet as text, newest article first. Its encoding is the server's affair; its XML names it. */
export function feedDocument(outlet: Outlet, origin: string, anchor: number): string {
  const items = outlet.articles
    .map((article) => itemOf(article, outlet, origin, anchor))
    .sort((a, b) => b.at - a.at || a.url.localeCompare(b.url));
  switch (outlet.feed.format) {
    case "rss":
      return rss(outlet, origin, items);
    case "atom":
      return atom(outlet, origin, items);
    case "rdf":
      return rdf(outlet, origin, items);
    case "json":
      return jsonFeed(outlet, origin, items);
  }
}

export const FEED_TYPES = {
  rss: "application/rss+xml",
  atom: "application/atom+xml",
  rdf: "application/rdf+xml",
  json: "application/feed+json",
} as const;

function itemOf(article: DemoArticle, outlet: Outlet, origin: string, anchor: number): Item {
  const at = publishedAt(article, anchor);
  const blocks = blocksOf(dated(article.body, at, outlet.lang));
  const first = blocks.find((block) => block.kind === "paragraph" && block.text.length > 60);
  return {
    url: origin + (article.linkedAs ?? article.path),
    title: article.title,
    author: article.author ?? null,
    at,
    summary: article.summary ?? (first && first.kind === "paragraph" ? first.text : article.title),
    content: outlet.feed.carries === "full" ? blocksHtml(blocks) : null,
  };
}

function xmlHead(outlet: Outlet): string {
  return `<?xml version="1.0" encoding="${outlet.feed.charset ?? "utf-8"}"?>\n`;
}

function rss(outlet: Outlet, origin: string, items: readonly Item[]): string {
  const tagline = outlet.feed.bareAmpersand ? `${escaped(outlet.tagline)} Weather & markets.` : escaped(outlet.tagline);
  return `${xmlHead(outlet)}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${escaped(outlet.name)}</title>
<link>${origin}/</link>
<description>${tagline}</description>
<language>${outlet.lang}</language>
${items
  .map(
    (item) => `<item>
<title>${escaped(item.title)}</title>
<link>${escaped(item.url)}</link>
<guid isPermaLink="true">${escaped(item.url)}</guid>
${outlet.feed.undated ? "" : `<pubDate>${new Date(item.at).toUTCString()}</pubDate>\n`}${
  item.author ? `<dc:creator>${escaped(item.author)}</dc:creator>\n` : ""
}<description>${escaped(item.summary)}</description>
${item.content ? `<content:encoded><![CDATA[${item.content}]]></content:encoded>\n` : ""}</item>`,
  )
  .join("\n")}
</channel>
</rss>
`;
}

function atom(outlet: Outlet, origin: string, items: readonly Item[]): string {
  const updated = new Date(Math.max(...items.map((item) => item.at))).toISOString();
  return `${xmlHead(outlet)}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${outlet.lang}">
<title>${escaped(outlet.name)}</title>
<subtitle>${escaped(outlet.tagline)}</subtitle>
<id>${origin}/</id>
<link href="${origin}/"/>
<link rel="self" href="${origin}${outlet.feed.path}"/>
<updated>${updated}</updated>
${items
  .map(
    (item) => `<entry>
<title>${escaped(item.title)}</title>
<id>${escaped(item.url)}</id>
<link rel="alternate" type="text/html" href="${escaped(item.url)}"/>
<published>${new Date(item.at).toISOString()}</published>
<updated>${new Date(item.at).toISOString()}</updated>
<author><name>${escaped(item.author ?? outlet.name)}</name></author>
<summary>${escaped(item.summary)}</summary>
${item.content ? `<content type="html">${escaped(item.content)}</content>\n` : ""}</entry>`,
  )
  .join("\n")}
</feed>
`;
}

function rdf(outlet: Outlet, origin: string, items: readonly Item[]): string {
  return `${xmlHead(outlet)}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="${origin}${outlet.feed.path}">
<title>${escaped(outlet.name)}</title>
<link>${origin}/</link>
<description>${escaped(outlet.tagline)}</description>
<items><rdf:Seq>
${items.map((item) => `<rdf:li rdf:resource="${escaped(item.url)}"/>`).join("\n")}
</rdf:Seq></items>
</channel>
${items
  .map(
    (item) => `<item rdf:about="${escaped(item.url)}">
<title>${escaped(item.title)}</title>
<link>${escaped(item.url)}</link>
<dc:date>${new Date(item.at).toISOString()}</dc:date>
<description>${escaped(item.summary)}</description>
</item>`,
  )
  .join("\n")}
</rdf:RDF>
`;
}

function jsonFeed(outlet: Outlet, origin: string, items: readonly Item[]): string {
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: outlet.name,
    description: outlet.tagline,
    home_page_url: `${origin}/`,
    feed_url: origin + outlet.feed.path,
    language: outlet.lang,
    items: items.map((item) => ({
      id: item.url,
      url: item.url,
      title: item.title,
      date_published: new Date(item.at).toISOString(),
      ...(item.author ? { authors: [{ name: item.author }] } : {}),
      summary: item.summary,
      ...(item.content ? { content_html: item.content } : { content_text: item.summary }),
    })),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}
