import { boundedKeys, winnow } from "./fingerprints.ts";
import { expansions, foldTable } from "./fold-table.ts";
import { KERNEL_BASE64 } from "./kernel-bytes.ts";
import { minhash, SIGNATURE_VALUES } from "./minhash.ts";
import { shingles } from "./shingles.ts";
import { wholeHash } from "./whole-hash.ts";
import { CENT_HASH, PER_HASH, PERCENT_HASH, variantTable } from "./word-variants.ts";
import { MAX_CODES_PER_WORD, type Words, walkWords } from "./words.ts";

/** What steers the reading of a text, see `DedupeSettings`. */
export interface ReadSettings {
  shingleWords: number;
  maxWords: number;
  fingerprintWindow: number;
  maxFingerprints: number;
}

/** A text ready for comparison. */
export interface ShingledText {
  words: Words;
  /** Hashes of every run of `shingleWords` words (times `perWord`), by position. */
  shingles: Int32Array;
}

/** What a sketch is made of. */
export interface Outline {
  words: number;
  perWord: 1 | 2;
  whole: readonly [number, number];
  signature: Uint8Array;
  keys: Int32Array;
}

/** From text to words and sketch: the hot path of the stage. */
export interface TextKernel {
  shingled(text: string, settings: ReadSettings): ShingledText;
  outline(text: string, settings: ReadSettings): Outline;
}

/** In TypeScript: the reference, and what runs where WebAssembly is switched off (`node --jitless`). */
export const scriptKernel: TextKernel = {
  shingled(text, settings) {
    const words = walkWords(text, settings.maxWords);
    return { words, shingles: shingles(words.hashes, settings.shingleWords * words.perWord) };
  },
  outline(text, settings) {
    const { words, shingles } = this.shingled(text, settings);
    return {
      words: words.hashes.length,
      perWord: words.perWord,
      whole: wholeHash(words.hashes),
      signature: minhash(shingles),
      keys: boundedKeys(winnow(shingles, settings.fingerprintWindow).keys, settings.maxFingerprints),
    };
  },
};

interface KernelExports {
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): void };
  nameWords(percent: number, per: number, cent: number): void;
  spacelessWords(): number;
  walk(codes: number, length: number, hashes: number, shapes: number, maxWords: number, composed: number): number;
  shingles(words: number, count: number, size: number, out: number): number;
  sketch(words: number, count: number, hashes: number, made: number, window: number, keys: number): number;
  distinct(keys: number, count: number): number;
}

// Memory, in bytes. The same list stands in `text-kernel.as.ts`.
const TABLE = 0;
const VARIANTS = 0x40000;
const STANDARDS = 0x44000;
const NUMBER_WORDS = 0x48000;
const WHOLE = 0x49880;
const EXPANSIONS = 0x4a000;
const PAGE_BYTES = 65_536;
/** Lines of a cache, and more than the four values that are mixed at once may reach beyond an array. */
const ALIGN = 64;

/** In WebAssembly, from `text-kernel.as.ts`; the results are those of `scriptKernel`. */
class WasmKernel implements TextKernel {
  readonly #wasm: KernelExports;
  readonly #texts: number;
  #bytes = new Uint8Array(0);
  #writer = Buffer.alloc(0);
  #numbers = new Int32Array(0);
  // Where the arrays of the text at hand begin: code units, word hashes, shapes, shingles, fingerprints (the signature
  // before them).
  #codes = 0;
  #hashes = 0;
  #shapes = 0;
  #shingles = 0;
  #keys = 0;

  constructor(wasm: KernelExports) {
    this.#wasm = wasm;
    const letters = expansions();
    this.#texts = EXPANSIONS + aligned(letters.byteLength);
    this.#reserve(0, 0);
    const { buffer } = wasm.memory;
    new Int32Array(buffer, TABLE).set(foldTable());
    new Uint16Array(buffer, EXPANSIONS).set(letters);
    const { from, to, number } = variantTable;
    new Int32Array(buffer, VARIANTS).set(from);
    new Int32Array(buffer, STANDARDS).set(to);
    new Uint8Array(buffer, NUMBER_WORDS).set(number);
    wasm.nameWords(PERCENT_HASH, PER_HASH, CENT_HASH);
  }

