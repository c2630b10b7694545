import { HashChains } from "./hash-chains.ts";
import { SIGNATURE_VALUES } from "./minhash.ts";
import { mix32 } from "./word-hash.ts";

/** Bands of 4 values: two articles of similarity s share a band with probability 1 - (1 - s^4)^32, .5 at s = .38. */
const BANDS = 32;
const ROWS = SIGNATURE_VALUES / BANDS;

/**
 * Finds articles with a similar signature (locality-sensitive hashing, Leskovec, Rajaraman, Ullman: Mining of Massive
 * Datasets, chapter 3). A band of four 8-bit values is one 32-bit word of the signature, so the signatures themselves
 * are the keys and a node is `slot * 32 + band`.
 */
export class BandIndex {
  #signatures = new Uint8Array(64 * SIGNATURE_VALUES);
  #words = new Int32Array(this.#signatures.buffer);
  readonly #chains = new HashChains((node) => this.#hash(node));

  add(slot: number, signature: Uint8Array): void {
    const start = slot * SIGNATURE_VALUES;
    if (start >= this.#signatures.length) this.#grow(start + SIGNATURE_VALUES);
    this.#signatures.set(signature, start);
    for (let node = slot * BANDS; node < (slot + 1) * BANDS; node++) this.#chains.link(this.#hash(node), node);
  }

  remove(slot: number): void {
    for (let node = slot * BANDS; node < (slot + 1) * BANDS; node++) this.#chains.unlink(this.#hash(node), node);
  }

  /** Calls `found` with the slots that share a band, at most `limit` a band, the newest first. A slot may come again. */
  each(signature: Uint8Array, limit: number, found: (slot: number) => void): void {
    const words = this.#words;
    const chains = this.#chains;
    for (let band = 0; band < BANDS; band++) {
      const at = band * ROWS;
      const word =
        (signature[at] as number) |
        ((signature[at + 1] as number) << 8) |
        ((signature[at + 2] as number) << 16) |
        ((signature[at + 3] as number) << 24);
      let left = limit;
      let node = chains.first(bandHash(word, band));
      for (; node >= 0 && left > 0; node = chains.next(node)) {
        if (words[node] !== word || node % BANDS !== band) continue;
        left--;
        found((node - band) / BANDS);
      }
    }
  }

  /** How many of the 128 values are equal. */
  equalValues(slot: number, signature: Uint8Array): number {
    const start = slot * SIGNATURE_VALUES;
    const signatures = this.#signatures;
    const count = signature.length;
    let equal = 0;
    for (let i = 0; i < count; i++) if (signatures[start + i] === signature[i]) equal++;
    return equal;
  }

  get bytes(): number {
    return this.#signatures.byteLength + this.#chains.bytes;
  }

  #hash(node: number): number {
    return bandHash(this.#words[node] as number, node % BANDS);
  }

  #grow(needed: number): void {
    const grown = new Uint8Array(Math.max(needed, this.#signatures.length * 2));
    grown.set(this.#signatures);
    this.#signatures = grown;
    this.#words = new Int32Array(grown.buffer);
  }
}

/** The signature's bytes are read as words of the machine, all of which are little-endian where Node runs today. */
function bandHash(word: number, band: number): number {
  return mix32(word + Math.imul(band + 1, 0x9e3779b1));
}
