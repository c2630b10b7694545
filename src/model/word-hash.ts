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

/** The hash that the walk gives to a word that is already folded (`turkiye`, `percent`). */
export function wordHash(folded: string): number {
  let h = HASH_START;
  for (let i = 0; i < folded.length; i++) h = Math.imul(h ^ folded.charCodeAt(i), HASH_PRIME);
  return mix32(h);
}
