import { mix32 } from "../model/word-hash.ts";

/** Values in a signature. The estimate's standard error is at most 0.5 / sqrt(128) = 0.044. */
export const SIGNATURE_VALUES = 128;
const BIN_SHIFT = 25; // 32 - log2(128): the top bits choose the bin, the rest is what the minimum is taken of
const VALUE_MASK = (1 << BIN_SHIFT) - 1;
const EMPTY = 0x7fffffff;
/** Two different sets agree in one 8-bit value by accident this often. */
const ACCIDENT = 1 / 256;

const bins = new Int32Array(SIGNATURE_VALUES);

/**
 * One-permutation MinHash: each shingle falls into one of 128 bins and each bin keeps its least value, so that a
 * shingle costs one comparison instead of 128 (Li, Owen, Zhang 2012, https://arxiv.org/abs/1208.1259). A bin that
 * stayed empty takes the value of another, chosen by a hash that is the same for every text (optimal densification,
 * Shrivastava 2017, https://arxiv.org/abs/1703.04664). 8 bits of each value are kept (b-bit minwise hashing, Li and
 * König 2010). An empty set gives all zeros.
 */
export function minhash(shingleHashes: Int32Array): Uint8Array {
  const out = new Uint8Array(SIGNATURE_VALUES);
  const count = shingleHashes.length;
  if (count === 0) return out;
  bins.fill(EMPTY);
  for (let i = 0; i < count; i++) {
    const hash = shingleHashes[i] as number;
    const bin = hash >>> BIN_SHIFT;
    const value = hash & VALUE_MASK;
    if (value < (bins[bin] as number)) bins[bin] = value;
  }
  for (let bin = 0; bin < SIGNATURE_VALUES; bin++) {
    let source = bin;
    for (let attempt = 1; bins[source] === EMPTY; attempt++) {
      source = mix32(Math.imul(bin + 1, 0x9e3779b1) + attempt) >>> BIN_SHIFT;
    }
    out[bin] = mix32(bins[source] as number) & 0xff;
  }
  return out;
}

export interface Similarity {
  /** Estimated Jaccard similarity of the two shingle sets, 0 to 1. */
  value: number;
  /** One standard deviation of the estimate: sqrt(p (1 - p) / 128), p the share of equal values, accidents taken out. */
  standardError: number;
}

/** The similarity that two signatures of equal parameters speak for. */
export function estimateSimilarity(a: Uint8Array, b: Uint8Array): Similarity {
  let equal = 0;
  for (let i = 0; i < SIGNATURE_VALUES; i++) if (a[i] === b[i]) equal++;
  return similarityOf(equal);
}

/** The same from the number of equal values, 0 to 128. */
export function similarityOf(equal: number): Similarity {
  const share = equal / SIGNATURE_VALUES;
  return {
    value: Math.max(0, (share - ACCIDENT) / (1 - ACCIDENT)),
    standardError: Math.sqrt((share * (1 - share)) / SIGNATURE_VALUES) / (1 - ACCIDENT),
  };
}
