import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import { storeContract } from "../contract/store.ts";

const DEAD = "near:99:1";
const isAlive = (holder: string): boolean | null => (holder === DEAD ? false : null);

storeContract("the SQLite store", async () => {
  const folder = await mkdtemp(join(tmpdir(), "samestory-store-"));
  const file = join(folder, "samestory.db");
  let store = await openSqliteStore({ file, isAlive });
  let names = 0;
  return {
    store,
    async reopen() {
      await store.close();
      store = await openSqliteStore({ file, isAlive });
      return store;
    },
    restore: (copy) => openSqliteStore({ file: copy, isAlive }),
    freshFile: () => join(folder, `copy-${names++}.db`),
    deadHolder: DEAD,
    async close() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});
