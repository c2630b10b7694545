/**
 * A term is known by a number alone: a kind in the two highest bits and a hash of its letters in the other thirty. The
 * number needs no table, so a stored vector means the same in every process. Of a million terms one in a thousand meets
 * another one's hash, and then only its rarity is a little off.
 */
const KINDS = { plain: 0, number: 1, name: 2, pair: 3 } as const;
const HASH_BITS = 30;
/** FNV-1a, 32 bits (draft-eastlake-fnv), with murmur3's finish, so that all bits depend on all letters. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** The number of a term as `articleTerms` writes it: `stem`, `#12`, `@name`, or two neighbours with a blank between. */
export function termId(term: string): number {
  let hash = OFFSET;
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), PRIME);
  return ((KINDS[kindOf(term)] << HASH_BITS) | (mixed(hash) >>> (32 - HASH_BITS))) >>> 0;
}

export function isNumber(id: number): boolean {
  return id >>> HASH_BITS === KINDS.number;
}

/** 32 bits that depend on every bit of `value` (murmur3's finish). */
export function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function kindOf(term: string): keyof typeof KINDS {
  if (term.startsWith("@")) return "name";
  if (term.includes(" ")) return "pair";
  return term.startsWith("#") ? "number" : "plain";
}
