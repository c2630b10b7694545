import { type Lease, LeaseLost, type LeaseStore } from "../../ports/store.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";
import { type Parameters, prepare } from "./statement.ts";
import type { Transaction } from "./transaction.ts";

const GET = prepare("SELECT name, holder, token, expires_at FROM lease WHERE name = :name");
/** Until the transaction ends, nobody takes the lease over; other commits under the same lease go on. */
const HELD = prepare("SELECT name, holder, token, expires_at FROM lease WHERE name = :name FOR SHARE");
/** The same at the head of a statement that does all of a commit: what has the condition `IS_HELD` happens only then. */
export const HELD_HERE = `
  held AS (SELECT 1 FROM lease WHERE name = :leaseName AND holder = :leaseHolder AND token = :leaseToken FOR SHARE)`;
export const IS_HELD = "EXISTS (SELECT 1 FROM held)";
export const holdingValues = ({ name, holder, token }: Lease): Parameters => ({
  ...{ leaseName: name, leaseHolder: holder, leaseToken: token },
});
/** Locks the row, making it when there is none. */
const OWN = prepare(`
  INSERT INTO lease (name, holder, token, expires_at) VALUES (:name, NULL, 0, 0)
  ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING holder, token, expires_at`);
const SAVE = prepare("UPDATE lease SET holder = :holder, token = :token, expires_at = :expiresAt WHERE name = :name");
const RELEASE = prepare("UPDATE lease SET holder = NULL, expires_at = 0 WHERE name = :name AND token = :token");

/** Who writes. The token grows with every change of holder, so that a writer that slept through its lease is known. */
export function leasesOf(db: Database, isAlive: (holder: string) => boolean | null): LeaseStore {
  /** Whether the row's holder keeps others out. */
  const keepsOut = (row: Row, now: number): boolean =>
    typeof row.holder === "string" && Number(row.expires_at) > now && isAlive(row.holder) !== false;

  return {
    takeLease: (name, holder, now, ttlMs) =>
      db.write(async (tx) => {
        const row = (await tx.get(OWN, { name })) ?? {};
        const token = Number(row.token);
        const lease: Lease = { name, holder, token, expiresAt: Math.round(now + ttlMs) };
        if (row.holder === holder) {
          tx.send(SAVE, { ...lease });
          return lease;
        }
        if (keepsOut(row, now)) {
          // Further ahead than any lease reaches: the clock was set back, and from here on the time runs.
          if (Number(row.expires_at) > now + ttlMs) tx.send(SAVE, { ...lease, holder: String(row.holder) });
          return null;
        }
        tx.send(SAVE, { ...lease, token: token + 1 });
        return { ...lease, token: token + 1 };
      }),
    renewLease: (lease, now, ttlMs) =>
      db.write(async (tx) => {
        assertSame(lease, await tx.get(OWN, { name: lease.name }));
        const renewed = { ...lease, expiresAt: Math.round(now + ttlMs) };
        tx.send(SAVE, { ...renewed });
        return renewed;
      }),
    async releaseLease({ name, token }) {
      await db.run(RELEASE, { name, token });
    },
    async lease(name) {
      const row = await db.get(GET, { name });
      if (typeof row?.holder !== "string") return null;
      return { name, holder: row.holder, token: Number(row.token), expiresAt: Number(row.expires_at) };
    },
  };
}

/** Throws `LeaseLost` unless the lease is still the one that was given; it stays so until the transaction ends. */
export async function assertHeld(tx: Transaction, lease: Lease): Promise<void> {
  assertSame(lease, await tx.get(HELD, { name: lease.name }));
}

function assertSame(lease: Lease, row: Row | undefined): void {
  if (row && row.holder === lease.holder && row.token === lease.token) return;
  const holder = typeof row?.holder === "string" ? row.holder : "nobody";
  throw new LeaseLost(`the lease ${lease.name} went from ${lease.holder} (token ${lease.token}) to ${holder}`);
}
