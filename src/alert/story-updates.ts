import type { Story } from "../model/story.ts";
import { onceItHas } from "../model/wanted.ts";
import type { StoryNews } from "./payload.ts";

/** One alert that a story's growth calls for. */
export interface StoryUpdate {
  news: StoryNews;
  /** The alert's occasion: each step and each language is told once. */
  occasion: string;
}

/**
 * What is worth telling about a story that was alerted and has grown: a step of the independent count (the highest that
 * was passed), a new language, and, for endpoints that waited for so many independent reports, the story itself.
 *
 * @param minima what endpoints wait for (`minIndependent`)
 */
export function storyUpdates(
  before: Story,
  after: Story,
  steps: readonly number[],
  minima: readonly number[],
): StoryUpdate[] {
  const passed = (count: number) => before.counts.independent < count && after.counts.independent >= count;
  const created = [...new Set(minima)].filter(passed).sort((a, b) => a - b);
  const step = steps.filter(passed).sort((a, b) => b - a)[0];
  const languages = after.languages.filter((lang) => !before.languages.includes(lang));
  return [
    ...created.map((count): StoryUpdate => ({ news: { type: "story.created" }, occasion: onceItHas(count) })),
    ...(step === undefined ? [] : [updated("independent", step)]),
    ...languages.map((lang) => updated("language", lang)),
  ];
}

const updated = (because: "independent" | "language", value: number | string): StoryUpdate => ({
  news: { type: "story.updated", change: { because, value } },
  occasion: `${because}-${value}`,
});
