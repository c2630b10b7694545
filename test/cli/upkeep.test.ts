import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { rows, type Seeded, samestory, scratchFolder, seededFolder } from "./seed.ts";

let seeded: Seeded;
let data: string[];
before(async () => {
  seeded = await seededFolder();
  data = ["--data", seeded.data];
});

test("init makes the folder and may be repeated", async () => {
  const folder = join(scratchFolder(), "new");
  const first = await samestory(["init", "--data", folder, "--json"]);
  const second = await samestory(["init", "--data", folder, "--json"]);
  assert.deepEqual([first.code, second.code], [0, 0]);
  assert.deepEqual(rows(first.out), [{ data: folder, created: true }]);
  assert.deepEqual(rows(second.out), [{ data: folder, created: false }]);
  assert.equal((await samestory(["status"], { SAMESTORY_DATA: folder })).code, 0);
});

test("a backup is one file that opens like the original, and never overwrites", async () => {
  const folder = scratchFolder();
  const file = join(folder, "samestory.db");
  assert.equal((await samestory(["backup", file, ...data])).code, 0);
  const again = await samestory(["backup", file, ...data]);
  assert.deepEqual([again.code, /exists already/.test(again.err)], [1, true]);
  const [original, restored] = await Promise.all(
    [data, ["--data", folder]].map((where) => samestory(["export", "stories", ...where])),
  );
  assert.equal(restored!.out, original!.out);
});

test("doctor says ok for each thing, and what to do when something is wrong", async () => {
  const well = await samestory(["doctor", "--json", ...data]);
  const [found] = rows(well.out) as [{ ok: boolean; findings: { what: string; advice: string | null }[] }];
  assert.deepEqual(
    found.findings.filter(({ advice }) => advice !== null),
    [],
  );
  assert.deepEqual([well.code, found.ok], [0, true]);
  for (const what of ["node", "sqlite", "config", "data folder", "disk", "store", "clock", "writer", "queue"])
    assert.ok(
      found.findings.some((finding) => finding.what === what),
      what,
    );
  const ill = await samestory(["doctor", "--data", join(scratchFolder(), "none")]);
  assert.equal(ill.code, 1);
  assert.match(ill.out, /^TODO {2}data folder.*\n +samestory init/m);
  const wrong = await samestory(["doctor", ...data], { SAMESTORY_FETCH_MAX_HOPS: "x" });
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /^TODO {2}config .*fetch\.maxHops = "x"/m);
});
