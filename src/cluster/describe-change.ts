import type { Detail } from "../model/ending.ts";
import type { StoryChange } from "./change.ts";

/** What a change says of its article, for the trace. */
export function describeChange(change: StoryChange): Detail {
  const row = change.coverage.find(({ articleId }) => articleId === change.articleId);
  const { rule, terms, runnerUp } = row?.evidence ?? { rule: "", terms: [], runnerUp: null };
  return {
    story: change.storyId,
    rule,
    role: row?.role ?? null,
    score: row ? Number(row.score.toFixed(2)) : null,
    terms: terms.slice(0, 8),
    runnerUp: runnerUp && `${runnerUp.storyId} ${runnerUp.score.toFixed(2)}`,
    ...(change.absorbed.length > 0 ? { absorbed: change.absorbed } : {}),
    ...(change.left.length > 0
      ? { left: change.left.map(({ articleId, storyId }) => `${articleId} for ${storyId}`) }
      : {}),
    ...(change.formed.length > 0 ? { formed: true } : {}),
    ...(change.heldBack[0] ? { heldBack: change.heldBack[0].reason } : {}),
  };
}
