import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { dropped } from "../../../src/model/ending.ts";
import type { Retention, Store } from "../../../src/ports/store.ts";
import {
  aCopy,
  aCoverage,
  all,
  anAlert,
  anArticle,
  anAttempt,
  anEndpoint,
  anEntryAt,
  anItem,
  aPage,
  aRemoval,
  aSignature,
  aStep,
  aStory,
  NOON,
  noChange,
  writersLease,
} from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

const DAY = 86_400_000;
const over = dropped("not-html");
const nothing = { pages: 0, articles: 0, attempts: 0 };
const forEver: Retention = {
  pagesBefore: null,
  articlesBefore: null,
  attemptsBefore: null,
  maxPageBytes: null,
  activeSince: NOON,
};

/** Calls until nothing more goes. */
async function retainAll(store: Store, limits: Partial<Retention>): Promise<typeof nothing> {
  const gone = { ...nothing };
  for (;;) {
    const { pages, articles, attempts } = await store.retain({ ...forEver, ...limits });
    if (pages + articles + attempts === 0) return gone;
    gone.pages += pages;
    gone.articles += articles;
    gone.attempts += attempts;
  }
}

/** An article that went all the way at `at`: into `story`, as a copy of `of` when that is given. */
async function aReport(store: Store, name: string, at: number, story: string, articles: number, of?: string) {
  const id = await anEntryAt(store, name, "extract", at);
  const article = anArticle(id, { firstSeenAt: at, publishedAt: at });
  await store.commitArticle(aStep(id, "extract", "dedupe", { endedAt: at }), article, [aRemoval(0)]);
  const lease = await writersLease(store);
  const copy = of === undefined ? null : aCopy(id, of);
  await store.commitDedupe(aStep(id, "dedupe", "cluster", { endedAt: at }), lease, aSignature(id), copy);
  await store.commitCluster(aStep(id, "cluster", null, { endedAt: at }), lease, {
    ...noChange,
    stories: [aStory(story, articles, { firstPublishedAt: at, lastPublishedAt: at })],
    coverage: [aCoverage(story, id, { addedAt: at })],
  });
  return id;
}

