import type { Step, Store } from "../../ports/store.ts";
import { placeAfter } from "../entry-place.ts";
import { stepRow } from "../rows.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";
import { insertAll, type Parameters, prepare, rowsAsJson } from "./statement.ts";
import type { Transaction } from "./transaction.ts";

const PLACE = prepare("SELECT waits_for, tries FROM entry WHERE id = :id FOR NO KEY UPDATE");
const MOVE = prepare(`
  UPDATE entry SET waits_for = :waitsFor, ending = :ending, not_before_at = :notBeforeAt, tries = :tries, placed_at = :at,
    rerun = CASE WHEN :waitsFor::text IS NULL THEN NULL ELSE rerun END
  WHERE id = :id`);
const LAST = prepare(`
  SELECT number, stage, kind, reason, detail FROM step WHERE entry_id = :entryId ORDER BY number DESC LIMIT 1`);
const INSERT = prepare(`
  INSERT INTO step (entry_id, stage, started_at, ms, kind, reason, detail)
  VALUES (:entryId, :stage, :startedAt, :ms, :kind, :reason, :detail)`);
const INSERT_ALL = prepare(insertAll("step", ["entry_id", "stage", "started_at", "ms", "kind", "reason", "detail"]));
const REPEAT = prepare("UPDATE step SET started_at = :startedAt, ms = :ms, detail = :detail WHERE number = :number");
const OF_ENTRY = prepare(`SELECT ${stepRow.select()} FROM step WHERE entry_id = :entryId ORDER BY number`);

/**
 * For the head of a statement that does all of a commit at once: `moved` holds the entry's id if it waited for that stage,
 * and then it has moved and the step is written down. The rest of the statement inserts `FROM moved`, and so does nothing
 * when it did not. Tries are kept by an entry that ends here and forgotten by one that goes on.
 *
 * Sent as one statement, a commit is one trip to the server instead of three with eight statements in them. For endings
 * other than `later`, which counts what is there.
 */
export const moving = (condition = "true"): string => `
  moved AS (
    UPDATE entry SET waits_for = :waitsFor, ending = :ending, not_before_at = :notBeforeAt, placed_at = :at,
      tries = CASE :kind::text WHEN 'next' THEN 0 ELSE tries END,
      rerun = CASE WHEN :waitsFor::text IS NULL THEN NULL ELSE rerun END
    WHERE id = :entryId AND waits_for = :stage AND ${condition} RETURNING id),
  noted AS (
    INSERT INTO step (entry_id, stage, started_at, ms, kind, reason, detail)
    SELECT id, :stage, :startedAt, :ms, :kind, :reason, :detail FROM moved)`;

/** The values of `moving`. */
export function movingValues(step: Step): Parameters {
  const { entryId, stage, ending, startedAt, endedAt } = step;
  const { waitsFor, ending: word, notBeforeAt } = placeAfter(step, 0);
  return {
    ...{ entryId, stage, waitsFor, ending: word, notBeforeAt, at: Math.round(endedAt), kind: ending.kind },
    startedAt: Math.round(startedAt),
    ms: Math.max(0, Math.round(endedAt - startedAt)),
    reason: ending.kind === "next" ? null : ending.reason,
    detail: JSON.stringify({ ...ending.detail }),
  };
}

const ONLY_MOVE = prepare(`WITH ${moving()} SELECT 1 FROM moved`);

/** Each entry's way: what was done, when, how it ended. */
export function stepsOf(db: Database): Pick<Store, "commitStep" | "steps"> {
  return {
    async commitStep(step) {
      if (step.ending.kind !== "later") await db.run(ONLY_MOVE, movingValues(step));
      else await db.write((tx) => applyStep(tx, step));
    },
    steps: async (entryId) => (await db.all(OF_ENTRY, { entryId })).map((row) => stepRow.read(row)),
  };
}

/**
 * Locks the entry, moves it and writes the step down, inside somebody else's transaction. False when it waits for
 * something else. What the caller sends right after calling, before waiting for the answer, sees the locked entry.
 */
export async function applyStep(tx: Transaction, step: Step): Promise<boolean> {
  const { entryId, stage, ending, startedAt } = step;
  const place = tx.get(PLACE, { id: entryId });
  const last = ending.kind === "later" ? tx.get(LAST, { entryId }) : undefined;
  const row = await place;
  if (!row || row.waits_for !== stage) return false;
  tx.send(MOVE, { ...placeAfter(step, Number(row.tries)), at: Math.round(step.endedAt), id: entryId });
  const ms = Math.max(0, Math.round(step.endedAt - startedAt));
  const reason = ending.kind === "next" ? null : ending.reason;
  const before = await last;
  if (before && before.stage === stage && before.kind === "later" && before.reason === reason) {
    // An entry may come back a thousand times to a busy host: one line, counted.
    const detail = JSON.stringify({ ...ending.detail, times: timesOf(before) + 1 });
    tx.send(REPEAT, { number: Number(before.number), startedAt: Math.round(startedAt), ms, detail });
  } else {
    const detail = JSON.stringify({ ...ending.detail });
    tx.send(INSERT, { entryId, stage, startedAt: Math.round(startedAt), ms, kind: ending.kind, reason, detail });
  }
  return true;
}

function timesOf(step: Row): number {
  const { times } = JSON.parse(String(step.detail)) as { times?: unknown };
  return typeof times === "number" ? times : 1;
}

/** Writes down that a poll brought the entries in, or (`revised`) that the feed tells them anew. */
export function recordFound(
  tx: Transaction,
  entryIds: readonly string[],
  at: number,
  feedUrl: string,
  revised = false,
): void {
  const step = { stage: "poll", started_at: Math.round(at), ms: 0, kind: "next", reason: null };
  const rows = entryIds.map((entry_id) => ({
    entry_id,
    ...step,
    detail: { feed: feedUrl, ...(revised ? { revised } : {}) },
  }));
  tx.send(INSERT_ALL, { rows: rowsAsJson(rows) });
}
