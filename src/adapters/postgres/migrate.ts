import { StoreUnusable } from "../../ports/store.ts";
import type { Database } from "./database.ts";
import { MIGRATIONS } from "./schema.ts";
import { planEachTime } from "./statement.ts";
import type { Transaction } from "./transaction.ts";

/** The oldest server that the project is tested on. */
const OLDEST_SERVER = 15;
/** The advisory lock under which one process migrates at a time: "same" in ASCII, any number that is ours alone. */
const MIGRATION_LOCK = 0x73616d65;

const SERVER = planEachTime(`
  SELECT current_setting('server_version_num')::integer AS version, current_setting('server_encoding') AS encoding,
    pg_is_in_recovery() AS standby, current_schema() AS schema`);
const LOCK = planEachTime("SELECT pg_advisory_xact_lock(:key::bigint)");
/** Tables that an extension brought along are nobody's. */
const TABLES = planEachTime(`
  SELECT relname AS name FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')`);
const IS_OURS = planEachTime(`
  SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('migration') AND attname = 'applied_at'`);
const LATEST = planEachTime("SELECT coalesce(max(number), 0) AS number FROM migration");
const RECORD = planEachTime("INSERT INTO migration (number, applied_at) VALUES (:number, :now)");

/**
 * Asserts what we rely on and brings the schema up to date in one transaction, so that several processes may start at
 * once and a crash leaves the old schema. Refuses a database that a newer version wrote, and one that is not ours.
 *
 * @throws StoreUnusable
 */
export async function migrate(db: Database, now: number, migrations: readonly string[] = MIGRATIONS): Promise<void> {
  await assertServer(db);
  const present = await db.read((tx) => version(tx, db.shown));
  if (present > migrations.length) throw newer(db.shown, present, migrations.length);
  if (present === migrations.length) return;
  await db.writeLong(async (tx) => {
    await tx.get(LOCK, { key: MIGRATION_LOCK });
    // Read again: another process may have migrated while we waited for the lock.
    const from = await version(tx, db.shown);
    for (const [i, sql] of migrations.entries()) {
      if (i < from) continue;
      tx.script(sql);
      await tx.run(RECORD, { number: i + 1, now });
    }
  });
}

async function assertServer(db: Database): Promise<void> {
  const { version: number, encoding, standby, schema } = (await db.get(SERVER)) ?? {};
  const refuse = (said: string): never => {
    throw new StoreUnusable("engine", `the database at ${db.shown} cannot be used: ${said}`);
  };
  const major = Math.floor(Number(number) / 10_000);
  if (major < OLDEST_SERVER) refuse(`PostgreSQL ${major} is too old; ${OLDEST_SERVER} or later is needed`);
  if (encoding !== "UTF8") refuse(`it keeps text as ${encoding}; create one with the encoding UTF8`);
  if (schema === null) refuse("the user's search_path names no schema that exists");
  if (standby) {
    throw new StoreUnusable("unreachable", `the database at ${db.shown} is a read-only stand-by; name the primary`);
  }
}

/** The number of the last migration; 0 for an empty database. */
async function version(tx: Transaction, shown: string): Promise<number> {
  const tables = await tx.all(TABLES);
  if (tables.length === 0) return 0;
  if (!(await tx.get(IS_OURS))) {
    throw new StoreUnusable("foreign", `${shown} is a database of something else; name an empty one`);
  }
  return Number((await tx.get(LATEST))?.number);
}

function newer(shown: string, present: number, known: number): StoreUnusable {
  const schemas = `schema ${present}, this one knows ${known}`;
  return new StoreUnusable(
    "newer",
    `the database was written by a newer version of Samestory (${shown}: ${schemas}); update the program, or restore a backup of before`,
  );
}
