import { logOdds } from "./decision.ts";
import { UNIT } from "./packed.ts";
import type { Measure } from "./ranking.ts";
import type { ClusterSettings } from "./settings.ts";
import { compare } from "./similarity.ts";
import { type Member, StoryState } from "./story-state.ts";
import type { Stray } from "./strays.ts";
import { eachTerm } from "./vectors.ts";

/** The halves of fewer reports are too small to tell: headlines of one event differ as much. */
const LEAST = 8;
/** A story of more has been asked on its way there. */
const MOST = 48;
/** Two reports of a large story are nearly always a little off; a half is at least this share of it. */
const LEAST_SHARE = 1 / 4;

/**
 * The half of a story that leaves it, if it is two stories: its reports as average linkage parts them in two, when those of
 * one half would rather not join the other. One report that joined wrongly brings others of its event with it, and each of
 * these has its like in the story; only the halves as wholes show that they are two. Leaves the smaller one; or else, of
 * a story that nobody was told of, the larger one. Empty where nothing leaves.
 *
 * @param mayLeave whether a report may be taken out at all
 */
export function leavingHalf(
  story: StoryState,
  settings: ClusterSettings,
  measure: Measure,
  mayLeave: (member: Member) => boolean,
): Stray[] {
  const reports = story.members.filter(({ vectors }) => vectors);
  if (settings.halvesAt === 0 || reports.length < LEAST || reports.length > MOST) return [];
  const [larger, smaller] = bisected(reports);
  if (smaller.length < reports.length * LEAST_SHARE) return [];
  const may = story.status === "growing" ? [smaller, larger] : [smaller];
  const leaving = may.find((half) => half.every(mayLeave));
  if (!leaving) return [];
  const one = belonging(smaller, larger, story.lang, settings, measure);
  const other = belonging(larger, smaller, story.lang, settings, measure);
  const probability = 1 / (1 + Math.exp(-(one + other) / reports.length));
  return probability < settings.halvesAt ? leaving.map((member) => ({ member, probability })) : [];
}

/** The sum of the log-odds that these belong to a story of those. */
function belonging(
  reports: readonly Member[],
  others: readonly Member[],
  lang: string,
  { maxExemplars }: ClusterSettings,
  { weights, documents, elsewhere }: Measure,
): number {
  const story = new StoryState("", 0, lang);
  for (const member of others) story.add(member, maxExemplars);
  let sum = 0;
  for (const { vectors } of reports) {
    const [features] = compare(vectors!, [{ story, hours: 0 }], documents, elsewhere);
    sum += logOdds(features!, weights, lang);
  }
  return sum;
}

/** Reports parted in two by average linkage: groups with the highest mean cosine become one until two are left. */
function bisected(reports: readonly Member[]): [Member[], Member[]] {
  const dots = dotsBetween(reports);
  const groups = reports.map((report, place) => ({ place, members: [report] }));
  while (groups.length > 2) {
    let best = -1;
    let [one, other] = [0, 1];
    for (let i = 0; i < groups.length; i++) {
      for (let j = i + 1; j < groups.length; j++) {
        const [a, b] = [groups[i]!, groups[j]!];
        const mean = dots[a.place]![b.place]! / (a.members.length * b.members.length);
        if (mean > best) {
          best = mean;
          [one, other] = [i, j];
        }
      }
    }
    const [into, gone] = [groups[one]!, groups[other]!];
    for (const { place } of groups) {
      if (place === into.place || place === gone.place) continue;
      const sum = dots[into.place]![place]! + dots[gone.place]![place]!;
      dots[into.place]![place] = sum;
      dots[place]![into.place] = sum;
    }
    into.members.push(...gone.members);
    groups.splice(other, 1);
  }
  const [a, b] = groups.map(({ members }) => members.sort((x, y) => x.sequence - y.sequence)) as [Member[], Member[]];
  return a.length >= b.length ? [a, b] : [b, a];
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
