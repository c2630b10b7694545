import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { compilerFlags } from "../../src/adapters/parse-compiler.ts";

test("this engine knows each flag that is set for it", () => {
  const flags = compilerFlags(process.versions.v8);
  const { status, stderr } = spawnSync(process.execPath, [...flags, "-e", ""], { encoding: "utf8" });
  assert.equal(status, 0);
  assert.equal(stderr, "");
});

test("an engine of another version is left as it is", () => {
  assert.notEqual(compilerFlags("13.6.233.17-node.28").length, 0);
  assert.deepEqual(compilerFlags("14.1.146.11-node.5"), []);
});
