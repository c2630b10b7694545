import assert from "node:assert/strict";
import { LeaseLost } from "../../../src/ports/store.ts";
import { MINUTE, NOON } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

const TTL = 30_000;
/** Two holders on machines whose processes nobody here can see. */
const HERE = "far-1:10:1";
const THERE = "far-2:20:1";

export function leasePromises(it: StoreTest): void {
  it("one holder keeps another out until the lease ends", async ({ store, reopen }) => {
    const lease = await store.takeLease("writer", HERE, NOON, TTL);
    assert.deepEqual(lease, { name: "writer", holder: HERE, token: lease?.token, expiresAt: NOON + TTL });
    assert.deepEqual(await store.lease("writer"), lease);
    const reopened = await reopen();
    assert.equal(await reopened.takeLease("writer", THERE, NOON + TTL - 1, TTL), null);
    assert.equal((await reopened.takeLease("writer", THERE, NOON + TTL, TTL))?.holder, THERE);
  });

  it("the token grows with every change of holder, and only then", async ({ store }) => {
    const first = await store.takeLease("writer", HERE, NOON, TTL);
    const same = await store.takeLease("writer", HERE, NOON + 1, TTL);
    assert.ok(first && same);
    assert.equal(same.token, first.token);
    const other = await store.takeLease("writer", THERE, NOON + MINUTE, TTL);
    assert.ok(other && other.token > first.token);
    const back = await store.takeLease("writer", HERE, NOON + 2 * MINUTE, TTL);
    assert.ok(back && back.token > other.token);
  });

  it("renewing moves the end and keeps the token", async ({ store }) => {
    const lease = await store.takeLease("writer", HERE, NOON, TTL);
    assert.ok(lease);
    const renewed = await store.renewLease(lease, NOON + 10_000, TTL);
    assert.deepEqual(renewed, { ...lease, expiresAt: NOON + 10_000 + TTL });
    assert.equal(await store.takeLease("writer", THERE, NOON + TTL, TTL), null);
  });

  it("a holder that slept through its lease cannot renew once another has it", async ({ store }) => {
    const lease = await store.takeLease("writer", HERE, NOON, TTL);
    await store.takeLease("writer", THERE, NOON + MINUTE, TTL);
    assert.ok(lease);
    await assert.rejects(store.renewLease(lease, NOON + MINUTE + 1, TTL), LeaseLost);
  });

  it("a lease that ended and that nobody took can still be renewed", async ({ store }) => {
    const lease = await store.takeLease("writer", HERE, NOON, TTL);
    assert.ok(lease);
    assert.equal((await store.renewLease(lease, NOON + MINUTE, TTL)).token, lease.token);
  });

  it("a released lease is free at once, and its token is never given again", async ({ store }) => {
    const lease = await store.takeLease("writer", HERE, NOON, TTL);
    assert.ok(lease);
    await store.releaseLease(lease);
    assert.equal(await store.lease("writer"), null);
    const next = await store.takeLease("writer", HERE, NOON, TTL);
    assert.ok(next && next.token > lease.token);
    await store.releaseLease(lease);
    assert.deepEqual(await store.lease("writer"), next, "a stale release changes nothing");
  });

  it("the lease of a process that died on this machine is taken over at once", async ({ store, deadHolder }) => {
    const dead = await store.takeLease("writer", deadHolder, NOON, TTL);
    const lease = await store.takeLease("writer", HERE, NOON + 1, TTL);
    assert.ok(dead && lease && lease.token > dead.token);
  });

  it("a lease that a clock far ahead wrote ends after the usual time", async ({ store }) => {
    await store.takeLease("writer", HERE, NOON + 40 * 24 * 60 * MINUTE, TTL);
    assert.equal(await store.takeLease("writer", THERE, NOON, TTL), null);
    assert.ok(await store.takeLease("writer", THERE, NOON + TTL, TTL));
  });

  it("leases of different names do not meet", async ({ store }) => {
    assert.ok(await store.takeLease("writer", HERE, NOON, TTL));
    assert.ok(await store.takeLease("schedule", THERE, NOON, TTL));
    assert.equal(await store.lease("nobody"), null);
  });

  it("of many who ask at the same moment one gets the lease", async ({ store }) => {
    const asked = Array.from({ length: 20 }, (_, i) => store.takeLease("writer", `far-${i}:1:1`, NOON, TTL));
    const given = (await Promise.all(asked)).filter((lease) => lease !== null);
    assert.equal(given.length, 1);
  });
}
