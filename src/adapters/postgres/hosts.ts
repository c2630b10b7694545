import type { HostStore } from "../../ports/store.ts";
import { CLOCK_STEP_MS } from "../clock-step.ts";
import { STAGGER_MS } from "../host-slot.ts";
import type { Database } from "./database.ts";
import { prepare } from "./statement.ts";

/** A column of the stored slot, where the slot is believed: `believed` in `host-slot.ts`. */
const believed = (column: string): string =>
  `CASE WHEN host.touched_at <= :now::bigint + ${CLOCK_STEP_MS} THEN host.${column} ELSE 0 END`;
/** A slot that a power cut forgets costs one request before its time, and slots are written several times for each page. */
const WITHOUT_WAITING_FOR_THE_DISK = "set_config('synchronous_commit', 'off', true)";
/**
 * `askSlot` as one statement: whoever held the row over two trips to the server would hold up all others who ask for the
 * same host, and a feed's entries all do.
 */
const ASK = prepare(`
  WITH slot AS (
    SELECT ${believed("busy_until")} AS busy, ${believed("open_at")} AS open, ${believed("next_slot_at")} AS next,
      ${WITHOUT_WAITING_FOR_THE_DISK}
    FROM host WHERE host = :host FOR NO KEY UPDATE),
  asked AS (
    SELECT busy, open, next, :now::bigint >= busy AND :now::bigint >= open AS taken, greatest(next,
      CASE WHEN :now::bigint < busy THEN greatest(open, least(busy, :now::bigint + :stepMs::bigint)) ELSE open END) AS retry
    FROM slot),
  saved AS (
    UPDATE host SET touched_at = :now::bigint,
      busy_until = CASE WHEN taken THEN :now::bigint + :leaseMs::bigint ELSE busy END,
      open_at = CASE WHEN taken THEN :now::bigint + :gapMs::bigint ELSE open END,
      next_slot_at = CASE WHEN taken THEN next ELSE retry + :stepMs::bigint END
    FROM asked WHERE host.host = :host)
  SELECT taken, retry, open FROM asked`);
const MAKE = prepare(`
  INSERT INTO host (host, busy_until, open_at, next_slot_at, touched_at) VALUES (:host, 0, 0, 0, 0)
  ON CONFLICT (host) DO NOTHING`);
/** `freedSlot` as one statement. */
const FREE = prepare(`
  INSERT INTO host (host, busy_until, open_at, next_slot_at, touched_at)
  VALUES (:host, 0, :now::bigint + :pauseMs::bigint, 0, :now::bigint)
  ON CONFLICT (host) DO UPDATE SET busy_until = 0, open_at = greatest(${believed("open_at")}, excluded.open_at),
    next_slot_at = ${believed("next_slot_at")}, touched_at = excluded.touched_at
  RETURNING ${WITHOUT_WAITING_FOR_THE_DISK}`);
const ROBOTS = prepare("SELECT text, status, fetched_at FROM robots WHERE origin = :origin");
const SAVE_ROBOTS = prepare(`
  INSERT INTO robots (origin, text, status, fetched_at) VALUES (:origin, :text, :status, :fetchedAt)
  ON CONFLICT (origin) DO UPDATE SET text = excluded.text, status = excluded.status, fetched_at = excluded.fetched_at`);

/** Politeness over the whole fleet: each host's one slot, and its robots.txt. */
export function hostsOf(db: Database): HostStore {
  return {
    async takeHost(host, now, gapMs, leaseMs) {
      const stepMs = Math.ceil(Math.max(gapMs, STAGGER_MS));
      const values = { host, now: Math.round(now), gapMs: Math.ceil(gapMs), leaseMs: Math.ceil(leaseMs), stepMs };
      let row = await db.change(ASK, values);
      if (!row) {
        await db.run(MAKE, { host });
        row = await db.change(ASK, values);
      }
      if (row?.taken) return { taken: true };
      return { taken: false, retryAt: Number(row?.retry ?? now + stepMs), opensAt: Number(row?.open ?? now) };
    },
    async freeHost(host, now, pauseMs) {
      await db.run(FREE, { host, now: Math.round(now), pauseMs: Math.ceil(pauseMs) });
    },
    async robots(origin) {
      const row = await db.get(ROBOTS, { origin });
      return row ? { text: String(row.text), status: Number(row.status), fetchedAt: Number(row.fetched_at) } : null;
    },
    async saveRobots(origin, { text, status, fetchedAt }) {
      await db.run(SAVE_ROBOTS, { origin, text, status, fetchedAt: Math.round(fetchedAt) });
    },
  };
}
