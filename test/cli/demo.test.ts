import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

test("the demo does not mix with an operator's feeds, nor tell an operator's endpoints", async () => {
  const data = await mkdtemp(join(tmpdir(), "samestory-demo-test-"));
  try {
    await samestory(["webhooks", "add", "https://hook.example/", "--data", data]);
    const ended = await samestory(["demo", "--port", "18802", "--data", data]);
    assert.equal(ended.code, 2, ended.stderr);
    assert.match(ended.stderr, /holds feeds or endpoints of yours; name a folder for the demo alone\n$/);
  } finally {
    await rm(data, { recursive: true });
  }
});

test("a port that is taken is said in one line", async () => {
  const server = createServer().listen(0, "127.0.1.1");
  await once(server, "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const ended = await samestory(["demo", "--port", String(port)]);
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /^samestory: the demo newsroom cannot listen on .*--port\.\n$/);
  } finally {
    server.close();
  }
});
