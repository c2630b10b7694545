import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonLines, samestory } from "../program.ts";

test("the demo ends by itself, finds what the newsroom holds, and its webhooks are signed", async () => {
  const ended = await samestory(["demo", "--port", "18800"]);
  assert.equal(ended.code, 0, `${ended.stdout}\n${ended.stderr}`);
  assert.match(ended.stdout, /Istanbul/);
  assert.match(ended.stdout, /5 independent reports, 5 publishers, 5 articles/);
  assert.match(ended.stdout, /1 webhook received, signature valid/);
  assert.doesNotMatch(ended.stdout + ended.stderr, /not as it should be/);
});

test("the demo's stories are there for machines too", async () => {
  const ended = await samestory(["demo", "--port", "18801", "--json"]);
  assert.equal(ended.code, 0, ended.stderr);
  const lines = jsonLines<{ counts?: { independent: number }; title?: string }>(ended.stdout);
  assert.ok(lines.some(({ counts }) => counts?.independent === 5));
});
