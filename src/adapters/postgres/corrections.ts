import type { CorrectionStore } from "../../ports/store.ts";
import { insertInto } from "../mapping.ts";
import { correctionRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { prepare } from "./statement.ts";

/** Changes nothing, and so counts no row, when the same was decided before. */
const KEEP = prepare(`
  ${insertInto("correction", correctionRow.columns)}
  ON CONFLICT (id) DO UPDATE
  SET kind = excluded.kind, subject = excluded.subject, object = excluded.object, at = excluded.at
  WHERE correction.kind <> excluded.kind`);
const FORGET = prepare("DELETE FROM correction WHERE id = :id");
const OF_KINDS = "(:kinds::text[] IS NULL OR kind = ANY (:kinds::text[])) ORDER BY at, id";
const LIST = prepare(`SELECT ${correctionRow.select()} FROM correction WHERE ${OF_KINDS}`);
const LIST_ABOUT = prepare(`
  SELECT ${correctionRow.select()} FROM correction
  WHERE (subject = ANY (:about::text[]) OR object = ANY (:about::text[])) AND ${OF_KINDS}`);
/** For one id the plan can be kept; for a list the server makes one each time, which takes longer than looking. */
const LIST_ABOUT_ONE = prepare(`
  SELECT ${correctionRow.select()} FROM correction WHERE (subject = :one OR object = :one) AND ${OF_KINDS}`);

/** What operators decided. */
export function correctionsOf(db: Database): CorrectionStore {
  return {
    addCorrection: async (correction) => (await db.run(KEEP, correctionRow.write(correction))) > 0,
    async corrections({ kinds = null, about = null } = {}) {
      const [one, ...others] = about ?? [];
      const rows =
        about === null
          ? db.all(LIST, { kinds })
          : one !== undefined && others.length === 0
            ? db.all(LIST_ABOUT_ONE, { kinds, one })
            : db.all(LIST_ABOUT, { kinds, about });
      return (await rows).map((row) => correctionRow.read(row));
    },
    removeCorrection: async (id) => (await db.run(FORGET, { id })) > 0,
  };
}
