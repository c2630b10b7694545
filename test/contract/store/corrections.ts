import assert from "node:assert/strict";
import { correction } from "../../../src/model/correction.ts";
import { NOON } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

export function correctionPromises(it: StoreTest): void {
  it("corrections come back oldest first, by kind and by what they are about", async ({ store, reopen }) => {
    const copy = correction("duplicate", "a_2", "a_1", NOON + 1);
    const restored = correction("restore", "a_2", "block", NOON);
    const merged = correction("merge", "s_1", "s_2", NOON + 2);
    for (const each of [copy, restored, merged]) assert.equal(await store.addCorrection(each), true);
    const again = await reopen();
    assert.deepEqual(await again.corrections(), [restored, copy, merged]);
    assert.deepEqual(await again.corrections({ kinds: ["duplicate", "merge"] }), [copy, merged]);
    assert.deepEqual(await again.corrections({ about: ["a_1", "s_2"] }), [copy, merged]);
    assert.deepEqual(await again.corrections({ kinds: ["restore"], about: ["a_1"] }), []);
    assert.deepEqual(await again.corrections({ about: [] }), []);
  });

  it("a correction made twice is one; the opposite takes its place", async ({ store }) => {
    const copy = correction("duplicate", "a_2", "a_1", NOON);
    await store.addCorrection(copy);
    assert.equal(await store.addCorrection({ ...copy, at: NOON + 5 }), false);
    assert.deepEqual(await store.corrections(), [copy]);
    const apart = correction("not-duplicate", "a_1", "a_2", NOON + 9);
    assert.equal(await store.addCorrection(apart), true);
    assert.deepEqual(await store.corrections(), [apart]);
    assert.equal(await store.removeCorrection(apart.id), true);
    assert.equal(await store.removeCorrection(apart.id), false);
    assert.deepEqual(await store.corrections(), []);
  });
}
