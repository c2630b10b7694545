import assert from "node:assert/strict";
import type { StoryEvent, StoryLink } from "../../../src/model/story.ts";
import { type ClusterChange, LeaseLost, type Rehoming } from "../../../src/ports/store.ts";
import {
  aCopy,
  aCoverage,
  all,
  anAlert,
  anArticle,
  anEntryAt,
  aSignature,
  aStep,
  aStory,
  MINUTE,
  NOON,
  noChange,
  writersLease,
} from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

export function storyPromises(it: StoreTest): void {
  it("a story, its coverage and its history come back as they were committed", async ({ store, reopen }) => {
    const lease = await writersLease(store);
    const id = await anEntryAt(store, "one", "cluster");
    const story = aStory("s_1", 1);
    const coverage = aCoverage("s_1", id, { score: 0.625 });
    const event: StoryEvent = { storyId: "s_1", at: NOON, kind: "founded", articleId: id, reason: "nothing like it" };
    const change: ClusterChange = { stories: [story], coverage: [coverage], events: [event], alerts: [] };
    assert.deepEqual(await store.commitCluster(aStep(id, "cluster", null), lease, change), { deliveries: [] });
    const reopened = await reopen();
    assert.deepEqual(await reopened.story("s_1"), story);
    assert.deepEqual(await reopened.coverageOf(id), coverage);
    assert.deepEqual(await reopened.storyEvents("s_1"), [event]);
    const article = { ...anArticle(id), revision: 1 };
    assert.deepEqual(await reopened.coverage("s_1"), [{ ...coverage, article, duplicateOf: null }]);
    assert.equal((await reopened.entry(id))?.ending, "clustered");
    assert.deepEqual(await reopened.check(), []);
    assert.equal((await all(reopened.articleRecords()))[0]?.storyId, "s_1");
    assert.deepEqual(await reopened.articles({ limit: 5, storyId: "s_1" }), [article]);
  });

  it("articles are rehomed all at once, in a new order, and only by who holds the lease", async ({ store, reopen }) => {
    const lease = await writersLease(store);
    const ids = [];
    for (const name of ["one", "two", "three"]) ids.push(await anEntryAt(store, name, "cluster"));
    const [one = "", two = "", three = ""] = ids;
    for (const [i, id] of ids.entries())
      await store.commitCluster(aStep(id, "cluster", null), lease, {
        ...noChange,
        stories: [aStory(`s_${i + 1}`, 1)],
        coverage: [aCoverage(`s_${i + 1}`, id)],
      });
    const together = aStory("s_1", 3, { status: "formed", formedAt: NOON });
    const ended = ["s_2", "s_3"].map((id) => aStory(id, 0, { status: "merged", mergedInto: "s_1" }));
    const event: StoryEvent = { storyId: "s_1", at: NOON, kind: "grown", articleId: null, reason: "looked at anew" };
    const rehoming: Rehoming = {
      signatures: [three, one].map((id) => ({ ...aSignature(id, { params: "test.v2" }), dedupedAt: NOON })),
      duplicates: [aCopy(one, three)],
      coverage: [three, one, two].map((id) => {
        const role = id === one ? "near_duplicate" : id === three ? "origin" : "independent";
        return { ...aCoverage("s_1", id, { role }), vectors: id === two ? null : Uint8Array.from([1, 2]) };
      }),
      stories: [together, ...ended],
      events: [event],
      links: [{ storyId: "s_1", otherId: "s_3", kind: "continues", reason: "names", at: NOON }],
      steps: [{ entryId: one, at: NOON, detail: { story: "s_1", from: "s_2" } }],
    };
    const stale = { ...lease, token: lease.token - 1 };
    await assert.rejects(store.rehome(stale, rehoming), LeaseLost);
    assert.equal((await store.coverage("s_1")).length, 1);
    await store.rehome(lease, rehoming);
    const reopened = await reopen();
    assert.deepEqual(
      (await reopened.coverage("s_1")).map(({ articleId, role, duplicateOf }) => [articleId, role, duplicateOf]),
      [
        [three, "origin", null],
        [one, "near_duplicate", three],
        [two, "independent", null],
      ],
    );
    assert.deepEqual(
      (await all(reopened.clustered(0))).map(({ article, vectors }) => [article.id, vectors && [...vectors]]),
      [
        [three, [1, 2]],
        [one, [1, 2]],
        [two, null],
      ],
    );
    assert.deepEqual(
      (await all(reopened.signatures(0))).map(({ signature, parentId }) => [signature.articleId, parentId]),
      [
        [three, null],
        [one, three],
      ],
    );
    assert.deepEqual(await reopened.story("s_1"), together);
    assert.equal((await reopened.story("s_3"))?.mergedInto, "s_1");
    assert.deepEqual(await reopened.storyEvents("s_1"), [event]);
    assert.equal((await reopened.storyLinks("s_1")).length, 1);
    assert.deepEqual((await reopened.steps(one)).at(-1)?.detail, { story: "s_1", from: "s_2" });
    assert.equal((await reopened.entry(one))?.ending, "clustered");
    assert.deepEqual(await reopened.check(), []);
  });

  it("a link between stories is found from both ends, and stays as it was first told", async ({ store, reopen }) => {
    const lease = await writersLease(store);
    const id = await anEntryAt(store, "one", "cluster");
    const stories = [aStory("s_1", 1), aStory("s_2", 1), aStory("s_3", 1)];
    const earlier: StoryLink = { storyId: "s_2", otherId: "s_1", kind: "continues", reason: "first", at: NOON };
    const abroad: StoryLink = { storyId: "s_2", otherId: "s_3", kind: "elsewhere", reason: "names", at: NOON + 1 };
    const links = [earlier, { ...earlier, reason: "again", at: NOON + MINUTE }, abroad];
    const change = { ...noChange, stories, coverage: [aCoverage("s_2", id)], links };
    await store.commitCluster(aStep(id, "cluster", null), lease, change);
    const reopened = await reopen();
    assert.deepEqual(await reopened.storyLinks("s_2"), [earlier, abroad]);
    assert.deepEqual(await reopened.storyLinks("s_1"), [earlier]);
    assert.deepEqual(await reopened.storyLinks("s_3"), [abroad]);
    assert.deepEqual(await reopened.storyLinks("s_0"), []);
  });

  it("a story's first report and its latest ones come back in order, copies left out", async ({ store }) => {
    const lease = await writersLease(store);
    const ids: string[] = [];
    for (const [i, name] of ["one", "two", "copy", "three", "four"].entries()) {
      const id = await anEntryAt(store, name, "cluster");
      const coverage = [aCoverage("s_1", id, { role: name === "copy" ? "near_duplicate" : "independent" })];
      const change = { ...noChange, stories: [aStory("s_1", i + 1)], coverage, vectors: new Uint8Array([i]) };
      await store.commitCluster(aStep(id, "cluster", null), lease, change);
      ids.push(id);
    }
    const [one, two, , three, four] = ids;
    const found = async (count: number) =>
      (await store.clusteredIn("s_1", count)).map(({ article, vectors }) => [article.id, vectors?.[0]]);
    assert.deepEqual(await found(3), [
      [one, 0],
      [three, 3],
      [four, 4],
    ]);
    assert.deepEqual(await found(9), [
      [one, 0],
      [two, 1],
      [three, 3],
      [four, 4],
    ]);
    assert.deepEqual(await store.clusteredIn("s_0", 3), []);
  });

  it("of many stories asked for at once those come back that exist", async ({ store }) => {
    const lease = await writersLease(store);
    const id = await anEntryAt(store, "one", "cluster");
    const stories = [aStory("s_1", 1), aStory("s_2", 2)];
    const change = { ...noChange, stories, coverage: [aCoverage("s_1", id)] };
    await store.commitCluster(aStep(id, "cluster", null), lease, change);
    const found = await store.storiesOf(["s_2", "s_0", "s_1"]);
    assert.deepEqual(
      found.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      [await store.story("s_1"), await store.story("s_2")],
    );
    assert.deepEqual(await store.storiesOf([]), []);
  });

  it("what does not exist is null or empty", async ({ store }) => {
    assert.equal(await store.story("s_0"), null);
    assert.equal(await store.coverageOf("a_0"), null);
    assert.deepEqual(await store.coverage("s_0"), []);
    assert.deepEqual(await store.storyEvents("s_0"), []);
  });

  it("coverage that is written for another story moves there", async ({ store }) => {
    const lease = await writersLease(store);
    const [one, two] = [await anEntryAt(store, "one", "cluster"), await anEntryAt(store, "two", "cluster")];
    for (const [id, storyId] of [
      [one, "s_1"],
      [two, "s_2"],
    ] as const) {
      const change = { ...noChange, stories: [aStory(storyId, 1)], coverage: [aCoverage(storyId, id)] };
      await store.commitCluster(aStep(id, "cluster", null), lease, change);
    }
    await store.resend([two], "cluster");
    const merged = aStory("s_2", 0, { status: "merged", mergedInto: "s_1" });
    const moved = aCoverage("s_1", two, { role: "independent", addedAt: NOON + 1 });
    const change = { ...noChange, stories: [aStory("s_1", 2), merged], coverage: [moved] };
    await store.commitCluster(aStep(two, "cluster", null), lease, change);
    assert.deepEqual(
      (await store.coverage("s_1")).map((row) => row.articleId),
      [one, two],
    );
    assert.deepEqual(await store.coverage("s_2"), []);
    assert.deepEqual(await store.check(), []);
  });

  it("a moved row names another story and role, and keeps its reasons and its vectors", async ({ store }) => {
    const lease = await writersLease(store);
    const [one, two] = [await anEntryAt(store, "one", "cluster"), await anEntryAt(store, "two", "cluster")];
    const first = { stories: [aStory("s_1", 1)], coverage: [aCoverage("s_1", one)] };
    const vectors = Uint8Array.from([1, 2, 255]);
    await store.commitCluster(aStep(one, "cluster", null), lease, { ...noChange, ...first, vectors });
    const before = await store.coverageOf(one);
    const second = { stories: [aStory("s_2", 2)], coverage: [aCoverage("s_2", two)] };
    const moved = [{ articleId: one, storyId: "s_2", role: "independent" as const }];
    await store.commitCluster(aStep(two, "cluster", null), lease, { ...noChange, ...second, moved });
    assert.deepEqual(await store.coverageOf(one), { ...before, storyId: "s_2", role: "independent" });
    const clustered = await all(store.clustered(0));
    assert.deepEqual(
      clustered.map((row) => row.vectors && [...row.vectors]),
      [[1, 2, 255], null],
    );
  });

  it("an article that is clustered again comes last in its story", async ({ store }) => {
    const lease = await writersLease(store);
    const ids = [await anEntryAt(store, "one", "cluster"), await anEntryAt(store, "two", "cluster")];
    const commit = (id: string) => {
      const change = { ...noChange, stories: [aStory("s_1", 2)], coverage: [aCoverage("s_1", id)] };
      return store.commitCluster(aStep(id, "cluster", null), lease, change);
    };
    for (const id of ids) await commit(id);
    const order = async () => (await all(store.clustered(0))).map(({ article }) => article.id);
    assert.deepEqual(await order(), ids);
    await store.resend(ids.slice(0, 1), "cluster");
    await commit(ids[0] ?? "");
    assert.deepEqual(await order(), ids.toReversed());
  });

  it("a near-duplicate's coverage names its parent", async ({ store }) => {
    const lease = await writersLease(store);
    const original = await anEntryAt(store, "original", "cluster");
    const copy = await anEntryAt(store, "copy", "dedupe");
    await store.commitDedupe(aStep(copy, "dedupe", "cluster"), lease, aSignature(copy), aCopy(copy, original));
    const coverage = [aCoverage("s_1", original), aCoverage("s_1", copy, { role: "near_duplicate" })];
    const counts = { articles: 2, publishers: 1, independent: 1 };
    const change = { ...noChange, stories: [aStory("s_1", 2, { counts })], coverage };
    await store.commitCluster(aStep(copy, "cluster", null), lease, change);
    assert.deepEqual(
      (await store.coverage("s_1")).map((row) => row.duplicateOf),
      [null, original],
    );
    assert.deepEqual((await store.story("s_1"))?.counts, counts);
  });

  it("stories are listed by their latest report and limited by status and time", async ({ store }) => {
    const lease = await writersLease(store);
    const id = await anEntryAt(store, "one", "cluster");
    const stories = [
      aStory("s_old", 0, { lastPublishedAt: NOON - MINUTE }),
      aStory("s_formed", 0, { status: "formed", formedAt: NOON }),
      aStory("s_new", 0, { lastPublishedAt: NOON + MINUTE }),
    ];
    await store.commitCluster(aStep(id, "cluster", null), lease, { ...noChange, stories });
    const ids = async (filter: Parameters<typeof store.stories>[0]) =>
      (await store.stories(filter)).map((story) => story.id);
    assert.deepEqual(await ids({ limit: 10 }), ["s_new", "s_formed", "s_old"]);
    assert.deepEqual(await ids({ limit: 1 }), ["s_new"]);
    assert.deepEqual(await ids({ limit: 10, status: "formed" }), ["s_formed"]);
    assert.deepEqual(await ids({ limit: 10, since: NOON }), ["s_new", "s_formed"]);
  });

  it("coverage comes in the order in which it was added, whole stories from a time on, however much there is", async ({
    store,
  }) => {
    const lease = await writersLease(store);
    const ids: string[] = [];
    for (let i = 0; i < 520; i++) {
      const id = await anEntryAt(store, `n${i}`, "cluster");
      const storyId = i % 2 === 0 && i < 10 ? "s_over" : "s_active";
      const change = {
        ...noChange,
        stories: [aStory(storyId, i + 1)],
        coverage: [aCoverage(storyId, id, { addedAt: NOON + i })],
      };
      await store.commitCluster(aStep(id, "cluster", null), lease, change);
      ids.push(id);
    }
    const read = async (since: number, latest?: number) => {
      const rows = await all(store.clustered(since, latest));
      const numbers = rows.map(({ number }) => number);
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      );
      for (const { article, coverage } of rows) assert.equal(article.id, coverage.articleId);
      return rows.map(({ coverage }) => coverage.articleId);
    };
    const active = ids.filter((_, i) => i % 2 === 1 || i >= 10);
    assert.deepEqual(await read(NOON + 9), active);
    assert.deepEqual(
      await read(NOON + 8),
      ids.filter((id, i) => active.includes(id) || i < 10),
    );
    assert.deepEqual(await read(NOON + 520), []);
    assert.deepEqual(await read(NOON + 520, 3), ids.slice(-3));
    assert.deepEqual(
      await read(NOON + 9, 513),
      ids.filter((id, i) => i >= 7 || active.includes(id)),
    );
    assert.deepEqual(await read(NOON, 10_000), ids);
  });

  it("a handler that runs twice adds nothing the second time", async ({ store }) => {
    const lease = await writersLease(store);
    const id = await anEntryAt(store, "one", "cluster");
    const event: StoryEvent = { storyId: "s_1", at: NOON, kind: "founded", articleId: id, reason: "new" };
    const change: ClusterChange = {
      stories: [aStory("s_1", 1)],
      coverage: [aCoverage("s_1", id)],
      events: [event],
      alerts: [anAlert("s_1")],
    };
    await store.commitCluster(aStep(id, "cluster", null), lease, change);
    const second = { ...change, stories: [aStory("s_1", 9)] };
    assert.deepEqual(await store.commitCluster(aStep(id, "cluster", null), lease, second), { deliveries: [] });
    assert.equal((await store.storyEvents("s_1")).length, 1);
    assert.equal((await store.story("s_1"))?.counts.articles, 1);
  });

  it("a writer that lost its lease commits nothing", async ({ store }) => {
    const id = await anEntryAt(store, "one", "cluster");
    const stale = await writersLease(store, "here:1:1");
    await store.takeLease("writer", "there:2:2", NOON + 2 * MINUTE, MINUTE);
    const change = { ...noChange, stories: [aStory("s_1", 1)], coverage: [aCoverage("s_1", id)] };
    await assert.rejects(store.commitCluster(aStep(id, "cluster", null), stale, change), LeaseLost);
    assert.equal(await store.story("s_1"), null);
    assert.equal((await store.entry(id))?.waitsFor, "cluster");
  });

  it("a change that cannot be kept whole is not kept at all", async ({ store }) => {
    const lease = await writersLease(store);
    const id = await anEntryAt(store, "one", "cluster");
    const change = { ...noChange, stories: [aStory("s_1", 1)], coverage: [aCoverage("s_missing", id)] };
    await assert.rejects(store.commitCluster(aStep(id, "cluster", null), lease, change));
    assert.equal(await store.story("s_1"), null);
    assert.equal((await store.entry(id))?.waitsFor, "cluster");
  });
}
