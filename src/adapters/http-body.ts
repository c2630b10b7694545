import { Readable, Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  brotliDecompressSync,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
  type ZstdOptions,
  zstdDecompressSync,
} from "node:zlib";

/** Encodings laid over one another that are undone; more is an attack. */
const MAX_ENCODINGS = 5;
/** A compressed layer may be a little larger than what it holds: headers, checksums, stored blocks. */
const COMPRESSED_SLACK_BYTES = 65_536;
/** Most pages come out in one piece: with the 16 kB of zlib each goes to the thread and back three times. */
const CHUNK_BYTES = 65_536;
const MIN_CHUNK_BYTES = 1_024;
/** 2^23 = 8 MB: what a decoder of `Content-Encoding: zstd` must support, and the most it may be asked for (RFC 9659). */
const ZSTD_WINDOW_LOG = 23;
/**
 * Up to this size of its compressed form a body is inflated where it is: streams and the thread that zlib runs in take three
 * times what a page of 39 kB takes by itself, and each keeps its buffers until the next great collection.
 */
const IN_PLACE_BYTES = 131_072;
/** How much larger a page is than its compressed form, so that it comes out in one piece. */
const USUAL_GROWTH = 6;
/** Sent by misconfigured servers for a body that is not compressed at all. */
const NO_ENCODING = new Set(["", "identity", "none", "binary", "8bit", "utf-8", "utf8"]);

/** More than `maxBytes`, before or after inflation. */
export class TooLarge extends Error {
  override name = "TooLarge";
}

/** Compressed in a way that is unknown, broken, or stacked too high. */
export class BadEncoding extends Error {
  override name = "BadEncoding";
}

/** Ends the reading of a partial body once there is enough. */
class Enough extends Error {}

/**
 * Content-Encoding as a list, in the order in which it was applied.
 *
 * @throws BadEncoding for an unknown name, or more than five
 */
export function contentEncodings(header: string | undefined): string[] {
  const names = (header ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => !NO_ENCODING.has(name));
  if (names.length > MAX_ENCODINGS)
    throw new BadEncoding(`${names.length} content encodings, at most ${MAX_ENCODINGS}`);
  for (const name of names)
    if (!DECODERS.has(name)) throw new BadEncoding(`unknown content encoding ${JSON.stringify(name.slice(0, 40))}`);
  return names;
}

/**
 * Reads and inflates a body, never holding more than `maxBytes` of it. Errors of the source come through as they are.
 *
 * @param partial instead of failing, give what was read until then
 * @throws TooLarge, BadEncoding, or the source's error
 */
export async function readBody(
  source: AsyncIterable<Uint8Array>,
  encodings: readonly string[],
  maxBytes: number,
  partial: boolean,
): Promise<Uint8Array> {
  const reading = source[Symbol.asyncIterator]();
  if (partial || encodings.length > 1) return throughStreams(reading, encodings, maxBytes, partial);
  const [encoding] = encodings;
  const chunks: Uint8Array[] = [];
  const most = encoding === undefined ? maxBytes : IN_PLACE_BYTES;
  let size = 0;
  for (let read = await reading.next(); !read.done; read = await reading.next()) {
    chunks.push(read.value);
    size += read.value.length;
    if (size <= most) continue;
    if (encoding !== undefined) return throughStreams(resumed(chunks, reading), encodings, maxBytes, partial);
    await reading.return?.();
    throw new TooLarge(`more than ${maxBytes} bytes`);
  }
  const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
  return encoding === undefined || size === 0 ? body : inflateInPlace(body, encoding, maxBytes);
}

