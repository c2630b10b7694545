import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { holderIsAlive, processHolder } from "../../src/adapters/process-holder.ts";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import { anItem, NOON } from "../contract/samples.ts";

const HAMMER = fileURLToPath(new URL("./hammer.ts", import.meta.url));

async function withFolder(body: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "samestory-processes-"));
  try {
    await body(join(folder, "samestory.db"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function hammer(file: string, name: string, entries: number): ChildProcess {
  return spawn(process.execPath, [HAMMER, file, name, String(entries)], { stdio: ["ignore", "pipe", "pipe"] });
}

/** Everything that a child says until it ends. */
async function ending(child: ChildProcess): Promise<{ code: number | null; ids: string[]; errors: string }> {
  const ids: string[] = [];
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  createInterface({ input: child.stdout! }).on("line", (line) => ids.push(line));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ids, errors };
}

test("processes that write to one file at the same time never see it locked", () =>
  withFolder(async (file) => {
    const children = ["a", "b", "c"].map((name) => ending(hammer(file, name, 60)));
    const store = await openSqliteStore({ file });
    for (let i = 0; i < 60; i++) await store.addEntry(anItem(`here-${i}`), NOON, "fetch");
    for (const { code, ids, errors } of await Promise.all(children)) {
      assert.equal(errors, "");
      assert.equal(code, 0);
      assert.equal(ids.length, 60);
    }
    const { entries, articles } = await store.totals();
    assert.deepEqual([entries.total, articles], [240, 180]);
    assert.deepEqual(await store.check(), []);
    await store.close();
  }));

test("after kill -9 in the middle of writing the file is sound and holds all that was acknowledged", () =>
  withFolder(async (file) => {
    const acknowledged: string[] = [];
    for (const [round, lines] of [1, 4, 9, 17].entries()) {
      const child = hammer(file, `round${round}`, 100_000);
      const said = ending(child);
      let heard = 0;
      createInterface({ input: child.stdout! }).on("line", () => {
        if (++heard === lines) child.kill("SIGKILL");
      });
      const { ids, errors } = await said;
      assert.equal(errors, "");
      assert.ok(ids.length >= lines);
      acknowledged.push(...ids);
    }
    const store = await openSqliteStore({ file });
    assert.deepEqual(await store.check(), []);
    for (const id of acknowledged) {
      assert.equal((await store.entry(id))?.waitsFor, "dedupe");
      assert.equal((await store.removals(id)).length, 2);
    }
    await store.close();
  }));

test("a process knows itself to be alive and a killed one to be dead", async () => {
  assert.equal(holderIsAlive(processHolder()), true);
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  const [host] = processHolder().split(":");
  assert.equal(holderIsAlive(`${host}:${child.pid}:unknown`), true);
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.equal(holderIsAlive(`${host}:${child.pid}:unknown`), false);
});

test("a process with the same id but another start is another process", () => {
  const [host, pid, start] = processHolder().split(":");
  assert.equal(holderIsAlive(`${host}:${pid}:${start}0`), start === "unknown");
});

test("nothing is known of another machine's processes, nor of names that are not ours", () => {
  const [, pid, start] = processHolder().split(":");
  assert.equal(holderIsAlive(`elsewhere.example:${pid}:${start}`), null);
  assert.equal(holderIsAlive("somebody"), null);
  assert.equal(holderIsAlive(""), null);
});

test("a write waits for a lock that another process holds, and the event loop goes on meanwhile", () =>
  withFolder(async (file) => {
    const store = await openSqliteStore({ file });
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    // Runs only if the waiting write lets the event loop turn.
    setTimeout(() => other.exec("COMMIT"), 1);
    const writing = store.addEntry(anItem("one"), NOON, "fetch");
    assert.equal((await store.totals()).entries.total, 0, "reading needs no lock");
    assert.equal((await writing).added, true);
    other.close();
    await store.close();
  }));
