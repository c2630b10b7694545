import {
  CODE_MASK,
  COMPOSED,
  DIGIT_FLAG,
  EXPANDED,
  expansion,
  foldTable,
  PERCENT_SIGN,
  POINT,
  SEPARATOR,
  SILENT,
  UPPER_FLAG,
  WORD,
} from "./fold-table.ts";
import { HASH_PRIME, HASH_START, mix32 } from "./word-hash.ts";
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

/**
 * One pass over the characters: fold, cut into words, hash. Equal hashes mean words that differ at most in case, accents,
 * quotes or house style (`U.S.`/`US`, `per cent`/`%`, `three`/`3`, `Türkiye`/`Turkey`). Stops after `maxWords` words.
 *
 * @example walkWords("The U.S. cut 5 per cent.", 100).hashes.length // 5: the us cut 5 percent
 */
export function walkWords(text: string, maxWords: number, composed = false): Words {
  const table = foldTable();
  const end = text.length;
  let count = 0;
  let spaceless = 0;
  let hash = HASH_START;
  let length = 0;
  let first = 0;
  let flags = 0;
  for (let i = 0; i <= end; i++) {
    const folded = i < end ? (table[text.charCodeAt(i)] as number) : SEPARATOR;
    if (folded > WORD) {
      if (length === 0) first = folded;
      flags |= folded;
      hash = Math.imul(hash ^ (folded & CODE_MASK), HASH_PRIME);
      length++;
      continue;
    }
    if (folded === SILENT) continue;
    if (folded === POINT && length > 0) {
      const join = joins(text, i, table);
      if (join === DECIMAL) hash = Math.imul(hash ^ 0x2e, HASH_PRIME);
      if (join !== APART) continue;
    }
    if (folded === EXPANDED) {
      const letters = expansion(text.charCodeAt(i));
      for (let k = 0; k < letters.length; k++) hash = Math.imul(hash ^ letters.charCodeAt(k), HASH_PRIME);
      length += letters.length;
      continue;
    }
    if (folded === COMPOSED && !composed) return walkWords(text.normalize("NFKC"), maxWords, true);
    if (count + 2 > hashes.length) grow();
    if (length > 0) {
      let word = mix32(hash);
      let shape = (flags & DIGIT_FLAG) !== 0 ? NUMBER : (first & UPPER_FLAG) !== 0 ? NAME : PLAIN;
      const slot = variantSlot(word);
      if (slot >= 0) {
        word = standardHash(slot);
        if (isNumberWord(slot)) shape = NUMBER;
      } else if (word === CENT_HASH && count > 0 && hashes[count - 1] === PER_HASH) {
        word = PERCENT_HASH;
        count--;
      }
      hashes[count] = word;
      shapes[count++] = shape;
      hash = HASH_START;
      length = first = flags = 0;
    }
    if (folded < 0) {
      hashes[count] = mix32(Math.imul(HASH_START ^ -folded, HASH_PRIME));
      shapes[count++] = PLAIN;
      spaceless++;
    } else if (folded === PERCENT_SIGN) {
      hashes[count] = PERCENT_HASH;
      shapes[count++] = PLAIN;
    }
    if (count >= maxWords) break;
  }
  const kept = Math.min(count, maxWords);
  return { hashes: hashes.slice(0, kept), shapes: shapes.slice(0, kept), perWord: spaceless * 2 > kept ? 2 : 1 };
}

const APART = 0;
const TOGETHER = 1;
const DECIMAL = 2;

/** Whether the point or comma at `i` belongs to the word: `1,000` and `U.S.` (without it), `4.5` (with it). */
function joins(text: string, i: number, table: Int32Array): number {
  const before = table[text.charCodeAt(i - 1)] as number;
  const after = at(text, i + 1, table);
  if (before <= WORD || after <= WORD) return APART;
  if ((before & DIGIT_FLAG) !== 0) {
    if ((after & DIGIT_FLAG) === 0) return APART;
    const three = isDigit(text, i + 2, table) && isDigit(text, i + 3, table) && !isDigit(text, i + 4, table);
    return three && text.charCodeAt(i) === 0x2c ? TOGETHER : DECIMAL;
  }
  // Initials: a single letter on both sides of a full stop.
  const single = text.charCodeAt(i) === 0x2e && at(text, i - 2, table) <= WORD && at(text, i + 2, table) <= WORD;
  return single ? TOGETHER : APART;
}

function at(text: string, i: number, table: Int32Array): number {
  return i >= 0 && i < text.length ? (table[text.charCodeAt(i)] as number) : SEPARATOR;
}

function isDigit(text: string, i: number, table: Int32Array): boolean {
  const folded = at(text, i, table);
  return folded > WORD && (folded & DIGIT_FLAG) !== 0;
}

function grow(): void {
  const [oldHashes, oldShapes] = [hashes, shapes];
  hashes = new Int32Array(oldHashes.length * 2);
  hashes.set(oldHashes);
  shapes = new Uint8Array(oldShapes.length * 2);
  shapes.set(oldShapes);
}
