/**
 * AssemblyScript, not TypeScript: the walk over a text and its sketch for WebAssembly, some three times as fast as
 * `words.ts`, `shingles.ts`, `minhash.ts` and `fingerprints.ts`, which are the reference for each function here, to the
 * bit. `npm run kernel` compiles it into `kernel-bytes.ts`; `kernel.ts` drives it and lays out its memory.
 */

// Classes of the fold table.
const SEPARATOR: i32 = 0;
const SILENT: i32 = 1;
const POINT: i32 = 2;
const PERCENT_SIGN: i32 = 3;
const COMPOSED: i32 = 5;
const WORD: i32 = 15;
const LAST_SPACELESS: i32 = -0xffff;
const CODE_MASK: i32 = 0xffff;
const DIGIT_FLAG: i32 = 0x10000;
const UPPER_FLAG: i32 = 0x20000;
// Shapes of words.
const PLAIN: i32 = 0;
const NAME: i32 = 1;
const NUMBER: i32 = 2;
// How a point joins.
const APART: i32 = 0;
const TOGETHER: i32 = 1;
const DECIMAL: i32 = 2;

const HASH_START: i32 = 0x811c9dc5;
const HASH_PRIME: i32 = 0x01000193;
const BASE: i32 = 0x9e3779b1;
const VARIANT_SLOTS: i32 = 4096;
const VALUES: i32 = 128;
const VALUE_MASK: u32 = 0x1ffffff;
const BIN_SHIFT: u32 = 25;
const EMPTY: u32 = 0xffffffff;

// Memory, in bytes. The same list stands in `kernel.ts`.
const TABLE: i32 = 0; // i32 for each of 65,536 code units
const VARIANTS: i32 = 0x40000; // i32 for each slot: the hash that has a standard form
const STANDARDS: i32 = 0x44000; // i32 for each slot: the hash of that form
const NUMBER_WORDS: i32 = 0x48000; // u8 for each slot
const BINS: i32 = 0x49400; // u32 for each value
const FILLED: i32 = 0x49600; // u32 for each value
const WHOLE: i32 = 0x49880; // i32, i32
const EXPANSIONS: i32 = 0x4a000; // u16

let percent: i32 = 0;
let per: i32 = 0;
let cent: i32 = 0;
let spaceless: i32 = 0;

export function nameWords(percentHash: i32, perHash: i32, centHash: i32): void {
  percent = percentHash;
  per = perHash;
  cent = centHash;
}

/** How many words of the last walk are single characters of a script without spaces. */
export function spacelessWords(): i32 {
  return spaceless;
}

/** `walkWords`: returns the number of words, or -1 when the text has to be composed first. */
export function walk(codes: i32, length: i32, hashes: i32, shapes: i32, maxWords: i32, composed: i32): i32 {
  const end = codes + (length << 1);
  store<u16>(end, 0); // ends the last word
  const cents = cent;
  let count: i32 = 0;
  let alone: i32 = 0;
  let at = codes;
  while (at < end && count < maxWords) {
    let folded = foldedAt(at);
    if (folded === SEPARATOR) {
      at += 2;
      continue;
    }
    if (folded <= WORD && folded >= LAST_SPACELESS) {
      if (folded < 0) {
        store<i32>(hashes + (count << 2), mix((HASH_START ^ -folded) * HASH_PRIME));
        store<u8>(shapes + count++, PLAIN);
        alone++;
      } else if (folded === PERCENT_SIGN) {
        store<i32>(hashes + (count << 2), percent);
        store<u8>(shapes + count++, PLAIN);
      } else if (folded === COMPOSED && composed === 0) return -1;
      at += 2;
      continue;
    }
    const first = max(folded, 0);
    let flags: i32 = 0;
    let hash: i32 = HASH_START;
    for (;;) {
      while (folded > WORD) {
        flags |= folded;
        hash = (hash ^ (folded & CODE_MASK)) * HASH_PRIME;
        at += 2;
        folded = foldedAt(at);
      }
      if (folded === SEPARATOR) break;
      if (folded < LAST_SPACELESS) {
        let letter = EXPANSIONS + ((LAST_SPACELESS - 1 - folded) << 1);
        for (let code = <i32>load<u16>(letter); code !== 0; code = <i32>load<u16>(letter)) {
          hash = (hash ^ code) * HASH_PRIME;
          letter += 2;
        }
      } else if (folded === POINT) {
        const join = joins(at, codes, end);
        if (join === APART) break;
        if (join === DECIMAL) hash = (hash ^ 0x2e) * HASH_PRIME;
      } else if (folded !== SILENT) break;
      at += 2;
      folded = foldedAt(at);
    }
    let word = mix(hash);
    let shape = flags & DIGIT_FLAG ? NUMBER : first & UPPER_FLAG ? NAME : PLAIN;
    const slot = variantSlot(word);
    if (slot >= 0) {
      word = load<i32>(STANDARDS + (slot << 2));
      if (load<u8>(NUMBER_WORDS + slot) === 1) shape = NUMBER;
    } else if (word === cents && count > 0 && load<i32>(hashes + ((count - 1) << 2)) === per) {
      word = percent;
      count--;
    }
    store<i32>(hashes + (count << 2), word);
    store<u8>(shapes + count++, shape);
  }
  spaceless = alone;
  return count;
}

function foldedAt(code: i32): i32 {
  return load<i32>(TABLE + ((<i32>load<u16>(code)) << 2));
}

function variantSlot(word: i32): i32 {
  let slot = word & (VARIANT_SLOTS - 1);
  let variant = load<i32>(VARIANTS + (slot << 2));
  while (variant !== 0 && variant !== word) {
    slot = (slot + 1) & (VARIANT_SLOTS - 1);
    variant = load<i32>(VARIANTS + (slot << 2));
  }
  return variant === 0 ? -1 : slot;
}

