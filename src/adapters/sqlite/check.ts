import { REACHED_END, type Store } from "../../ports/store.ts";
import type { Database } from "./database.ts";

/** Problems of one kind that are told one by one; more are counted. */
const TOLD = 5;

/** What must hold between the tables. Each query gives the rows that break the rule, as `thing`. */
const RULES: readonly { broken: string; sql: string }[] = [
  {
    broken: "entry neither waits for a stage nor has ended, or both",
    sql: "SELECT id AS thing FROM entry WHERE (waits_for IS NULL) = (ending IS NULL)",
  },
  {
    broken: "entry has no alias, so it would be taken for new",
    sql: "SELECT id AS thing FROM entry WHERE id NOT IN (SELECT entry_id FROM entry_alias)",
  },
  {
    broken: "entry waits for a stage that needs an article, and there is none",
    sql: `SELECT id AS thing FROM entry WHERE waits_for IN ('dedupe', 'cluster')
      AND NOT EXISTS (SELECT 1 FROM article WHERE article.id = entry.id AND current = 1)`,
  },
  {
    broken: "entry reached the end of the belt without coverage in a story",
    sql: `SELECT id AS thing FROM entry WHERE ending = '${REACHED_END}'
      AND NOT EXISTS (SELECT 1 FROM coverage WHERE article_id = entry.id)`,
  },
  {
    broken: "article has not exactly one current revision",
    sql: "SELECT id AS thing FROM article GROUP BY id HAVING sum(current) <> 1",
  },
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
  {
    broken: "stored page body belongs to no entry",
    sql: "SELECT hash AS thing FROM page_body WHERE NOT EXISTS (SELECT 1 FROM page WHERE page.hash = page_body.hash)",
  },
  {
    broken: "coverage names a story that does not exist",
    sql: "SELECT article_id AS thing FROM coverage WHERE NOT EXISTS (SELECT 1 FROM story WHERE story.id = story_id)",
  },
  {
    broken: "story's number of articles is not its number of coverage rows",
    sql: `SELECT id AS thing FROM story WHERE status <> 'merged'
      AND articles <> (SELECT count(*) FROM coverage WHERE story_id = story.id)`,
  },
  {
    broken: "story counts more publishers or independent reports than articles",
    sql: "SELECT id AS thing FROM story WHERE publishers > articles OR independent > articles",
  },
  {
    broken: "merged story still has coverage",
    sql: `SELECT id AS thing FROM story WHERE status = 'merged'
      AND EXISTS (SELECT 1 FROM coverage WHERE story_id = story.id)`,
  },
  {
    broken: "merged story points to a story that does not exist",
    sql: `SELECT id AS thing FROM story WHERE status = 'merged'
      AND NOT EXISTS (SELECT 1 FROM story AS other WHERE other.id = story.merged_into)`,
  },
  {
    broken: "story and event have more than one alert",
    sql: "SELECT subject || ' ' || event AS thing FROM alert GROUP BY subject, event, occasion HAVING count(*) > 1",
  },
  {
    broken: "alert and endpoint have more than one delivery",
    sql: `SELECT alert_id || ' ' || endpoint_id AS thing FROM delivery
      GROUP BY alert_id, endpoint_id HAVING count(*) > 1`,
  },
  {
    broken: "webhook id belongs to more than one delivery",
    sql: "SELECT webhook_id AS thing FROM delivery GROUP BY webhook_id HAVING count(*) > 1",
  },
  {
    broken: "waiting delivery goes to an endpoint that does not exist",
    sql: `SELECT id AS thing FROM delivery WHERE state = 'waiting'
      AND NOT EXISTS (SELECT 1 FROM endpoint WHERE endpoint.id = endpoint_id)`,
  },
];

/** Is the file sound, and do its tables agree? */
export function checkOf(db: Database): Pick<Store, "check"> {
  const integrity = db.prepare("PRAGMA integrity_check(20)");
  const foreignKeys = db.prepare("PRAGMA foreign_key_check");
  const rules = RULES.map(({ broken, sql }) => ({ broken, things: db.prepare(sql) }));
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
        for (const { broken, things } of rules) {
          const found = things.all().map((row) => String(row.thing));
          problems.push(...found.slice(0, TOLD).map((thing) => `${thing}: ${broken}`));
          if (found.length > TOLD) problems.push(`${found.length - TOLD} more: ${broken}`);
        }
        return problems;
      }),
  };
}
