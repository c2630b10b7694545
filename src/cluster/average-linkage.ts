import { UNIT } from "./packed.ts";
import type { Member } from "./story-state.ts";
import { eachTerm } from "./vectors.ts";

/** Reports that became one group, by their places, and the two groups that they were before. */
interface Group {
  places: readonly number[];
  parts: readonly [Group, Group] | null;
}

/**
 * Reports parted in two by average linkage, the larger half first: groups with the highest mean cosine become one, and the
 * last two of `least` reports or more that did are the halves. What joined them later is a little off, and goes to the half
 * that it is more like. Null where only smaller groups joined.
 */
export function halvesOf(reports: readonly Member[], least: number): [Member[], Member[]] | null {
  const dots = dotsBetween(reports);
  const odd: number[] = [];
  for (let group = linked(dots); group.parts; ) {
    const [one, other] = group.parts;
    const [larger, smaller] = one.places.length >= other.places.length ? [one, other] : [other, one];
    if (smaller.places.length >= least) return withOdd([larger.places, smaller.places], odd, dots, reports);
    odd.push(...smaller.places);
    group = larger;
  }
  return null;
}

/** Both halves in the order of the reports, the larger first. */
function withOdd(
  [large, small]: readonly [readonly number[], readonly number[]],
  odd: readonly number[],
  dots: readonly Float64Array[],
  reports: readonly Member[],
): [Member[], Member[]] {
  const mean = (place: number, half: readonly number[]) =>
    half.reduce((sum, one) => sum + dots[place]![one]!, 0) / half.length;
  const inSmall = new Set([...small, ...odd.filter((place) => mean(place, small) > mean(place, large))]);
  const one = reports.filter((_, place) => !inSmall.has(place));
  const other = reports.filter((_, place) => inSmall.has(place));
  return one.length >= other.length ? [one, other] : [other, one];
}

/** All of them as one group. */
function linked(dots: readonly Float64Array[]): Group {
  const sums = dots.map((row) => row.slice());
  const groups = dots.map((_, place): Group & { at: number } => ({ at: place, places: [place], parts: null }));
  while (groups.length > 1) {
    let best = -1;
    let [one, other] = [0, 1];
    for (let i = 0; i < groups.length; i++) {
      for (let j = i + 1; j < groups.length; j++) {
        const [a, b] = [groups[i]!, groups[j]!];
        const mean = sums[a.at]![b.at]! / (a.places.length * b.places.length);
        if (mean > best) {
          best = mean;
          [one, other] = [i, j];
        }
      }
    }
    const [into, gone] = [groups[one]!, groups[other]!];
    for (const { at } of groups) {
      if (at === into.at || at === gone.at) continue;
      const sum = sums[into.at]![at]! + sums[gone.at]![at]!;
      sums[into.at]![at] = sum;
      sums[at]![into.at] = sum;
    }
    groups[one] = { at: into.at, places: [...into.places, ...gone.places], parts: [into, gone] };
    groups.splice(other, 1);
  }
  return groups[0]!;
}

/** Dot products of reports with one another, in whole numbers. */
function dotsBetween(reports: readonly Member[]): Float64Array[] {
  const holders = new Map<number, number[]>();
  for (const [place, { vectors }] of reports.entries()) {
    eachTerm(vectors!, "all", (id, weight) => {
      const entry = place * (UNIT + 1) + weight;
      const known = holders.get(id | 0);
      if (known) known.push(entry);
      else holders.set(id | 0, [entry]);
    });
  }
  const dots = reports.map(() => new Float64Array(reports.length));
  for (const entries of holders.values()) {
    for (let i = 0; i < entries.length; i++) {
      for (let j = i + 1; j < entries.length; j++) {
        const [a, b] = [entries[i]!, entries[j]!];
        const [one, other] = [Math.floor(a / (UNIT + 1)), Math.floor(b / (UNIT + 1))];
        const dot = (a % (UNIT + 1)) * (b % (UNIT + 1));
        dots[one]![other]! += dot;
        dots[other]![one]! += dot;
      }
    }
  }
  return dots;
}
