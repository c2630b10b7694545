import assert from "node:assert/strict";
import type { Store } from "../../../src/ports/store.ts";
import { MINUTE, NOON } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

const GAP = 1_000;
const LEASE = MINUTE;

const take = (store: Store, now: number, host = "daily.example") => store.takeHost(host, now, GAP, LEASE);

async function refused(store: Store, now: number): Promise<number> {
  const answer = await take(store, now);
  assert.equal(answer.taken, false);
  return answer.retryAt;
}

export function hostPromises(it: StoreTest): void {
  it("a host is given to one at a time", async ({ store }) => {
    assert.deepEqual(await take(store, NOON), { taken: true });
    assert.ok((await refused(store, NOON + 5 * GAP)) > NOON + 5 * GAP);
    assert.deepEqual(await take(store, NOON, "other.example"), { taken: true });
  });

  it("two starts are a gap apart, however quick the first was", async ({ store }) => {
    await take(store, NOON);
    await store.freeHost("daily.example", NOON + 10, 0);
    assert.equal(await refused(store, NOON + 20), NOON + GAP);
    assert.deepEqual(await take(store, NOON + GAP), { taken: true });
  });

  it("a slow answer delays the next start until the host is freed, not a gap longer", async ({ store }) => {
    await take(store, NOON);
    await store.freeHost("daily.example", NOON + 5 * GAP, 0);
    assert.deepEqual(await take(store, NOON + 5 * GAP), { taken: true });
  });

  it("a hundred refusals come back one after another", async ({ store }) => {
    await take(store, NOON);
    const times: number[] = [];
    for (let i = 0; i < 100; i++) times.push(await refused(store, NOON + 1));
    for (const [i, time] of times.entries()) {
      assert.ok(i === 0 || time - (times[i - 1] ?? 0) >= GAP, `refusal ${i} comes back at ${time - NOON}`);
    }
    await store.freeHost("daily.example", NOON + 2, 0);
    for (const time of times) {
      assert.deepEqual(await take(store, time), { taken: true });
      await store.freeHost("daily.example", time + 1, 0);
    }
  });

  it("refusals are staggered also where no gap is asked for", async ({ store }) => {
    await store.takeHost("daily.example", NOON, 0, LEASE);
    const first = await store.takeHost("daily.example", NOON, 0, LEASE);
    const second = await store.takeHost("daily.example", NOON, 0, LEASE);
    assert.ok(!first.taken && !second.taken && first.retryAt > NOON && second.retryAt > first.retryAt);
  });

  it("a pause keeps the host closed for everybody, and a refusal names its end", async ({ store }) => {
    await take(store, NOON);
    await store.freeHost("daily.example", NOON + 1, 10 * MINUTE);
    const opensAt = NOON + 1 + 10 * MINUTE;
    assert.deepEqual(await take(store, NOON + MINUTE), { taken: false, retryAt: opensAt, opensAt });
    const second = await take(store, NOON + MINUTE);
    assert.ok(!second.taken && second.retryAt > opensAt && second.opensAt === opensAt);
    assert.deepEqual(await take(store, NOON + 1 + 10 * MINUTE), { taken: true });
  });

  it("a shorter pause does not shorten a longer one", async ({ store }) => {
    await store.freeHost("daily.example", NOON, 10 * MINUTE);
    await store.freeHost("daily.example", NOON, 0);
    assert.equal(await refused(store, NOON + MINUTE), NOON + 10 * MINUTE);
  });

  it("a slot that is never freed opens when its lease ends, also after a restart", async ({ store, reopen }) => {
    await take(store, NOON);
    const reopened = await reopen();
    assert.equal((await take(reopened, NOON + LEASE - 1)).taken, false);
    assert.deepEqual(await take(reopened, NOON + LEASE), { taken: true });
  });

  it("what a clock far ahead wrote does not keep a host closed", async ({ store }) => {
    const ahead = NOON + 40 * 24 * 60 * MINUTE;
    await take(store, ahead);
    await store.freeHost("daily.example", ahead, MINUTE);
    assert.deepEqual(await take(store, NOON), { taken: true });
  });

  it("robots.txt is kept by origin and replaced", async ({ store, reopen }) => {
    assert.equal(await store.robots("https://daily.example"), null);
    await store.saveRobots("https://daily.example", { text: "User-agent: *", status: 200, fetchedAt: NOON });
    const newer = { text: "", status: 404, fetchedAt: NOON + MINUTE };
    await store.saveRobots("https://daily.example", newer);
    assert.deepEqual(await (await reopen()).robots("https://daily.example"), newer);
  });
}
