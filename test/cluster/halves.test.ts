import assert from "node:assert/strict";
import { test } from "node:test";
import type { AssignContext } from "../../src/cluster/change.ts";
import { StoryConstraints } from "../../src/cluster/constraints.ts";
import { CLUSTER_DEFAULTS, type ClusterSettings } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { keep, NOW, reporter } from "./made-up.ts";

interface Asked {
  told?: string;
  comes?: string;
  status?: "growing" | "formed";
  context?: Partial<AssignContext>;
  settings?: Partial<ClusterSettings>;
}

/** One story of reports of a ferry and of a strike in turn; one more of one of them comes now. */
function mixed({ told = "fsfsfff", comes = "f", status = "growing", context = {}, settings = {} }: Asked = {}) {
  const report = reporter(11);
  const about = (letter: string) => report(letter === "f" ? "fer" : "stri");
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, joinAt: 0, ...settings });
  keep(index, "s_mixed", [...told].map(about));
  index.story("s_mixed")!.status = status;
  const change = index.assign(about(comes), null, { now: NOW, ...context });
  return { index, change, about };
}

const leftOf = (asked: Asked) => mixed(asked).change.left.map(({ articleId }) => articleId);

test("reports of another event that joined together leave together, for one story", () => {
  const { change } = mixed();
  assert.deepEqual([change.storyId, change.left.map(({ articleId }) => articleId)], ["s_mixed", ["r1", "r3"]]);
  const [first, second] = change.left;
  assert.equal(first?.storyId, second?.storyId);
  const rows = change.coverage.filter(({ evidence }) => evidence.rule === "left");
  assert.deepEqual(
    rows.map(({ articleId, storyId, role }) => [articleId, storyId, role]),
    [
      ["r1", first?.storyId, "origin"],
      ["r3", first?.storyId, "independent"],
    ],
  );
  const [stays, leaves] = change.stories;
  assert.deepEqual([stays?.id, stays?.counts.independent], ["s_mixed", 6]);
  assert.deepEqual([leaves?.id, leaves?.counts.independent, leaves?.status], [first?.storyId, 2, "growing"]);
});

test("once applied, each event's next report finds its own", () => {
  const { index, change, about } = mixed();
  index.apply(change);
  assert.equal(index.assign(about("s"), null, { now: NOW }).storyId, change.left[0]?.storyId);
  assert.equal(index.assign(about("f"), null, { now: NOW }).storyId, "s_mixed");
});

test("reports of one event stay together", () => {
  assert.deepEqual(leftOf({ told: "fffffff" }), []);
});

test("of a story that nobody was told of the half without the newcomer leaves, of one that is news the smaller half alone", () => {
  const newcomer = { told: "ffsffff", comes: "s" };
  assert.deepEqual(leftOf({ ...newcomer }), ["r0", "r1", "r3", "r4", "r5", "r6"]);
  assert.deepEqual(leftOf({ ...newcomer, status: "formed", settings: { splitAt: 0 } }), []);
  assert.deepEqual(leftOf({ status: "formed" }), ["r1", "r3"]);
});

test("a half with a report that an operator pinned stays", () => {
  const constraints = new StoryConstraints([{ kind: "pin", subject: "r1", object: "s_mixed" }]);
  assert.deepEqual(leftOf({ status: "formed", context: { constraints }, settings: { splitAt: 0 } }), []);
});

test("how little halves must belong together is a setting, and with 0 none leaves", () => {
  assert.deepEqual(leftOf({ settings: { halvesAt: 0, splitAt: 0 } }), []);
});

test("a half that leaves with enough publishers says why it is no news yet", () => {
  const said = (status: "growing" | "formed") => {
    const { change } = mixed({ status, settings: { independentToForm: 2 } });
    const { storyId } = change.left[0]!;
    return change.events.filter((event) => event.storyId === storyId && event.kind === "held-back");
  };
  assert.deepEqual(
    [said("growing"), said("formed")].map((events) => events.map(({ reason }) => reason)),
    [["taken out of s_mixed, its next report is asked whether it is news"], ["taken out of s_mixed, which was news"]],
  );
});

test("a report that is asked again and stays where it was is no growth", () => {
  const events = (left: string | null) =>
    mixed({ told: "fffffff", context: { left } }).change.events.map(({ kind }) => kind);
  assert.deepEqual([events(null).includes("grown"), events("s_mixed").includes("grown")], [true, false]);
});
