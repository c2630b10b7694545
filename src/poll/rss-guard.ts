import { canonicalName, type Scope } from "./xml-names.ts";

/** What plain RSS 2.0 is made of, with the modules that WordPress and its like add and both readers take alike. */
const PLAIN_ELEMENTS = new Set(
  [
    "rss channel title link description language copyright managingeditor webmaster pubdate lastbuilddate category generator",
    "docs ttl image url width height skiphours hour skipdays day item author comments enclosure guid content:encoded",
    "dc:creator sy:updateperiod sy:updatefrequency slash:comments wfw:commentrss atom:link",
  ]
    .join(" ")
    .split(" "),
);
/** Read as one value each; a second one is where readers differ. */
const ONCE = new Set("title link description pubdate guid author dc:creator content:encoded ttl".split(" "));
/** Elements that have no attributes in plain RSS. */
const BARE = new Set(["channel", "item", "link", "title", "description", "content:encoded"]);
const MAX_PLAIN_ATTRIBUTE_CHARS = 2_000;
/** Ignored by both readers, so their namespaces need not be known. */
const IGNORED = /^(?:slash:comments|wfw:commentrss)$/;
const PLAIN_ENTITY = /&(?!(?:amp|lt|gt|quot|apos);|#(?:\d{1,7}|x[\da-f]{1,6});)/i;
/** References to C1 controls mean windows-1252 characters; only the tolerant reader knows that. */
const C1_REFERENCE = /&#(?:0*1[2-5]\d|x0*[89][\da-f]);/i;
/** Deeper than channel, item, value there is nothing in plain RSS. */
const MAX_PLAIN_DEPTH = 5;

/**
 * Whether a document is so plain that a strict parser reads it as it was meant. Judged beforehand, on the document:
 * a strict parser's mistakes are mostly silent. Returns the number of its items, or null when it is not plain.
 */
export function plainRssItems(text: string): number | null {
  if (!/^\s*(?:<\?xml[^>]*\?>\s*)?<rss\s[^>]*version=["']2\.\d/.test(text.slice(0, 4096))) return null;
  // What stands in CDATA and comments is not markup.
  const markup = markupOf(text);
  if (markup === null || /<!|<\?(?!xml )/.test(markup) || PLAIN_ENTITY.test(markup) || C1_REFERENCE.test(markup))
    return null;

  const open: { name: string; seen: Set<string> }[] = [];
  let scope: Scope | null = null;
  let items = 0;
  for (const [, closing, written = "", attributes = ""] of markup.matchAll(/<(\/?)([^\s<>/]+)((?:[\s/][^<>]*)?)>/g)) {
    const selfClosing = attributes.endsWith("/");
    const name = written.toLowerCase();
    if (name.startsWith("?")) continue;
    if (closing) {
      if (open.pop()?.name !== written) return null;
      continue;
    }
    if (name === "rss") scope = declared(attributes);
    else if (/\sxmlns/.test(attributes)) return null;
    const outer = open.at(-1);
    if (!fits(name, scope, attributes) || open.length >= MAX_PLAIN_DEPTH) return null;
    if (ONCE.has(name) && outer?.seen.has(name)) return null;
    outer?.seen.add(name);
    if (name === "item") items++;
    if (!selfClosing) open.push({ name: written, seen: new Set() });
    else if (name === "item" || name === "channel") return null;
    if (name === "item" && outer?.name !== "channel") return null;
  }
  return open.length === 0 ? items : null;
}

/** The text without CDATA and comments; null when one of them has no end. */
function markupOf(text: string): string | null {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf("<!"); at !== -1; at = text.indexOf("<!", from)) {
    const end = text.startsWith("<![CDATA[", at) ? "]]>" : text.startsWith("<!--", at) ? "-->" : null;
    const close = end ? text.indexOf(end, at + 4) : -1;
    if (close === -1) return null;
    parts.push(text.slice(from, at));
    from = close + 3;
  }
  parts.push(text.slice(from));
  return parts.join("");
}

function fits(name: string, scope: Scope | null, attributes: string): boolean {
  if (!PLAIN_ELEMENTS.has(name) || /\sxml:/.test(attributes)) return false;
  if (name === "atom:link" && !/\srel=["']self["']/.test(attributes)) return false;
  if (attributes.length > MAX_PLAIN_ATTRIBUTE_CHARS) return false;
  if (BARE.has(name) && /[^\s/]/.test(attributes)) return false;
  return IGNORED.test(name) || canonicalName(name, scope, null, false) === name;
}

/** Namespaces that the root declares; a default one makes every name something else. */
function declared(attributes: string): Scope | null {
  const written = [...attributes.matchAll(/\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']/g)];
  return written.reduce<Scope | null>(
    (outer, [, prefix = "", namespace = ""]) => ({
      prefix: prefix.toLowerCase(),
      namespace: prefix ? namespace : "unknown",
      outer,
      size: (outer?.size ?? 0) + 1,
    }),
    null,
  );
}
