import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import manifest from "../../package.json" with { type: "json" };
import { SECRET, scratchFolder } from "./seed.ts";

const GUARD = fileURLToPath(new URL("../../bin/samestory.js", import.meta.url));
/** Makes a Node take itself for an old one; the Node that the guard starts does not get it. */
const OLD = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2",sqlite:undefined}})`;

interface Ended {
  code: number | null;
  signal: string | null;
  out: string;
  err: string;
}

function start(argv: string[], guard = GUARD): ChildProcess {
  return spawn(process.execPath, ["--import", OLD, guard, ...argv], { stdio: ["ignore", "pipe", "pipe"] });
}

/** Resolves when the process and everyone who holds its streams have ended. */
function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal, out, err })));
}

/** Starts the local receiver, which runs until it is stopped, and resolves when it is up. */
async function listening(): Promise<{ child: ChildProcess; end: Promise<Ended> }> {
  const child = start(["webhooks", "listen", "--port", "0", "--secret", SECRET]);
  const end = ended(child);
  await new Promise<void>((resolve) => {
    child.stderr?.on("data", (chunk: Buffer) => chunk.includes("listening on") && resolve());
    child.on("close", () => resolve());
  });
  return { child, end };
}

test("an old Node starts the project's own, with the same words, streams and exit code", async () => {
  assert.deepEqual(await ended(start(["--version"])), { code: 0, signal: null, out: `${manifest.version}\n`, err: "" });
  const wrong = await ended(start(["nonsense"]));
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /unknown command 'nonsense'/);
});

test("where the project's own Node is missing, one line names what is needed and the exit code is 2", async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, "bin"));
  cpSync(GUARD, join(folder, "bin", "samestory.js"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const { code, out, err } = await ended(start(["status"], join(folder, "bin", "samestory.js")));
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.match(err, /^samestory: needs Node 24\.12\.0 or later .*this is Node 20\.20\.2.*npm install.*\n$/);
});

test("SIGTERM to the guard ends the program in order", async () => {
  const { child, end } = await listening();
  child.kill("SIGTERM");
  const { code, signal } = await end;
  assert.deepEqual([code, signal], [0, null]);
});

test("kill -9 of the guard takes the program with it", async () => {
  const { child, end } = await listening();
  child.kill("SIGKILL");
  // "close" comes when nobody holds the streams any more: the program has ended too.
  const { signal } = await end;
  assert.equal(signal, "SIGKILL");
});

/** The guard in a folder of its own, with the sources linked and `node_modules` as `make` leaves it. */
function installed(make: (packages: string) => void): string {
  const folder = scratchFolder();
  for (const name of ["bin", "node_modules"]) mkdirSync(join(folder, name));
  const guard = join(folder, "bin", "samestory.js");
  cpSync(GUARD, guard);
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  symlinkSync(join(dirname(GUARD), "..", "src"), join(folder, "src"));
  make(join(folder, "node_modules"));
  return guard;
}

/** As an operator starts it, who has not said where compiled code is to lie. */
function under(guard: string): ChildProcess {
  const { NODE_COMPILE_CACHE: _cache, ...env } = process.env;
  return spawn(process.execPath, [guard, "--version"], { env, stdio: ["ignore", "pipe", "pipe"] });
}

test("a start leaves its compiled code beside the packages for the next one", async () => {
  let packages = "";
  const guard = installed((folder) => {
    packages = folder;
  });
  assert.equal((await ended(under(guard))).code, 0);
  const kept = readdirSync(join(packages, ".cache", "samestory"), { recursive: true });
  assert.ok(kept.length > 10, `${kept.length} files`);
  assert.equal((await ended(under(guard))).code, 0);
});

test("where compiled code cannot be kept, the program runs and says nothing about it", async () => {
  const guard = installed((folder) => writeFileSync(join(folder, ".cache"), "a file where a folder would be"));
  assert.deepEqual(await ended(under(guard)), { code: 0, signal: null, out: `${manifest.version}\n`, err: "" });
});
