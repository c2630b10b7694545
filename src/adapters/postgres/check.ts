import type { Store } from "../../ports/store.ts";
import { broken, RULES } from "../consistency.ts";
import type { Database } from "./database.ts";
import { planEachTime } from "./statement.ts";

/** A reference that is declared but was never checked, or an index that a crashed build left unusable. */
const UNUSABLE = planEachTime(`
  SELECT format('the table %s has an unchecked constraint %s', conrelid::regclass, conname) AS problem
  FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND NOT convalidated
  UNION ALL
  SELECT format('the index %s is unusable; run REINDEX', indexrelid::regclass) FROM pg_index
  JOIN pg_class ON pg_class.oid = indexrelid
  WHERE relnamespace = current_schema()::regnamespace AND NOT (indisvalid AND indisready)`);

/** Do the tables agree? Whether the files are sound is for the server to tell (data checksums, pg_amcheck). */
export function checkOf(db: Database): Pick<Store, "check"> {
  const rules = RULES.map((rule) => ({ rule, rows: planEachTime(rule.sql) }));
  return {
    check: () =>
      db.read(async (tx) => {
        const problems = (await tx.all(UNUSABLE)).map((row) => String(row.problem));
        for (const { rule, rows } of rules) problems.push(...broken(rule, await tx.all(rows)));
        return problems;
      }),
  };
}
