import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tell } from "../test/servers/postgres.ts";

/** What a database takes, read from the database itself. */
export interface DatabaseRoom {
  articles: number;
  /** Of two articles or more. */
  stories: number;
  /** The compressed pages. */
  pageBytes: number;
  /** Everything else. */
  restBytes: number;
  /** Each table and index with its bytes, the largest first. */
  tables: [name: string, bytes: number][];
}

const ARTICLES = "SELECT count(*) AS n FROM coverage";
const STORIES = "SELECT count(*) AS n FROM story WHERE articles > 1";
const PAGES = "SELECT coalesce(sum(length(bytes)), 0) AS n FROM page_body";
/** The room that an out-of-line value takes belongs to its table. */
const POSTGRES_TABLES = `
  SELECT coalesce(owner.relname || ' (long values)', one.relname) AS name, pg_total_relation_size(one.oid) AS bytes
  FROM pg_class one LEFT JOIN pg_class owner ON owner.reltoastrelid = one.oid
  WHERE one.relkind = 't' AND owner.relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT relname, pg_relation_size(oid) + pg_relation_size(oid, 'fsm') + pg_relation_size(oid, 'vm') FROM pg_class
  WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace
  ORDER BY bytes DESC`;

export function roomInSqlite(file: string): DatabaseRoom {
  const db = new DatabaseSync(file);
  // What was written last still lies beside the file.
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  const [articles, stories, pageBytes] = [ARTICLES, STORIES, PAGES].map((sql) => Number(db.prepare(sql).get()?.n));
  const tables = db
    .prepare("SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC")
    .all()
    .map(({ name, bytes }): [string, number] => [String(name), Number(bytes)]);
  db.close();
  const room = { articles: articles ?? 0, stories: stories ?? 0, pageBytes: pageBytes ?? 0, tables };
  return { ...room, restBytes: statSync(file).size - room.pageBytes };
}

export async function roomInPostgres(url: string): Promise<DatabaseRoom> {
  const number = async (sql: string) => Number((await tell(url, sql))[0]?.n);
  const pageBytes = await number(PAGES);
  const total = await number("SELECT pg_database_size(current_database()) AS n");
  const tables = await tell(url, POSTGRES_TABLES);
  return {
    articles: await number(ARTICLES),
    stories: await number(STORIES),
    pageBytes,
    restBytes: total - pageBytes,
    tables: tables.map(({ name, bytes }) => [String(name), Number(bytes)]),
  };
}
