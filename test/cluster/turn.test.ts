import assert from "node:assert/strict";
import { test } from "node:test";
import type { AssignContext } from "../../src/cluster/change.ts";
import { StoryConstraints } from "../../src/cluster/constraints.ts";
import { CLUSTER_DEFAULTS, type ClusterSettings } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { turnOf } from "../../src/cluster/turn.ts";
import { keep, NOW, reporter } from "./made-up.ts";
import type { NewsArticle } from "./newsroom.ts";

const HOUR = 3_600_000;

/** What all reports say, of either event. */
const BOTH = "harbour island crossing winter passengers";

interface Turning {
  context?: Partial<AssignContext>;
  settings?: Partial<ClusterSettings>;
  /** What the later reports tell. */
  event?: string;
  /** Hours between the ferry reports and the later ones. */
  pause?: number;
  /** The newcomer is one more ferry report, found late. */
  late?: boolean;
  /** Whether the last of the later reports has a copy. */
  copied?: boolean;
}

/** Three ferry reports were news; hours later two reports of a strike joined them, and a third comes now. */
function turning({
  context = {},
  settings = {},
  event = "stri",
  pause = 10,
  late = false,
  copied = false,
}: Turning = {}) {
  const report = reporter(7);
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, joinAt: 0.2, chanceToForm: 1, ...settings });
  const told = (about: string, publishedAt: number): NewsArticle => {
    const { text, ...rest } = report(about);
    return { ...rest, text: `${text} ${BOTH}`, publishedAt };
  };
  const ferry = [1, 2, 3].map((_, i) => told("fer", NOW - pause * HOUR - (2 - i) * HOUR));
  const later = [1, 2].map(() => told(event, NOW));
  keep(index, "s_ferry", [...ferry, ...later]);
  if (copied) {
    const coverage = { storyId: "s_ferry", role: "near_duplicate", addedAt: NOW } as const;
    const article = { ...later[1]!, id: "copy" };
    index.restore({ number: index.sequence, coverage, article, analysed: index.analyse(article) });
  }
  index.story("s_ferry")!.status = "formed";
  const newcomer = late ? told("fer", NOW - pause * HOUR) : told(event, NOW);
  const change = index.assign(newcomer, null, { now: NOW, ...context });
  return { index, change, told, newcomer };
}

test("what came hours after a story's other reports, and is like itself alone, is a story of its own, and news", () => {
  const { change, newcomer } = turning();
  const { storyId } = change;
  assert.notEqual(storyId, "s_ferry");
  assert.deepEqual(change.left, [
    { articleId: "r3", storyId },
    { articleId: "r4", storyId },
  ]);
  const [own, ferry] = change.stories;
  assert.deepEqual([own?.id, own?.counts.articles, own?.status], [storyId, 3, "formed"]);
  assert.deepEqual([ferry?.id, ferry?.counts.articles, ferry?.status], ["s_ferry", 3, "formed"]);
  assert.deepEqual(
    change.formed.map(({ story }) => story.id),
    [storyId],
  );
  assert.deepEqual(
    [...change.coverage, ...change.moved].map((row) => [row.articleId, row.storyId, row.role]),
    [
      [newcomer.id, storyId, "independent"],
      ["r3", storyId, "origin"],
      ["r4", storyId, "independent"],
      ["r0", "s_ferry", "origin"],
    ],
  );
});

test("both histories say what happened, and the new story continues the other", () => {
  const { change } = turning();
  const { storyId, events, links } = change;
  const told = /10\.0 hours later, and \d+ % as like the others as one another$/;
  const [split, founded, formed] = events;
  assert.deepEqual([split?.storyId, split?.kind], ["s_ferry", "split"]);
  assert.deepEqual([founded?.storyId, founded?.kind, formed?.kind], [storyId, "founded", "formed"]);
  assert.match(split!.reason, new RegExp(`^3 articles left for ${storyId}: ${told.source}`));
  assert.match(founded!.reason, new RegExp(`^3 articles left s_ferry: ${told.source}`));
  assert.deepEqual(
    links.map(({ storyId: one, otherId, kind }) => [one, otherId, kind]),
    [[storyId, "s_ferry", "continues"]],
  );
});

