import type { HostStore } from "../../ports/store.ts";
import { askSlot, freedSlot, type HostSlot } from "../host-slot.ts";
import type { Connection, Database } from "./database.ts";

/** Politeness: each host's one slot, and its robots.txt. The slots do not wait for the disk. */
export function hostsOf(db: Database, relaxed: Connection): HostStore {
  const get = relaxed.prepare("SELECT busy_until, open_at, next_slot_at, touched_at FROM host WHERE host = ?");
  const save = relaxed.prepare(`
    INSERT INTO host (host, busy_until, open_at, next_slot_at, touched_at)
    VALUES (:host, :busyUntil, :openAt, :nextSlotAt, :touchedAt)
    ON CONFLICT (host) DO UPDATE SET busy_until = excluded.busy_until, open_at = excluded.open_at,
      next_slot_at = excluded.next_slot_at, touched_at = excluded.touched_at`);
  const robots = db.prepare("SELECT text, status, fetched_at FROM robots WHERE origin = ?");
  const saveRobots = db.prepare(
    "INSERT OR REPLACE INTO robots (origin, text, status, fetched_at) VALUES (:origin, :text, :status, :fetchedAt)",
  );

  function slot(host: string): HostSlot | null {
    const row = get.get(host);
    if (!row) return null;
    return {
      busyUntil: Number(row.busy_until),
      openAt: Number(row.open_at),
      nextSlotAt: Number(row.next_slot_at),
      touchedAt: Number(row.touched_at),
    };
  }

  return {
    takeHost: (host, now, gapMs, leaseMs) =>
      relaxed.write(() => {
        const [answer, asked] = askSlot(slot(host), now, gapMs, leaseMs);
        save.run({ host, ...asked });
        return answer;
      }),
    freeHost: (host, now, pauseMs) =>
      relaxed.write(() => {
        save.run({ host, ...freedSlot(slot(host), now, pauseMs) });
      }),
    async robots(origin) {
      const row = robots.get(origin);
      return row ? { text: String(row.text), status: Number(row.status), fetchedAt: Number(row.fetched_at) } : null;
    },
    saveRobots: (origin, { text, status, fetchedAt }) =>
      db.write(() => {
        saveRobots.run({ origin, text, status, fetchedAt });
      }),
  };
}
