import type { DatabaseSync } from "node:sqlite";
import { StoreUnusable } from "../../ports/store.ts";
import { packText } from "../packed-text.ts";
import { MIGRATIONS } from "./schema.ts";

/**
 * Brings the schema up to date in one transaction, so that several processes may start at once and a crash leaves the
 * old schema. Refuses a database that a newer version wrote, and one that is not ours.
 */
export async function migrate(
  db: { readonly file: string; write<T>(work: () => T): Promise<T> },
  connection: DatabaseSync,
  now: number,
  migrations: readonly string[] = MIGRATIONS,
): Promise<void> {
  const present = version(connection, db.file);
  if (present > migrations.length) throw newer(db.file, present, migrations.length);
  if (present === migrations.length) return;
  connection.function("packed_text", { deterministic: true }, (text) => packText(String(text)));
  await db.write(() => {
    // Read again: another process may have migrated while we waited for the lock.
    const from = version(connection, db.file);
    for (const [i, sql] of migrations.entries()) {
      if (i < from) continue;
      connection.exec(sql);
      connection.prepare("INSERT INTO migration (number, applied_at) VALUES (?, ?)").run(i + 1, now);
    }
  });
}

/** The number of the last migration; 0 for an empty file. */
function version(connection: DatabaseSync, file: string): number {
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (tables.length === 0) return 0;
  if (!tables.some((table) => table.name === "migration")) {
    throw new StoreUnusable("foreign", `${file} is a database of something else; name another data folder`);
  }
  return Number(connection.prepare("SELECT max(number) AS number FROM migration").get()?.number ?? 0);
}

function newer(file: string, present: number, known: number): StoreUnusable {
  const schemas = `schema ${present}, this one knows ${known}`;
  return new StoreUnusable(
    "newer",
    `the database was written by a newer version of Samestory (${file}: ${schemas}); update the program, or restore a backup of before`,
  );
}
