import assert from "node:assert/strict";
import { test } from "node:test";
import { heldTogether } from "../../src/cluster/held-together.ts";
import { CLUSTER_DEFAULTS } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { keep, NOW } from "./made-up.ts";
import { articleOf } from "./newsroom.ts";

const headline = (id: string, title: string) =>
  articleOf({ id, title, source: `${id}.example`, lang: "en", publishedAt: NOW });

/** The headlines as one story, in an index that has read as many of other things as are asked for. */
function together(titles: string[], others: string[] = []): number {
  const index = new StoryIndex(CLUSTER_DEFAULTS);
  for (const [i, title] of others.entries()) keep(index, `s_other${i}`, [headline(`o${i}`, title)]);
  keep(
    index,
    "s_story",
    titles.map((title, i) => headline(`a${i}`, title)),
  );
  return heldTogether(index.story("s_story")!, index.lane("en").table);
}

test("headlines that name one event hold together, headlines of nothing in particular do not", () => {
  const event = [
    "Ferry Aurelia runs aground off Kalmora",
    "Aurelia ferry aground near Kalmora, passengers safe",
    "Passengers taken off Aurelia at Kalmora",
  ];
  const columns = ["What you need to know today", "The news: what to know", "Things to know before you go"];
  assert.ok(together(event) > CLUSTER_DEFAULTS.chanceToForm);
  assert.ok(together(columns) < CLUSTER_DEFAULTS.chanceToForm);
});

test("a word counts less the more articles beside the story's own have it", () => {
  const story = ["Ferry talks in Kalmora", "Kalmora ferry talks begin"];
  const often = Array.from({ length: 60 }, (_, i) => `Kalmora ferry talks, day ${i}`);
  assert.ok(together(story, often) < together(story) / 10);
});

test("reports that share no word hold together no more than any two articles", () => {
  assert.equal(together(["Ferry aground", "Orchard frost"]), 1);
});

test("a story held back for it grows on, and is news when its reports share enough", () => {
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, chanceToForm: 1_000_000_000_000 });
  const titles = [
    "Ferry Aurelia aground off Kalmora",
    "Ferry Aurelia off Kalmora aground",
    "Aurelia, a ferry, aground at Kalmora",
  ];
  keep(
    index,
    "s_ferry",
    titles.slice(0, 2).map((title, i) => headline(`a${i}`, title)),
  );
  const change = index.assign(headline("a2", titles[2]!), null, { now: NOW });
  assert.deepEqual([change.storyId, change.formed.length, change.stories[0]?.status], ["s_ferry", 0, "growing"]);
  assert.match(change.heldBack[0]!.reason, /^one article in \d+ would have as many of its words by chance/);
  const lenient = new StoryIndex(CLUSTER_DEFAULTS);
  keep(
    lenient,
    "s_ferry",
    titles.slice(0, 2).map((title, i) => headline(`a${i}`, title)),
  );
  assert.equal(lenient.assign(headline("a2", titles[2]!), null, { now: NOW }).formed.length, 1);
});
