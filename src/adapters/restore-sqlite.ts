import { constants } from "node:fs";
import { copyFile, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { StoreUnusable, WRITER } from "../ports/store.ts";
import { RESTORE_OR_ANEW } from "./sqlite/faults.ts";
import { openSqliteStore } from "./store-sqlite.ts";

/** Why a backup was not put in place. The message names the thing and the next step. */
export class NotRestored extends Error {
  override name = "NotRestored";
}

export interface RestoredDatabase {
  /** Where the database that was there is now; null when there was none. */
  movedAside: string | null;
  articles: number;
  stories: number;
  bytes: number;
}

/** A database and what SQLite keeps beside it. */
const PARTS = ["", "-wal", "-shm"] as const;
/** How a dump of PostgreSQL begins. */
const DUMP = "PGDMP";

/**
 * Puts the backup at `from` in the place of the database `to`, as one step: it is copied beside it first, opened (which
 * brings an older schema up to date) and checked. A database that is there already is moved aside, when `force` allows
 * it and nobody works on it.
 *
 * @throws NotRestored or StoreUnusable; what was there is as it was
 */
export async function restoreSqlite(
  from: string,
  to: string,
  { force, now }: { force: boolean; now: number },
): Promise<RestoredDatabase> {
  await assertBackup(from);
  const occupied = (await there(to)) || (await there(`${to}-wal`));
  if (occupied && !force)
    throw new NotRestored(`${to} is there already; name an empty data folder, or move the old one aside with --force`);
  if (occupied) await assertIdle(to, now);
  await mkdir(dirname(to), { recursive: true });
  const arriving = `${to}.restoring`;
  try {
    await remove(arriving);
    await copyFile(from, arriving, constants.COPYFILE_FICLONE);
    const { articles, stories } = await examined(arriving, from);
    await flushed(arriving);
    const { size } = await stat(arriving);
    const movedAside = occupied ? await moveAside(to) : null;
    await rename(arriving, to);
    return { movedAside, articles, stories, bytes: size };
  } finally {
    await remove(arriving);
  }
}

async function assertBackup(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found) throw new NotRestored(`there is no file ${file}; a backup is made with: samestory backup FILE`);
  if (!found.isFile() || found.size === 0) throw new NotRestored(`${file} is no backup: it is a folder or empty`);
  if (await there(`${file}-wal`))
    throw new NotRestored(`${file} is a database in use, not a backup; make one with: samestory backup FILE`);
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(DUMP.length), 0, DUMP.length, 0);
    if (buffer.toString("latin1") === DUMP)
      throw new NotRestored(`${file} is a dump of PostgreSQL; set DATABASE_URL to see how it is restored`);
  } finally {
    await handle.close();
  }
}

/** A daemon that works on a database goes on with it wherever it is moved. One that cannot be opened is nobody's. */
async function assertIdle(file: string, now: number): Promise<void> {
  let lease = null;
  try {
    const store = await openSqliteStore({ file });
    try {
      lease = await store.lease(WRITER);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreUnusable) || error.reason === "busy") throw error;
  }
  if (lease && lease.expiresAt > now) throw new NotRestored(`${lease.holder} is working on ${file}; stop it first`);
}

async function examined(file: string, named: string): Promise<{ articles: number; stories: number }> {
  const store = await openSqliteStore({ file }).catch((error: unknown) => {
    if (!(error instanceof StoreUnusable)) throw error;
    const why = error.message.replaceAll(file, named).replace(RESTORE_OR_ANEW, "take an earlier backup");
    throw new NotRestored(`${named} cannot be restored: ${why}`, { cause: error });
  });
  try {
    const [problem, ...more] = await store.check();
    if (problem !== undefined)
      throw new NotRestored(
        `${named} is not sound: ${problem}${more.length > 0 ? ` (and ${more.length} more)` : ""}; take an earlier backup`,
      );
    // Whoever held the lease when the backup was made works on another database.
    const lease = await store.lease("writer");
    if (lease) await store.releaseLease(lease);
    const { articles, stories } = await store.totals();
    return { articles, stories: Object.values(stories).reduce((sum, n) => sum + n, 0) };
  } finally {
    await store.close();
  }
}

/** Gives the old database the first free name, log and all, so that it can be opened there. */
async function moveAside(file: string): Promise<string> {
  for (let n = 1; ; n++) {
    const aside = `${file}.replaced-${n}`;
    if (await there(aside)) continue;
    for (const part of PARTS) if (await there(file + part)) await rename(file + part, aside + part);
    return aside;
  }
}

async function remove(file: string): Promise<void> {
  for (const part of PARTS) await rm(file + part, { force: true });
}

async function flushed(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const there = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
