import { statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { damaged } from "./faults.ts";

/**
 * A file up to this size is looked through each time it is opened: measured 7 ms per megabyte (five of them for the index
 * of words), so at most 60 ms. A larger one is looked through by `check`.
 */
const LOOKED_THROUGH_BYTES = 8_000_000;

/**
 * Refuses a log of writes whose database is missing or empty: SQLite would throw the log away and begin anew.
 * Only asks for sizes: a program that opens and closes the file itself would drop SQLite's locks on it.
 */
export function assertNotEmptied(file: string): void {
  const size = (name: string): number => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  if (size(`${file}-wal`) > 0 && size(file) === 0) {
    throw damaged(file, `it is missing or empty, yet its log ${file}-wal holds writes`);
  }
}

/** Refuses a file whose pages do not hang together. */
export function assertSound(connection: DatabaseSync, file: string): void {
  const pages = Number(connection.prepare("PRAGMA page_count").get()?.page_count);
  const pageBytes = Number(connection.prepare("PRAGMA page_size").get()?.page_size);
  if (pages * pageBytes > LOOKED_THROUGH_BYTES) return;
  const found = connection.prepare("PRAGMA quick_check(1)").get()?.quick_check;
  if (found !== "ok") throw damaged(file, String(found).replaceAll("\n", ", "));
}
