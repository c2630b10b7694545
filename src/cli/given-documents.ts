import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { notAPage } from "../fetch/page-kind.ts";
import { LOCAL_SOURCE } from "../model/article.ts";
import { canonicalUrl } from "../model/canonical-url.ts";
import { decodeText } from "../model/charset.ts";
import type { FoundEntry } from "../model/feed.ts";
import { contentHash } from "../model/id.ts";
import { publisherOf } from "../model/publisher.ts";
import { FieldProblem, jsonLines, textField } from "./json-lines.ts";
import { readStdin } from "./stdin.ts";
import { saidMoment } from "./times.ts";

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

const LINE = 'a line is {"url", "source", "title", "author", "published", "text" or "html"}';
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
      if (file === "-") yield* fromBytes("-", await fromStdin(maxBytes), given, maxBytes);
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
  const start = decodeText(body.subarray(0, 200), TEXT, "html").text.trimStart();
  if (name === "-" && start.startsWith("{")) yield* fromLines(name, [body], given, maxBytes);
  else {
    const isHtml = /^\.x?html?$/i.test(extname(name)) || (name === "-" && start.startsWith("<"));
    // Bytes of a saved page keep their own encoding; only text is known to be UTF-8.
    const type = isHtml ? "text/html" : TEXT;
    if (isBinary(body, type))
      yield { ok: false, problem: `${name}: neither text nor a page; its bytes are of another kind` };
    else yield { ok: true, document: document(name, given, NO_FIELDS, type, body) };
  }
}

async function* fromLines(
  name: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  given: Given,
  maxBytes: number,
): AsyncGenerator<GivenResult> {
  for await (const { number, value, problem } of jsonLines(chunks, maxBytes)) {
    const where = `${name}:${number}`;
    if (problem !== undefined) yield { ok: false, problem: `${where}: ${problem}; ${LINE}` };
    else yield fromLine(where, value, given);
  }
}

function fromLine(where: string, value: Record<string, unknown>, given: Given): GivenResult {
  try {
    const text = textField(value, "text");
    const body = text ?? textField(value, "html");
    if (body === null) return { ok: false, problem: `${where}: no "text" and no "html"; ${LINE}` };
    const type = text === null ? HTML : TEXT;
    return { ok: true, document: document(where, given, fields(value), type, new TextEncoder().encode(body)) };
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    return { ok: false, problem: `${where}: ${error.message}` };
  }
}

/** What a document says of itself, beside its text. */
interface Fields {
  url: string | null;
  source: string | null;
  title: string | null;
  author: string | null;
  publishedAt: number | null;
}

const NO_FIELDS: Fields = { url: null, source: null, title: null, author: null, publishedAt: null };

/** @throws FieldProblem */
function fields(value: Record<string, unknown>): Fields {
  const said = (name: string) => textField(value, name)?.trim() || null;
  const url = said("url");
  if (url !== null && !URL.canParse(url)) throw new FieldProblem(`"url" is no address: ${JSON.stringify(url)}`);
  const published = said("published");
  const publishedAt = published === null ? null : saidMoment(published);
  if (published !== null && publishedAt === null)
    throw new FieldProblem(`"published" is no moment: ${JSON.stringify(published)}; write 2025-11-06T12:00Z`);
  return { url, source: said("source"), title: said("title"), author: said("author"), publishedAt };
}

function document(name: string, given: Given, said: Fields, contentType: string, body: Uint8Array): GivenDocument {
  const address = given.url ?? said.url;
  const url =
    address ??
    (name === "-" || name.startsWith("-:") ? `stdin:${contentHash(body).slice(0, 32)}` : fileUrl(name, body));
  const canonical = canonicalUrl(url) ?? url;
  const publishedAt = given.publishedAt ?? said.publishedAt;
  return {
    contentType,
    body,
    found: {
      aliases: [`url:${canonical}`],
      url,
      canonicalUrl: canonical,
      source:
        publisherNamed(given.source ?? said.source) ?? (address ? publisherOf(address) || LOCAL_SOURCE : LOCAL_SOURCE),
      title: said.title,
      author: said.author,
      summary: null,
      publishedAt,
      dateSource: publishedAt === null ? "unknown" : "given",
    },
  };
}

/** A source that is a host or an address as its registrable domain, as for a page from there; any other name as it is. */
function publisherNamed(source: string | null): string | null {
  if (source === null || !/^(?:https?:\/\/\S+|[^\s/]+\.[^\s/.]+)$/i.test(source)) return source;
  return publisherOf(source.includes("://") ? source : `https://${source}`) || source;
}

/** Bytes looked at to tell text from other files. */
const HEAD_BYTES = 4_096;
/** Share of control characters from which bytes are no text: a stray NUL is well below it, noise is at a tenth. */
const BINARY_SHARE = 0.02;

/** Whether bytes are an image, an archive or the like, whatever their file is called. */
function isBinary(body: Uint8Array, contentType: string): boolean {
  if (notAPage(contentType, body) !== null) return true;
  const { text } = decodeText(body.subarray(0, HEAD_BYTES), contentType, "html");
  const controls = text.match(/[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0;
  return controls > text.length * BINARY_SHARE;
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

/** Standard input may hold many documents. */
const STDIN_DOCUMENTS = 20;

async function fromStdin(maxBytes: number): Promise<Uint8Array> {
  const given = await readStdin(maxBytes * STDIN_DOCUMENTS);
  if (given === null) throw new Error(`more than ${maxBytes * STDIN_DOCUMENTS} bytes on standard input; give a file`);
  return given;
}
