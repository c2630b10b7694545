import { StoreUnusable } from "../../ports/store.ts";

/** Primary result codes of SQLite (the low byte of `errcode`), https://www.sqlite.org/rescode.html. */
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;
/** Extended code: the file of shared memory beside the database cannot be made as large as needed. */
const IOERR_SHMSIZE = IOERR | (19 << 8);

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return null;
  // Opening a database asks for some room, too; on a full disk that is how it fails.
  return error.errcode === IOERR_SHMSIZE ? FULL : error.errcode & 0xff;
}

/** Whether another connection holds the lock that we asked for. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === BUSY || code === LOCKED;
}

/** What SQLite throws, as a plain line where the fault lies in the file or the disk; anything else as it is. */
export function plainFault(error: unknown, file: string): unknown {
  const cause = { cause: error };
  const said = error instanceof Error ? error.message : String(error);
  switch (resultCode(error)) {
    case CORRUPT:
    case NOTADB:
      return damaged(file, said, cause);
    case FULL:
      return new StoreUnusable("full", `no space left to write ${file}; free some disk space, nothing was lost`, cause);
    case BUSY:
    case LOCKED:
      return new StoreUnusable("busy", `${file} is locked by another process; try again when that has ended`, cause);
    case READONLY:
      return new StoreUnusable("unreachable", `${file} cannot be written (${said}); check its permissions`, cause);
    case IOERR:
      return new StoreUnusable("unreachable", `reading or writing ${file} failed (${said}); check the disk`, cause);
    case CANTOPEN:
      return new StoreUnusable("unreachable", `${file} cannot be opened (${said}); check the folder`, cause);
    default:
      return error;
  }
}

/** What to do about a damaged database; about a damaged backup it is another thing. */
export const RESTORE_OR_ANEW = "restore a backup or move the file away to start anew";

export function damaged(file: string, said: string, options?: ErrorOptions): StoreUnusable {
  return new StoreUnusable("damaged", `the database ${file} is damaged (${said}); ${RESTORE_OR_ANEW}`, options);
}
