import assert from "node:assert/strict";
import { LeaseLost } from "../../../src/ports/store.ts";
import { aCopy, all, anArticle, anEntryAt, aSignature, aStep, MINUTE, NOON, writersLease } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

export function dedupePromises(it: StoreTest): void {
  it("a signature and the copy it revealed are kept together with the step", async ({ store, reopen }) => {
    const lease = await writersLease(store);
    const original = await anEntryAt(store, "original", "cluster");
    const copy = await anEntryAt(store, "copy", "dedupe");
    const step = aStep(copy, "dedupe", "cluster", { endedAt: NOON + 1 });
    await store.commitDedupe(step, lease, aSignature(copy), aCopy(copy, original));
    const reopened = await reopen();
    assert.deepEqual(await reopened.nearDuplicate(copy), aCopy(copy, original));
    assert.equal(await reopened.nearDuplicate(original), null);
    assert.deepEqual(await reopened.copiesOf(original), [aCopy(copy, original)]);
    assert.equal((await reopened.entry(copy))?.waitsFor, "cluster");
    const [first, second] = await all(reopened.signatures(0));
    assert.equal(first?.originalId, original);
    assert.equal(second?.originalId, original);
    assert.deepEqual([...(second?.signature.bytes ?? [])], [...aSignature(copy).bytes]);
    assert.equal(second?.signature.params, aSignature(copy).params);
    const { source, publishedAt, dateSource, firstSeenAt } = anArticle(copy);
    assert.deepEqual(second?.article, { id: copy, source, publishedAt, dateSource, firstSeenAt });
  });

  it("signatures come in the order of the work, from a time on, however many there are", async ({ store }) => {
    const ids: string[] = [];
    for (let i = 0; i < 520; i++) ids.push(await anEntryAt(store, `n${i}`, "cluster", NOON + i));
    const recent = await all(store.signatures(NOON + 3));
    assert.deepEqual(
      recent.map(({ signature }) => signature.articleId),
      ids.slice(3),
    );
    assert.equal(await store.signatureCount(NOON + 3), 517);
    assert.deepEqual(await all(store.signatures(NOON + MINUTE)), []);
    assert.equal(await store.signatureCount(NOON + MINUTE), 0);
  });

  it("a second dedupe replaces what the first found", async ({ store }) => {
    const lease = await writersLease(store);
    const original = await anEntryAt(store, "original", "cluster");
    const copy = await anEntryAt(store, "copy", "dedupe");
    await store.commitDedupe(aStep(copy, "dedupe", "cluster"), lease, aSignature(copy), aCopy(copy, original));
    await store.resend([copy], "dedupe");
    await store.commitDedupe(aStep(copy, "dedupe", "cluster"), lease, null, null);
    assert.equal(await store.nearDuplicate(copy), null);
    assert.equal((await all(store.signatures(0))).length, 1);
  });

  it("a handler that runs twice leaves what the first run left", async ({ store }) => {
    const lease = await writersLease(store);
    const original = await anEntryAt(store, "original", "cluster");
    const copy = await anEntryAt(store, "copy", "dedupe");
    await store.commitDedupe(aStep(copy, "dedupe", "cluster"), lease, aSignature(copy), aCopy(copy, original));
    await store.commitDedupe(aStep(copy, "dedupe", "cluster"), lease, null, null);
    assert.deepEqual(await store.nearDuplicate(copy), aCopy(copy, original));
    assert.equal((await all(store.signatures(0))).length, 2);
  });

  it("an origin that came last takes the family over, together with its step", async ({ store, reopen }) => {
    const lease = await writersLease(store);
    const first = await anEntryAt(store, "first", "cluster");
    const copy = await anEntryAt(store, "copy", "dedupe");
    const origin = await anEntryAt(store, "origin", "dedupe");
    await store.commitDedupe(aStep(copy, "dedupe", "cluster"), lease, aSignature(copy), aCopy(copy, first));
    const step = aStep(origin, "dedupe", "cluster");
    const others = [aCopy(first, origin, { relation: "contains" }), aCopy(copy, first, { originalId: origin })];
    await store.commitDedupe(step, lease, aSignature(origin), null, others);
    await store.commitDedupe(step, lease, aSignature(origin), null, [aCopy(copy, first)]);
    const reopened = await reopen();
    assert.equal(await reopened.nearDuplicate(origin), null);
    const byId = (a: { articleId: string }, b: { articleId: string }) => (a.articleId < b.articleId ? -1 : 1);
    assert.deepEqual(await reopened.copiesOf(origin), others.toSorted(byId));
    assert.deepEqual(await reopened.copiesOf(first), []);
    assert.deepEqual(
      (await all(reopened.signatures(0))).map(({ originalId, parentId }) => [originalId, parentId]),
      [
        [origin, origin],
        [origin, first],
        [origin, null],
      ],
    );
  });

  it("a copy that turns out to be the origin has no row any more", async ({ store }) => {
    const lease = await writersLease(store);
    const first = await anEntryAt(store, "first", "cluster");
    const origin = await anEntryAt(store, "origin", "dedupe");
    const last = await anEntryAt(store, "last", "dedupe");
    await store.commitDedupe(aStep(origin, "dedupe", "cluster"), lease, aSignature(origin), aCopy(origin, first));
    const others = [aCopy(first, origin)];
    await store.commitDedupe(aStep(last, "dedupe", "cluster"), lease, aSignature(last), aCopy(last, origin), others);
    assert.equal(await store.nearDuplicate(origin), null);
    assert.equal((await store.copiesOf(origin)).length, 2);
  });

  it("a writer that lost its lease commits nothing", async ({ store }) => {
    const id = await anEntryAt(store, "one", "dedupe");
    const stale = await writersLease(store, "here:1:1");
    const taken = await store.takeLease("writer", "there:2:2", NOON + 2 * MINUTE, MINUTE);
    assert.ok(taken);
    await assert.rejects(store.commitDedupe(aStep(id, "dedupe", "cluster"), stale, aSignature(id), null), LeaseLost);
    assert.equal((await store.entry(id))?.waitsFor, "dedupe");
    assert.deepEqual(await all(store.signatures(0)), []);
    assert.equal((await store.steps(id)).length, 2);
  });
}
