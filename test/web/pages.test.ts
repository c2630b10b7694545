import assert from "node:assert/strict";
import { test } from "node:test";
import type { App } from "../../src/app.ts";
import type { Story } from "../../src/model/story.ts";
import { storyPage } from "../../src/web/pages.ts";

/** As much of a program as a story's page reads: one story without coverage. */
const appWith = (story: Partial<Story>) =>
  ({
    store: { story: async () => story, coverage: async () => [], storyEvents: async () => [] },
  }) as unknown as App;

test("the page of a story that was merged leads to the story that holds its articles", async () => {
  const counts = { articles: 3, publishers: 3, independent: 3 };
  const merged = { title: "Ferry stays in port", counts, formedAt: 0, mergedInto: "s_other" };
  assert.match((await storyPage(appWith(merged), "s_1"))!, /<a href="\/stories\/s_other">/);
  assert.doesNotMatch((await storyPage(appWith({ ...merged, mergedInto: null }), "s_1"))!, /merged into/);
});
