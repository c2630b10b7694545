import { parseDate, type ReadDate } from "../model/dates.ts";
import { dateOnly } from "./date-lines.ts";
import { byRange } from "./letters.ts";
import { namesOf } from "./regions.ts";
import type { Element, Tree } from "./tree.ts";
import { textOf } from "./tree.ts";

/** Dates before the web are mistakes. 1 January 1995. */
const EARLIEST = Date.UTC(1995, 0, 1);
/** The stage has no clock, so the bound is a fixed one. */
const LATEST = Date.UTC(2100, 0, 1);
/** A longer value is prose, a longer line too. */
const MAX_VALUE_CHARS = 80;
const MAX_LINE_CHARS = 160;
/** Elements named for a date that are looked into. */
const MAX_NAMED = 40;

/** A date that could be a page's, or null. */
export function readValue(text: string | null | undefined): ReadDate | null {
  if (!text || text.length > MAX_VALUE_CHARS || !/\d/.test(text)) return null;
  const read = parseDate(text.trim());
  return read !== null && read.at >= EARLIEST && read.at < LATEST ? read : null;
}

/** `<time>`, microdata and hAtom: marked as published, or any other; those in lists and comments not at all. */
export function datesInMarkup(tree: Tree): { published: ReadDate | null; other: ReadDate | null } {
  let other: ReadDate | null = null;
  let updated: ReadDate | null = null;
  for (const element of tree.elements) {
    const { tag, attributes } = element;
    const property = (attributes.itemprop ?? attributes.property ?? "").toLowerCase();
    const marked = property.includes("datepublished") || attributes.pubdate !== undefined;
    const hAtom =
      (tag === "abbr" || attributes.title !== undefined) &&
      /(?:^|\s)(?:published|updated)(?:\s|$)/.test(namesOf(element));
    if (!(marked || tag === "time" || hAtom) || property.includes("modified") || elsewhere(element, marked)) continue;
    const read =
      readValue(attributes.datetime) ??
      readValue(attributes.content) ??
      readValue(attributes.title) ??
      (element.children.length > 0 ? readLine(textOf(element, 120)) : null);
    if (read === null) continue;
    if (marked) return { published: read, other };
    const names = namesOf(element);
    if (UPDATED.test(names) && !/(?:^|[-\s])published(?:$|[-\s])/.test(names)) updated ??= read;
    else other ??= read;
  }
  return { published: null, other: other ?? updated };
}

const UPDATED = /updated|modified|aktualisiert/;

/** Menus, lists of other articles and comments carry dates of their own; blogs keep their posts in widgets. */
function elsewhere(element: Element, marked: boolean): boolean {
  for (let at: Element | null = element; at; at = at.parent) {
    if (at.tag === "nav" || (!marked && (at.tag === "footer" || at.tag === "aside"))) return true;
    if (at.tag === "body" || at.tag === "html") return false;
    const names = namesOf(at);
    if (OTHERS.test(names) || (!marked && ASIDE.test(names))) return true;
  }
  return false;
}

const OTHERS = /(?:^|[-\s])(?:comments?|commentlist|related)(?:$|[-\s])/;
const ASIDE = /(?:^|[-\s])(?:sidebar|widget|teaser)(?:$|[-\s])/;

