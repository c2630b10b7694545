import type { StoryIndex } from "../../src/cluster/story-index.ts";
import { seededRandom } from "../seeded-random.ts";
import { articleOf, type NewsArticle } from "./newsroom.ts";

export const NOW = Date.parse("2025-11-06T12:00:00Z");

/** Letters alone, so that stems leave the words as they are. */
const words = (stem: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${stem}${"abcdefghij"[i % 10]}${"klmnopqrst"[Math.floor(i / 10)]}o`);

/** Writes reports of made-up events: half of the event's words, and as many of their own. */
export function reporter(seed: number): (event: string) => NewsArticle {
  const random = seededRandom(seed);
  let written = 0;
  return (event) => {
    const shared = words(event, 24).filter(() => random() < 0.5);
    const own = words(`q${"abcdefghijklmnopqrstuvwxyz"[written % 26]}${"aeiou"[Math.floor(written / 26)]}`, 12);
    const id = `r${written++}`;
    const title = shared.slice(0, 3).join(" ");
    const text = [...shared, ...own].join(" ");
    return articleOf({ id, title, text, source: `${id}.example`, lang: "en", publishedAt: NOW, firstSeenAt: NOW });
  };
}

/** Puts reports into a story, whatever they tell. */
export function keep(index: StoryIndex, storyId: string, articles: readonly NewsArticle[]): void {
  for (const article of articles) {
    const coverage = { storyId, role: "independent", addedAt: NOW } as const;
    index.restore({ number: index.sequence, coverage, article, analysed: index.analyse(article) });
  }
}
