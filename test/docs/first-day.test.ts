import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { MAIN } from "../program.ts";
import { freePort } from "../web/free-port.ts";

const ROOT = join(import.meta.dirname, "../..");
/** The page's ports, moved to free ones, so that tests can run side by side. */
const PORTS = { "8800": String(await freePort()), "8765": String(await freePort()) };

const folder = mkdtempSync(join(tmpdir(), "samestory-first-day-"));
const started: ChildProcess[] = [];
after(() => {
  for (const { pid, exitCode, signalCode } of started)
    if (pid && exitCode === null && signalCode === null) process.kill(-pid, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The command lines of "The first day", block by block. */
function blocks(): string[][] {
  const page = readFileSync(join(ROOT, "docs/operating.md"), "utf8");
  const part = page.split("\n## ").find((each) => each.startsWith("The first day\n"));
  assert.ok(part, "docs/operating.md has a part The first day");
  const found = part.match(/(?:^ {4}.*\n)+/gm) ?? [];
  return found.map((block) =>
    block
      .trimEnd()
      .split("\n")
      .map((line) => line.slice(4)),
  );
}

/** A folder like the project's, in which `npx samestory` is the program. */
function projectFolder(name: string): { cwd: string; env: NodeJS.ProcessEnv } {
  const cwd = join(folder, name);
  const bin = join(cwd, "bin");
  mkdirSync(bin, { recursive: true });
  cpSync(join(ROOT, "config"), join(cwd, "config"), { recursive: true });
  writeFileSync(join(bin, "npx"), `#!/bin/sh\nshift\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
  chmodSync(join(bin, "npx"), 0o755);
  const { SAMESTORY_DATA: _data, SAMESTORY_CONFIG: _config, ...env } = process.env;
  return { cwd, env: { ...env, PATH: `${bin}:${env.PATH}`, NO_COLOR: "1", SAMESTORY_WEB_PORT: "0" } };
}

interface Terminal {
  /** Resolves with everything printed, when all lines went well and what they left running has ended. */
  ended: Promise<string>;
  /** Resolves when this was printed; rejects when it ended without. */
  shows(text: string): Promise<void>;
  interrupt(): void;
}

/** Types lines into a shell of their own, which ends at the first that fails. */
function typeInto({ cwd, env }: ReturnType<typeof projectFolder>, lines: readonly string[]): Terminal {
  const moved = Object.entries(PORTS).reduce((text, [from, to]) => text.replaceAll(from, to), lines.join("\n"));
  const script = join(cwd, `terminal-${started.length}.sh`);
  writeFileSync(script, `shopt -s expand_aliases\nset -e -o pipefail\n${moved}\nwait\n`);
  const child = spawn("bash", [script], { cwd, env, detached: true });
  started.push(child);
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      child.emit("printed");
    });
  // What it left running would keep its output open.
  child.once("exit", (code) => code !== 0 && process.kill(-child.pid!, "SIGKILL"));
  const ended = once(child, "close").then(([code]) => {
    assert.equal(code, 0, `${moved}\n\n${printed}`);
    return printed;
  });
  return {
    ended,
    shows: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (printed.includes(text)) resolve();
        };
        child.on("printed", look);
        ended.then(() => reject(new Error(`ended without ${text}: ${printed}`)), reject);
        look();
      }),
    interrupt: () => process.kill(-child.pid!, "SIGINT"),
  };
}

test("every line of the first day works as it stands on the page", async () => {
  const [newsroom = [], practice = [], ownFeeds = [], ...more] = blocks();
  assert.deepEqual(more, []);
  const project = projectFolder("project");
  const port = `--port ${PORTS["8800"]}`;
  const first = typeInto(
    project,
    newsroom.map((line) => line.replace("demo --serve", `demo --serve ${port}`)),
  );
  await first.shows("until Ctrl-C");

  assert.ok(practice.length > 15);
  const printed = await typeInto(project, practice).ended;
  for (const expected of [
    /settings differ from the defaults/,
    /ok +store +sound/,
    /added +f_\w+ +http:\/\/127\.0\.1\.10:/,
    /"type": "ping"/,
    /received \(204\)/,
    /"type": "story\.created"/,
    /articles \d+ .*stories formed 1 .*delivered 1/,
    /^s_\w+ .* 5 +5 +5 /m,
    /^d_\w+ +delivered/m,
    /articles replayed, with other settings/,
    /first-day\.db: \d+ bytes/,
    /sound; \d+ articles, \d+ stories/,
  ])
    assert.match(printed, expected);
  first.interrupt();
  await first.ended;

  const daemon = ownFeeds.at(-1);
  assert.equal(daemon, "npm start");
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  assert.equal(scripts.start, "node bin/samestory.js run");
  const own = await typeInto(project, ownFeeds.slice(0, -1)).ended;
  assert.match(own, /whsec_/);
  assert.match(own, /\d+ feeds added, 0 known already/);
  assert.match(own, / active /);
});
