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
  assert.deepEqual(summary, { articles: 20, stories: 15, alerts: 1, unread: 0 });
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

test("a line without an id or a date is left out, and the rest goes on", async () => {
  const without = (field: string) => LINES[1]!.replace(`"${field}":`, `"no-${field}":`);
  const lines = [LINES[0]!, "{", "", without("id"), without("published"), LINES[0]!, LINES[2]!];
  const { summary, bytes } = await evaluated(lines);
  assert.equal(summary.unread, 4);
  const ids = bytes.match(/"id":"[^"]*"/g);
  assert.deepEqual(
    ids,
    [LINES[0], LINES[2]].map((line) => /"id":"[^"]*"/.exec(line!)![0]),
  );
});
