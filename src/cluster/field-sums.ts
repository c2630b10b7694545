import type { Packed } from "./packed.ts";
import type { FieldSums } from "./resemblance.ts";
import type { Field } from "./terms.ts";
import { eachTerm } from "./vectors.ts";

const NOTHING: FieldSums = { ids: new Uint32Array(0), sums: new Uint32Array(0) };

/** The sums of these vectors and of what was summed before, per field. */
export function summed(before: Record<Field, FieldSums> | null, added: readonly Packed[]): Record<Field, FieldSums> {
  const field = (name: Field) => added.reduce((sums, one) => plus(sums, one, name), before?.[name] ?? NOTHING);
  return { all: field("all"), title: field("title"), names: field("names"), bigrams: field("bigrams") };
}

function plus(before: FieldSums, vectors: Packed, field: Field): FieldSums {
  const added: { id: number; weight: number }[] = [];
  eachTerm(vectors, field, (id, weight) => added.push({ id, weight }));
  added.sort((a, b) => a.id - b.id);
  const ids = new Uint32Array(before.ids.length + added.length);
  const sums = new Uint32Array(ids.length);
  let length = 0;
  let i = 0;
  for (const { id, weight } of added) {
    for (; i < before.ids.length && before.ids[i]! < id; i++, length++) {
      ids[length] = before.ids[i]!;
      sums[length] = before.sums[i]!;
    }
    const known = before.ids[i] === id ? before.sums[i++]! : 0;
    ids[length] = id;
    sums[length++] = known + weight;
  }
  for (; i < before.ids.length; i++, length++) {
    ids[length] = before.ids[i]!;
    sums[length] = before.sums[i]!;
  }
  return { ids: ids.slice(0, length), sums: sums.slice(0, length) };
}
