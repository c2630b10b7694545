import { execFile } from "node:child_process";
import { rename, rm } from "node:fs/promises";
import { promisify } from "node:util";
import { StoreUnusable } from "../../ports/store.ts";
import { reserve } from "../new-file.ts";
import type { DatabaseAddress } from "./address.ts";

const run = promisify(execFile);

/**
 * Writes a dump of one moment to the new file `to` with PostgreSQL's own pg_dump, while others go on writing;
 * `pg_restore` reads it.
 */
export async function backUp(address: DatabaseAddress, to: string): Promise<void> {
  await reserve(to);
  const partial = `${to}.partial`;
  try {
    await run("pg_dump", ["--format=custom", "--no-owner", "--file", partial], { env: environment(address) });
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    await rm(to, { force: true });
    throw plainly(error, address, to);
  }
}

/** What pg_dump needs to connect: not as arguments, which everybody on the machine can read. */
function environment({ host, port, user, password, database, sslmode }: DatabaseAddress): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...(host ? { PGHOST: host } : {}),
    PGPORT: port,
    ...(user ? { PGUSER: user } : {}),
    ...(password ? { PGPASSWORD: password } : {}),
    ...(database ? { PGDATABASE: database } : {}),
    ...(sslmode ? { PGSSLMODE: sslmode } : {}),
  };
}

function plainly(error: unknown, address: DatabaseAddress, to: string): StoreUnusable {
  const cause = { cause: error };
  const { code, stderr } = error as { code?: unknown; stderr?: string };
  if (code === "ENOENT") {
    const { host, port, user, database } = address;
    const by = `pg_dump --format=custom --host=${host} --port=${port} --username=${user} --file=${to} ${database}`;
    const message = `a backup of PostgreSQL needs pg_dump, which is not on the PATH; install the client, or run: ${by}`;
    return new StoreUnusable("engine", message, cause);
  }
  const said = (stderr?.trim() || String(error)).split("\n", 1)[0];
  return new StoreUnusable("unreachable", `the backup to ${to} failed (${said}); nothing was left there`, cause);
}
