import type { ReadDate } from "../model/dates.ts";
import type { LinkedData } from "./json-ld.ts";
import { textField, typesOf } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import { dateByLabel, dateByName, dateInData, dateInLines, dateInUrl, datesInMarkup, readValue } from "./page-dates.ts";
import type { Tree } from "./tree.ts";

/** When a page was published and changed, and where it says so. */
export interface PageDates {
  publishedAt: number | null;
  /** The same as a day, as the page writes it: `YYYY-MM-DD` in the page's own zone. */
  publishedDay: string | null;
  dateFoundIn: string | null;
  /** How far the place where it was found can be trusted, 0 to 1; null without a date. */
  dateTrust: number | null;
  modifiedAt: number | null;
}

/** Tags that mean the publication of an article. */
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
  "dcterms.issued",
  "dc.date.issued",
  "citation_publication_date",
  "citation_online_date",
  "rnews:datepublished",
  "last-published",
];
/** Tags that content systems also fill with the day of the last change: what readers see comes before them. */
const VAGUE_TAGS = [
  "date",
  "dcterms.created",
  "dcterms.date",
  "dc.date",
  "dc.date.created",
  "datecreated",
  "ptime",
  "pdate",
  "displaydate",
  "timestamp",
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

/** The lines that a date is looked for in: around the headline, and all short ones outside of menus and links. */
export interface DateLines {
  title: string | null;
  near: readonly string[];
  all: () => readonly string[];
}

/**
 * Looked for in this order: JSON-LD, meta tags, `<time>` and microdata, the address, a line near the headline, a line
 * that is labelled as the date, vague meta tags, an element named for a date, the headline itself, a line anywhere.
 */
export function readDates(tree: Tree, tags: MetaTags, linked: LinkedData[], url: string, lines: DateLines): PageDates {
  const modified =
    firstOf(linked.map((node) => textField(node, "dateModified"))) ??
    firstOf(MODIFIED_TAGS.map((key) => tags.get(key)));
  const marked = once(() => datesInMarkup(tree));
  const vague = once(() => firstOf(VAGUE_TAGS.map((key) => tags.get(key))));
  const ways: Way[] = [
    { in: "json-ld", trust: 0.95, read: () => firstOf(linked.map(publication)) },
    { in: "meta", trust: 0.9, read: () => firstOf(PUBLISHED_TAGS.map((key) => tags.get(key))) },
    { in: "time", trust: 0.9, read: () => marked().published },
    { in: "time", trust: 0.8, read: () => marked().other },
    { in: "url", trust: 0.7, read: () => dateInUrl(url) },
    { in: "text", trust: 0.6, read: () => dateInLines(lines.near) },
    { in: "text", trust: 0.6, read: () => dateByLabel(lines.all()) },
    { in: "meta", trust: 0.6, read: vague },
    { in: "text", trust: 0.5, read: () => dateByName(tree) },
    { in: "text", trust: 0.4, read: () => dateInLines(lines.title ? [lines.title] : []) },
    { in: "text", trust: 0.3, read: () => dateInData(tree) },
    { in: "text", trust: 0.3, read: () => dateInLines(lines.all()) },
  ];
  for (const way of ways) {
    const seen = way.read();
    if (seen === null) continue;
    // A vague tag that says what readers see is confirmed by it, and it has the clock.
    const tag = way.in === "text" || way.in === "url" ? vague() : null;
    const confirmed = tag !== null && sameDay(tag, seen);
    const read = confirmed ? tag : seen;
    const candidates = [...MODIFIED_TAGS, ...PUBLISHED_TAGS, ...VAGUE_TAGS].map((key) => tags.get(key));
    return {
      publishedAt: read.at,
      publishedDay: dayOf(read, [...candidates, ...linked.map(publication)], url, lines.near),
      dateFoundIn: confirmed ? "meta" : way.in,
      dateTrust: confirmed ? CONFIRMED_TRUST : way.trust,
      modifiedAt: modified?.at ?? null,
    };
  }
  return {
    publishedAt: null,
    publishedDay: null,
    dateFoundIn: null,
    dateTrust: null,
    modifiedAt: modified?.at ?? null,
  };
}

/** When a node of JSON-LD was published. What a video on the page says is about the video. */
function publication(node: LinkedData): string | null {
  if (typesOf(node).some((type) => /^(?:Video|Image|Audio|Media)Object$/.test(type))) return null;
  return textField(node, "datePublished") ?? textField(node, "dateCreated") ?? textField(node, "uploadDate");
}

/** A place where the date may stand, and how far it can be trusted, 0 to 1. */
interface Way {
  in: string;
  trust: number;
  read: () => ReadDate | null;
}
const CONFIRMED_TRUST = 0.9;

const sameDay = (a: ReadDate, b: ReadDate): boolean => ownDay(a) === ownDay(b);
/** The day as it is written, counted from 1970. */
const ownDay = (read: ReadDate): number => Math.floor((read.at + (read.offsetMinutes ?? 0) * MINUTE_MS) / DAY_MS);

function firstOf(texts: readonly (string | null | undefined)[]): ReadDate | null {
  for (const text of texts) {
    const read = readValue(text);
    if (read !== null) return read;
  }
  return null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 23:00 and 22:00 UTC to the millisecond are midnight in winter and summer time of Central Europe: a day without a clock. */
const MIDNIGHT_EAST = [22 * 60 * MINUTE_MS, 23 * 60 * MINUTE_MS];

/**
 * The day on which the page says that it was published. Where the date is in UTC, the page's own zone is the one that
 * another of its dates names; without one, the day in its address or beside its headline counts if it is next to the
 * day in UTC.
 */
function dayOf(
  read: ReadDate,
  others: readonly (string | null | undefined)[],
  url: string,
  near: readonly string[],
): string {
  const day = (minutes: number) => new Date(read.at + minutes * MINUTE_MS).toISOString().slice(0, 10);
  if (read.offsetMinutes) return day(read.offsetMinutes);
  if (read.offsetMinutes === null) return day(0);
  for (const other of others) {
    const offset = readValue(other)?.offsetMinutes;
    if (offset) return day(offset);
  }
  for (const shown of [dateInUrl(url), dateInLines(near)]) {
    if (shown === null || shown.offsetMinutes !== null) continue;
    const apart = Math.floor(shown.at / DAY_MS) - Math.floor(read.at / DAY_MS);
    if (Math.abs(apart) === 1) return day(apart * 24 * 60);
  }
  return day(MIDNIGHT_EAST.includes(read.at % DAY_MS) ? 120 : 0);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
