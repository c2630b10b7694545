import assert from "node:assert/strict";
import { MINUTE, NOON } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

const DAY = 1_440 * MINUTE;

export function siteMemoryPromises(it: StoreTest): void {
  it("what is kept under a name is there after a restart, and nothing is under another", async ({ store, reopen }) => {
    assert.equal(await store.siteMemory("daily.example"), null);
    await store.changeSiteMemory("daily.example", NOON, 0, (before) => {
      assert.equal(before, null);
      return "one";
    });
    await store.changeSiteMemory("daily.example", NOON, 0, (before) => `${before} two`);
    const again = await reopen();
    assert.equal(await again.siteMemory("daily.example"), "one two");
    assert.equal(await again.siteMemory("other.example"), null);
  });

  it("changes made at the same time are all kept", async ({ store }) => {
    const parts = Array.from({ length: 12 }, (_, i) => `part${i}`);
    await Promise.all(
      parts.map((part) =>
        store.changeSiteMemory("daily.example", NOON, 0, (before) =>
          [...(before?.split(" ") ?? []), part].sort().join(" "),
        ),
      ),
    );
    assert.deepEqual((await store.siteMemory("daily.example"))?.split(" "), parts.toSorted());
  });

  it("names not touched for long are forgotten", async ({ store }) => {
    await store.changeSiteMemory("old.example", NOON, 0, () => "old");
    await store.changeSiteMemory("new.example", NOON + 40 * DAY, NOON + 10 * DAY, () => "new");
    assert.equal(await store.siteMemory("old.example"), null);
    assert.equal(await store.siteMemory("new.example"), "new");
  });
}
