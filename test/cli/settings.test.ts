import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { rows, type Seeded, samestory, scratchFolder, seededFolder } from "./seed.ts";

let seeded: Seeded;
let data: string[];
before(async () => {
  seeded = await seededFolder();
  data = ["--data", seeded.data];
});

test("a configuration mistake stops every command with 2 and lists all problems", async () => {
  const env = { SAMESTORY_FETCH_MINGAP_MS: "1", SAMESTORY_POLL_MIN_INTERVAL_MS: "1" };
  for (const argv of [
    ["status", ...data],
    ["config", "check"],
    ["config", "print"],
    ["init", "--data", "/nonexistent/x"],
  ]) {
    const { code, out, err } = await samestory(argv, env);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, /2 problems/);
    assert.match(err, /did you mean SAMESTORY_FETCH_MIN_GAP_MS/);
    assert.match(err, /poll\.minIntervalMs = 1/);
  }
});

test("config check and doctor read the list of publishers, too", async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, "publishers.yaml"), "families: {A: a.example}\n");
  const { code, err } = await samestory(["config", "check", "--data", folder]);
  assert.equal(code, 2);
  assert.match(err, /publishers\.yaml: families\.A: expected a list/);
  const examined = await samestory(["doctor", "--data", folder]);
  assert.equal(examined.code, 1);
  assert.match(examined.out, /^TODO {2}config .*families\.A: expected a list/m);
});

test("settings come from the data folder's file, unless another is named", async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, "samestory.yaml"), "fetch:\n  minGapMs: 7000\n");
  writeFileSync(join(folder, "other.yaml"), "fetch:\n  maxHops: 2\n");
  const changed = async (argv: string[], env = {}) =>
    rows((await samestory(["config", "print", "--changed", "--json", "--data", folder, ...argv], env)).out).map(
      ({ name, value }) => [name, value],
    );
  assert.deepEqual(await changed([]), [["fetch.minGapMs", 7000]]);
  assert.deepEqual(await changed(["--config", join(folder, "other.yaml")]), [["fetch.maxHops", 2]]);
  assert.deepEqual(await changed([], { SAMESTORY_CONFIG: join(folder, "other.yaml") }), [["fetch.maxHops", 2]]);
});

test("config print --template and config schema give the files that are checked in", async () => {
  const read = (name: string) => readFileSync(new URL(`../../config/${name}`, import.meta.url), "utf8");
  assert.equal((await samestory(["config", "print", "--template"])).out, read("samestory.yaml"));
  assert.equal((await samestory(["config", "schema"])).out, read("samestory.schema.json"));
});
