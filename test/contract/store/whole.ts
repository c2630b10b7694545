import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { dropped, later } from "../../../src/model/ending.ts";
import {
  aCopy,
  aCoverage,
  aFeed,
  anAlert,
  anArticle,
  anEndpoint,
  anEntryAt,
  anItem,
  aPage,
  aRemoval,
  aSignature,
  aStep,
  aStory,
  MINUTE,
  NOON,
  noChange,
  writersLease,
} from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

export function wholePromises(it: StoreTest): void {
  it("an empty store is sound and sums up to nothing", async ({ store }) => {
    assert.deepEqual(await store.check(), []);
    assert.deepEqual(await store.totals(), {
      feeds: {},
      entries: { total: 0, waiting: { fetch: 0, extract: 0, dedupe: 0, cluster: 0 }, ended: {} },
      articles: 0,
      removals: {},
      nearDuplicates: 0,
      stories: {},
      deliveries: { waiting: 0, delivered: 0, failed: 0, dropped: 0 },
    });
  });

  it("a funnel says how far entries came, over all and by feed", async ({ store }) => {
    const lease = await writersLease(store);
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const { entries } = await store.commitPoll(feed, [anItem("lost"), anItem("read")], NOON, "fetch");
    const [lost = "", read = ""] = entries.map(({ id }) => id);
    await store.commitStep(aStep(lost, "fetch", "extract", { ending: dropped("http-404") }));
    await store.commitPage(aStep(read, "fetch", "extract"), aPage("<p>read</p>"));
    await store.commitStep(aStep(read, "extract", "dedupe", { ending: dropped("no-text") }));
    const original = await anEntryAt(store, "original", "cluster");
    const copy = await anEntryAt(store, "copy", "dedupe");
    await store.commitDedupe(aStep(copy, "dedupe", "cluster"), lease, aSignature(copy), aCopy(copy, original));
    for (const id of [original, copy]) {
      const coverage = [aCoverage("s_1", id)];
      const stories = [aStory("s_1", 2, { status: "formed" })];
      await store.commitCluster(aStep(id, "cluster", null), lease, { ...noChange, stories, coverage });
    }
    const none = { waitsFor: null, fetched: 0, extracted: 0, independent: 0, inStory: 0 };
    const all = [
      { ...none, ending: "http-404", seen: 1 },
      { ...none, ending: "no-text", seen: 1, fetched: 1 },
    ];
    const through = {
      waitsFor: null,
      ending: "clustered",
      seen: 2,
      fetched: 2,
      extracted: 2,
      independent: 1,
      inStory: 1,
    };
    const byWord = (a: { ending: string | null }, b: { ending: string | null }) =>
      String(a.ending).localeCompare(String(b.ending));
    const rows = (await store.funnel()).sort(byWord);
    assert.deepEqual(
      rows.filter(({ feedId }) => feedId === feed.id),
      all.map((row) => ({ feedId: feed.id, ...row })),
    );
    assert.deepEqual(
      rows.filter(({ feedId }) => feedId === null),
      [through, ...all].sort(byWord).map((row) => ({ feedId: null, ...row })),
    );
  });

  it("the sums agree: every entry waits or has ended", async ({ store }) => {
    const lease = await writersLease(store);
    await store.addFeed(aFeed("daily"));
    await store.addFeed(aFeed("off", { state: "paused" }));
    await store.addEndpoint(anEndpoint("desk"));
    await anEntryAt(store, "f", "fetch");
    await anEntryAt(store, "e", "extract");
    const lost = await anEntryAt(store, "lost", "fetch");
    await store.commitStep(aStep(lost, "fetch", "extract", { ending: dropped("http-404") }));
    const original = await anEntryAt(store, "original", "cluster");
    const copy = await anEntryAt(store, "copy", "extract");
    const removals = [aRemoval(0), aRemoval(1), aRemoval(2, { kind: "spam" })];
    await store.commitArticle(aStep(copy, "extract", "dedupe"), anArticle(copy), removals);
    await store.commitDedupe(aStep(copy, "dedupe", "cluster"), lease, aSignature(copy), aCopy(copy, original));
    await store.commitCluster(aStep(original, "cluster", null), lease, {
      ...noChange,
      stories: [aStory("s_1", 1, { status: "formed" })],
      coverage: [aCoverage("s_1", original)],
      alerts: [anAlert("s_1")],
    });
    assert.deepEqual(await store.totals(), {
      feeds: { active: 1, paused: 1 },
      entries: {
        total: 5,
        waiting: { fetch: 1, extract: 1, dedupe: 0, cluster: 1 },
        ended: { "http-404": 1, clustered: 1 },
      },
      articles: 2,
      removals: { boilerplate: 2, spam: 1 },
      nearDuplicates: 1,
      stories: { formed: 1 },
      deliveries: { waiting: 1, delivered: 0, failed: 0, dropped: 0 },
    });
    assert.deepEqual(await store.check(), []);
  });

  it("a feed's yield counts what is read or over, its articles and what was taken out of them", async ({ store }) => {
    assert.deepEqual(await store.feedYields(0), []);
    await store.addFeed(aFeed("daily"));
    await anEntryAt(store, "waiting", "fetch");
    const lost = await anEntryAt(store, "lost", "fetch");
    await store.commitStep(aStep(lost, "fetch", "extract", { ending: dropped("http-404") }));
    const read = await anEntryAt(store, "read", "extract");
    const removals = [aRemoval(0), aRemoval(1, { kind: "comment" }), aRemoval(2, { kind: "spam" })];
    await store.commitArticle(aStep(read, "extract", "dedupe"), anArticle(read), removals);
    await anEntryAt(store, "clean", "cluster");
    const feed = aFeed("daily");
    await store.commitPoll(
      feed,
      ["waiting", "lost", "read", "clean"].map((name) => anItem(name)),
      NOON,
      "fetch",
    );
    const feedId = feed.id;
    assert.deepEqual(await store.feedYields(0), [{ feedId, entries: 3, articles: 2, removals: 3, spam: 1 }]);
    const site = "daily.example";
    assert.deepEqual(await store.siteYields(0), [{ site, entries: 3, articles: 2, removals: 3, spam: 1 }]);
    assert.deepEqual(await store.siteYields(NOON + 400 * 24 * 60 * MINUTE), []);
    assert.deepEqual(await store.feedYields(NOON + 400 * 24 * 60 * MINUTE), []);
  });

  it("the oldest that waits is told by stage; what is put off, paused or done does not wait", async ({ store }) => {
    const now = NOON + 10 * MINUTE;
    const none = { poll: null, fetch: null, extract: null, dedupe: null, cluster: null, alert: null };
    assert.deepEqual(await store.oldestWaiting(now), none);
    await anEntryAt(store, "second", "fetch", NOON + 2 * MINUTE);
    await anEntryAt(store, "first", "fetch", NOON + MINUTE);
    const put = await anEntryAt(store, "put off", "fetch", NOON);
    await store.commitStep(aStep(put, "fetch", "extract", { ending: later(20 * MINUTE, "throttled") }));
    await anEntryAt(store, "read", "cluster", NOON + 3 * MINUTE);
    await store.addFeed(aFeed("off", { state: "paused", nextDueAt: NOON }));
    await store.addFeed(aFeed("soon", { nextDueAt: now + 1 }));
    await store.addFeed(aFeed("due", { nextDueAt: NOON + 5 * MINUTE }));
    const waiting = { poll: NOON + 5 * MINUTE, fetch: NOON + MINUTE, cluster: NOON + 3 * MINUTE };
    assert.deepEqual(await store.oldestWaiting(now), { ...none, ...waiting });
    // An entry that was put off has waited since it could go on, not since it came.
    for (const name of ["second", "first"]) {
      const { id } = (await store.entry(`https://daily.example/${name}`)) ?? { id: "" };
      await store.commitStep(aStep(id, "fetch", null, { ending: dropped("http-404") }));
    }
    assert.equal((await store.oldestWaiting(NOON + 60 * MINUTE)).fetch, NOON + 20 * MINUTE);
  });

  it("the oldest delivery that waits is told, unless its endpoint is switched off", async ({ store }) => {
    const endpoint = anEndpoint("desk");
    await store.addEndpoint(endpoint);
    const lease = await writersLease(store);
    const id = await anEntryAt(store, "told", "cluster");
    const { deliveries } = await store.commitCluster(aStep(id, "cluster", null), lease, {
      ...noChange,
      stories: [aStory("s_told", 1)],
      coverage: [aCoverage("s_told", id)],
      alerts: [anAlert("s_told")],
    });
    const since = deliveries[0]?.nextAttemptAt;
    assert.equal(typeof since, "number");
    assert.equal((await store.oldestWaiting(NOON + 10 * MINUTE)).alert, since);
    await store.saveEndpoint({ ...endpoint, state: "disabled" });
    assert.equal((await store.oldestWaiting(NOON + 10 * MINUTE)).alert, null);
  });

  it("the check tells when a story's count and its coverage differ", async ({ store }) => {
    const lease = await writersLease(store);
    const id = await anEntryAt(store, "one", "cluster");
    const change = { ...noChange, stories: [aStory("s_1", 7)], coverage: [aCoverage("s_1", id)] };
    await store.commitCluster(aStep(id, "cluster", null), lease, change);
    const problems = await store.check();
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /s_1/);
  });

  it("the check tells when an entry reached the end without a story", async ({ store }) => {
    const id = await anEntryAt(store, "one", "cluster");
    await store.commitStep(aStep(id, "cluster", null));
    const problems = await store.check();
    assert.equal(problems.length, 1);
    assert.ok(problems[0]?.includes(id));
  });

  it("the check tells five breaches of a rule one by one and counts the rest", async ({ store }) => {
    for (let i = 0; i < 7; i += 1) {
      await store.commitStep(aStep(await anEntryAt(store, `number-${i}`, "cluster"), "cluster", null));
    }
    const problems = await store.check();
    assert.equal(problems.length, 6);
    assert.match(problems.at(-1) ?? "", /^2 more: entry reached the end/);
  });

  it("of writes made at the same moment each is whole or not at all", async ({ store, reopen }) => {
    const lease = await writersLease(store);
    const id = await anEntryAt(store, "one", "cluster");
    const broken = { ...noChange, stories: [aStory("s_1", 1)], coverage: [aCoverage("s_missing", id)] };
    await store.addFeed(aFeed("first"));
    await store.addFeed(aFeed("second"));
    // No one of them needs another: which comes first is nobody's promise.
    const results = await Promise.allSettled([
      store.addFeed(aFeed("third")),
      store.commitCluster(aStep(id, "cluster", null), lease, broken),
      store.addFeed(aFeed("fourth")),
      store.saveFeed(aFeed("second", { url: aFeed("first").url })),
      store.addFeed(aFeed("fifth")),
    ]);
    assert.deepEqual(
      results.map((result) => result.status),
      ["fulfilled", "rejected", "fulfilled", "rejected", "fulfilled"],
    );
    const reopened = await reopen();
    assert.equal((await reopened.feeds()).length, 5);
    assert.equal((await reopened.feed("f-second"))?.url, aFeed("second").url);
    assert.equal(await reopened.story("s_1"), null);
    assert.equal((await reopened.entry(id))?.waitsFor, "cluster");
  });

  it("closing waits for the writes under way", async ({ store, reopen }) => {
    const writing = store.addFeed(aFeed("daily"));
    await store.close();
    assert.equal((await writing).added, true);
    assert.equal((await (await reopen()).feeds()).length, 1);
  });

  it("a backup is a whole copy, taken while others write", async ({ store, freshFile, restore }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const before = Array.from({ length: 300 }, (_, i) => anItem(`before${i}`));
    await store.commitPoll(feed, before, NOON, "fetch");
    const file = freshFile();
    const copying = store.backup(file);
    for (let i = 0; i < 50; i++) await store.addEntry(anItem(`during${i}`), NOON, "fetch");
    await copying;
    const copy = await restore(file);
    try {
      assert.deepEqual(await copy.check(), []);
      assert.ok((await copy.totals()).entries.total >= 300);
      assert.deepEqual(await copy.feeds(), [feed]);
    } finally {
      await copy.close();
    }
  });

  it("a backup overwrites no file", async ({ store, freshFile }) => {
    const file = freshFile();
    await writeFile(file, "mine");
    await assert.rejects(store.backup(file), /exists/);
  });

  it("closing twice is closing once", async ({ store }) => {
    await store.close();
    await store.close();
    await assert.rejects(async () => store.feeds());
  });
}
