import assert from "node:assert/strict";
import { aFeed, anItem, MINUTE, NOON } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

export function feedPromises(it: StoreTest): void {
  it("a feed comes back as it was saved, by id and by address, also after a restart", async ({ store, reopen }) => {
    const feed = aFeed("daily", { folder: "World/Asia", lastPolledAt: NOON, stateReason: "why" });
    assert.deepEqual(await store.addFeed(feed), { feed, added: true });
    const reopened = await reopen();
    assert.deepEqual(await reopened.feed(feed.id), feed);
    assert.deepEqual(await reopened.feed(feed.url), feed);
    assert.deepEqual(await reopened.feeds(), [feed]);
  });

  it("adding an address again returns the feed that has it", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    assert.deepEqual(await store.addFeed({ ...feed, id: "f-other", title: "Other" }), { feed, added: false });
    assert.equal((await store.feeds()).length, 1);
  });

  it("an unknown feed is null", async ({ store }) => {
    assert.equal(await store.feed("https://nowhere.example/"), null);
  });

  it("saving replaces everything but the id", async ({ store }) => {
    await store.addFeed(aFeed("daily"));
    const changed = aFeed("daily", {
      url: "https://daily.example/new",
      title: null,
      state: "failing",
      nextDueAt: NOON + MINUTE,
    });
    await store.saveFeed(changed);
    assert.deepEqual(await store.feed("f-daily"), changed);
  });

  it("saving a feed that was removed does not bring it back", async ({ store }) => {
    await store.addFeed(aFeed("daily"));
    assert.equal(await store.removeFeed("f-daily"), true);
    await store.saveFeed(aFeed("daily", { title: "late" }));
    assert.deepEqual(await store.feeds(), []);
    assert.equal(await store.removeFeed("f-daily"), false);
  });

  it("a poll that ends after the operator paused the feed leaves it paused", async ({ store }) => {
    await store.addFeed(aFeed("daily"));
    await store.saveFeed(aFeed("daily", { state: "paused", stateReason: "by the operator" }));
    await store.saveFeed(aFeed("daily", { state: "active", lastPolledAt: NOON }));
    const paused = await store.feed("f-daily");
    assert.equal(paused?.state, "paused");
    assert.equal(paused?.stateReason, "by the operator");
    assert.equal(paused?.lastPolledAt, NOON);
  });

  it("the operator wakes a paused feed", async ({ store }) => {
    await store.addFeed(aFeed("daily", { state: "paused" }));
    await store.saveFeed(aFeed("daily", { state: "active" }));
    assert.equal((await store.feed("f-daily"))?.state, "active");
  });

  it("a poll that was led to another feed's address keeps its own", async ({ store }) => {
    await store.addFeed(aFeed("daily"));
    await store.addFeed(aFeed("weekly"));
    await store.saveFeed(aFeed("daily", { url: aFeed("weekly").url, lastPolledAt: NOON, title: "polled" }));
    const feed = await store.feed("f-daily");
    assert.equal(feed?.url, aFeed("daily").url);
    assert.equal(feed?.title, "polled");
  });

  it("giving a feed another's address by hand is refused by name", async ({ store }) => {
    await store.addFeed(aFeed("daily"));
    await store.addFeed(aFeed("weekly"));
    await assert.rejects(store.saveFeed(aFeed("daily", { url: aFeed("weekly").url })), /f-weekly/);
  });

  it("due feeds come longest due first, without the paused and the gone", async ({ store }) => {
    await store.addFeed(aFeed("late", { nextDueAt: NOON - 5 * MINUTE }));
    await store.addFeed(aFeed("later", { nextDueAt: NOON - 9 * MINUTE, state: "failing" }));
    await store.addFeed(aFeed("now", { nextDueAt: NOON, state: "quiet" }));
    await store.addFeed(aFeed("soon", { nextDueAt: NOON + 1 }));
    await store.addFeed(aFeed("paused", { nextDueAt: 0, state: "paused" }));
    await store.addFeed(aFeed("gone", { nextDueAt: 0, state: "gone" }));
    const due = await store.dueFeeds(NOON, 10);
    assert.deepEqual(
      due.map((feed) => feed.id),
      ["f-later", "f-late", "f-now"],
    );
    assert.equal((await store.dueFeeds(NOON, 1)).length, 1);
    assert.deepEqual(await store.dueFeeds(NOON, Number.POSITIVE_INFINITY), due);
  });

  it("a feed that was polled by a clock far ahead is due at once when the clock is right again", async ({ store }) => {
    const ahead = NOON + 40 * 24 * 60 * MINUTE;
    await store.addFeed(aFeed("daily", { lastPolledAt: ahead, nextDueAt: ahead + MINUTE }));
    assert.equal((await store.dueFeeds(NOON, 10)).length, 1);
  });

  it("removing a feed leaves its entries", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const { entries } = await store.commitPoll(feed, [anItem("one")], NOON, "fetch");
    await store.removeFeed(feed.id);
    assert.deepEqual(await store.entry(entries[0]?.id ?? ""), entries[0]);
    assert.deepEqual(await store.entriesOfFeed(feed.id, 10), []);
  });
}
