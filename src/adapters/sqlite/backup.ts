import { rename, rm } from "node:fs/promises";
import { backup, DatabaseSync } from "node:sqlite";
import { StoreUnusable } from "../../ports/store.ts";
import { reserve } from "../new-file.ts";

/** All pages in one step: copied step by step, the copy would start over whenever another process writes. */
const ALL_PAGES = 0x7fff_ffff;

/** Copies the database at `from` to the new file `to` as of one moment, off the main thread, while others go on writing. */
export async function backUp(from: string, to: string): Promise<void> {
  await reserve(to);
  const partial = `${to}.partial`;
  try {
    await rm(partial, { force: true });
    const source = new DatabaseSync(from, { readOnly: true });
    try {
      await backup(source, partial, { rate: ALL_PAGES });
    } finally {
      source.close();
    }
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    await rm(to, { force: true });
    const said = error instanceof Error ? error.message : String(error);
    throw new StoreUnusable("unreachable", `the backup to ${to} failed (${said}); nothing was left there`, {
      cause: error,
    });
  }
}
