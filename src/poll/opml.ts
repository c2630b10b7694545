import { generateOpml, parseOpml } from "feedsmith";
import type { Feed } from "../model/feed.ts";
import { withoutDoctype } from "./doctype.ts";
import { MAX_TITLE_CHARS } from "./map-records.ts";
import { POLL_DEFAULTS, type PollSettings } from "./settings.ts";

/** One feed as an OPML file lists it. */
export interface ListedFeed {
  url: string;
  title: string | null;
  /** Names of the folders around it, "/"-joined; null at the top. */
  folder: string | null;
  siteUrl: string | null;
}

export type OpmlBounds = Pick<PollSettings, "maxOpmlBytes" | "maxOutlines">;

/** Folders in folders; people use two. The library walks them by recursion, so the bound is checked before it. */
const MAX_OPML_DEPTH = 32;
/** Problems spelled out; the rest are counted. */
const MAX_PROBLEMS = 50;
/** Stands for a slash inside a folder's own name (U+2215, division slash). */
const INNER_SLASH = "\u2215";

/** An outline as the library gives and takes it, as far as feeds go. */
interface Outline {
  text?: string;
  type?: string;
  title?: string;
  xmlUrl?: string;
  /** Of an included list (OPML 2.0, `type="include"`), which could include this one again. */
  url?: string;
  htmlUrl?: string;
  outlines?: Outline[];
}

/** Reads a list of feeds. Never throws: what cannot be read is named among the problems, the rest goes on. */
export function readOpml(
  text: string,
  bounds: OpmlBounds = POLL_DEFAULTS,
): { feeds: ListedFeed[]; problems: string[] } {
  const problem = refusal(text, bounds);
  if (problem) return { feeds: [], problems: [problem] };
  let outlines: Outline[];
  try {
    outlines = parseOpml(withoutDoctype(text).text).body?.outlines ?? [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { feeds: [], problems: [`not an OPML file: ${why}`] };
  }
  const feeds = new Map<string, ListedFeed>();
  const problems: string[] = [];
  const waiting = outlines.map((outline) => ({ outline, folder: "" })).reverse();
  while (waiting.length > 0) {
    const { outline, folder } = waiting.pop()!;
    const inside = outline.outlines ?? [];
    if (outline.xmlUrl !== undefined) {
      const found = listed(outline, folder);
      if (typeof found === "string") problems.push(found);
      else if (feeds.has(found.url)) problems.push(`listed twice: ${found.url}`);
      else feeds.set(found.url, found);
    } else if (inside.length === 0) {
      const included = outline.url !== undefined && /^(?:include|link)$/i.test(outline.type ?? "");
      if (included) problems.push(`another list is not read from inside this one: ${outline.url?.slice(0, 200)}`);
      else problems.push(`no xmlUrl: ${name(outline) ?? "an outline without a name"}`);
    }
    const own = name(outline)?.replaceAll("/", INNER_SLASH);
    const path = outline.xmlUrl === undefined && own ? (folder ? `${folder}/${own}` : own) : folder;
    for (const child of inside.toReversed()) waiting.push({ outline: child, folder: path });
  }
  const more = problems.length - MAX_PROBLEMS;
  if (more > 0) problems.splice(MAX_PROBLEMS, more, `and ${more} more`);
  return { feeds: [...feeds.values()], problems };
}

/** Writes feeds as OPML 2.0, in their folders, in the order given. */
export function writeOpml(feeds: readonly Pick<Feed, "url" | "title" | "folder" | "siteUrl">[]): string {
  const top: Outline[] = [];
  const folders = new Map<string, Outline[]>([["", top]]);
  const folderAt = (path: string): Outline[] => {
    const known = folders.get(path);
    if (known) return known;
    let outlines = top;
    let walked = "";
    for (const part of path.split("/")) {
      walked = walked ? `${walked}/${part}` : part;
      const next = folders.get(walked) ?? [];
      if (!folders.has(walked)) outlines.push({ text: part.replaceAll(INNER_SLASH, "/"), outlines: next });
      folders.set(walked, next);
      outlines = next;
    }
    return outlines;
  };
  for (const { url, title, folder, siteUrl } of feeds) {
    const text = title ?? url;
    const outline: Outline = { type: "rss", text, xmlUrl: url };
    if (title) outline.title = title;
    if (siteUrl) outline.htmlUrl = siteUrl;
    folderAt(folder ?? "").push(outline);
  }
  return generateOpml({ head: { title: "Samestory feeds" }, body: { outlines: top } });
}

/** Why a text is not even tried: size, number and nesting are checked on the characters, before any parser sees them. */
function refusal(text: string, { maxOpmlBytes, maxOutlines }: OpmlBounds): string | null {
  if (text.length > maxOpmlBytes) return `an OPML file of more than ${maxOpmlBytes} bytes (poll.maxOpmlBytes)`;
  if (!/<opml[\s>]/i.test(text)) return "not an OPML file: no <opml> element";
  let depth = 0;
  let count = 0;
  for (const [tag] of text.matchAll(/<\/?[a-z][^<>]*>/gi)) {
    if (tag.startsWith("</")) depth--;
    else if (!tag.endsWith("/>")) depth++;
    if (/^<outline\b/i.test(tag)) count++;
    if (depth > MAX_OPML_DEPTH) return `outlines nested more than ${MAX_OPML_DEPTH} deep`;
    if (count > maxOutlines) return `more than ${maxOutlines} outlines (poll.maxOutlines)`;
  }
  return null;
}

function listed(outline: Outline, folder: string): ListedFeed | string {
  const url = (outline.xmlUrl ?? "").trim();
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    return `not a web address: ${url.slice(0, 200) || "empty xmlUrl"}`;
  const site = (outline.htmlUrl ?? "").trim();
  const siteUrl = /^https?:\/\//i.test(site) && URL.canParse(site) ? site : null;
  return { url, title: name(outline), folder: folder || null, siteUrl };
}

function name(outline: Outline): string | null {
  const written = outline.title?.trim() || outline.text?.trim() || null;
  return written === outline.xmlUrl?.trim() ? null : (written?.slice(0, MAX_TITLE_CHARS) ?? null);
}