function inflateInPlace(body: Uint8Array, encoding: string, maxBytes: number): Uint8Array {
  const decode = encoding === "deflate" && isRaw(body) ? inflateRawSync : IN_PLACE.get(encoding);
  if (!decode) throw new BadEncoding(`unknown content encoding ${encoding}`);
  const chunkSize = Math.max(MIN_CHUNK_BYTES, Math.min(maxBytes, body.length * USUAL_GROWTH));
  try {
    return decode(body, { chunkSize, maxOutputLength: maxBytes });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code === "ERR_BUFFER_TOO_LARGE") throw new TooLarge(`more than ${maxBytes} bytes`);
    throw new BadEncoding(`broken ${encoding} body (${message})`);
  }
}

/** Deflate without the header of zlib, as some servers send it. */
const isRaw = (body: Uint8Array): boolean => ((body[0] ?? 0) & 0x0f) !== 8;

async function* resumed(begun: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* begun;
    for (let read = await rest.next(); !read.done; read = await rest.next()) yield read.value;
  } finally {
    await rest.return?.();
  }
}

/** Each layer a stream: what is large, laid over itself, or wanted only in part. */
async function throughStreams(
  reading: AsyncIterator<Uint8Array>,
  encodings: readonly string[],
  maxBytes: number,
  partial: boolean,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const room = maxBytes - size;
      if (chunk.length <= room) {
        chunks.push(chunk);
        size += chunk.length;
        return done();
      }
      if (!partial) return done(new TooLarge(`more than ${maxBytes} bytes`));
      chunks.push(chunk.subarray(0, room));
      size += room;
      done(new Enough());
    },
  });
  const broken: { source?: unknown } = {};
  try {
    const first = await reading.next();
    if (first.done) return new Uint8Array();
    const layers = encodings.toReversed().flatMap((name, at) => {
      const rawDeflate = at === 0 && name === "deflate" && isRaw(first.value);
      return [meter(maxBytes + COMPRESSED_SLACK_BYTES), rawDeflate ? createInflateRaw(OPTIONS) : decoder(name)];
    });
    await pipeline([Readable.from(from(first.value, reading, broken)), ...layers, sink]);
  } catch (error) {
    if (!partial) {
      if ("source" in broken) throw broken.source;
      if (error instanceof TooLarge || encodings.length === 0) throw error;
      throw new BadEncoding(`broken ${encodings.join(", ")} body (${(error as Error).message})`);
    }
  }
  return Buffer.concat(chunks, size);
}

async function* from(first: Uint8Array, rest: AsyncIterator<Uint8Array>, broken: { source?: unknown }) {
  try {
    yield first;
    for (let read = await rest.next(); !read.done; read = await rest.next()) yield read.value;
  } catch (error) {
    broken.source = error;
    throw error;
  } finally {
    await rest.return?.();
  }
}

/** Counts the bytes of a compressed layer: gzip within gzip can grow a thousandfold without any output at the end. */
function meter(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) done(new TooLarge(`more than ${maxBytes} compressed bytes`));
      else done(null, chunk);
    },
  });
}

const OPTIONS = { chunkSize: CHUNK_BYTES };
const ZSTD_PARAMS = { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG };
const DECODERS = new Map<string, () => Transform>([
  ["gzip", () => createGunzip(OPTIONS)],
  ["x-gzip", () => createGunzip(OPTIONS)],
  ["deflate", () => createInflate(OPTIONS)],
  ["br", () => createBrotliDecompress(OPTIONS)],
  ["zstd", () => createZstdDecompress({ ...OPTIONS, params: ZSTD_PARAMS })],
]);
const IN_PLACE = new Map<string, (body: Uint8Array, options: ZlibOptions & ZstdOptions) => Uint8Array>([
  ["gzip", gunzipSync],
  ["x-gzip", gunzipSync],
  ["deflate", inflateSync],
  ["br", brotliDecompressSync],
  ["zstd", (body, options) => zstdDecompressSync(body, { ...options, params: ZSTD_PARAMS })],
]);

function decoder(name: string): Transform {
  const create = DECODERS.get(name);
  if (!create) throw new BadEncoding(`unknown content encoding ${name}`);
  return create();
}
