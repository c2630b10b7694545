import type { CorrectionStore } from "../../ports/store.ts";
import { insertInto } from "../mapping.ts";
import { correctionRow } from "../rows.ts";
import type { Database } from "./database.ts";

/** What operators decided. */
export function correctionsOf(db: Database): CorrectionStore {
  const known = db.prepare(`SELECT ${correctionRow.select()} FROM correction WHERE id = ?`);
  const forget = db.prepare("DELETE FROM correction WHERE id = ?");
  const insert = db.prepare(insertInto("correction", correctionRow.columns));
  const list = db.prepare(`
    SELECT ${correctionRow.select()} FROM correction
    WHERE (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
      AND (:about IS NULL OR subject IN (SELECT value FROM json_each(:about))
                          OR object IN (SELECT value FROM json_each(:about)))
    ORDER BY at, id`);
  return {
    addCorrection: (correction) =>
      db.write(() => {
        const row = known.get(correction.id);
        if (row && correctionRow.read(row).kind === correction.kind) return false;
        forget.run(correction.id);
        insert.run(correctionRow.write(correction));
        return true;
      }),
    corrections: async ({ kinds, about } = {}) =>
      list
        .all({ kinds: kinds ? JSON.stringify(kinds) : null, about: about ? JSON.stringify(about) : null })
        .map((row) => correctionRow.read(row)),
    removeCorrection: (id) => db.write(() => forget.run(id) > 0),
  };
}
