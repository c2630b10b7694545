import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { plainText } from "../src/poll/plain-text.ts";
import type { ReadFeed, ReadItem } from "./feed-readers.ts";

/** A feed document with what must be read from it. */
export interface FeedCase {
  id: string;
  contentType: string;
  url: string;
  bytes: Uint8Array;
  expect: Expected;
}

interface Expected {
  "feed.title"?: string;
  "feed.link"?: string;
  "feed.updated"?: string;
  count?: number;
  items?: (Record<string, string> & { i: number })[];
}

/** JSONL of `{id, ct, url, b64, expect:{"feed.title","feed.link","feed.updated",count,items:[{i,title,link,…}]}}`. */
export function casesOf(file: string): FeedCase[] {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => {
    const { id, ct, url, b64, expect } = JSON.parse(line);
    return { id, contentType: ct, url, bytes: Buffer.from(b64, "base64"), expect };
  });
}

/** Our own fixtures, each with the `.json` beside it. */
export function ownCases(): FeedCase[] {
  const folder = join(import.meta.dirname, "../test/fixtures/feeds");
  return globSync("*.{xml,feed}", { cwd: folder }).map((file) => {
    const wanted = JSON.parse(readFileSync(join(folder, `${basename(file).replace(/\.\w+$/, "")}.json`), "utf8"));
    const items = wanted.items.map((item: Record<string, unknown>, i: number) => ({
      i,
      ...Object.fromEntries(
        Object.entries({ ...item, id: item.guid, published: item.publishedAt, updated: item.updatedAt }).filter(
          ([name, value]) => value !== null && CHECKED.includes(name as keyof ReadItem),
        ),
      ),
    }));
    const expect = {
      "feed.title": wanted.title,
      "feed.link": wanted.link,
      "feed.updated": wanted.updatedAt,
      count: wanted.items.length,
      items,
    };
    const url = "https://site.example/feed";
    return { id: file, contentType: "", url, bytes: readFileSync(join(folder, file)), expect };
  });
}

const CHECKED = ["id", "title", "link", "published", "updated", "author", "summary", "content"] as const;

/** Whether every expected field is there. Texts agree without tags and white space, dates to the second, links resolved. */
export function allRight({ expect, url }: FeedCase, feed: ReadFeed): boolean {
  const { items } = feed;
  if (expect["feed.title"] && !sameText(expect["feed.title"], feed.title)) return false;
  if (expect["feed.link"] && !sameLink(expect["feed.link"], feed.link, url)) return false;
  if (expect["feed.updated"] && !sameDate(expect["feed.updated"], feed.updated)) return false;
  if (expect.count !== undefined && expect.count !== null && items.length !== expect.count) return false;
  return (expect.items ?? []).every((wanted) => {
    const item = items[wanted.i] ?? {};
    return CHECKED.every((field) => !wanted[field] || sameField(field, wanted[field], item, url));
  });
}

function sameField(field: (typeof CHECKED)[number], wanted: string, item: ReadItem, url: string): boolean {
  if (field === "link") return sameLink(wanted, item.link, url);
  if (field === "id") return sameText(wanted, item.id) || sameLink(wanted, item.id, url);
  if (field === "published") return sameDate(wanted, item.published ?? item.updated);
  if (field === "updated") return sameDate(wanted, item.updated ?? item.published);
  if (field === "author") return typeof item.author === "string" && item.author.includes(withoutMail(wanted));
  // A short text may stand in either slot.
  if (field === "summary" || field === "content")
    return sameText(wanted, item.summary) || sameText(wanted, item.content);
  return sameText(wanted, item[field]);
}

const squeezed = (text: string): string => text.replace(/[\s\u00a0]+/g, "");
const withoutMail = (name: string): string => name.replace(/\s*[(<][^)>]*@[^)>]*[)>]/g, "").trim();

function sameText(wanted: string, got: unknown): boolean {
  if (typeof got !== "string") return false;
  const [one, other] = [String(wanted), got];
  const read = squeezed(plainText(one));
  return (
    squeezed(one) === squeezed(other) ||
    (read !== "" && (squeezed(plainText(other)) === read || squeezed(other) === read))
  );
}

function sameLink(wanted: string, got: unknown, base: string): boolean {
  if (typeof got !== "string") return false;
  const href = (link: string) => URL.parse(link.trim(), base || undefined)?.href ?? link.trim();
  return href(wanted) === href(got);
}

function sameDate(wanted: string, got: unknown): boolean {
  return typeof got === "string" && Math.floor(Date.parse(wanted) / 1_000) === Math.floor(Date.parse(got) / 1_000);
}
