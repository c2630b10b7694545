import assert from "node:assert/strict";
import { test } from "node:test";
import { halvesOf } from "../../src/cluster/average-linkage.ts";
import type { AssignContext } from "../../src/cluster/change.ts";
import { StoryConstraints } from "../../src/cluster/constraints.ts";
import { CLUSTER_DEFAULTS, type ClusterSettings } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { keep, NOW, reporter } from "./made-up.ts";
import type { NewsArticle } from "./newsroom.ts";

/** What reports of either event say, so that each belongs with all others. */
const KIND = "climber mountain rescue helicopter glacier summit avalanche ridge slope weather partner missing";
/** With so many words of its own besides, a report is a full text. */
const REST = [
  "ma",
  "me",
  "mi",
  "mo",
  "mu",
  "na",
  "ne",
  "ni",
  "no",
  "nu",
  "pa",
  "pe",
  "pi",
  "po",
  "pu",
  "ra",
  "re",
  "ri",
];

interface Asked {
  told?: string;
  comes?: string;
  status?: "growing" | "formed";
  full?: boolean;
  context?: Partial<AssignContext>;
  settings?: Partial<ClusterSettings>;
}

/** Reports of two falls from one mountain, as they come. */
function writer(full: boolean): (letter: string) => NewsArticle {
  const report = reporter(11);
  let written = 0;
  return (letter) => {
    const { text, ...rest } = report(letter === "a" ? "vin" : "buck");
    const own = REST.map((syllable) => `${syllable}${"bcdfghjklm"[written]}tto`);
    written++;
    const words = full ? [text, KIND, ...own] : [...text.split(" ").slice(0, 8), ...KIND.split(" ").slice(0, 5)];
    return { ...rest, text: words.join(" ") };
  };
}

/** One story of reports of both, in turn; one more of one of them comes now. */
function mixed({ told = "ababaaa", comes = "b", status = "growing", full = true, context = {}, settings = {} }: Asked) {
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, joinAt: 0, halvesAt: 0, splitAt: 0, ...settings });
  const about = writer(full);
  keep(index, "s_mixed", [...told].map(about));
  index.story("s_mixed")!.status = status;
  const change = index.assign(about(comes), null, { now: NOW, ...context });
  return { index, change, about };
}

const leftOf = (asked: Asked) => mixed(asked).change.left.map(({ articleId }) => articleId);

test("two events of one kind part, and the newcomer is on the side that it tells of", () => {
  const { change } = mixed({});
  assert.notEqual(change.storyId, "s_mixed");
  assert.deepEqual(
    change.left.map(({ articleId, storyId }) => [articleId, storyId === change.storyId]),
    [
      ["r1", true],
      ["r3", true],
    ],
  );
  const [own, other] = change.stories;
  assert.deepEqual([own?.counts.independent, other?.id, other?.counts.independent], [3, "s_mixed", 5]);
});

test("both histories say how alike the two are, and neither story continues the other", () => {
  const { change } = mixed({ comes: "a", told: "ababbaa" });
  const reasons = change.events.filter(({ kind }) => kind === "split").map(({ reason }) => reason);
  assert.match(reasons.join(), /^3 articles left for \S+: \d+ % as like the others as one another$/);
  assert.deepEqual(change.links, []);
});

test("once applied, each event's next report finds its own", () => {
  const { index, change, about } = mixed({});
  index.apply(change);
  assert.equal(index.assign(about("b"), null, { now: NOW }).storyId, change.storyId);
  assert.equal(index.assign(about("a"), null, { now: NOW }).storyId, "s_mixed");
});

test("reports of one event stay together, and so do two events of which one has two reports", () => {
  assert.deepEqual(leftOf({ told: "aaaaaaa", comes: "a" }), []);
  assert.deepEqual(leftOf({ told: "abaaaaa", comes: "b" }), []);
});

test("headlines and snippets are unlike each other by chance and stay together", () => {
  assert.deepEqual(leftOf({ full: false }), []);
});

test("a story parts when its reports have doubled, not in between", () => {
  assert.deepEqual(leftOf({ told: "abababaa" }), []);
});

test("of a story that is news the smaller half parts alone, and what an operator put there stays", () => {
  const constraints = new StoryConstraints([{ kind: "pin", subject: "r1", object: "s_mixed" }]);
  assert.deepEqual(leftOf({ status: "formed" }), ["r1", "r3"]);
  assert.deepEqual(leftOf({ status: "formed", context: { constraints } }), []);
  assert.deepEqual(leftOf({ context: { constraints } }), ["r0", "r2", "r4", "r5", "r6"]);
});

test("how little the halves may be alike is a setting, and with 0 none parts", () => {
  assert.deepEqual(leftOf({ settings: { twinsAt: 0 } }), []);
  assert.deepEqual(leftOf({ settings: { twinsAt: 0.05 } }), []);
});

test("an odd report is no half of its own: it goes to the half that it is more like", () => {
  const index = new StoryIndex(CLUSTER_DEFAULTS);
  const about = writer(true);
  const odd = { ...about("b"), title: "Zither", text: "zither orchestra tonight vinako vinbko vinckoo" };
  keep(index, "s_mixed", [...[..."aaabbb"].map(about), odd]);
  const reports = index.story("s_mixed")!.members;
  const ids = (least: number) => halvesOf(reports, least)?.map((half) => half.map(({ articleId }) => articleId));
  assert.deepEqual(ids(1), [["r1", "r2", "r3", "r4", "r5", "r6"], ["r0"]]);
  assert.deepEqual(ids(3), [
    ["r1", "r2", "r3", "r0"],
    ["r4", "r5", "r6"],
  ]);
  assert.equal(halvesOf(reports, 5), null);
});
