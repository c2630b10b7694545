import { type Lease, LeaseLost, type LeaseStore } from "../../ports/store.ts";
import type { Database, Row } from "./database.ts";

/** Who writes. The token grows with every change of holder, so that a writer that slept through its lease is known. */
export function leasesOf(
  db: Database,
  isAlive: (holder: string) => boolean | null,
): {
  methods: LeaseStore;
  /** Throws `LeaseLost` unless the lease is still the one that was given, inside somebody else's transaction. */
  assertHeld(lease: Lease): void;
} {
  const get = db.prepare("SELECT name, holder, token, expires_at FROM lease WHERE name = ?");
  const save = db.prepare(`
    INSERT INTO lease (name, holder, token, expires_at) VALUES (:name, :holder, :token, :expiresAt)
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, token = excluded.token, expires_at = excluded.expires_at`);
  const release = db.prepare("UPDATE lease SET holder = NULL, expires_at = 0 WHERE name = :name AND token = :token");

  function assertHeld(lease: Lease): void {
    const row = get.get(lease.name);
    if (row && row.holder === lease.holder && row.token === lease.token) return;
    const holder = typeof row?.holder === "string" ? row.holder : "nobody";
    throw new LeaseLost(`the lease ${lease.name} went from ${lease.holder} (token ${lease.token}) to ${holder}`);
  }

  /** Whether the row's holder keeps others out. */
  function keepsOut(row: Row, now: number): boolean {
    return typeof row.holder === "string" && Number(row.expires_at) > now && isAlive(row.holder) !== false;
  }

  return {
    methods: {
      takeLease: (name, holder, now, ttlMs) =>
        db.write(() => {
          const row = get.get(name);
          const token = Number(row?.token ?? 0);
          const lease = { name, holder, token, expiresAt: now + ttlMs };
          if (row?.holder === holder) {
            save.run({ ...lease });
            return lease;
          }
          if (row && keepsOut(row, now)) {
            // Further ahead than any lease reaches: the clock was set back, and from here on the time runs.
            if (Number(row.expires_at) > now + ttlMs) {
              save.run({ name, holder: row.holder ?? null, token, expiresAt: now + ttlMs });
            }
            return null;
          }
          save.run({ ...lease, token: token + 1 });
          return { ...lease, token: token + 1 };
        }),
      renewLease: (lease, now, ttlMs) =>
        db.write(() => {
          assertHeld(lease);
          const renewed = { ...lease, expiresAt: now + ttlMs };
          save.run({ ...renewed });
          return renewed;
        }),
      releaseLease: (lease) =>
        db.write(() => {
          release.run({ name: lease.name, token: lease.token });
        }),
      async lease(name) {
        const row = get.get(name);
        if (typeof row?.holder !== "string") return null;
        return { name, holder: row.holder, token: Number(row.token), expiresAt: Number(row.expires_at) };
      },
    },
    assertHeld,
  };
}
