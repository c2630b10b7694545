import { halvesOf } from "./average-linkage.ts";
import { logOdds } from "./decision.ts";
import type { Measure } from "./ranking.ts";
import type { ClusterSettings } from "./settings.ts";
import { compare } from "./similarity.ts";
import { type Member, StoryState } from "./story-state.ts";
import type { Stray } from "./strays.ts";

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
  const [larger = [], smaller = []] = halvesOf(reports, 1) ?? [];
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
