import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Command } from "commander";
import { Output } from "../../src/cli/io.ts";
import { program } from "../../src/cli/main.ts";
import { displayWidth } from "../../src/cli/width.ts";
import { type Seeded, samestory, scratchFolder, seededFolder } from "./seed.ts";

let seeded: Seeded;
let data: string[];
before(async () => {
  seeded = await seededFolder();
  data = ["--data", seeded.data];
});

/** Every command line that ends in a command, with its nouns. */
function everyCommand(parent: Command, path: string[] = []): string[][] {
  return parent.commands.flatMap((each) => {
    const own = [...path, each.name()];
    return [own, ...everyCommand(each, own)];
  });
}

test("every command's help exits with 0 and shows examples before usage, within 80 columns", async () => {
  const io = { stdout: process.stdout, stderr: process.stderr, env: {} };
  const all = everyCommand(await program({ io, out: new Output(io), exitCode: 0 }));
  assert.ok(all.length > 45, `${all.length} commands`);
  for (const path of [[], ...all]) {
    const { code, out, err } = await samestory([...path, "--help"]);
    assert.equal(code, 0, path.join(" "));
    assert.equal(err, "");
    const [examples, usage] = [out.indexOf("Examples:\n  samestory "), out.indexOf("Usage: samestory")];
    assert.ok(examples >= 0 && examples < usage, `${path.join(" ")}: ${out}`);
    if (path.length > 0) assert.match(out.slice(examples, usage), new RegExp(`samestory ${path.join(" ")}`));
    for (const line of out.slice(usage).split("\n")) assert.ok(displayWidth(line) <= 80, line);
  }
});

test("a mistake on the command line exits with 2 and says so on stderr alone", async () => {
  const wrong = [
    ["nonsense"],
    ["feeds"],
    ["feeds", "add"],
    ["articles", "list", "--nonsense"],
    ["articles", "list", "--limit", "many"],
    ["articles", "list", "--since", "yesterday", ...data],
    ["stories", "list", "--status", "odd", ...data],
    ["export", "articles", "--format", "xml", ...data],
    ["run", "--only", "fetch,cook", ...data],
    ["run", "--all", ...data],
    ["rerun", "cook", ...data],
    ["feeds", "add", "ftp://example.org/", ...data],
    ["webhooks", "add", "https://example.org/", "--secret", "short", ...data],
    ["jobs", "retry", ...data],
    ["eval", "dedupe", "--in", "x"],
  ];
  for (const argv of wrong) {
    const { code, out, err } = await samestory(argv);
    assert.equal(code, 2, `${argv.join(" ")}: ${err}`);
    assert.equal(out, "", argv.join(" "));
    assert.notEqual(err, "", argv.join(" "));
  }
});

test("before init, commands that read say which command makes the data folder, and make none", async () => {
  const nowhere = join(scratchFolder(), "none");
  for (const argv of [["status"], ["feeds", "list"], ["trace", "x"], ["export", "stories"], ["jobs", "failed"]]) {
    const { code, out, err } = await samestory([...argv, "--data", nowhere]);
    assert.equal(code, 1);
    assert.equal(out, "");
    assert.match(err, /there is no data in .*none yet; make it with: samestory init --data/);
  }
  assert.equal(existsSync(nowhere), false);
});

test("an unknown id exits with 1, names it and the next step", async () => {
  const asked: [string[], RegExp][] = [
    [["trace", "https://nobody.example/"], /nobody\.example.*samestory articles list/],
    [["articles", "show", "a_none"], /a_none.*samestory articles list/],
    [["articles", "list", "--feed", "f_none"], /f_none.*samestory feeds list/],
    [["articles", "list", "--story", "s_none"], /s_none.*samestory stories list/],
    [["rerun", "extract", "--ids", "a_none"], /a_none.*samestory articles list/],
    [["stories", "show", "s_none"], /s_none.*samestory stories list/],
    [["stories", "explain", "s_none"], /s_none/],
    [["feeds", "pause", "f_none"], /f_none.*samestory feeds list/],
    [["webhooks", "remove", "ep_none"], /ep_none.*samestory webhooks list/],
    [["webhooks", "log", "d_none"], /d_none.*samestory webhooks log/],
    [["webhooks", "redeliver", "d_none"], /d_none/],
    [["eval", "dedupe", "--in", "/nonexistent.jsonl", "--out", "/dev/null"], /nonexistent\.jsonl/],
  ];
  for (const [argv, message] of asked) {
    const { code, out, err } = await samestory([...argv, ...data]);
    assert.equal(code, 1, argv.join(" "));
    assert.equal(out, "");
    assert.match(err, message);
  }
});

test("a damaged database is refused in one plain line", async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, "samestory.db"), "this is not a database, and has never been one".repeat(100));
  const { code, out, err } = await samestory(["status", "--data", folder]);
  assert.equal(code, 1);
  assert.equal(out, "");
  assert.match(err, /^samestory: .*samestory\.db.*\n$/);
});

test("an address that is none, and a folder that cannot be made, are said in one plain line", async () => {
  const file = join(scratchFolder(), "a-file");
  writeFileSync(file, "");
  const asked: [string[], Record<string, string>, RegExp][] = [
    [["status", ...data], { REDIS_URL: "nonsense" }, /REDIS_URL is not the address of a Redis server/],
    [["status", ...data], { DATABASE_URL: "nonsense" }, /the address of the database does not look like/],
    [["init", "--data", file], {}, /a-file cannot be made \(a file is in the way\); name another one with --data/],
    [["init", "--data", join(file, "below")], {}, /cannot be made \(a file is in the way\)/],
    [["init", "--data", "/proc/samestory/below"], {}, /cannot be made \(ENOENT\)/],
  ];
  for (const [argv, env, message] of asked) {
    const { code, err } = await samestory(argv, env);
    assert.equal(code, 2, err);
    assert.match(err, message);
    assert.match(err, /^[^\n]*\n$/, "one line, no stack");
  }
});

test("a list that options narrowed to nothing says so, not that there is no feed", async () => {
  assert.match((await samestory(["articles", "list", "--source", "none.example", ...data])).err, /no article fits/);
});
