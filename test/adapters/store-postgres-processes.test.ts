import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openPostgresStore } from "../../src/adapters/store-postgres.ts";
import { MINUTE, NOON } from "../contract/samples.ts";
import { postgresIsThere, startPostgres } from "../servers/postgres.ts";

const HAMMER = fileURLToPath(new URL("./postgres/hammer.ts", import.meta.url));

interface Hammer {
  child: ChildProcess;
  lines: string[];
  /** Resolves when so many lines are there. */
  said(lines: number): Promise<void>;
  ended: Promise<{ code: number | null; errors: string }>;
}

function hammer(url: string, name: string, entries: number): Hammer {
  const child = spawn(process.execPath, [HAMMER, url, name, String(entries)], { stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const reader = createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  return {
    child,
    lines,
    async said(wanted) {
      while (lines.length < wanted) await once(reader, "line");
    },
    ended: once(child, "close").then(([code]) => ({ code: code as number | null, errors })),
  };
}

if (postgresIsThere("the suite about processes that share a PostgreSQL store")) {
  const server = await startPostgres();
  after(() => server.stop());

  test("after kill -9 in the middle of writing the tables agree and hold all that was acknowledged", async () => {
    const url = await server.freshDatabase();
    const acknowledged: string[] = [];
    for (const [round, lines] of [1, 4, 9, 17].entries()) {
      const both = [hammer(url, `a${round}`, 100_000), hammer(url, `b${round}`, 100_000)];
      for (const { said, child } of both) {
        await said(lines);
        child.kill("SIGKILL");
      }
      for (const { ended, lines: ids } of both) {
        assert.equal((await ended).errors, "");
        acknowledged.push(...ids);
      }
    }
    const store = await openPostgresStore({ url });
    assert.deepEqual(await store.check(), []);
    for (const id of acknowledged) {
      assert.equal((await store.entry(id))?.ending, "clustered");
      assert.equal((await store.removals(id)).length, 2);
      assert.equal((await store.steps(id)).length, 4);
    }
    await store.close();
  });

  test("a writer that froze, and whose lease another took meanwhile, wakes up to nothing", async () => {
    const url = await server.freshDatabase();
    const frozen = hammer(url, "writer", 100_000);
    await frozen.said(3);
    frozen.child.kill("SIGSTOP");
    const store = await openPostgresStore({ url });
    const lease = await store.takeLease("writer", "far-2:1:1", NOON + 2 * MINUTE, MINUTE);
    assert.equal(lease?.holder, "far-2:1:1");
    const { entries } = await store.totals();
    frozen.child.kill("SIGCONT");
    assert.deepEqual(await frozen.ended, { code: 0, errors: "" });
    assert.equal(frozen.lines.at(-1), "LeaseLost");
    assert.equal((await store.totals()).entries.ended.clustered, entries.ended.clustered);
    assert.deepEqual(await store.check(), []);
    await store.close();
  });
}
