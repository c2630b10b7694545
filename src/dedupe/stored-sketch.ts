import { SIGNATURE_VALUES } from "./minhash.ts";
import type { DedupeSettings } from "./settings.ts";
import type { Sketch } from "./sketch.ts";

/** Raised when the walk, a hash or the byte layout changes: sketches of another version do not compare. */
const VERSION = 2;
/** words u32, whole 2 x i32, fingerprints u16, flags u8, letters of the credit u8. */
const HEADER_BYTES = 16;
const KEYS_START = HEADER_BYTES + SIGNATURE_VALUES;
const MAX_CREDIT = 255;
const LITTLE_ENDIAN = new Uint8Array(Int32Array.of(1).buffer)[0] === 1;
const ROUNDUP_FLAG = 1;
const SPACELESS_FLAG = 2;

/** A sketch as the store has it, with the agency that the text credits, so that an index is built again without texts. */
export type StoredSketch = Sketch & { credit: string | null };

const PARAMS = new WeakMap<DedupeSettings, string>();

/** Everything that two sketches must have in common to be compared, such as `oph128x8.w5.f16x200.m20000.v2`. */
function sketchParams(settings: DedupeSettings): string {
  const known = PARAMS.get(settings);
  if (known !== undefined) return known;
  const { shingleWords, fingerprintWindow, maxFingerprints, maxWords } = settings;
  const params = `oph128x8.w${shingleWords}.f${fingerprintWindow}x${maxFingerprints}.m${maxWords}.v${VERSION}`;
  PARAMS.set(settings, params);
  return params;
}

/**
 * A sketch as bytes for the store: 144 bytes, 4 for each fingerprint and a bit for each, and the credit's letters. About
 * 400 for a 500-word article and at most 969, without a credit, with the default bound of 200 fingerprints.
 *
 * @param credit as `creditLine` names an agency: ASCII, at most 255 letters
 */
export function encodeSketch(
  sketch: Sketch,
  settings: DedupeSettings,
  credit: string | null = null,
): { params: string; bytes: Uint8Array } {
  const keys = sketch.keys.length;
  const agency = Buffer.from(credit ?? "", "latin1");
  const end = KEYS_START + keyBytes(keys);
  const bytes = new Uint8Array(end + agency.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, sketch.words, true);
  view.setInt32(4, sketch.whole[0], true);
  view.setInt32(8, sketch.whole[1], true);
  view.setUint16(12, keys, true);
  view.setUint8(14, (sketch.roundup ? ROUNDUP_FLAG : 0) | (sketch.perWord === 2 ? SPACELESS_FLAG : 0));
  view.setUint8(15, agency.length);
  bytes.set(sketch.signature, HEADER_BYTES);
  for (let i = 0; i < keys; i++) view.setInt32(KEYS_START + i * 4, sketch.keys[i] as number, true);
  bytes.set(sketch.borrowed, KEYS_START + keys * 4);
  bytes.set(agency, end);
  return { params: sketchParams(settings), bytes };
}

/**
 * Reads the sketches of a store one after the other, each into the same memory and the same object: what an index is built
 * again from are a hundred thousand, and an object and views for each would take longer than the rest of it.
 */
export class StoredSketches {
  readonly #params: string;
  /** The bytes of the sketch that was read last; its keys begin at a multiple of four. */
  readonly #bytes: Buffer<ArrayBuffer>;
  /** By number of keys. */
  readonly #views: { keys: Int32Array; borrowed: Uint8Array }[] = [];
  readonly #whole: [number, number] = [0, 0];
  readonly #sketch: { -readonly [K in keyof StoredSketch]: StoredSketch[K] };

  constructor(settings: DedupeSettings) {
    this.#params = sketchParams(settings);
    this.#bytes = Buffer.from(new ArrayBuffer(KEYS_START + keyBytes(settings.maxFingerprints) + MAX_CREDIT));
    const { keys, borrowed } = this.#viewsOf(0);
    this.#sketch = {
      ...{ words: 0, perWord: 1, whole: this.#whole, signature: this.#bytes.subarray(HEADER_BYTES, KEYS_START) },
      ...{ keys, borrowed, roundup: false, credit: null },
    };
  }

  /** Good until the next is read; null when other parameters made it or the bytes are not a sketch. */
  read({ params, bytes }: { params: string; bytes: Uint8Array }): StoredSketch | null {
    if (params !== this.#params || bytes.length < KEYS_START || bytes.length > this.#bytes.length) return null;
    const count = (bytes[12] as number) | ((bytes[13] as number) << 8);
    const letters = bytes[15] as number;
    const end = KEYS_START + keyBytes(count);
    if (bytes.length !== end + letters) return null;
    this.#bytes.set(bytes);
    const [stored, sketch, flags] = [this.#bytes, this.#sketch, bytes[14] as number];
    if (!LITTLE_ENDIAN) stored.subarray(KEYS_START, KEYS_START + count * 4).swap32();
    const { keys, borrowed } = this.#viewsOf(count);
    sketch.words = int32(stored, 0) >>> 0;
    sketch.perWord = (flags & SPACELESS_FLAG) !== 0 ? 2 : 1;
    this.#whole[0] = int32(stored, 4);
    this.#whole[1] = int32(stored, 8);
    sketch.keys = keys;
    sketch.borrowed = borrowed;
    sketch.roundup = (flags & ROUNDUP_FLAG) !== 0;
    sketch.credit = letters === 0 ? null : stored.toString("latin1", end, end + letters);
    return sketch;
  }

  #viewsOf(count: number): { keys: Int32Array; borrowed: Uint8Array } {
    const known = this.#views[count];
    if (known) return known;
    const [{ buffer }, bits] = [this.#bytes, KEYS_START + count * 4];
    const views = {
      keys: new Int32Array(buffer, KEYS_START, count),
      borrowed: new Uint8Array(buffer, bits, (count + 7) >> 3),
    };
    this.#views[count] = views;
    return views;
  }
}

/** Four for each key and a bit for each. */
function keyBytes(keys: number): number {
  return keys * 4 + ((keys + 7) >> 3);
}

/** Little-endian. A `DataView` would cost more. */
function int32(bytes: Uint8Array, at: number): number {
  const [a, b, c, d] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]] as [number, number, number, number];
  return a | (b << 8) | (c << 16) | (d << 24);
}
