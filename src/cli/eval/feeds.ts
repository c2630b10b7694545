import { readFile, writeFile } from "node:fs/promises";
import { parseFeed } from "../../poll/parse-feed.ts";
import { POLL_DEFAULTS } from "../../poll/settings.ts";

interface Case {
  id: string;
  /** Content-Type header. */
  ct: string;
  url: string;
  b64: string;
}

/** Reads every case of a JSONL file and writes what the feed parser made of it, one line each; links absolute, dates ISO. */
export async function evalFeeds(inFile: string, outFile: string): Promise<{ cases: number; errors: number }> {
  const lines = (await readFile(inFile, "utf8")).split("\n").filter((line) => line.trim());
  const out: string[] = [];
  let errors = 0;
  for (const line of lines) {
    const { id, ct, url, b64 } = JSON.parse(line) as Case;
    try {
      out.push(JSON.stringify({ id, ...read(Buffer.from(b64, "base64"), ct, url) }));
    } catch (error) {
      errors++;
      out.push(JSON.stringify({ id, feed: {}, items: [], error: String(error) }));
    }
  }
  await writeFile(outFile, `${out.join("\n")}\n`);
  return { cases: lines.length, errors };
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
