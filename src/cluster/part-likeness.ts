import { UNIT } from "./packed.ts";
import { dotsWith } from "./resemblance.ts";
import { likenessOf, USUAL_LIKENESS } from "./similarity.ts";
import type { StoryState } from "./story-state.ts";

/** The mean cosine between reports of the two, as a share of that between reports of the whole. */
export function partLikeness(part: StoryState, whole: StoryState): number {
  let sum = 0;
  for (const { vectors } of part.exemplars) if (vectors) sum += dotsWith(whole, vectors).all;
  const mean = sum / UNIT ** 2 / (part.exemplars.length * whole.reports);
  return mean / Math.max(USUAL_LIKENESS, likenessOf(whole));
}
