import type { Store } from "../../ports/store.ts";
import { askSlot, freedSlot, type HostSlot } from "../host-slot.ts";
import type { Database, Transaction } from "./database.ts";
import { prepare } from "./statement.ts";

/**
 * Locks the row. The commit does not wait for the disk: a slot that a power cut forgets costs one request before its time,
 * and slots are written several times for each page.
 */
const OWN = prepare(`
  SELECT busy_until, open_at, next_slot_at, touched_at, set_config('synchronous_commit', 'off', true)
  FROM host WHERE host = :host FOR NO KEY UPDATE`);
/** The same for a host that is new, or that another process has just made. */
const MAKE = prepare(`
  INSERT INTO host (host, busy_until, open_at, next_slot_at, touched_at) VALUES (:host, 0, 0, 0, 0)
  ON CONFLICT (host) DO UPDATE SET host = excluded.host RETURNING busy_until, open_at, next_slot_at, touched_at`);
const SAVE = prepare(`
  UPDATE host SET busy_until = :busyUntil, open_at = :openAt, next_slot_at = :nextSlotAt, touched_at = :touchedAt
  WHERE host = :host`);
const ROBOTS = prepare("SELECT text, status, fetched_at FROM robots WHERE origin = :origin");
const SAVE_ROBOTS = prepare(`
  INSERT INTO robots (origin, text, status, fetched_at) VALUES (:origin, :text, :status, :fetchedAt)
  ON CONFLICT (origin) DO UPDATE SET text = excluded.text, status = excluded.status, fetched_at = excluded.fetched_at`);

/** Politeness over the whole fleet: each host's one slot, and its robots.txt. */
export function hostsOf(db: Database): Pick<Store, "takeHost" | "freeHost" | "robots" | "saveRobots"> {
  return {
    takeHost: (host, now, gapMs, leaseMs) =>
      db.write(async (tx) => {
        const [answer, asked] = askSlot(await ownSlot(tx, host), now, gapMs, leaseMs);
        saveSlot(tx, host, asked);
        return answer;
      }),
    freeHost: (host, now, pauseMs) =>
      db.write(async (tx) => {
        saveSlot(tx, host, freedSlot(await ownSlot(tx, host), now, pauseMs));
      }),
    async robots(origin) {
      const row = await db.get(ROBOTS, { origin });
      return row ? { text: String(row.text), status: Number(row.status), fetchedAt: Number(row.fetched_at) } : null;
    },
    async saveRobots(origin, { text, status, fetchedAt }) {
      await db.run(SAVE_ROBOTS, { origin, text, status, fetchedAt: Math.round(fetchedAt) });
    },
  };
}

async function ownSlot(tx: Transaction, host: string): Promise<HostSlot> {
  const row = (await tx.get(OWN, { host })) ?? (await tx.get(MAKE, { host })) ?? {};
  return {
    busyUntil: Number(row.busy_until),
    openAt: Number(row.open_at),
    nextSlotAt: Number(row.next_slot_at),
    touchedAt: Number(row.touched_at),
  };
}

function saveSlot(tx: Transaction, host: string, slot: HostSlot): void {
  tx.send(SAVE, {
    host,
    busyUntil: Math.round(slot.busyUntil),
    openAt: Math.round(slot.openAt),
    nextSlotAt: Math.round(slot.nextSlotAt),
    touchedAt: Math.round(slot.touchedAt),
  });
}
