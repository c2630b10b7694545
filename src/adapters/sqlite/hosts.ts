import type { Store } from "../../ports/store.ts";
import { CLOCK_STEP_MS } from "./clock-step.ts";
import type { Database } from "./database.ts";

/** Refusals are at least this far apart, also where the gap is set to nothing. */
const STAGGER_MS = 10;

/** Politeness: each host's one slot, and its robots.txt. */
export function hostsOf(db: Database): Pick<Store, "takeHost" | "freeHost" | "robots" | "saveRobots"> {
  const get = db.prepare("SELECT busy_until, open_at, next_slot_at, touched_at FROM host WHERE host = ?");
  const save = db.prepare(`
    INSERT INTO host (host, busy_until, open_at, next_slot_at, touched_at)
    VALUES (:host, :busyUntil, :openAt, :nextSlotAt, :now)
    ON CONFLICT (host) DO UPDATE SET busy_until = excluded.busy_until, open_at = excluded.open_at,
      next_slot_at = excluded.next_slot_at, touched_at = excluded.touched_at`);
  const robots = db.prepare("SELECT text, status, fetched_at FROM robots WHERE origin = ?");
  const saveRobots = db.prepare(
    "INSERT OR REPLACE INTO robots (origin, text, status, fetched_at) VALUES (:origin, :text, :status, :fetchedAt)",
  );

  function slot(host: string, now: number): { busyUntil: number; openAt: number; nextSlotAt: number } {
    const row = get.get(host);
    if (!row || Number(row.touched_at) > now + CLOCK_STEP_MS) return { busyUntil: 0, openAt: 0, nextSlotAt: 0 };
    return { busyUntil: Number(row.busy_until), openAt: Number(row.open_at), nextSlotAt: Number(row.next_slot_at) };
  }

  return {
    takeHost: (host, now, gapMs, leaseMs) =>
      db.write(() => {
        const { busyUntil, openAt, nextSlotAt } = slot(host, now);
        if (now >= busyUntil && now >= openAt) {
          save.run({ host, busyUntil: now + leaseMs, openAt: now + gapMs, nextSlotAt, now });
          return { taken: true };
        }
        // Nobody knows when a request under way will end: one gap from now is the guess.
        const step = Math.max(gapMs, STAGGER_MS);
        const opensAt = now < busyUntil ? Math.max(openAt, Math.min(busyUntil, now + step)) : openAt;
        const retryAt = Math.max(opensAt, nextSlotAt);
        save.run({ host, busyUntil, openAt, nextSlotAt: retryAt + step, now });
        return { taken: false, retryAt };
      }),
    freeHost: (host, now, pauseMs) =>
      db.write(() => {
        const { openAt, nextSlotAt } = slot(host, now);
        save.run({ host, busyUntil: 0, openAt: Math.max(openAt, now + pauseMs), nextSlotAt, now });
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
