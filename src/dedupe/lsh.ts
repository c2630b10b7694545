import { HashChains, type Hits, noHits } from "./hash-chains.ts";
import { SIGNATURE_VALUES } from "./minhash.ts";
import { mix32, unmix32 } from "./word-hash.ts";

/** Bands of 4 values: two articles of similarity s share a band with probability 1 - (1 - s^4)^32, .5 at s = .38. */
const BANDS = 32;
const BAND_BITS = 5;
const ROWS = SIGNATURE_VALUES / BANDS;

/**
 * Finds articles with a similar signature (locality-sensitive hashing, Leskovec, Rajaraman, Ullman: Mining of Massive
 * Datasets, chapter 3). A band of four 8-bit values is one 32-bit word of the signature, which can be had back from its
 * key: the keys are the signature, and a node is `slot * 32 + band`. 384 to 512 bytes an article.
 */
export class BandIndex {
  readonly #chains = new HashChains(1);
  readonly #keys = new Int32Array(BANDS);
  readonly #hits: Hits = noHits();

  add(slot: number, signature: Uint8Array): void {
    this.#chains.linkAll(this.#keysOf(signature), 0, BANDS, slot << BAND_BITS);
  }

  remove(slot: number): void {
    for (let node = slot << BAND_BITS; node < (slot + 1) << BAND_BITS; node++) this.#chains.unlink(node);
  }

  /** Calls `found` with the slots that share a band, at most `limit` a band, the newest first. A slot may come again. */
  each(signature: Uint8Array, limit: number, found: (slot: number) => void): void {
    this.#chains.collect(this.#keysOf(signature), limit, this.#hits);
    const { size, which, nodes } = this.#hits;
    for (let n = 0; n < size; n++) {
      const node = nodes[n] as number;
      // Words of two bands may have one key.
      if ((node & (BANDS - 1)) === which[n]) found(node >> BAND_BITS);
    }
  }

  /** How many of the 128 values are equal. */
  equalValues(slot: number, signature: Uint8Array): number {
    let equal = 0;
    for (let band = 0; band < BANDS; band++) {
      const word = bandWord(this.#chains.key((slot << BAND_BITS) | band), band);
      const differing = word ^ wordOf(signature, band);
      for (let byte = 0; byte < 32; byte += 8) if (((differing >>> byte) & 0xff) === 0) equal++;
    }
    return equal;
  }

  get bytes(): number {
    return this.#chains.bytes;
  }

  #keysOf(signature: Uint8Array): Int32Array {
    for (let band = 0; band < BANDS; band++) this.#keys[band] = bandKey(wordOf(signature, band), band);
    return this.#keys;
  }
}

function wordOf(signature: Uint8Array, band: number): number {
  const at = band * ROWS;
  return (
    (signature[at] as number) |
    ((signature[at + 1] as number) << 8) |
    ((signature[at + 2] as number) << 16) |
    ((signature[at + 3] as number) << 24)
  );
}

function bandKey(word: number, band: number): number {
  return mix32(word + Math.imul(band + 1, 0x9e3779b1));
}

function bandWord(key: number, band: number): number {
  return (unmix32(key) - Math.imul(band + 1, 0x9e3779b1)) | 0;
}