test("copies go with what they repeat", () => {
  const copies = new Map([["r4", ["copy"]]]);
  const { change, index } = turning({ context: { copies }, copied: true });
  const { storyId } = change;
  assert.deepEqual(
    change.left.map(({ articleId }) => articleId),
    ["r3", "r4", "copy"],
  );
  assert.deepEqual(
    change.stories.map(({ id, counts }) => [id, counts.articles, counts.independent]),
    [
      [storyId, 4, 3],
      ["s_ferry", 3, 3],
    ],
  );
  index.apply(change);
  assert.equal(index.placeOf("copy")?.story.id, storyId);
});

test("once applied, the next report of either finds its own", () => {
  const { index, change, told } = turning();
  index.apply(change);
  assert.deepEqual([index.story("s_ferry")?.reports, index.story(change.storyId)?.reports], [3, 3]);
  assert.equal(index.assign(told("stri", NOW), null, { now: NOW }).storyId, change.storyId);
  assert.equal(index.assign(told("fer", NOW), null, { now: NOW }).storyId, "s_ferry");
});

test("by a late report of the earlier side the later ones leave, too, and the order of arrival matters little", () => {
  const { change, newcomer } = turning({ late: true });
  assert.equal(change.storyId, "s_ferry");
  const { storyId } = change.left[0]!;
  assert.deepEqual(change.left, [
    { articleId: "r3", storyId },
    { articleId: "r4", storyId },
  ]);
  assert.deepEqual(
    change.stories.map(({ id, counts, status }) => [id, counts.articles, status]),
    [
      ["s_ferry", 4, "formed"],
      [storyId, 2, "growing"],
    ],
  );
  assert.deepEqual(
    change.events.map((event) => [event.storyId, event.kind, event.articleId]),
    [
      ["s_ferry", "split", newcomer.id],
      [storyId, "founded", "r3"],
      ["s_ferry", "grown", newcomer.id],
    ],
  );
});

test("reports of one event stay together, however long the pause", () => {
  assert.deepEqual(turning({ event: "fer", pause: 90 }).change.left, []);
});

test("after a short pause they need to differ more, and without one nobody asks", () => {
  assert.deepEqual(turning({ pause: 0 }).change.left, []);
  const { index } = turning({ settings: { turnAt: 0 } });
  const story = index.story("s_ferry")!;
  const share = (some: Partial<ClusterSettings>) => turnOf(story, { ...CLUSTER_DEFAULTS, ...some })?.share;
  const found = share({})!;
  assert.ok(found > 0 && found < 0.4, `${found}`);
  // at a pause of as many hours as `turnHours` half of `turnAt` is asked
  assert.equal(share({ turnAt: 2 * found + 1e-9, turnHours: 10 }), found);
  assert.equal(share({ turnAt: 2 * found - 1e-9, turnHours: 10 }), undefined);
});

test("with 0 no story parts, and none whose sides would become one again", () => {
  assert.deepEqual(turning({ settings: { turnAt: 0 } }).change.left, []);
  assert.deepEqual(turning({ settings: { mergeAt: 0.01 } }).change.left, []);
});

test("what an operator pinned or merged keeps a story together", () => {
  const constraints = (kind: "pin" | "merge", subject: string) =>
    new StoryConstraints([{ kind, subject, object: "s_ferry" }]);
  assert.deepEqual(turning({ context: { constraints: constraints("pin", "r4") } }).change.left, []);
  assert.deepEqual(turning({ context: { constraints: constraints("merge", "s_other") } }).change.left, []);
});

test("beside a story that many tell what parted from it is a development, and no news", () => {
  const { change } = turning({ settings: { developmentAt: 0.001, developmentReports: 0 } });
  assert.equal(change.left.length, 2);
  assert.deepEqual(change.formed, []);
  assert.match(change.heldBack[0]!.reason, /^development of s_ferry, likeness 0\.\d\d$/);
});
