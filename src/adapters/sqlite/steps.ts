import type { Ending } from "../../model/ending.ts";
import type { Stage } from "../../model/words.ts";
import type { Step, Store } from "../../ports/store.ts";
import { placeAfter } from "../entry-place.ts";
import { stepRow } from "../rows.ts";
import type { Database } from "./database.ts";

/** Each entry's way: what was done, when, how it ended. */
export function stepsOf(db: Database): {
  methods: Pick<Store, "commitStep" | "steps">;
  /** Moves the entry and writes the step down, inside somebody else's transaction. False when it waits for something else. */
  apply(step: Step): boolean;
  /** Writes down that a poll brought the entry in. */
  found(entryId: string, at: number, feedUrl: string): void;
  /** Writes down that the feed tells the entry anew. */
  revised(entryId: string, at: number, feedUrl: string): void;
} {
  const place = db.prepare("SELECT waits_for, tries FROM entry WHERE id = ?");
  const move = db.prepare(`
    UPDATE entry SET waits_for = :waitsFor, ending = :ending, not_before_at = :notBeforeAt, tries = :tries, placed_at = :at,
      rerun = CASE WHEN :waitsFor IS NULL THEN NULL ELSE rerun END
    WHERE id = :id`);
  const last = db.prepare(
    "SELECT number, stage, kind, reason, detail FROM step WHERE entry_id = ? ORDER BY number DESC LIMIT 1",
  );
  const insert = db.prepare(`
    INSERT INTO step (entry_id, stage, started_at, ms, kind, reason, detail)
    VALUES (:entryId, :stage, :startedAt, :ms, :kind, :reason, :detail)`);
  const repeat = db.prepare(
    "UPDATE step SET started_at = :startedAt, ms = :ms, detail = :detail WHERE number = :number",
  );
  const ofEntry = db.prepare(`SELECT ${stepRow.select()} FROM step WHERE entry_id = ? ORDER BY number`);

  function record(entryId: string, stage: Stage, startedAt: number, ms: number, ending: Ending): void {
    const reason = ending.kind === "next" ? null : ending.reason;
    const detail = { ...ending.detail };
    const before = ending.kind === "later" ? last.get(entryId) : undefined;
    if (before && before.stage === stage && before.kind === "later" && before.reason === reason) {
      // An entry may come back a thousand times to a busy host: one line, counted.
      const { times } = JSON.parse(String(before.detail)) as { times?: unknown };
      const counted = { ...detail, times: (typeof times === "number" ? times : 1) + 1 };
      repeat.run({ number: before.number ?? null, startedAt, ms, detail: JSON.stringify(counted) });
      return;
    }
    insert.run({ entryId, stage, startedAt, ms, kind: ending.kind, reason, detail: JSON.stringify(detail) });
  }

  function apply(step: Step): boolean {
    const row = place.get(step.entryId);
    if (!row || row.waits_for !== step.stage) return false;
    move.run({ ...placeAfter(step, Number(row.tries)), at: step.endedAt, id: step.entryId });
    record(
      step.entryId,
      step.stage,
      step.startedAt,
      Math.max(0, Math.round(step.endedAt - step.startedAt)),
      step.ending,
    );
    return true;
  }

  return {
    methods: {
      commitStep: (step) =>
        db.write(() => {
          apply(step);
        }),
      steps: async (entryId) => ofEntry.all(entryId).map((row) => stepRow.read(row)),
    },
    apply,
    found: (entryId, at, feedUrl) => record(entryId, "poll", at, 0, { kind: "next", detail: { feed: feedUrl } }),
    revised: (entryId, at, feedUrl) =>
      record(entryId, "poll", at, 0, { kind: "next", detail: { feed: feedUrl, revised: true } }),
  };
}
