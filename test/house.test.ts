import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "..");
const STAGES = ["poll", "fetch", "extract", "dedupe", "cluster", "alert"];

/**
 * Who may import whom, from the bottom up. A room may import itself, and every room in its list.
 */
const BELOW: Record<string, string[]> = {
  "src/model": [],
  "src/ports": ["src/model"],
  ...Object.fromEntries(STAGES.map((stage) => [`src/${stage}`, ["src/model", "src/ports"]])),
  "src/adapters": ["src/model", "src/ports", ...STAGES.map((stage) => `src/${stage}`)],
  config: ["src/model", "src/adapters", ...STAGES.map((stage) => `src/${stage}`)],
  "src/app.ts": ["src/model", "src/ports", "src/adapters", "config"],
  workers: ["src/model", "src/ports", "src/adapters", "config", "src/app.ts", ...STAGES.map((stage) => `src/${stage}`)],
  "src/web": ["src/model", "src/ports", "config", "src/app.ts"],
  "src/demo": ["src/model"],
  "src/cli": ["src", "workers", "config"],
};

const room = (file: string): string =>
  Object.keys(BELOW).find((name) => file === name || file.startsWith(`${name}/`)) ?? file;

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)"([^"]+)"/g)].map((match) => match[1] as string);
}

const files = globSync("{src,workers,config}/**/*.ts", { cwd: ROOT }).map((file) => file.replaceAll("\\", "/"));

test("no import runs upward, and no stage imports another", () => {
  const wrong: string[] = [];
  for (const file of files)
    for (const specifier of importsOf(file)) {
      if (!specifier.startsWith(".") || specifier.endsWith(".json")) continue;
      const target = normalize(join(dirname(file), specifier)).replaceAll("\\", "/");
      const from = room(file);
      const allowed = [from, ...(BELOW[from] ?? [])];
      if (!allowed.some((name) => target === name || target.startsWith(`${name}/`)))
        wrong.push(`${file} imports ${target}`);
    }
  assert.deepEqual(wrong, []);
});

test("stages are pure: they import no disk, process, thread or timer", () => {
  const impure = /^node:(fs|fs\/promises|child_process|worker_threads|sqlite|process|timers|timers\/promises|os)$/;
  const wrong = files
    .filter((file) => STAGES.includes(file.split("/")[1] ?? "") && file.startsWith("src/"))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => impure.test(name))
        .map((name) => `${file} imports ${name}`),
    );
  assert.deepEqual(wrong, []);
});

test("only src/cli/run.ts starts the belt", () => {
  const starters = files.filter((file) => importsOf(file).some((name) => name.endsWith("workers/main.ts")));
  assert.deepEqual(starters, ["src/cli/run.ts"]);
});

test("a file holds one idea: the median is under 150 lines", () => {
  const sizes = files
    .filter((file) => !file.startsWith("src/demo/outlets/"))
    .map((file) => readFileSync(join(ROOT, file), "utf8").split("\n").length)
    .sort((a, b) => a - b);
  assert.ok((sizes[Math.floor(sizes.length / 2)] ?? 0) < 150);
});
