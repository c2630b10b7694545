import { writeFile } from "node:fs/promises";
import { parseFeed } from "../../poll/parse-feed.ts";
import { POLL_DEFAULTS } from "../../poll/settings.ts";
import { eachCase, textOr } from "./cases.ts";

/**
 * Reads every case of a JSONL file `{id, ct, url, b64}` (`ct` is the Content-Type header) and writes what the feed parser
 * made of it, one line each; links absolute, dates ISO. A document that is no feed gives a line with its `error`.
 */
export async function evalFeeds(
  inFile: string,
  outFile: string,
): Promise<{ cases: number; errors: number; unread: number }> {
  const out: string[] = [];
  let errors = 0;
  const unread = await eachCase(inFile, (value) => {
    const { id } = value;
    const bytes = Buffer.from(textOr(value, "b64"), "base64");
    const [contentType, url] = [textOr(value, "ct"), textOr(value, "url")];
    try {
      out.push(JSON.stringify({ id, ...read(bytes, contentType, url) }));
    } catch (error) {
      errors++;
      out.push(JSON.stringify({ id, feed: {}, items: [], error: String(error) }));
    }
  });
  await writeFile(outFile, out.map((line) => `${line}\n`).join(""));
  return { cases: out.length, errors, unread };
}

/** Stands in where a case names no address: relative links then stay relative. */
const NOWHERE = "http://nowhere.invalid";

function read(bytes: Uint8Array, contentType: string, url: string) {
  const parsed = parseFeed(bytes, contentType, url || NOWHERE, POLL_DEFAULTS);
  return {
    feed: { title: parsed.title, link: given(parsed.link), updated: iso(parsed.updatedAt) },
    items: parsed.items.map((item) => ({
      id: item.guid,
      title: item.title,
      link: given(item.link),
      published: iso(item.publishedAt),
      updated: iso(item.updatedAt),
      author: item.author,
      summary: item.summary,
      content: item.content,
    })),
  };
}

function given(link: string | null): string | null {
  return link?.startsWith(`${NOWHERE}/`) ? link.slice(NOWHERE.length) : link;
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
