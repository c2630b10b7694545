import type { FieldSums } from "./resemblance.ts";
import type { Vectors } from "./shelved.ts";
import type { Field } from "./terms.ts";
import { eachTerm } from "./vectors.ts";

export const NO_SUMS: FieldSums = { ids: new Uint32Array(0), sums: new Uint32Array(0) };

type Sums = Record<Field, FieldSums>;

/** What was summed last: a story that an article would make is summed before the story that it makes. */
let last: { before: Sums; added: Vectors; sums: Sums } | null = null;

/** The sums of these vectors and of what was summed before, per field. */
export function summed(before: Sums | null, added: readonly Vectors[]): Sums {
  const [only] = added;
  if (last && last.before === before && added.length === 1 && last.added === only) return last.sums;
  const field = (name: Field) => plus(before?.[name] ?? NO_SUMS, added, name);
  const sums = { all: field("all"), title: field("title"), names: field("names"), bigrams: field("bigrams") };
  if (before && only && added.length === 1) last = { before, added: only, sums };
  return sums;
}

/** A key holds an id and, below it, a weight: a byte. */
const WEIGHTS = 256;
/** The same arrays serve one sum after another. */
let keys = new Float64Array(1024);
let ids = new Uint32Array(1024);
let sums = new Uint32Array(1024);

function plus(before: FieldSums, added: readonly Vectors[], field: Field): FieldSums {
  let size = 0;
  for (const vectors of added) {
    // no list of a vector has as many terms
    while (size + WEIGHTS > keys.length) keys = doubled(keys, new Float64Array(keys.length * 2));
    eachTerm(vectors, field, (id, weight) => {
      keys[size++] = id * WEIGHTS + weight;
    });
  }
  const sorted = keys.subarray(0, size).sort();
  while (before.ids.length + size > ids.length) {
    ids = new Uint32Array(ids.length * 2);
    sums = new Uint32Array(ids.length);
  }
  let length = 0;
  let i = 0;
  for (let j = 0; j < size; ) {
    const id = Math.floor(sorted[j]! / WEIGHTS);
    let sum = 0;
    for (; j < size && sorted[j]! < (id + 1) * WEIGHTS; j++) sum += sorted[j]! - id * WEIGHTS;
    for (; i < before.ids.length && before.ids[i]! < id; i++, length++) {
      ids[length] = before.ids[i]!;
      sums[length] = before.sums[i]!;
    }
    if (before.ids[i] === id) sum += before.sums[i++]!;
    ids[length] = id;
    sums[length++] = sum;
  }
  for (; i < before.ids.length; i++, length++) {
    ids[length] = before.ids[i]!;
    sums[length] = before.sums[i]!;
  }
  return { ids: ids.slice(0, length), sums: sums.slice(0, length) };
}

function doubled(array: Float64Array<ArrayBuffer>, into: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  into.set(array);
  return into;
}
