import { HASH_PRIME, HASH_START, mix32 } from "../model/word-hash.ts";
import {
  CODE_MASK,
  COMPOSED,
  DIGIT_FLAG,
  expansions,
  foldTable,
  LAST_SPACELESS,
  PERCENT_SIGN,
  POINT,
  SEPARATOR,
  SILENT,
  UPPER_FLAG,
  WORD,
} from "./fold-table.ts";
import { CENT_HASH, isNumberWord, PER_HASH, PERCENT_HASH, standardHash, variantSlot } from "./word-variants.ts";

/** What a word looks like: the slot guard compares it. */
export const PLAIN = 0;
export const NAME = 1;
export const NUMBER = 2;

/** A text as its words: a 32-bit hash and a shape each, in reading order. */
export interface Words {
  hashes: Int32Array;
  /** `PLAIN`, `NAME` (starts with a capital) or `NUMBER`. */
  shapes: Uint8Array;
  /**
   * Tokens that carry about as much as one word: 1, or 2 where most of the text is in a script without spaces and each
   * character is a token (a Chinese or Japanese word has two characters on average). Lengths in words are times this.
   */
  perWord: 1 | 2;
}

let hashes = new Int32Array(4096);
let shapes = new Uint8Array(4096);
/** The text's code units: reading a typed array is several times faster than `charCodeAt` on a two-byte string. */
let codes = new Uint16Array(32_768);
let codeBytes = Buffer.from(codes.buffer);
/** No text has more code units to a word than this on average; what lies beyond is not looked at. */
export const MAX_CODES_PER_WORD = 64;

/**
 * One pass over the characters: fold, cut into words, hash. Equal hashes mean words that differ at most in case, accents,
 * quotes or house style (`U.S.`/`US`, `per cent`/`%`, `three`/`3`, `Türkiye`/`Turkey`). Stops after `maxWords` words.
 *
 * @example walkWords("The U.S. cut 5 per cent.", 100).hashes.length // 5: the us cut 5 percent
 */
export function walkWords(text: string, maxWords: number, composed = false): Words {
  const table = foldTable();
  const end = Math.min(text.length, maxWords * MAX_CODES_PER_WORD);
  if (end >= codes.length) {
    codes = new Uint16Array(end * 2);
    codeBytes = Buffer.from(codes.buffer);
  }
  codeBytes.write(text, 0, end * 2, "utf16le");
  codes[end] = 0; // ends the last word
  if (hashes.length < maxWords + 2 && hashes.length < end + 2) grow(Math.min(maxWords, end) + 2);
  const input = codes;
  const words = hashes;
  const kinds = shapes;
  // An imported constant is a cell that every use reads anew, which a third of the time went into.
  const above = WORD;
  const mask = CODE_MASK;
  const prime = HASH_PRIME;
  const begin = HASH_START;
  const separator = SEPARATOR;
  const silent = SILENT;
  const point = POINT;
  const spacelessEnd = LAST_SPACELESS;
  const digit = DIGIT_FLAG;
  const upper = UPPER_FLAG;
  const cent = CENT_HASH;
  let count = 0;
  let spaceless = 0;
  for (let i = 0; i < end && count < maxWords; ) {
    let folded = table[input[i] as number] as number;
    if (folded === separator) {
      i++;
      continue;
    }
    if (folded <= above && folded >= spacelessEnd) {
      if (folded < 0) {
        words[count] = mix32(Math.imul(HASH_START ^ -folded, HASH_PRIME));
        kinds[count++] = PLAIN;
        spaceless++;
      } else if (folded === PERCENT_SIGN) {
        words[count] = PERCENT_HASH;
        kinds[count++] = PLAIN;
      } else if (folded === COMPOSED && !composed)
        return walkWords(text.slice(0, end).normalize("NFKC"), maxWords, true);
      i++;
      continue;
    }
    const first = Math.max(folded, 0);
    let flags = 0;
    let hash = begin;
    for (;;) {
      // Nearly all characters pass through these lines.
      while (folded > above) {
        flags |= folded;
        hash = Math.imul(hash ^ (folded & mask), prime);
        folded = table[input[++i] as number] as number;
      }
      if (folded === separator) break;
      if (folded < spacelessEnd) {
        const letters = expansions();
        for (let k = spacelessEnd - 1 - folded; letters[k] !== 0; k++)
          hash = Math.imul(hash ^ (letters[k] as number), HASH_PRIME);
      } else if (folded === point) {
        const join = joins(i, end, table);
        if (join === APART) break;
        if (join === DECIMAL) hash = Math.imul(hash ^ FULL_STOP, HASH_PRIME);
      } else if (folded !== silent) break;
      folded = table[input[++i] as number] as number;
    }
    let word = mix32(hash);
    let shape = (flags & digit) !== 0 ? NUMBER : (first & upper) !== 0 ? NAME : PLAIN;
    const slot = variantSlot(word);
    if (slot >= 0) {
      word = standardHash(slot);
      if (isNumberWord(slot)) shape = NUMBER;
    } else if (word === cent && count > 0 && words[count - 1] === PER_HASH) {
      word = PERCENT_HASH;
      count--;
    }
    words[count] = word;
    kinds[count++] = shape;
  }
  return { hashes: words.slice(0, count), shapes: kinds.slice(0, count), perWord: spaceless * 2 > count ? 2 : 1 };
}

const COMMA = 0x2c;
const FULL_STOP = 0x2e;
const APART = 0;
const TOGETHER = 1;
const DECIMAL = 2;

/** Whether the point or comma at `i` belongs to the word: `1,000` and `U.S.` (without it), `4.5` (with it). */
function joins(i: number, end: number, table: Int32Array): number {
  const before = at(i - 1, end, table);
  const after = at(i + 1, end, table);
  if (before <= WORD || after <= WORD) return APART;
  if ((before & DIGIT_FLAG) !== 0) {
    if ((after & DIGIT_FLAG) === 0) return APART;
    const three = isDigit(i + 2, end, table) && isDigit(i + 3, end, table) && !isDigit(i + 4, end, table);
    return three && codes[i] === COMMA ? TOGETHER : DECIMAL;
  }
  // Initials: a single letter on both sides of a full stop.
  const single = codes[i] === FULL_STOP && at(i - 2, end, table) <= WORD && at(i + 2, end, table) <= WORD;
  return single ? TOGETHER : APART;
}

function at(i: number, end: number, table: Int32Array): number {
  return i >= 0 && i < end ? (table[codes[i] as number] as number) : SEPARATOR;
}

function isDigit(i: number, end: number, table: Int32Array): boolean {
  const folded = at(i, end, table);
  return folded > WORD && (folded & DIGIT_FLAG) !== 0;
}

function grow(needed: number): void {
  const size = 2 ** Math.ceil(Math.log2(needed));
  hashes = new Int32Array(size);
  shapes = new Uint8Array(size);
}
