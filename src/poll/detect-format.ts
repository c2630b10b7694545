/** What a document is, judged by its own first words; servers' content types are wrong too often to ask them. */
export type DocumentKind = "xml" | "json" | "html" | "sitemap-index" | "empty" | "other";

/** How far into a document its root is looked for: comments, doctypes and a server's warnings come before it. White space before it does not count. */
const SNIFF_CHARS = 65_536;

const FEED_ROOT = /<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel|entry|item|urlset)(?=[\s>/])/i;

const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

export function detectFormat(text: string): DocumentKind {
  const first = text.search(/[^\s\ufeff\0-\x1f]/);
  if (first === -1) return "empty";
  const start = text.slice(first, first + SNIFF_CHARS).replace(CONTROLS, "");
  if (start[0] === "{" || start[0] === "[") return "json";
  if (/<(?:[\w.-]{1,40}:)?sitemapindex[\s>]/i.test(start)) return "sitemap-index";
  const bare = start.replace(/<!--[\s\S]*?(?:-->|$)/g, "");
  const feed = FEED_ROOT.exec(bare);
  const html = /<html[\s>]|<!doctype\s+html/i.exec(bare);
  // A page may hold an <item> of its own somewhere; a feed inside a page's shell has its root near the top.
  if (html && (!feed || /^<(?:item|entry|feed)/i.test(feed[0]))) return "html";
  if (feed) return "xml";
  return /<(?:head|body|meta|title|div|script)[\s>]/i.test(bare) ? "html" : "other";
}
