import { REACHED_END } from "../ports/store.ts";

/** Problems of one kind that are told one by one; more are counted. */
const TOLD = 5;

/** What must hold between the tables: `sql` gives, as `thing`, what breaks the rule. */
export interface Rule {
  broken: string;
  sql: string;
}

/** The rules of every store, in words that both engines understand. */
export const RULES: readonly Rule[] = [
  {
    broken: "entry neither waits for a stage nor has ended, or both",
    sql: "SELECT id AS thing FROM entry WHERE (waits_for IS NULL) = (ending IS NULL)",
  },
  {
    broken: "entry has no alias, so it would be taken for new",
    sql: "SELECT id AS thing FROM entry EXCEPT SELECT entry_id FROM entry_alias",
  },
  {
    broken: "entry waits for a stage that needs an article, and there is none",
    sql: `SELECT id AS thing FROM entry WHERE waits_for IN ('dedupe', 'cluster')
      AND NOT EXISTS (SELECT 1 FROM article WHERE article.id = entry.id AND current)`,
  },
  {
    broken: "entry reached the end of the belt without coverage in a story",
    sql: `SELECT id AS thing FROM entry WHERE ending = '${REACHED_END}'
      AND NOT EXISTS (SELECT 1 FROM coverage WHERE article_id = entry.id)`,
  },
  {
    broken: "article has not exactly one current revision",
    sql: "SELECT id AS thing FROM article GROUP BY id HAVING count(*) FILTER (WHERE current) <> 1",
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

/** What is said of a rule's rows: nothing when there are none. */
export function broken(rule: Rule, rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  const told = rows.slice(0, TOLD).map((row) => `${row.thing}: ${rule.broken}`);
  return rows.length > TOLD ? [...told, `${rows.length - TOLD} more: ${rule.broken}`] : told;
}
