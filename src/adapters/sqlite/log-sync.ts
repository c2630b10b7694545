import { closeSync, fdatasync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { StoreUnusable } from "../../ports/store.ts";

const sync = promisify(fdatasync);

/** The log of writes (`-wal`) of a database that is open here: it lies there as long as a connection is. */
export interface LogSync {
  /**
   * Resolves when everything that was committed so far is on the disk. A thread waits for the disk, and the program goes on.
   *
   * @throws StoreUnusable when the disk refuses
   */
  flush(): Promise<void>;
  close(): void;
}

/** SQLite has its locks on the database and on `-shm`, none on the log: closing it here takes none away. */
export function logOf(file: string): LogSync {
  let log: number | null = null;

  function opened(): number {
    if (log !== null) return log;
    log = openSync(`${file}-wal`, "r+");
    syncFolder(dirname(file));
    return log;
  }

  return {
    async flush() {
      try {
        await sync(opened());
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        throw new StoreUnusable("unreachable", `writing ${file} failed (${said}); check the disk`, { cause: error });
      }
    },
    close() {
      if (log !== null) closeSync(log);
      log = null;
    },
  };
}

/** Makes the name of a new log as durable as what is in it; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const opened = openSync(folder, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
