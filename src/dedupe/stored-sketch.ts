import { SIGNATURE_VALUES } from "./minhash.ts";
import type { DedupeSettings } from "./settings.ts";
import type { Sketch } from "./sketch.ts";

/** Raised when the walk, a hash or the byte layout changes: sketches of another version do not compare. */
const VERSION = 2;
/** words u32, whole 2 x i32, fingerprints u16, flags u8, letters of the credit u8. */
const HEADER_BYTES = 16;
const LITTLE_ENDIAN = new Uint8Array(Int32Array.of(1).buffer)[0] === 1;
const ROUNDUP_FLAG = 1;
const SPACELESS_FLAG = 2;

/** A sketch as the store has it, with the agency that the text credits, so that an index is built again without texts. */
export type StoredSketch = Sketch & { credit: string | null };

/** Everything that two sketches must have in common to be compared, such as `oph128x8.w5.f16x200.m20000.v2`. */
function sketchParams(settings: DedupeSettings): string {
  const { shingleWords, fingerprintWindow, maxFingerprints, maxWords } = settings;
  return `oph128x8.w${shingleWords}.f${fingerprintWindow}x${maxFingerprints}.m${maxWords}.v${VERSION}`;
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
  const start = HEADER_BYTES + SIGNATURE_VALUES;
  const end = start + keys * 4 + sketch.borrowed.length;
  const bytes = new Uint8Array(end + agency.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, sketch.words, true);
  view.setInt32(4, sketch.whole[0], true);
  view.setInt32(8, sketch.whole[1], true);
  view.setUint16(12, keys, true);
  view.setUint8(14, (sketch.roundup ? ROUNDUP_FLAG : 0) | (sketch.perWord === 2 ? SPACELESS_FLAG : 0));
  view.setUint8(15, agency.length);
  bytes.set(sketch.signature, HEADER_BYTES);
  for (let i = 0; i < keys; i++) view.setInt32(start + i * 4, sketch.keys[i] as number, true);
  bytes.set(sketch.borrowed, start + keys * 4);
  bytes.set(agency, end);
  return { params: sketchParams(settings), bytes };
}

/** The sketch again, over the same memory; null when other parameters made it or the bytes are not a sketch. */
export function decodeSketch(bytes: Uint8Array, params: string, settings: DedupeSettings): StoredSketch | null {
  const start = HEADER_BYTES + SIGNATURE_VALUES;
  if (params !== sketchParams(settings) || bytes.length < start) return null;
  const count = (bytes[12] as number) | ((bytes[13] as number) << 8);
  const end = start + count * 4 + ((count + 7) >> 3);
  const letters = bytes[15] as number;
  if (bytes.length !== end + letters) return null;
  const aligned = LITTLE_ENDIAN && bytes.byteOffset % 4 === 0;
  const keys = aligned
    ? new Int32Array(bytes.buffer, bytes.byteOffset + start, count)
    : Int32Array.from({ length: count }, (_, i) => int32(bytes, start + i * 4));
  const flags = bytes[14] as number;
  return {
    words: int32(bytes, 0) >>> 0,
    perWord: (flags & SPACELESS_FLAG) !== 0 ? 2 : 1,
    whole: [int32(bytes, 4), int32(bytes, 8)],
    signature: bytes.subarray(HEADER_BYTES, start),
    keys,
    borrowed: bytes.subarray(start + count * 4, end),
    roundup: (flags & ROUNDUP_FLAG) !== 0,
    credit: letters === 0 ? null : String.fromCharCode(...bytes.subarray(end)),
  };
}

/** Little-endian. A `DataView` for each sketch would cost more than the rest of reading it. */
function int32(bytes: Uint8Array, at: number): number {
  const [a, b, c, d] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]] as [number, number, number, number];
  return a | (b << 8) | (c << 16) | (d << 24);
}
