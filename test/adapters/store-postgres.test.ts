import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { promisify } from "node:util";
import { openPostgresStore } from "../../src/adapters/store-postgres.ts";
import { storeContract } from "../contract/store.ts";
import { postgresIsThere, startPostgres } from "../servers/postgres.ts";

const run = promisify(execFile);
const DEAD = "near:99:1";
const isAlive = (holder: string): boolean | null => (holder === DEAD ? false : null);

if (postgresIsThere("the contract suite of the PostgreSQL store")) {
  const server = await startPostgres();
  after(() => server.stop());

  storeContract("the PostgreSQL store", async () => {
    const folder = await mkdtemp(join(tmpdir(), "samestory-store-"));
    const url = await server.freshDatabase();
    let store = await openPostgresStore({ url, isAlive });
    let names = 0;
    return {
      store,
      async reopen() {
        await store.close();
        store = await openPostgresStore({ url, isAlive });
        return store;
      },
      async restore(file) {
        const copy = await server.bareDatabase();
        await run("pg_restore", ["--dbname", copy, file]);
        return openPostgresStore({ url: copy, isAlive });
      },
      freshFile: () => join(folder, `copy-${names++}.dump`),
      deadHolder: DEAD,
      async close() {
        await store.close();
        await rm(folder, { recursive: true });
      },
    };
  });
}
