/**
 * Namespaces by address, lower case, without trailing punctuation, and the prefix that the mapper knows them by.
 * An empty prefix is the feed's own vocabulary. Addresses come from the specifications; the second form of some is a
 * mistake common enough that feed readers accept it (feedparser and the W3C feed validator list them).
 */
const PREFIX_BY_NAMESPACE: Readonly<Record<string, string>> = {
  "http://backend.userland.com/rss": "",
  "http://backend.userland.com/rss2": "",
  "http://backend.userland.com/rss091": "",
  "http://blogs.law.harvard.edu/tech/rss": "",
  "http://my.netscape.com/rdf/simple/0.9": "",
  "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
  "http://channel.netscape.com/rdf/simple/0.9": "",
  "http://purl.org/rss/1.0": "",
  "http://purl.org/net/rss1.1": "",
  "http://example.com/newformat": "",
  "http://example.com/necho": "",
  "http://purl.org/echo": "",
  "uri/of/echo/namespace": "",
  "http://purl.org/pie": "",
  "http://www.w3.org/2005/atom": "atom",
  "http://purl.org/atom/ns": "atom",
  "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
  "http://purl.org/dc/elements/1.1": "dc",
  "http://purl.org/dc/elements/1.0": "dc",
  "http://purl.org/dc/terms": "dcterms",
  "http://purl.org/rss/1.0/modules/content": "content",
  "http://purl.org/rss/1.0/modules/syndication": "sy",
  "http://search.yahoo.com/mrss": "media",
  "http://video.search.yahoo.com/mrss": "media",
  "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
  "http://www.itunes.com/dtds/podcast-1.0": "itunes",
  "http://example.com/dtds/podcast-1.0.dtd": "itunes",
  "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
  "http://www.w3.org/1999/xhtml": "xhtml",
  "http://www.sitemaps.org/schemas/sitemap/0.9": "",
  "http://www.google.com/schemas/sitemap/0.84": "",
  "http://www.google.com/schemas/sitemap-news/0.9": "news",
  "http://prismstandard.org/namespaces/basic/2.0": "prism",
  "http://prismstandard.org/namespaces/1.2/basic": "prism",
};

/** Prefixes taken at their word when nobody declared them. */
const USUAL_PREFIXES = new Set(Object.values(PREFIX_BY_NAMESPACE).concat("rss", "a10", "fullitem"));

/** Declared prefixes, innermost first: a linked list, so that an element costs only what it declares. */
export interface Scope {
  prefix: string;
  namespace: string;
  outer: Scope | null;
  /** Declarations from here outward. */
  size: number;
}

/** The known prefix of a namespace address: "" for the feed's own, null for one we do not know. */
function knownPrefix(namespace: string): string | null {
  const key = namespace
    .trim()
    .toLowerCase()
    .replace(/[#/]+$/, "");
  return PREFIX_BY_NAMESPACE[key] ?? null;
}

function lookUp(scope: Scope | null, prefix: string): string | null {
  for (let s = scope; s; s = s.outer) if (s.prefix === prefix) return s.namespace;
  return null;
}

/**
 * One name for one thing, whatever prefix the document uses: `dc:date`, `content:encoded`, and bare names for RSS and Atom
 * words. Inside RSS, words of Atom keep `atom:`, because `atom:link` and `link` are two things there.
 *
 * @param raw the element's name as written, lower case
 * @param rootNamespace the default namespace of the root element; whatever it is, it is the feed's own vocabulary
 * @param atomIsOwn false inside RSS and RDF documents
 */
export function canonicalName(
  raw: string,
  scope: Scope | null,
  rootNamespace: string | null,
  atomIsOwn: boolean,
): string {
  const colon = raw.indexOf(":");
  const prefix = colon > 0 ? raw.slice(0, colon) : "";
  const local = colon > 0 ? raw.slice(colon + 1) : raw;
  const namespace = lookUp(scope, prefix);
  if (!prefix) {
    if (namespace === null || namespace === rootNamespace) return local;
    const known = knownPrefix(namespace);
    if (known === null) return `foreign:${local}`;
    return known === "" || known === "atom" ? local : `${known}:${local}`;
  }
  const known = namespace === null ? null : knownPrefix(namespace);
  const name =
    known ?? (USUAL_PREFIXES.has(prefix) ? (prefix === "rss" ? "" : prefix === "a10" ? "atom" : prefix) : "foreign");
  if (name === "" || (name === "atom" && atomIsOwn)) return local;
  return `${name}:${local}`;
}
