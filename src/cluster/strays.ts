import { probability } from "./decision.ts";
import type { Measure } from "./ranking.ts";
import { type Compared, dotsWith, squaresOf } from "./resemblance.ts";
import type { ClusterSettings } from "./settings.ts";
import type { Vectors } from "./shelved.ts";
import { compare } from "./similarity.ts";
import type { Member, StoryState } from "./story-state.ts";
import { FIELDS } from "./terms.ts";

/** A report that its story's others do not hold. */
export interface Stray {
  member: Member;
  /** That it belongs to the others, 0 to 1. */
  probability: number;
}

/** A story, or what is left of it. */
interface Told extends Compared {
  readonly exemplars: readonly Member[];
}

/** A story is two reports at least: of two nobody can say which one is astray. */
const LEAST_LEFT = 2;

/**
 * The reports of a story that would not be there had the others come first: each of those that it is compared by is
 * asked, as if it came now, whether it belongs to the rest. The likeliest to be astray leaves, then the rest are asked
 * again. Between `splitAt` and `joinAt` nothing is done: what has joined stays until there is reason to doubt it.
 *
 * @param mayLeave whether a report may be taken out at all
 */
export function straysOf(
  story: StoryState,
  settings: ClusterSettings,
  measure: Measure,
  mayLeave: (member: Member) => boolean,
): Stray[] {
  const strays: Stray[] = [];
  let rest: Told = story;
  while (rest.reports > LEAST_LEFT) {
    let worst: { stray: Stray; others: Told } | null = null;
    for (const member of rest.exemplars) {
      if (!member.vectors || !mayLeave(member)) continue;
      const others = without(rest, member, member.vectors);
      const belongs = belonging(member.vectors, others, story.lang, measure);
      if (belongs < settings.splitAt && belongs < (worst?.stray.probability ?? 1))
        worst = { stray: { member, probability: belongs }, others };
    }
    if (!worst) break;
    strays.push(worst.stray);
    rest = worst.others;
  }
  return strays;
}

/** |Σ − r|² = |Σ|² − 2Σr + |r|² */
function without(story: Told, member: Member, vectors: Vectors): Told {
  const { exemplars, rest, reports } = story;
  const dots = dotsWith(story, vectors);
  const own = squaresOf(vectors);
  const squares = { ...story.squares };
  for (const field of FIELDS) squares[field] += own[field] - 2 * dots[field];
  return { exemplars: exemplars.filter((one) => one !== member), rest, squares, reports: reports - 1 };
}

/** A template does not speak against a report here: it may be the one that the others were written from. */
function belonging(vectors: Vectors, others: Compared, lang: string, measure: Measure): number {
  const [features] = compare(vectors, [{ story: others, hours: 0 }], measure.documents, measure.elsewhere);
  return features ? probability(features, measure.weights, lang) : 1;
}
