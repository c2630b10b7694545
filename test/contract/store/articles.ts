import assert from "node:assert/strict";
import type { Page } from "../../../src/model/article.ts";
import { aFeed, all, anArticle, anEntryAt, anItem, aPage, aRemoval, aStep, MINUTE, NOON } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

const bytes = (page: Page | null): number[] => [...(page?.body ?? [])];

export function articlePromises(it: StoreTest): void {
  it("all revisions of an article are kept, the oldest first", async ({ store }) => {
    const id = await anEntryAt(store, "one", "dedupe");
    await store.resend([id], "extract");
    const changed = anArticle(id, { title: "Another headline", text: "Other words." });
    await store.commitArticle(aStep(id, "extract", "dedupe"), changed, []);
    const revisions = await store.revisions(id);
    assert.deepEqual(
      revisions.map(({ revision, title }) => [revision, title]),
      [
        [1, anArticle(id).title],
        [2, "Another headline"],
      ],
    );
    assert.deepEqual(revisions[1], await store.article(id));
    assert.deepEqual(await store.revisions("a_unknown"), []);
  });

  it("what a page says of its article comes back as it was, and a row without it stays readable", async ({
    store,
    reopen,
  }) => {
    const [told, silent] = [await anEntryAt(store, "one", "extract"), await anEntryAt(store, "two", "extract")];
    await store.commitArticle(aStep(told, "extract", "dedupe"), anArticle(told), []);
    await store.commitArticle(aStep(silent, "extract", "dedupe"), anArticle(silent, { details: null }), []);
    const again = await reopen();
    assert.deepEqual((await again.article(told))?.details, anArticle(told).details);
    assert.equal((await again.article(silent))?.details, null);
  });

  it("a page comes back byte for byte", async ({ store, reopen }) => {
    const id = await anEntryAt(store, "one", "fetch");
    const body = Uint8Array.from({ length: 70_000 }, (_, i) => (i * i) % 251);
    const page = aPage("", { body, contentType: "text/html; charset=koi8-r", status: 203 });
    await store.commitPage(aStep(id, "fetch", "extract"), page);
    const kept = await (await reopen()).page(id);
    assert.deepEqual(bytes(kept), [...body]);
    assert.deepEqual({ ...kept, body: null }, { ...page, body: null });
  });

  it("an empty page is a page", async ({ store }) => {
    const id = await anEntryAt(store, "one", "fetch");
    await store.commitPage(aStep(id, "fetch", "extract"), aPage(""));
    assert.deepEqual(bytes(await store.page(id)), []);
  });

  it("two entries with the same bytes keep their own addresses", async ({ store }) => {
    const [one, two] = [await anEntryAt(store, "one", "fetch"), await anEntryAt(store, "two", "fetch")];
    await store.commitPage(aStep(one, "fetch", "extract"), aPage("same", { url: "https://a.example/" }));
    await store.commitPage(aStep(two, "fetch", "extract"), aPage("same", { url: "https://b.example/" }));
    await store.resend([one], "fetch");
    await store.commitPage(aStep(one, "fetch", "extract"), aPage("changed", { url: "https://a.example/2" }));
    assert.equal((await store.page(one))?.url, "https://a.example/2");
    assert.equal((await store.page(two))?.url, "https://b.example/");
    assert.equal(Buffer.from((await store.page(two))?.body ?? []).toString(), "same");
    assert.deepEqual(await store.check(), []);
  });

  it("an entry without a page has none", async ({ store }) => {
    assert.equal(await store.page(await anEntryAt(store, "one", "fetch")), null);
  });

  it("an article comes back with its ledger, in the order of the page", async ({ store, reopen }) => {
    const id = await anEntryAt(store, "one", "extract");
    const removals = [aRemoval(2, { kind: "spam", score: 0.25 }), aRemoval(0), aRemoval(1, { kind: "comment" })];
    await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id), removals);
    const reopened = await reopen();
    assert.deepEqual(await reopened.article(id), { ...anArticle(id), revision: 1 });
    assert.deepEqual(
      await reopened.removals(id),
      removals.toSorted((a, b) => a.position - b.position),
    );
    assert.equal((await reopened.entry(id))?.waitsFor, "dedupe");
  });

  it("a second extraction with the same text and title is the same revision, made anew", async ({ store }) => {
    const id = await anEntryAt(store, "one", "extract");
    await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id), [aRemoval(0)]);
    await store.resend([id], "extract");
    await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id, { madeBy: "v2" }), [aRemoval(1)]);
    assert.deepEqual(await store.article(id), { ...anArticle(id), madeBy: "v2", revision: 1 });
    assert.deepEqual(await store.removals(id), [aRemoval(1)]);
  });

  it("another text or title is another revision, and the only one that is shown", async ({ store }) => {
    const id = await anEntryAt(store, "one", "extract");
    const versions = [
      anArticle(id),
      anArticle(id, { text: "corrected" }),
      anArticle(id, { text: "corrected", title: "New" }),
    ];
    for (const [i, version] of versions.entries()) {
      await store.resend([id], "extract");
      await store.commitArticle(aStep(id, "extract", "dedupe"), version, []);
      assert.deepEqual(await store.article(id), { ...version, revision: i + 1 });
    }
    assert.equal((await store.articles({ limit: 10 })).length, 1);
    assert.equal((await store.totals()).articles, 1);
    assert.deepEqual(await store.texts([id, "a_unknown"]), new Map([[id, "corrected"]]));
    assert.deepEqual(await store.check(), []);
  });

  it("articles are listed latest first and limited by time, feed and publisher", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const { entries } = await store.commitPoll(feed, [anItem("fed")], NOON, "extract");
    const fed = entries[0]?.id ?? "";
    const old = await anEntryAt(store, "old", "extract", NOON - MINUTE);
    const fresh = await anEntryAt(store, "fresh", "extract", NOON + MINUTE);
    const seen: [string, number, string][] = [
      [fed, NOON, "daily.example"],
      [old, NOON - MINUTE, "weekly.example"],
      [fresh, NOON + MINUTE, "daily.example"],
    ];
    for (const [id, firstSeenAt, source] of seen) {
      await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id, { firstSeenAt, source }), []);
    }
    const ids = async (filter: Parameters<typeof store.articles>[0]) =>
      (await store.articles(filter)).map((article) => article.id);
    assert.deepEqual(await ids({ limit: 10 }), [fresh, fed, old]);
    assert.deepEqual(await ids({ limit: 1 }), [fresh]);
    assert.deepEqual(await ids({ limit: Number.POSITIVE_INFINITY, since: NOON }), [fresh, fed]);
    assert.deepEqual(await ids({ limit: 10, feedId: feed.id }), [fed]);
    assert.deepEqual(await ids({ limit: 10, source: "weekly.example" }), [old]);
    assert.deepEqual(await ids({ limit: 10, storyId: "s_unknown" }), []);
  });

  it("an export walks through every article, oldest first, however many there are", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const items = Array.from({ length: 600 }, (_, i) => anItem(`n${i}`));
    const { entries } = await store.commitPoll(feed, items, NOON, "extract");
    for (const [i, { id }] of entries.entries()) {
      const firstSeenAt = NOON + (i % 7) * MINUTE;
      await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id, { firstSeenAt }), [aRemoval(i)]);
    }
    const records = await all(store.articleRecords());
    const keys = records.map(({ article }) => `${article.firstSeenAt} ${article.id}`);
    assert.equal(new Set(keys).size, 600);
    assert.deepEqual(keys, keys.toSorted());
    const [first] = records;
    assert.ok(first);
    assert.deepEqual(first.feedUrls, [feed.url]);
    assert.equal(first.entry.id, first.article.id);
    assert.equal(first.removals.length, 1);
    assert.deepEqual([first.duplicate, first.storyId], [null, null]);
  });
}
