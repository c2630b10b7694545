import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { LOCAL_SOURCE } from "../model/article.ts";
import { canonicalUrl } from "../model/canonical-url.ts";
import type { FoundEntry } from "../model/feed.ts";
import { contentHash } from "../model/id.ts";
import { publisherOf } from "../model/publisher.ts";

/** What the operator says about the documents of one `ingest`. */
export interface Given {
  url: string | null;
  source: string | null;
  publishedAt: number | null;
}

/** A local document, ready for the store. */
export interface GivenDocument {
  found: FoundEntry;
  contentType: string;
  body: Uint8Array;
}

export type GivenResult = { ok: true; document: GivenDocument } | { ok: false; problem: string };

const HTML = "text/html; charset=utf-8";
const TEXT = "text/plain; charset=utf-8";

/**
 * Reads .txt, .html and .jsonl files and standard input (`-`), one document at a time. A file or line that cannot be
 * read gives a problem that names it; the rest goes on. `maxBytes` bounds one document (a JSONL line too).
 *
 * A JSONL line is `{"url"?, "source"?, "title"?, "author"?, "published"?, "text" | "html"}`.
 */
export async function* givenDocuments(files: string[], given: Given, maxBytes: number): AsyncGenerator<GivenResult> {
  for (const file of files) {
    try {
      if (file === "-") yield* fromBytes("-", await readStdin(maxBytes), given, maxBytes);
      else if (extname(file).toLowerCase() === ".jsonl")
        yield* fromLines(file, createReadStream(file), given, maxBytes);
      else {
        const { size } = await stat(file);
        if (size > maxBytes) yield tooLarge(file, size, maxBytes);
        else yield* fromBytes(file, await readFile(file), given, maxBytes);
      }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      const why =
        code === "ENOENT"
          ? "there is no such file"
          : code === "EISDIR"
            ? "it is a folder; name its files"
            : String(error);
      yield { ok: false, problem: `${file}: ${why}` };
    }
  }
}

async function* fromBytes(name: string, body: Uint8Array, given: Given, maxBytes: number): AsyncGenerator<GivenResult> {
  const start = new TextDecoder().decode(body.subarray(0, 200)).trimStart();
  if (name === "-" && start.startsWith("{")) yield* fromLines(name, [body], given, maxBytes);
  else {
    const isHtml = /^\.x?html?$/i.test(extname(name)) || (name === "-" && start.startsWith("<"));
    // Bytes of a saved page keep their own encoding; only text is known to be UTF-8.
    yield { ok: true, document: document(name, given, {}, isHtml ? "text/html" : TEXT, body) };
  }
}

interface Line {
  url?: unknown;
  source?: unknown;
  title?: unknown;
  author?: unknown;
  published?: unknown;
  text?: unknown;
  html?: unknown;
}

async function* fromLines(
  name: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  given: Given,
  maxBytes: number,
): AsyncGenerator<GivenResult> {
  for await (const { number, bytes, cut } of lines(chunks, maxBytes)) {
    const where = `${name}:${number}`;
    if (cut) {
      yield tooLarge(where, cut, maxBytes);
      continue;
    }
    const text = new TextDecoder().decode(bytes).trim();
    if (text === "") continue;
    const line = parseLine(text);
    const body = typeof line?.text === "string" ? line.text : typeof line?.html === "string" ? line.html : null;
    if (!line || body === null)
      yield {
        ok: false,
        problem: `${where}: not a document; expected {"url", "source", "title", "published", "text" or "html"}`,
      };
    else {
      const type = typeof line.text === "string" ? TEXT : HTML;
      yield { ok: true, document: document(where, given, line, type, new TextEncoder().encode(body)) };
    }
  }
}

function parseLine(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" ? (value as Line) : null;
  } catch {
    return null;
  }
}

/** Splits a stream at line ends; a line over the bound is passed over with its length told. */
async function* lines(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, maxBytes: number) {
  let parts: Uint8Array[] = [];
  let size = 0;
  let number = 1;
  const take = () => {
    const cut = size > maxBytes ? size : 0;
    const line = { number: number++, bytes: cut ? new Uint8Array() : Buffer.concat(parts), cut };
    parts = [];
    size = 0;
    return line;
  };
  const keep = (part: Uint8Array) => {
    size += part.length;
    if (size > maxBytes) parts = [];
    else parts.push(part);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10, from); at >= 0; at = chunk.indexOf(10, from)) {
      keep(chunk.subarray(from, at));
      yield take();
      from = at + 1;
    }
    keep(chunk.subarray(from));
  }
  if (size > 0) yield take();
}

function document(name: string, given: Given, line: Line, contentType: string, body: Uint8Array): GivenDocument {
  const string = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value : null);
  const address = given.url ?? string(line.url);
  const url =
    address ??
    (name === "-" || name.startsWith("-:") ? `stdin:${contentHash(body).slice(0, 32)}` : fileUrl(name, body));
  const canonical = canonicalUrl(url) ?? url;
  const saidAt = given.publishedAt ?? Date.parse(string(line.published) ?? "");
  const publishedAt = Number.isNaN(saidAt) ? null : saidAt;
  return {
    contentType,
    body,
    found: {
      aliases: [`url:${canonical}`],
      url,
      canonicalUrl: canonical,
      source: given.source ?? string(line.source) ?? (address ? publisherOf(address) || LOCAL_SOURCE : LOCAL_SOURCE),
      title: string(line.title),
      author: string(line.author),
      summary: null,
      publishedAt,
      dateSource: publishedAt === null ? "unknown" : "given",
    },
  };
}

/** A file's own address; a line of a JSONL file is named by what it says, so that its number may change. */
function fileUrl(name: string, body: Uint8Array): string {
  const [, file = name, line] = /^(.*\.jsonl):(\d+)$/i.exec(name) ?? [];
  const url = pathToFileURL(resolve(file));
  if (line) url.hash = contentHash(body).slice(0, 16);
  return url.href;
}

function tooLarge(where: string, bytes: number, maxBytes: number): GivenResult {
  return {
    ok: false,
    problem: `${where}: ${bytes} bytes are more than one document may have (fetch.maxBytes ${maxBytes})`,
  };
}

async function readStdin(maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes * 20) throw new Error(`more than ${maxBytes * 20} bytes on standard input; give a file`);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
