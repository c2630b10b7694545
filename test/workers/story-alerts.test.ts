import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import type { App } from "../../src/app.ts";
import { CLUSTER_DEFAULTS } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { storyAlerts } from "../../workers/story-alerts.ts";
import { keep, NOW, reporter } from "../cluster/made-up.ts";
import type { NewsArticle } from "../cluster/newsroom.ts";

const HOUR = 3_600_000;
/** What all reports say, of either event. */
const BOTH = "harbour island crossing winter passengers";

test("the alert of a story that parted from another lists the reports that came from there", async () => {
  const report = reporter(7);
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, joinAt: 0.2, chanceToForm: 1 });
  const told = (event: string, publishedAt: number): NewsArticle => {
    const { text, ...rest } = report(event);
    return { ...rest, text: `${text} ${BOTH}`, publishedAt };
  };
  const ferry = [12, 11, 10].map((hours) => told("fer", NOW - hours * HOUR));
  const strike = [told("stri", NOW), told("stri", NOW)];
  keep(index, "s_ferry", [...ferry, ...strike]);
  index.story("s_ferry")!.status = "formed";
  const article = told("stri", NOW);
  const change = index.assign(article, null, { now: NOW });
  assert.deepEqual(
    change.formed.map(({ story }) => story.id),
    [change.storyId],
  );

  const stored = [...ferry, ...strike].map((one) => {
    const row = { articleId: one.id, storyId: "s_ferry", role: "independent", score: 1, evidence: {}, addedAt: NOW };
    return { ...row, article: one, duplicateOf: null };
  });
  const store = {
    coverage: async (storyId: string) => stored.filter((row) => row.storyId === storyId),
    story: async () => null,
  };
  const app = { store, settings: DEFAULTS } as unknown as App;
  const [alert, ...more] = await storyAlerts(app, change, { article, duplicateOf: null }, NOW);
  assert.deepEqual(more, []);
  const { data } = JSON.parse(alert!.body);
  assert.deepEqual([data.story.id, data.story.counts.independent], [change.storyId, 3]);
  assert.deepEqual(
    data.story.articles.map(({ id }: { id: string }) => id).sort(),
    [...strike, article].map(({ id }) => id).sort(),
  );
});