function joins(code: i32, codes: i32, end: i32): i32 {
  const before = foldedWithin(code - 2, codes, end);
  const after = foldedWithin(code + 2, codes, end);
  if (before <= WORD || after <= WORD) return APART;
  if (before & DIGIT_FLAG) {
    if (!(after & DIGIT_FLAG)) return APART;
    const three = isDigit(code + 4, codes, end) && isDigit(code + 6, codes, end) && !isDigit(code + 8, codes, end);
    return three && load<u16>(code) === 0x2c ? TOGETHER : DECIMAL;
  }
  const initial = foldedWithin(code - 4, codes, end) <= WORD && foldedWithin(code + 4, codes, end) <= WORD;
  return load<u16>(code) === 0x2e && initial ? TOGETHER : APART;
}

function foldedWithin(code: i32, codes: i32, end: i32): i32 {
  return code >= codes && code < end ? foldedAt(code) : SEPARATOR;
}

function isDigit(code: i32, codes: i32, end: i32): bool {
  const folded = foldedWithin(code, codes, end);
  return folded > WORD && (folded & DIGIT_FLAG) !== 0;
}

/** `shingles`: returns how many. `out` has room for a multiple of four. */
export function shingles(words: i32, count: i32, size: i32, out: i32): i32 {
  if (count === 0) return 0;
  const span = min(size, count);
  let power: i32 = 1;
  for (let i = 0; i < span; i++) power *= BASE;
  let rolling: i32 = 0;
  for (let i = 0; i < span; i++) rolling = rolling * BASE + load<i32>(words + (i << 2));
  store<i32>(out, rolling);
  for (let i = span; i < count; i++) {
    rolling = rolling * BASE + (load<i32>(words + (i << 2)) - load<i32>(words + ((i - span) << 2)) * power);
    store<i32>(out + ((i - span + 1) << 2), rolling);
  }
  const made = count - span + 1;
  for (let at = out; at < out + (made << 2); at += 16) mixFour(at);
  return made;
}

/**
 * `wholeHash`, `minhash` and `winnow` of words and shingles: returns the number of fingerprints. The signature stands
 * directly before them.
 */
export function sketch(words: i32, count: i32, hashes: i32, made: i32, window: i32, keys: i32): i32 {
  hashWhole(words, count);
  if (made === 0) {
    memory.fill(keys - VALUES, 0, VALUES);
    return 0;
  }
  sign(hashes, made, keys - VALUES);
  return winnow(hashes, made, window, keys);
}

function hashWhole(words: i32, count: i32): void {
  let a = count;
  let b = ~count;
  for (let at = words; at < words + (count << 2); at += 4) {
    const word = load<i32>(at);
    a = a * 31 + word;
    b = (b ^ word) * HASH_PRIME;
  }
  store<i32>(WHOLE, mix(a));
  store<i32>(WHOLE + 4, mix(b));
}

function sign(hashes: i32, count: i32, signature: i32): void {
  memory.fill(BINS, 0xff, VALUES << 2);
  for (let at = hashes; at < hashes + (count << 2); at += 4) {
    const hash = load<u32>(at);
    const bin = BINS + ((hash >> BIN_SHIFT) << 2);
    store<u32>(bin, min<u32>(hash & VALUE_MASK, load<u32>(bin)));
  }
  for (let bin = 0; bin < VALUES; bin++) {
    let value = load<u32>(BINS + (bin << 2));
    for (let attempt = 1; value === EMPTY; attempt++) {
      value = load<u32>(BINS + ((<u32>mix((bin + 1) * BASE + attempt) >> BIN_SHIFT) << 2));
    }
    store<u32>(FILLED + (bin << 2), value);
  }
  for (let at = FILLED; at < FILLED + (VALUES << 2); at += 16) mixFour(at);
  for (let bin = 0; bin < VALUES; bin++) store<u8>(signature + bin, load<u8>(FILLED + (bin << 2)));
}

function winnow(hashes: i32, count: i32, window: i32, keys: i32): i32 {
  let kept: i32 = 0;
  let least: i32 = -1;
  let value: u32 = 0;
  for (let last = min(window, count) - 1; last < count; last++) {
    const start = max(0, last - window + 1);
    if (least < start) {
      least = start;
      value = load<u32>(hashes + (start << 2));
      for (let i = start + 1; i <= last; i++) {
        const other = load<u32>(hashes + (i << 2));
        const notAbove = other <= value;
        least = select<i32>(i, least, notAbove);
        value = select<u32>(other, value, notAbove);
      }
    } else {
      const other = load<u32>(hashes + (last << 2));
      if (other > value) continue;
      least = last;
      value = other;
    }
    store<u32>(keys + (kept++ << 2), value);
  }
  return kept;
}

/** Drops repetitions from sorted keys: returns how many are left. */
export function distinct(keys: i32, count: i32): i32 {
  let kept: i32 = 0;
  let before: i32 = 0;
  for (let i = 0; i < count; i++) {
    const key = load<i32>(keys + (i << 2));
    store<i32>(keys + (kept << 2), key);
    kept += i32(i === 0 || key !== before);
    before = key;
  }
  return kept;
}

function mix(value: i32): i32 {
  let h: u32 = value;
  h = (h ^ (h >> 16)) * 0x85ebca6b;
  h = (h ^ (h >> 13)) * 0xc2b2ae35;
  return h ^ (h >> 16);
}

/** `mix` of four values in memory at once. */
function mixFour(at: i32): void {
  let h = v128.load(at);
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  v128.store(at, v128.xor(h, i32x4.shr_u(h, 16)));
}
