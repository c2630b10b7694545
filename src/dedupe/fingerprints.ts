/** Shingles chosen to stand for the text, with the word at which each begins. */
export interface Fingerprints {
  keys: Int32Array;
  positions: Int32Array;
}

let keys = new Int32Array(1024);
let positions = new Int32Array(1024);

/**
 * Winnowing (Schleimer, Wilkerson, Aiken 2003, https://doi.org/10.1145/872757.872770): of every `window` shingles in a
 * row the least hash is kept, the rightmost of equals. Two texts that share a run of `window + size - 1` words share a
 * fingerprint, wherever the run stands: that finds an excerpt that MinHash over whole texts cannot see. On average
 * 2 / (window + 1) of the shingles are kept.
 */
export function winnow(shingleHashes: Int32Array, window: number): Fingerprints {
  const count = shingleHashes.length;
  if (keys.length < count) [keys, positions] = [new Int32Array(count * 2), new Int32Array(count * 2)];
  let kept = 0;
  let least = -1;
  for (let last = Math.min(window, count) - 1; last < count; last++) {
    const start = Math.max(0, last - window + 1);
    if (last < 0) break;
    if (least < start) {
      least = start;
      for (let i = start + 1; i <= last; i++) if (notAbove(shingleHashes, i, least)) least = i;
    } else if (notAbove(shingleHashes, last, least)) least = last;
    else continue;
    keys[kept] = shingleHashes[least] as number;
    positions[kept++] = least;
  }
  return { keys: keys.slice(0, kept), positions: positions.slice(0, kept) };
}

function notAbove(hashes: Int32Array, i: number, than: number): boolean {
  return (hashes[i] as number) >>> 0 <= (hashes[than] as number) >>> 0;
}

/**
 * At most `limit` distinct keys of a text, sorted: all of its beginning for the first half of the limit, since that is what
 * excerpts quote, then the least of the rest, which every other copy of the same long text keeps as well.
 */
export function boundedKeys(found: Int32Array, limit: number): Int32Array {
  if (found.length <= limit) return sortedDistinct(found);
  const distinct = Int32Array.from(new Set(found));
  if (distinct.length <= limit) return distinct.sort();
  const head = limit >> 1;
  const rest = Array.from(distinct.subarray(head)).sort((a, b) => (a >>> 0) - (b >>> 0));
  const out = distinct.slice(0, limit);
  out.set(rest.slice(0, limit - head), head);
  return out.sort();
}

function sortedDistinct(found: Int32Array): Int32Array {
  const sorted = found.slice().sort();
  let kept = 0;
  for (const key of sorted) if (kept === 0 || key !== sorted[kept - 1]) sorted[kept++] = key;
  return sorted.slice(0, kept);
}
