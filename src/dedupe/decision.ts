import type { Detail } from "../model/ending.ts";
import type { NearDuplicate } from "../model/signature.ts";
import type { Occupant } from "./article-slots.ts";
import type { CarriedStory } from "./carried-story.ts";
import type { Compared } from "./compared.ts";
import type { Sketch } from "./sketch.ts";

export interface Decision {
  duplicate: NearDuplicate | null;
  /**
   * The rule that found it (`same-words`, `verbatim`, `copy`, `excerpt`, `contains`, `operator`) or why there is none
   * (`too-few-words`, `no-candidates`, `not-enough-shared`, `only-in-roundup`).
   */
  reason: string;
  compared: Compared[];
  /** Round-ups that were there before and carry this text. */
  carriedBy: CarriedStory[];
  /** The same in words, for the trace. */
  detail: Detail;
  /** The sketch to store and to add: it also knows which of its text is borrowed and whether it is a round-up. */
  sketch: Sketch;
}

/** What a comparison says of the newer article, as a row. */
export function linkTo({ id, originalId, shares, verdict, similarity }: Compared, articleId: string): NearDuplicate {
  return {
    articleId,
    parentId: id,
    originalId,
    relation: verdict.relation ?? "copy",
    covered: shares.whole.covered,
    parentCovered: shares.whole.parentCovered,
    matchedWords: Math.round(shares.whole.matchedWords),
    similarity,
  };
}

/** A decision with its words for the trace. */
export function decided(decision: Omit<Decision, "detail" | "carriedBy"> & Partial<Decision>): Decision {
  return { carriedBy: [], ...decision, detail: explainDecision(decision) };
}

/** The same words in the same order as `parent`. */
export function exactDuplicate(articleId: string, parent: Occupant & { originalId: string }, sketch: Sketch): Decision {
  const duplicate: NearDuplicate = {
    articleId,
    parentId: parent.id,
    originalId: parent.originalId,
    relation: "copy",
    covered: 1,
    parentCovered: 1,
    matchedWords: Math.round(sketch.words / sketch.perWord),
    similarity: 1,
  };
  return decided({ duplicate, reason: "same-words", compared: [], sketch });
}

/** A decision in the words of `samestory trace`: the rule and the three closest comparisons. */
function explainDecision({ duplicate, reason, compared }: Pick<Decision, "duplicate" | "reason" | "compared">): Detail {
  const closest = [...compared].sort((a, b) => b.shares.matchedWords - a.shares.matchedWords).slice(0, 3);
  return {
    rule: reason,
    compared: compared.length,
    ...(duplicate ? { parent: duplicate.parentId, relation: duplicate.relation } : {}),
    closest: closest.map(
      ({ id, shares, verdict }) =>
        `${id}: ${verdict.rule}, ${percent(shares.covered)} of this and ${percent(shares.parentCovered)} of that, ` +
        `${Math.round(shares.matchedWords)} words, longest run ${Math.round(shares.longestRun)}, ${shares.slots} swaps`,
    ),
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
