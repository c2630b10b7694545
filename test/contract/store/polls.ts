import assert from "node:assert/strict";
import { MAX_REVISIONS } from "../../../src/ports/store.ts";
import { aFeed, anItem, MINUTE, NOON } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

export function pollPromises(it: StoreTest): void {
  it("a poll that is spoken for is not due again before its time, also after a restart", async ({ store, reopen }) => {
    await store.addFeed(aFeed("daily"));
    assert.equal(await store.claimPoll("f-daily", NOON, NOON + MINUTE), true);
    assert.equal(await store.claimPoll("f-daily", NOON, NOON + MINUTE), false);
    const reopened = await reopen();
    assert.deepEqual(await reopened.dueFeeds(NOON + MINUTE - 1, 10), []);
    assert.equal((await reopened.dueFeeds(NOON + MINUTE, 10)).length, 1);
    assert.equal(await reopened.claimPoll("f-daily", NOON + MINUTE, NOON + 2 * MINUTE), true);
  });

  it("nobody speaks for the poll of a feed that is paused, gone or unknown", async ({ store }) => {
    await store.addFeed(aFeed("paused", { state: "paused" }));
    await store.addFeed(aFeed("gone", { state: "gone" }));
    for (const id of ["f-paused", "f-gone", "f-nobody"])
      assert.equal(await store.claimPoll(id, NOON, NOON + MINUTE), false, id);
  });

  it("the feed's row that a poll ends with comes with its items, made from what they turned out to be", async ({
    store,
  }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    await store.commitPoll(feed, [anItem("one")], NOON, "fetch");
    const items = [anItem("one"), anItem("two")];
    const committed = await store.commitPoll(feed, items, NOON, "fetch", ({ entries, known, revised }) => ({
      ...feed,
      title: `${entries.length} new, ${known} known, ${revised.length} revised`,
      lastPolledAt: NOON,
    }));
    assert.deepEqual([committed.entries.length, committed.known, committed.revised], [1, 1, []]);
    assert.equal((await store.feed(feed.id))?.title, "1 new, 1 known, 0 revised");
  });

  it("when the row cannot be made, the items are not kept either", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const failing = () => {
      throw new Error("no row");
    };
    await assert.rejects(store.commitPoll(feed, [anItem("one")], NOON, "fetch", failing), /no row/);
    assert.deepEqual(await store.entriesOfFeed(feed.id, 10), []);
  });

  it("what a feed says differently is a revision of the same entry, told once and written down", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const { entries } = await store.commitPoll(feed, [anItem("one", { contentHash: "a" })], NOON, "fetch");
    const id = entries[0]?.id ?? "";
    const poll = (contentHash: string, title: string) =>
      store.commitPoll(feed, [anItem("one", { contentHash, title })], NOON + MINUTE, "fetch");
    assert.deepEqual((await poll("a", "Same")).revised, []);
    assert.deepEqual((await poll("b", "Edited")).revised, [id]);
    assert.deepEqual((await poll("b", "Edited")).revised, []);
    const entry = await store.entry(id);
    assert.deepEqual([entry?.title, entry?.firstSeenAt, entry?.publishedAt], ["Edited", NOON, NOON - MINUTE]);
    const steps = (await store.steps(id)).map(({ stage, detail }) => [stage, detail.revised ?? false]);
    assert.deepEqual(steps, [
      ["poll", false],
      ["poll", true],
    ]);
  });

  it("two feeds that tell one entry differently do not revise each other", async ({ store }) => {
    const [daily, mirror] = [aFeed("daily"), aFeed("mirror")];
    await store.addFeed(daily);
    await store.addFeed(mirror);
    for (let i = 0; i < 2; i++) {
      for (const [feed, contentHash] of [
        [daily, "a"],
        [mirror, "b"],
      ] as const)
        assert.deepEqual((await store.commitPoll(feed, [anItem("one", { contentHash })], NOON, "fetch")).revised, []);
    }
  });

  it("an entry that changes at each poll is not followed for ever", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    let revisions = 0;
    for (let i = 0; i < MAX_REVISIONS + 5; i++) {
      const items = [anItem("one", { contentHash: `h${i}` })];
      revisions += (await store.commitPoll(feed, items, NOON, "fetch")).revised.length;
    }
    assert.equal(revisions, MAX_REVISIONS - 1);
  });

  it("an item that comes with an ending is known and waits for nothing", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const { entries } = await store.commitPoll(feed, [anItem("one", { ending: "old-news" })], NOON, "fetch");
    assert.deepEqual([entries[0]?.waitsFor, entries[0]?.ending], [null, "old-news"]);
    assert.deepEqual(await store.waiting("fetch", NOON, 10), []);
    assert.equal((await store.commitPoll(feed, [anItem("one")], NOON, "fetch")).known, 1);
    assert.deepEqual(await store.check(), []);
  });

  it("a mark is remembered for the first entry that has it, and makes none known", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const items = [anItem("one", { mark: "headline:x" }), anItem("two", { mark: "headline:x" })];
    const { entries } = await store.commitPoll(feed, items, NOON, "fetch");
    assert.equal(entries.length, 2);
    const names = await store.knownNames(["headline:x", "headline:y", items[1]?.aliases[0] ?? ""]);
    assert.deepEqual(
      [...names].sort(),
      [
        ["headline:x", entries[0]?.id],
        [items[1]?.aliases[0], entries[1]?.id],
      ].sort(),
    );
    assert.equal((await store.knownNames([])).size, 0);
  });

  it("an echo leaves the mark to its publisher's own item", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    await store.commitPoll(feed, [anItem("echo", { mark: "headline:x", echo: true })], NOON, "fetch");
    assert.equal((await store.knownNames(["headline:x"])).size, 0);
  });

  it("the feeds of one publisher are found together", async ({ store }) => {
    await store.addFeed(aFeed("a", { source: "paper.example" }));
    await store.addFeed(aFeed("b", { source: "other.example" }));
    await store.addFeed(aFeed("c", { source: "paper.example" }));
    assert.deepEqual(
      (await store.feedsOf("paper.example")).map((feed) => feed.id),
      ["f-a", "f-c"],
    );
  });
}
