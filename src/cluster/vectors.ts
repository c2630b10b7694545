/**
 * Weights are whole numbers: a unit vector's weights times this. Sums of whole numbers do not depend on the order of
 * adding, so an index rebuilt from the store equals the one that grew, bit for bit.
 */
const UNIT = 4096;

/** A unit vector over term ids, as stored: parallel arrays, ids ascending. */
export interface Vector {
  ids: Int32Array;
  weights: Int16Array;
}

/** Whole-number weights of unit length in proportion to `weights`; terms too light to count are left out. */
export function quantise<K>(weights: Map<K, number>): Map<K, number> {
  let squares = 0;
  for (const weight of weights.values()) squares += weight * weight;
  const out = new Map<K, number>();
  if (squares === 0) return out;
  const factor = UNIT / Math.sqrt(squares);
  for (const [key, weight] of weights) {
    const whole = Math.round(weight * factor);
    if (whole > 0) out.set(key, whole);
  }
  return out;
}

export function vector(weights: Map<number, number>): Vector {
  const ids = Int32Array.from(weights.keys()).sort();
  return { ids, weights: Int16Array.from(ids, (id) => weights.get(id) ?? 0) };
}

/** Cosine of two unit vectors, the first one spread out over an array indexed by term id. */
export function cosineSpread(spread: Float64Array, other: Vector): number {
  let dot = 0;
  for (let i = 0; i < other.ids.length; i++) dot += other.weights[i]! * spread[other.ids[i]!]!;
  return dot / UNIT ** 2;
}

/** The sum of a story's vectors in one field; its direction is the story's. */
export class Centroid {
  readonly sums = new Map<number, number>();
  #squares = 0;

  get norm(): number {
    return Math.sqrt(this.#squares);
  }

  add(other: Vector, sign: 1 | -1): void {
    for (let i = 0; i < other.ids.length; i++) {
      const id = other.ids[i]!;
      const change = sign * other.weights[i]!;
      const before = this.sums.get(id) ?? 0;
      const after = before + change;
      this.#squares += after * after - before * before;
      if (after === 0) this.sums.delete(id);
      else this.sums.set(id, after);
    }
  }

  cosine(other: Vector): number {
    let dot = 0;
    for (let i = 0; i < other.ids.length; i++) dot += other.weights[i]! * (this.sums.get(other.ids[i]!) ?? 0);
    return dot === 0 ? 0 : dot / (this.norm * UNIT);
  }

  cosineTo(other: Centroid): number {
    const [small, large] = this.sums.size < other.sums.size ? [this, other] : [other, this];
    let dot = 0;
    for (const [id, sum] of small.sums) dot += sum * (large.sums.get(id) ?? 0);
    return dot === 0 ? 0 : dot / (this.norm * other.norm);
  }
}
