import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { evalCluster } from "../../src/cli/eval/cluster.ts";
import { newsroom } from "./newsroom.ts";

const LINES = newsroom().map(({ id, source, title, text, publishedAt, lang }) =>
  JSON.stringify({ id, source, title, text, lang, published: new Date(publishedAt).toISOString() }),
);

async function evaluated(lines: string[], options: Parameters<typeof evalCluster>[2] = {}) {
  const folder = mkdtempSync(join(tmpdir(), "samestory-cluster-"));
  try {
    writeFileSync(join(folder, "in.jsonl"), lines.join("\n"));
    const summary = await evalCluster(join(folder, "in.jsonl"), join(folder, "out.jsonl"), options);
    return { summary, bytes: readFileSync(join(folder, "out.jsonl"), "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a line per article, in order, with final story, story at arrival and alert", async () => {
  const { summary, bytes } = await evaluated(LINES);
  const lines = bytes
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ id }) => id),
    newsroom().map(({ id }) => id),
  );
  assert.deepEqual(Object.keys(lines[0]), ["id", "cluster", "online", "alert"]);
  assert.deepEqual(summary, { articles: 20, stories: 15, alerts: 1 });
});

test("the number of reports that make news can be set, by publisher or by article", async () => {
  assert.equal((await evaluated(LINES, { alertAt: 2 })).summary.alerts, 2);
  const oneSource = LINES.map((line) => line.replace(/"source":"[^"]*"/, '"source":""'));
  assert.equal((await evaluated(oneSource)).summary.alerts, 0);
  assert.equal((await evaluated(oneSource, { by: "article" })).summary.alerts, 1);
});

test("run twice it writes the same bytes", async () => {
  assert.equal((await evaluated(LINES)).bytes, (await evaluated(LINES)).bytes);
});

test("a line that cannot be read is named", async () => {
  await assert.rejects(evaluated([LINES[0]!, "{"]), /in\.jsonl, line 2: not JSON/);
  await assert.rejects(evaluated(['{"id":"a"}']), /line 1: "published" is not a date/);
  await assert.rejects(evaluated(['{"published":"2025-01-01"}']), /line 1: "id" is missing/);
});
