import type { Store } from "../../ports/store.ts";
import { broken, RULES, type Rule } from "../consistency.ts";
import type { Database } from "./database.ts";

/** What must hold between the articles and the index of their words. */
const SEARCH_RULES: readonly Rule[] = [
  {
    broken: "article cannot be found by its words",
    sql: `SELECT id AS thing FROM article WHERE current = 1
      AND NOT EXISTS (SELECT 1 FROM indexed_article WHERE article_id = article.id)
      AND NOT EXISTS (SELECT 1 FROM unindexed_article WHERE article_id = article.id)`,
  },
  {
    broken: "words are indexed of an article that does not exist",
    sql: `SELECT article_id AS thing FROM (SELECT article_id FROM indexed_article UNION SELECT article_id FROM unindexed_article)
      WHERE NOT EXISTS (SELECT 1 FROM article WHERE article.id = article_id AND current = 1)`,
  },
];

/** Is the file sound, and do its tables agree? */
export function checkOf(db: Database): Pick<Store, "check"> {
  const integrity = db.prepare("PRAGMA integrity_check(20)");
  const foreignKeys = db.prepare("PRAGMA foreign_key_check");
  const rules = [...RULES, ...SEARCH_RULES].map((rule) => ({ rule, rows: db.prepare(rule.sql) }));
  return {
    check: () =>
      db.read(() => {
        const faults = integrity.all().flatMap((row) => Object.values(row).map(String));
        const problems = faults.filter((fault) => fault !== "ok").map((fault) => `the file is damaged: ${fault}`);
        // What a damaged file says about its rows is worth nothing.
        if (problems.length > 0) return problems;
        for (const row of foreignKeys.all()) {
          problems.push(
            `a row of ${row.table} (number ${row.rowid}) points to a row of ${row.parent} that does not exist`,
          );
        }
        for (const { rule, rows } of rules) problems.push(...broken(rule, rows.all()));
        return problems;
      }),
  };
}
