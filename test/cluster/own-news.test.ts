import assert from "node:assert/strict";
import { test } from "node:test";
import { CLUSTER_DEFAULTS, type ClusterSettings } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { keep, NOW, reporter } from "./made-up.ts";

/** What reports of two events have in common. */
const BOTH = "harbour island";

/** One more report of a story of so many, beside a story that was news and shares a few words with it. */
function grownTo(reports: number, settings: Partial<ClusterSettings> = {}) {
  const report = reporter(7);
  const told = (event: string) => {
    const { text, ...rest } = report(event);
    return { ...rest, text: `${text} ${BOTH}` };
  };
  const asked = { developmentAt: 0.01, developmentReports: 0, mergeAt: 1, oneStoryAt: 1, queryTerms: 60, ...settings };
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, ...asked });
  const many = (event: string, count: number) => Array.from({ length: count }, () => told(event));
  keep(index, "s_news", many("ves", 6));
  index.story("s_news")!.status = "formed";
  keep(index, "s_other", many("fer", reports - 1));
  return index.assign(told("fer"), null, { now: NOW });
}

test("of few reports a story that resembles one that was news is its development", () => {
  const { formed, links } = grownTo(3);
  assert.deepEqual(formed, []);
  assert.deepEqual(
    links.map(({ storyId, otherId }) => [storyId, otherId]),
    [["s_other", "s_news"]],
  );
});

test("when it has many reports, and they are hardly like that one's, it is news of its own", () => {
  const { formed } = grownTo(CLUSTER_DEFAULTS.ownFrom);
  assert.deepEqual(
    formed.map(({ story, reason }) => [story.id, reason.rule]),
    [["s_other", "8 independent publishers, 3 needed"]],
  );
  assert.deepEqual(grownTo(CLUSTER_DEFAULTS.ownFrom - 1).formed, []);
});

test("from how many reports on, and how unlike they are, can be set", () => {
  assert.equal(grownTo(4, { ownFrom: 4 }).formed.length, 1);
  assert.deepEqual(grownTo(12, { ownBelow: 0 }).formed, []);
});
