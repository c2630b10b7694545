#!/usr/bin/env node
// Starts Samestory under a Node that can run it. This file is plain JavaScript and works from Node 18 on; everything
// else needs a Node that runs TypeScript as it is and brings an SQLite without the WAL-reset fault.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as modules from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LEAST_NODE = "24.12.0";
const LEAST_SQLITE = "3.51.3";
/** Set for the process that the guard starts. It has an open line to the guard and ends when that breaks. */
const GUARDED = "SAMESTORY_GUARDED";
/** Compiled code from the start before, beside the packages; where it cannot be written, each start compiles again. */
const COMPILED = fileURLToPath(new URL("../node_modules/.cache/samestory", import.meta.url));
/** Little memory kept for what lives for a moment; for the daemon as in the Dockerfile, where the reasons stand. */
const FRUGAL_NODE = [process.argv[2] === "run" ? "--max-semi-space-size=2" : "--max-semi-space-size=4"];
/**
 * A pattern is compiled to machine code at once, not to byte code first: the first pages of a process are read in a fifth less
 * time. Only where a process starts: V8 does not bear it later.
 */
const QUICK_PATTERNS = "--no-regexp-tier-up";
const FRUGAL_MALLOC = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "262144" };

/** Whether a dotted version is `least` or later. */
function reaches(version, least) {
  const have = String(version).split(".").map(Number);
  const want = least.split(".").map(Number);
  for (let i = 0; i < want.length; i++) {
    if ((have[i] || 0) !== want[i]) return (have[i] || 0) > want[i];
  }
  return true;
}

/** The Node that was installed with the project, or null where it could not be. */
function bundledNode() {
  try {
    const manifest = modules.createRequire(import.meta.url).resolve("node/package.json");
    const binary = join(dirname(manifest), "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

function refuse() {
  const sqlite = process.versions.sqlite ? ` with SQLite ${process.versions.sqlite}` : "";
  process.stderr.write(
    `samestory: needs Node ${LEAST_NODE} or later with SQLite ${LEAST_SQLITE} or later; this is Node ${process.versions.node}${sqlite}, ` +
      "and the Node that npm installs with the project is not there. Run `npm install` in the project's folder, or install Node 24.21.\n",
  );
  process.exitCode = 2;
}

/** Runs this file again under another Node and becomes its shadow: same streams, signals both ways, same ending. */
function runUnder(node) {
  const child = spawn(
    node,
    [...FRUGAL_NODE, QUICK_PATTERNS, fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: { ...FRUGAL_MALLOC, ...process.env, [GUARDED]: "1" },
    },
  );
  // A terminal sends Ctrl-C to both of us; passing it on would make two of it.
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const forward = ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR2"];
  for (const signal of forward) {
    const fromTerminal = onTerminal && (signal === "SIGINT" || signal === "SIGQUIT");
    try {
      process.on(signal, () => fromTerminal || child.kill(signal));
    } catch {
      // a signal that this platform does not have
    }
  }
  child.on("error", (error) => {
    process.stderr.write(`samestory: ${node} does not start: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => {
    if (signal) {
      for (const name of forward) process.removeAllListeners(name);
      process.kill(process.pid, signal);
    } else process.exitCode = code;
  });
}

/** Ends with the guard: killed without a word, it cannot pass the signal on, and we would run on unseen. */
function endWithGuard() {
  delete process.env[GUARDED];
  if (!process.channel) return;
  process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
  process.channel.unref();
}

/** Drops the notices that node:sqlite and type stripping are experimental; every other warning is printed. */
function quietKnownNotices() {
  const printWarning = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    if (/^(SQLite|Type Stripping) is an experimental feature/.test(String(warning?.message ?? warning))) return;
    printWarning.call(process, warning, ...rest);
  };
}

const guarded = process.env[GUARDED] !== undefined;
if (reaches(process.versions.node, LEAST_NODE) && reaches(process.versions.sqlite, LEAST_SQLITE)) {
  if (guarded) endWithGuard();
  quietKnownNotices();
  modules.enableCompileCache(COMPILED);
  const { main } = await import("../src/cli/main.ts");
  process.exitCode = await main(process.argv.slice(2));
  // The line to the guard must not outlive the work.
  if (process.connected) {
    process.removeAllListeners("disconnect");
    process.disconnect();
  }
} else {
  const node = guarded ? null : bundledNode();
  if (node) runUnder(node);
  else refuse();
}
