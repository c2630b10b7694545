import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { explainLines } from "../../src/cli/explain-text.ts";
import type { Covered } from "../../src/cli/story-text.ts";
import { articleOf } from "../cluster/newsroom.ts";

const HOUR = 3_600_000;
const PARTED = Date.parse("2025-11-07T12:00:00Z");
const STORY_ID = "s_strike";

const joined = (id: string, addedAt: number): Covered => ({
  storyId: STORY_ID,
  articleId: id,
  role: "independent",
  score: 0.71,
  evidence: { rule: "joined", terms: ["harbour"], features: {}, runnerUp: null },
  addedAt,
  article: articleOf({ id, source: `${id}.example`, title: `Report ${id}` }),
  duplicateOf: null,
});

test("of an article that came with others from another story it is said that it was that story which it joined", () => {
  const text = explainLines(
    {
      story: {
        id: STORY_ID,
        title: "Strike",
        status: "growing",
        mergedInto: null,
        formedAt: null,
        firstPublishedAt: PARTED - HOUR,
        lastPublishedAt: PARTED + HOUR,
        counts: { articles: 2, publishers: 2, independent: 2 },
        languages: ["en"],
      },
      coverage: [joined("early", PARTED - HOUR), joined("late", PARTED + HOUR)],
      events: [
        { storyId: STORY_ID, at: PARTED, kind: "founded", articleId: "early", reason: "1 article left s_ferry" },
        { storyId: STORY_ID, at: PARTED + HOUR, kind: "grown", articleId: "late", reason: "joined" },
      ],
      deliveries: [],
      titles: new Map(),
      sourceFamily: (source) => source,
      now: PARTED + HOUR,
    },
    DEFAULTS,
  ).join("\n");
  assert.match(
    text,
    /early\.example: .*\n.*\n {2}joined the story from which this one parted later, probability 0\.71\n/,
  );
  assert.match(text, /late\.example: .*\n.*\n {2}joined, probability 0\.71\n/);
});
