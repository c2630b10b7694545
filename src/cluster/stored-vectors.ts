import { madeBy } from "../model/version.ts";
import { KEPT_NAMES, KEPT_TERMS } from "./article-vectors.ts";
import { HEAD_WORDS, Packed } from "./packed.ts";
import type { ClusterSettings } from "./settings.ts";

/** An article as analysis leaves it: its language, and how it is compared (null for a copy, which is not). */
export interface Analysed {
  lang: string;
  vectors: Packed | null;
}

/** Names the code and the settings by which articles are analysed now. */
export function analysisVersion({ readWords }: ClusterSettings): string {
  return madeBy({ readWords, KEPT_TERMS, KEPT_NAMES });
}

/** Words before the vectors: what made them, and how many words they take. */
const PREFIX_WORDS = 2;
/** FNV-1a, 32 bits (draft-eastlake-fnv). */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * An article's vectors as the store keeps them, so that an index is rebuilt without reading texts again:
 * a hash of `version`, the length of the vectors, the vectors (see `Packed`), the language in UTF-8.
 *
 * @param version names code and settings of the analysis; vectors of another version are not comparable
 */
export function encodeVectors({ lang, vectors }: Analysed, version: string): Uint8Array {
  const length = vectors?.length ?? 0;
  const language = new TextEncoder().encode(lang);
  const bytes = new Uint8Array((PREFIX_WORDS + length) * 4 + language.length);
  const head = new Uint32Array([hashOf(version), length]);
  bytes.set(new Uint8Array(head.buffer));
  if (vectors) bytes.set(vectors.bytes.subarray(vectors.at * 4, (vectors.at + length) * 4), PREFIX_WORDS * 4);
  bytes.set(language, (PREFIX_WORDS + length) * 4);
  return bytes;
}

/** Null when there are none, when another version made them, or when they are damaged. */
export function decodeVectors(stored: Uint8Array | null, version: string): Analysed | null {
  if (!stored || stored.length <= PREFIX_WORDS * 4) return null;
  const [made, length] = [wordAt(stored, 0), wordAt(stored, 4)];
  const end = (PREFIX_WORDS + length) * 4;
  if (made !== hashOf(version) || stored.length <= end) return null;
  const lang = new TextDecoder().decode(stored.subarray(end));
  if (length === 0) return { lang, vectors: null };
  if (length < HEAD_WORDS) return null;
  const vectors = Packed.of(wordsOf(stored.subarray(PREFIX_WORDS * 4, end)));
  return vectors.length === length ? { lang, vectors } : null;
}

/** Where they lie if they can be read there: a rebuild reads a hundred thousand, each to be put on the shelf at once. */
function wordsOf({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  if (byteOffset % 4 === 0) return new Uint32Array(buffer, byteOffset, length / 4);
  return new Uint32Array(buffer.slice(byteOffset, byteOffset + length));
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

function hashOf(version: string): number {
  let hash = OFFSET;
  for (let i = 0; i < version.length; i++) hash = Math.imul(hash ^ version.charCodeAt(i), PRIME);
  return hash >>> 0;
}
