import assert from "node:assert/strict";
import { test } from "node:test";
import { storyUpdates } from "../../src/alert/story-updates.ts";
import type { Story } from "../../src/model/story.ts";

const story = (independent: number, languages: string[] = ["en"]): Story => ({
  id: "s_1",
  title: "A ferry runs aground",
  status: "formed",
  mergedInto: null,
  formedAt: 0,
  firstPublishedAt: 0,
  lastPublishedAt: 0,
  counts: { articles: independent, publishers: independent, independent },
  languages,
});
const STEPS = [5, 10, 20];
const occasions = (before: Story, after: Story, minima: number[] = []) =>
  storyUpdates(before, after, STEPS, minima).map(({ occasion }) => occasion);

test("growth between two steps is no news", () => {
  assert.deepEqual(occasions(story(5), story(9)), []);
  assert.deepEqual(occasions(story(3), story(3)), []);
});

test("a step that is reached is told once, the highest where several are passed at a time", () => {
  assert.deepEqual(occasions(story(4), story(5)), ["independent-5"]);
  assert.deepEqual(occasions(story(3), story(12)), ["independent-10"]);
});

test("the first report in a language is news", () => {
  assert.deepEqual(occasions(story(3), story(4, ["en", "tr"])), ["language-tr"]);
});

test("an endpoint that waits for more independent reports is told of the story when it has them", () => {
  const [created] = storyUpdates(story(3), story(4), STEPS, [0, 4, 4, 7]);
  assert.deepEqual([created?.news.type, created?.occasion], ["story.created", "at-4"]);
});