  shingled(text: string, settings: ReadSettings): ShingledText {
    const count = this.#walk(text, settings.maxWords, false);
    const perWord = this.#wasm.spacelessWords() * 2 > count ? 2 : 1;
    const made = this.#wasm.shingles(this.#hashes, count, settings.shingleWords * perWord, this.#shingles);
    const hashes = this.#slice(this.#hashes, count);
    const shapes = this.#bytes.slice(this.#shapes, this.#shapes + count);
    return { words: { hashes, shapes, perWord }, shingles: this.#slice(this.#shingles, made) };
  }

  outline(text: string, settings: ReadSettings): Outline {
    const wasm = this.#wasm;
    const words = this.#walk(text, settings.maxWords, false);
    const perWord = wasm.spacelessWords() * 2 > words ? 2 : 1;
    const made = wasm.shingles(this.#hashes, words, settings.shingleWords * perWord, this.#shingles);
    const kept = wasm.sketch(this.#hashes, words, this.#shingles, made, settings.fingerprintWindow, this.#keys);
    const whole: [number, number] = [this.#numbers[WHOLE >> 2] as number, this.#numbers[(WHOLE >> 2) + 1] as number];
    const found = this.#numbers.subarray(this.#keys >> 2, (this.#keys >> 2) + kept);
    const few = kept <= settings.maxFingerprints;
    const count = few ? wasm.distinct(this.#keys, found.sort().length) : 0;
    // One piece of memory for both: taking it costs more than filling it.
    const room = wasm.memory.buffer.slice(this.#keys - SIGNATURE_VALUES, this.#keys + count * 4);
    const keys = few ? new Int32Array(room, SIGNATURE_VALUES, count) : boundedKeys(found, settings.maxFingerprints);
    return { words, perWord, whole, signature: new Uint8Array(room, 0, SIGNATURE_VALUES), keys };
  }

  /** Returns the number of words. */
  #walk(text: string, maxWords: number, composed: boolean): number {
    const length = Math.min(text.length, maxWords * MAX_CODES_PER_WORD);
    this.#reserve(length, Math.min(length, maxWords));
    this.#writer.write(text, this.#codes, length * 2, "utf16le");
    const count = this.#wasm.walk(this.#codes, length, this.#hashes, this.#shapes, maxWords, composed ? 1 : 0);
    return count >= 0 ? count : this.#walk(text.slice(0, length).normalize("NFKC"), maxWords, true);
  }

  /** Room for a text of `codes` code units and `words` words; grows the memory where needed. */
  #reserve(codes: number, words: number): void {
    this.#codes = this.#texts;
    this.#hashes = this.#codes + aligned((codes + 1) * 2);
    this.#shapes = this.#hashes + aligned(words * 4);
    this.#shingles = this.#shapes + aligned(words);
    this.#keys = this.#shingles + aligned(words * 4) + aligned(SIGNATURE_VALUES);
    const missing = this.#keys + aligned(words * 4) - this.#bytes.length;
    if (missing <= 0) return;
    const { memory } = this.#wasm;
    const pages = Math.ceil((this.#keys + aligned(words * 4) - memory.buffer.byteLength) / PAGE_BYTES);
    if (pages > 0) memory.grow(pages);
    this.#bytes = new Uint8Array(memory.buffer);
    this.#writer = Buffer.from(memory.buffer);
    this.#numbers = new Int32Array(memory.buffer);
  }

  #slice(start: number, count: number): Int32Array {
    return this.#numbers.slice(start >> 2, (start >> 2) + count);
  }
}

function aligned(bytes: number): number {
  return (bytes + 2 * ALIGN - 1) & -ALIGN;
}

/** As far as it is used here. */
interface Wasm {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: object };
}

/** The kernel in WebAssembly, or null where there is none. */
export function wasmKernel(): TextKernel | null {
  const { WebAssembly: wasm } = globalThis as { WebAssembly?: Wasm };
  if (!wasm) return null;
  const module = new wasm.Module(Buffer.from(KERNEL_BASE64, "base64"));
  return new WasmKernel(new wasm.Instance(module).exports as KernelExports);
}

let chosen: TextKernel | null = null;

/** The fastest kernel that runs here; made at first use (some 20 ms, for the fold table). */
export function textKernel(): TextKernel {
  chosen ??= wasmKernel() ?? scriptKernel;
  return chosen;
}
