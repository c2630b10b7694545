import { TextDecoder } from "node:util";

/** A line of a JSONL file by its number, from 1: the object that it holds, or why it holds none. */
export type JsonLine = { number: number } & (
  | { value: Record<string, unknown>; problem?: undefined }
  | { value?: undefined; problem: string }
);

/**
 * Reads JSONL as it comes: UTF-8 with or without a byte order mark, or UTF-16 with one (what a Windows shell writes);
 * lines end with LF or CRLF; empty ones are passed over. A line beyond `maxBytes` is never held as a whole.
 */
export async function* jsonLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<JsonLine> {
  for await (const { number, bytes, cut } of lines(inUtf8(chunks), maxBytes)) {
    if (cut) yield { number, problem: `${cut} bytes are more than a line may have (${maxBytes})` };
    else {
      const text = new TextDecoder().decode(bytes).trim();
      if (text !== "") yield { number, ...parsed(text) };
    }
  }
}

function parsed(text: string): { value: Record<string, unknown> } | { problem: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object" && !Array.isArray(value))
      return { value: value as Record<string, unknown> };
    return { problem: "not an object" };
  } catch {
    return { problem: "not JSON" };
  }
}

/** A field of text; null where the line has none. @throws FieldProblem for any other type */
export function textField(value: Record<string, unknown>, name: string): string | null {
  const field = value[name] ?? null;
  if (field !== null && typeof field !== "string") throw new FieldProblem(`"${name}" is not text`);
  return field;
}

/** What is wrong with a field of a line. */
export class FieldProblem extends Error {
  override name = "FieldProblem";
}

async function* inUtf8(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of chunks) {
    decoder ??= chunk.length > 1 ? utf16Decoder(chunk) : null;
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  }
}

function utf16Decoder([first, second]: Uint8Array): TextDecoder | null {
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le");
  return first === 0xfe && second === 0xff ? new TextDecoder("utf-16be") : null;
}

/** Splits a stream at line ends; a line over the bound is passed over with its length told. */
async function* lines(chunks: AsyncIterable<Uint8Array>, maxBytes: number) {
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