/** `/2025/11/06/`, `/2025-11-06-`, `/20251106/`: year, month and day in the path. */
export function dateInUrl(url: string): ReadDate | null {
  const match = url.match(/[/_.-]((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$|[a-z])/i);
  return match ? readValue(`${match[1]}-${match[2]}-${match[3]}`) : null;
}

const CHANGED = byRange(
  /(?:^|\s)(?:updated|modified|edited|geändert|änderung|aktualisiert|bearbeitet|mis à jour|modifié|actualizado|atualizado|aggiornato|bijgewerkt|güncelle\p{L}*|обновлено)/iu,
);

/** The first date in these lines; one of the last change where there is no other. */
export function dateInLines(lines: readonly string[]): ReadDate | null {
  let changed: ReadDate | null = null;
  for (const line of lines) {
    const read = line.length <= MAX_LINE_CHARS ? readLine(line) : null;
    if (read === null) continue;
    if (!CHANGED.test(line)) return read;
    changed ??= read;
  }
  return changed;
}

const DATE_NAMES =
  /(?:^|[-\s])(?:date|datum|pubdate|published|publish(?:ing)?-?date|publishingdate|post-date|entry-date|dateline|timestamp|byline|posted-on|meta|entry-meta|post-meta|article-meta|fecha|data|article-date|article-info|time|newsitem-time|created|submitted)(?:$|[-\s])/;

/** A line near the top in an element that is named for a date. */
export function dateByName(tree: Tree): ReadDate | null {
  let looked = 0;
  for (const element of tree.elements) {
    if (namesOf(element) === "" || !DATE_NAMES.test(namesOf(element)) || elsewhere(element, false)) continue;
    if (++looked > MAX_NAMED) break;
    const read = readLine(textOf(element, 200));
    if (read !== null) return read;
  }
  return null;
}

/** Words that say a line gives the date of what stands on the page: en, de, fr, es, pt, it, nl, sv, pl, tr, ru. */
const LABEL = byRange(
  /(?:^|[\s(|])(?:published|posted|created|date|issued|press release(?: of)?|erschienen|veröffentlicht|erstellt|eingestellt|pressemitteilung vom|meldung vom|stand|datum|publié|mis en ligne|paru|communiqué du|publicado|fecha|publicação|publicada|pubblicato|notizia del|gepubliceerd|geplaatst|publicerad|opublikowano|data|yayın(?:lanma)?|tarih|опубликовано|дата)(?:\s(?:am|on|le|el|em|il|op|den|vom|du|del|de))?\s*[:：]?\s*(?=\p{L}{0,12},?\s?\d)/iu,
);

/** The first line that says of itself that it gives the date. */
export function dateByLabel(lines: readonly string[]): ReadDate | null {
  for (const line of lines) {
    const label = line.slice(0, MAX_LINE_CHARS).match(LABEL);
    const read = label && readLine(line.slice(label.index! + label[0].length, label.index! + MAX_LINE_CHARS));
    if (read) return read;
  }
  return null;
}

const IN_JSON =
  /"(?:datePublished|date_published|publishedDate|published_?[aA]t|publish_?[dD]ate|publicationDate|publication_date|firstPublished(?:At)?)"\s*:\s*"(\d{4}-\d\d-\d\d[^"]{0,20})"/;

/** The date in data that the page's own script reads. */
export function dateInData(tree: Tree): ReadDate | null {
  for (const { tag, children } of tree.elements) {
    if (tag !== "script") continue;
    for (const child of children) {
      const read = typeof child === "string" ? readValue(child.match(IN_JSON)?.[1]) : null;
      if (read !== null) return read;
    }
  }
  return null;
}

/** Letters by their range: names of months need no more, and it compiles in a tenth of the time. */
const IN_LINE =
  /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?|\b\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b|\b\d{1,2}\/\d{1,2}\/\d{4}\b|\b\d{1,2}(?:st|nd|rd|th)?\.?\s(?:de\s)?[A-Za-z\u00c0-\u1fff]{3,12}\.?,?\s(?:de\s)?\d{4}\b|\b[A-Za-z\u00c0-\u1fff]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}\b|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}\s?년\s?\d{1,2}\s?월\s?\d{1,2}\s?일/;

/** The date inside a short line, such as "By A. Writer | 6 November 2025". */
export function readLine(line: string): ReadDate | null {
  if (dateOnly(line)) {
    const read = readValue(line);
    if (read !== null) return read;
  }
  if (!/\d{4}/.test(line)) return null;
  const match = line.match(IN_LINE)?.[0];
  return match ? readValue(match) : null;
}
