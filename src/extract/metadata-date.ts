import { parseDate } from "../model/dates.ts";
import { dateOnly } from "./date-lines.ts";
import type { LinkedData } from "./json-ld.ts";
import { textField } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import { namesOf } from "./regions.ts";
import type { Element, Tree } from "./tree.ts";
import { textOf } from "./tree.ts";

/** Dates before the web are mistakes. 1 January 1995. */
const EARLIEST = Date.UTC(1995, 0, 1);
/** Years after the newest date that the page itself could mean; the stage has no clock, so the bound is a fixed one. */
const LATEST = Date.UTC(2100, 0, 1);

/** When a page was published and changed, and where it says so. */
export interface PageDates {
  publishedAt: number | null;
  dateFoundIn: string | null;
  modifiedAt: number | null;
}

const PUBLISHED_TAGS = [
  "article:published_time",
  "og:article:published_time",
  "og:published_time",
  "datepublished",
  "date_published",
  "publishdate",
  "pubdate",
  "publish-date",
  "publish_date",
  "publication_date",
  "published-date",
  "article.published",
  "sailthru.date",
  "parsely-pub-date",
  "cxenseparse:recs:publishtime",
  "dcterms.created",
  "dcterms.issued",
  "dc.date.issued",
  "dcterms.date",
  "dc.date",
  "dc.date.created",
  "citation_publication_date",
  "citation_online_date",
  "datecreated",
  "date",
  "ptime",
  "pdate",
  "displaydate",
  "timestamp",
  "rnews:datepublished",
  "last-published",
];
const MODIFIED_TAGS = [
  "article:modified_time",
  "og:updated_time",
  "og:modified_time",
  "datemodified",
  "dcterms.modified",
  "dc.date.modified",
  "last-modified",
  "lastmod",
  "revised",
];

/** Looked for in this order: JSON-LD, meta tags, `<time>` and microdata, the address, a date line near the headline. */
export function readDates(tree: Tree, tags: MetaTags, linked: LinkedData[], url: string, near: string[]): PageDates {
  const modifiedAt =
    firstDate(linked.map((node) => textField(node, "dateModified"))) ??
    firstDate(MODIFIED_TAGS.map((key) => tags.get(key)));
  const ways: [string, () => number | null][] = [
    [
      "json-ld",
      () =>
        firstDate(
          linked.map(
            (node) =>
              textField(node, "datePublished") ?? textField(node, "dateCreated") ?? textField(node, "uploadDate"),
          ),
        ),
    ],
    ["meta", () => firstDate(PUBLISHED_TAGS.map((key) => tags.get(key)))],
    ["time", () => fromMarkup(tree)],
    ["url", () => fromUrl(url)],
    ["text", () => fromNear(near) ?? fromText(tree)],
  ];
  for (const [dateFoundIn, way] of ways) {
    const publishedAt = way();
    if (publishedAt !== null) return { publishedAt, dateFoundIn, modifiedAt };
  }
  return { publishedAt: null, dateFoundIn: null, modifiedAt };
}

function read(text: string | null | undefined): number | null {
  if (!text || text.length > 80 || !/\d/.test(text)) return null;
  const at = parseDate(text.trim())?.at ?? null;
  return at !== null && at >= EARLIEST && at < LATEST ? at : null;
}

function firstDate(texts: (string | null | undefined)[]): number | null {
  for (const text of texts) {
    const at = read(text);
    if (at !== null) return at;
  }
  return null;
}

/** `<time>`, microdata and elements named for a date; those marked as published first, those in lists and comments not at all. */
function fromMarkup(tree: Tree): number | null {
  const rest: number[] = [];
  for (const element of tree.elements) {
    const { tag, attributes } = element;
    const property = (attributes.itemprop ?? attributes.property ?? "").toLowerCase();
    const published = property.includes("datepublished") || attributes.pubdate !== undefined;
    const named = published || tag === "time" || (tag === "abbr" && namesOf(element).includes("published"));
    if (!named || property.includes("modified") || elsewhere(element)) continue;
    const at =
      read(attributes.datetime) ??
      read(attributes.content) ??
      read(attributes.title) ??
      (element.children.length > 0 ? readLine(textOf(element, 120)) : null);
    if (at === null) continue;
    if (published) return at;
    if (!/updated|modified|aktualisiert/.test(namesOf(element))) rest.push(at);
  }
  return rest[0] ?? null;
}

function elsewhere(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parent)
    if (
      at.tag === "nav" ||
      at.tag === "footer" ||
      at.tag === "aside" ||
      /(?:^|[-\s])(?:comments?|commentlist|related|sidebar|widget|teaser)(?:$|[-\s])/.test(namesOf(at))
    )
      return true;
  return false;
}

/** `/2025/11/06/`, `/2025-11-06-`, `/20251106/`: year, month and day in the path. */
function fromUrl(url: string): number | null {
  const match = url.match(/[/_.-]((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$|[a-z])/i);
  return match ? read(`${match[1]}-${match[2]}-${match[3]}`) : null;
}

/** The first date in the lines around the headline. */
function fromNear(near: string[]): number | null {
  for (const line of near) {
    const at = line.length <= 160 ? readLine(line) : null;
    if (at !== null) return at;
  }
  return null;
}

const DATE_NAMES =
  /(?:^|[-\s])(?:date|datum|pubdate|published|publish-date|post-date|entry-date|dateline|timestamp|byline|posted-on|meta|entry-meta|post-meta|article-meta|fecha|data|article-date|article-info|time|created|submitted)(?:$|[-\s])/;

/** A line near the top that is named for a date, or is nothing but one. */
function fromText(tree: Tree): number | null {
  let looked = 0;
  for (const element of tree.elements) {
    if (!DATE_NAMES.test(namesOf(element)) || elsewhere(element)) continue;
    if (++looked > 40) break;
    const at = readLine(textOf(element, 200));
    if (at !== null) return at;
  }
  return null;
}

const IN_LINE =
  /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?|\b\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b|\b\d{1,2}\/\d{1,2}\/\d{4}\b|\b\d{1,2}(?:st|nd|rd|th)?\.?\s(?:de\s)?\p{L}{3,12}\.?,?\s(?:de\s)?\d{4}\b|\b\p{L}{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}\b/u;

/** The date inside a short line, such as "By A. Writer | 6 November 2025". */
function readLine(line: string): number | null {
  if (dateOnly(line)) {
    const at = read(line);
    if (at !== null) return at;
  }
  const match = line.match(IN_LINE)?.[0];
  return match ? read(match) : null;
}
