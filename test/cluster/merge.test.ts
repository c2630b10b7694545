import assert from "node:assert/strict";
import { test } from "node:test";
import { CLUSTER_DEFAULTS } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { seededRandom } from "../seeded-random.ts";
import { articleOf } from "./newsroom.ts";

const NOW = Date.parse("2025-11-06T12:00:00Z");
/** Letters alone, so that stems leave the words as they are. */
const words = (stem: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${stem}${"abcdefghij"[i % 10]}${"klmnopqrst"[Math.floor(i / 10)]}o`);
const EVENT = words("ves", 24);
const random = seededRandom(7);
let written = 0;

/** A report that takes half of the event's words, and as many of its own. */
function report() {
  const shared = EVENT.filter(() => random() < 0.5);
  const own = words(`q${"abcdefghijklmnopqrstuvwxyz"[written % 26]}${"aeiou"[Math.floor(written / 26)]}`, 12);
  const id = `r${written++}`;
  const title = shared.slice(0, 3).join(" ");
  const text = [...shared, ...own].join(" ");
  return articleOf({ id, title, text, source: `${id}.example`, lang: "en", publishedAt: NOW, firstSeenAt: NOW });
}

/** What a report merges that joins a story of so many, beside which three more make a story of their own. */
function absorbed(reports: number): string[] {
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, mergeAt: 1 });
  const keep = (storyId: string, count: number) => {
    for (let i = 0; i < count; i++) {
      const article = report();
      const coverage = { storyId, role: "independent", addedAt: NOW } as const;
      index.restore({ number: index.sequence, coverage, article, analysed: index.analyse(article) });
    }
  };
  keep("s_whole", reports);
  keep("s_part", 3);
  return index.assign(report(), null, { now: NOW }).absorbed;
}

test("what is as like a story of many reports as these are to one another is a part of it", () => {
  assert.equal(absorbed(14).length, 1);
});

test("a story of few reports has not shown yet how alike they are", () => {
  assert.deepEqual(absorbed(6), []);
});
