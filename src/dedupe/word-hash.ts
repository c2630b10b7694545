/** FNV-1a over 16-bit code units, then a finaliser: http://www.isthe.com/chongo/tech/comp/fnv/ */
export const HASH_START = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

/** Spreads a 32-bit value over all its bits: the finaliser of MurmurHash3 (Austin Appleby, public domain). */
export function mix32(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The value that `mix32` gives this for: each step of it can be taken back. */
export function unmix32(mixed: number): number {
  let h = mixed;
  h = Math.imul(h ^ (h >>> 16), 0x7ed1b41d); // times 0xc2b2ae35 is 1 modulo 2^32
  h = Math.imul(h ^ (h >>> 13) ^ (h >>> 26), 0xa5cb9243); // times 0x85ebca6b is 1
  return h ^ (h >>> 16);
}

/** The hash that the walk gives to a word that is already folded (`turkiye`, `percent`). */
export function wordHash(folded: string): number {
  let h = HASH_START;
  for (let i = 0; i < folded.length; i++) h = Math.imul(h ^ folded.charCodeAt(i), HASH_PRIME);
  return mix32(h);
}