export function retentionPromises(it: StoreTest): void {
  it("what has no limit is kept for ever", async ({ store }) => {
    const id = await aReport(store, "one", 0, "s_1", 1);
    assert.deepEqual(await store.retain(forEver), nothing);
    assert.ok(await store.page(id));
    assert.ok(await store.article(id));
  });

  it("pages go by age; what an entry still waits with stays, and so do bytes that a younger page shares", async ({
    store,
  }) => {
    const pageAt = async (name: string, at: number, text: string) => {
      const id = await anEntryAt(store, name, "fetch", at);
      await store.commitPage(aStep(id, "fetch", null, { endedAt: at, ending: over }), aPage(text, { fetchedAt: at }));
      return id;
    };
    const old = await pageAt("old", NOON - 2 * DAY, "same");
    const alone = await pageAt("alone", NOON - 2 * DAY, "alone");
    const young = await pageAt("young", NOON, "same");
    const waiting = await anEntryAt(store, "waiting", "extract", NOON - 2 * DAY);
    assert.deepEqual(await retainAll(store, { pagesBefore: NOON + 1 - DAY }), { ...nothing, pages: 2 });
    assert.deepEqual([await store.page(old), await store.page(alone)], [null, null]);
    assert.equal(Buffer.from((await store.page(young))?.body ?? []).toString(), "same");
    assert.ok(await store.page(waiting));
    assert.deepEqual(await store.check(), []);
  });

  it("pages go by size, the oldest first, until the rest is within the bound", async ({ store }) => {
    const ids: string[] = [];
    for (let i = 0; i < 10; i++) {
      const id = await anEntryAt(store, `p${i}`, "fetch");
      const body = hash("shake256", `page ${i}`, { outputLength: 1_000, outputEncoding: "buffer" });
      await store.commitPage(
        aStep(id, "fetch", null, { ending: over }),
        aPage("", { body, fetchedAt: NOON - i * DAY }),
      );
      ids.push(id);
    }
    assert.deepEqual(await retainAll(store, { maxPageBytes: 100_000 }), nothing);
    const { pages } = await retainAll(store, { maxPageBytes: 3_100 });
    assert.equal(pages, 7);
    const kept = await Promise.all(ids.map((id) => store.page(id)));
    assert.deepEqual(
      kept.map((page) => page !== null),
      ids.map((_, i) => i < 10 - pages),
    );
    assert.deepEqual(await retainAll(store, { maxPageBytes: 0 }), { ...nothing, pages: 10 - pages });
    assert.deepEqual(await store.check(), []);
  });

  it("an article goes with all that was made of it, and its entry is still known", async ({ store, reopen }) => {
    const at = NOON - 30 * DAY;
    const id = await aReport(store, "one", at, "s_1", 1);
    const limits = { articlesBefore: NOON - DAY, activeSince: NOON - 10 * DAY };
    assert.deepEqual(await retainAll(store, limits), { pages: 1, articles: 1, attempts: 0 });
    const reopened = await reopen();
    assert.deepEqual([await reopened.article(id), await reopened.page(id)], [null, null]);
    assert.deepEqual(await reopened.removals(id), []);
    assert.deepEqual(await all(reopened.signatures(0)), []);
    assert.deepEqual(await reopened.search("paragraph", { limit: 9 }), []);
    assert.deepEqual(await reopened.articles({ limit: 9 }), []);
    assert.deepEqual((await reopened.story("s_1"))?.counts.articles, 1);
    assert.deepEqual(await reopened.coverage("s_1"), []);
    assert.deepEqual(await reopened.check(), []);
    const again = await reopened.addEntry(anItem("one"), NOON, "fetch");
    assert.deepEqual([again.added, again.entry.id, again.entry.ending], [false, id, "clustered"]);
  });

  it("an article stays while it is young, waits, or may still be known to the writer", async ({ store }) => {
    const old = NOON - 30 * DAY;
    await aReport(store, "young", NOON, "s_1", 1);
    await anEntryAt(store, "waiting", "cluster", old);
    // Its story grew lately.
    await aReport(store, "first", old, "s_2", 1);
    await aReport(store, "second", NOON - DAY, "s_2", 2);
    // It was deduped again lately.
    const again = await aReport(store, "again", old, "s_3", 1);
    const lease = await writersLease(store);
    await store.resend([again], "dedupe");
    await store.commitDedupe(aStep(again, "dedupe", "cluster", { endedAt: NOON }), lease, aSignature(again), null);
    await store.commitStep(aStep(again, "cluster", null));
    const limits = { articlesBefore: NOON - 5 * DAY, activeSince: NOON - 10 * DAY };
    assert.deepEqual(await retainAll(store, limits), nothing);
    assert.equal((await store.articles({ limit: 9 })).length, 5);
    assert.deepEqual(await store.check(), []);
  });

  it("an original stays as long as one of its copies, a parent as long as its child", async ({ store }) => {
    const old = NOON - 30 * DAY;
    const original = await aReport(store, "original", old, "s_1", 1);
    const parent = await aReport(store, "parent", old + 1, "s_1", 2, original);
    const other = await aReport(store, "other", old + 2, "s_1", 3, original);
    const child = await anEntryAt(store, "child", "dedupe", NOON - 2 * DAY);
    const lease = await writersLease(store);
    const row = aCopy(child, parent, { originalId: original });
    await store.commitDedupe(aStep(child, "dedupe", null, { endedAt: NOON - 2 * DAY }), lease, aSignature(child), row);
    const limits = { articlesBefore: NOON - 5 * DAY, activeSince: NOON - 10 * DAY };
    assert.deepEqual(await retainAll(store, limits), { pages: 1, articles: 1, attempts: 0 });
    assert.equal(await store.article(other), null);
    assert.equal(await store.nearDuplicate(other), null);
    assert.ok((await store.article(original)) && (await store.article(parent)));
    const later = { articlesBefore: NOON, activeSince: NOON };
    assert.equal((await retainAll(store, later)).articles, 3);
    assert.deepEqual(await store.copiesOf(original), []);
    assert.deepEqual(await store.articles({ limit: 9 }), []);
  });

  it("one call removes a bounded batch, the oldest first", async ({ store }) => {
    const ids: string[] = [];
    for (let i = 0; i < 250; i++) ids.push(await aReport(store, `n${i}`, NOON - 30 * DAY + i, `s_${i}`, 1));
    const limits = { ...forEver, articlesBefore: NOON - DAY, activeSince: NOON - DAY };
    const { articles } = await store.retain(limits);
    assert.ok(articles > 0 && articles <= 100, String(articles));
    const left = new Set((await store.articles({ limit: Infinity })).map(({ id }) => id));
    assert.deepEqual(left, new Set(ids.slice(articles)));
    assert.equal((await retainAll(store, limits)).articles, 250 - articles);
    assert.deepEqual(await store.check(), []);
  });

  it("attempts of deliveries that are over go by age; the delivery and its count stay", async ({ store }) => {
    await store.addEndpoint(anEndpoint("desk"));
    const lease = await writersLease(store);
    for (const [i, story] of ["s_1", "s_2"].entries()) {
      const id = await anEntryAt(store, story, "cluster");
      await store.commitCluster(aStep(id, "cluster", null), lease, {
        ...noChange,
        stories: [aStory(story, 1)],
        coverage: [aCoverage(story, id)],
        alerts: [anAlert(story)],
      });
      const [delivery] = await store.deliveries({ limit: 1, subject: story });
      assert.ok(delivery);
      const once = { ...delivery, attempts: 1 };
      await store.commitAttempt(anAttempt(delivery, { at: NOON - 40 * DAY }), once, anEndpoint("desk"));
      const twice = { ...once, attempts: 2, ...(i === 0 ? { state: "delivered" as const, deliveredAt: NOON } : {}) };
      await store.commitAttempt(anAttempt(once, { at: NOON }), twice, anEndpoint("desk"));
    }
    assert.deepEqual(await retainAll(store, { attemptsBefore: NOON - 30 * DAY }), { ...nothing, attempts: 1 });
    const [over] = await store.deliveries({ limit: 1, subject: "s_1" });
    const [waiting] = await store.deliveries({ limit: 1, subject: "s_2" });
    assert.equal(over?.attempts, 2);
    assert.deepEqual(
      (await store.attempts(over?.id ?? "")).map(({ number }) => number),
      [2],
    );
    assert.equal((await store.attempts(waiting?.id ?? "")).length, 2);
    assert.deepEqual(await store.check(), []);
  });
}
