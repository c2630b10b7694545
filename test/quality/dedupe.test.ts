import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { evalDedupe } from "../../src/cli/eval/dedupe.ts";
import { contentHash } from "../../src/model/id.ts";
import { type Labelled, labelledStream } from "../dedupe/labelled-stream.ts";

interface Floor {
  corpus: string;
  linkF1: number;
  falsePositives: number;
}

const { dedupe: floor } = JSON.parse(readFileSync(new URL("floors.json", import.meta.url), "utf8")) as {
  dedupe: Floor;
};
const stream = labelledStream();
const rows = stream.map((document) => JSON.stringify(document)).join("\n");

async function links(): Promise<{ bytes: string; parents: Map<string, string | null> }> {
  const folder = mkdtempSync(join(tmpdir(), "samestory-dedupe-"));
  try {
    writeFileSync(join(folder, "in.jsonl"), rows);
    await evalDedupe(join(folder, "in.jsonl"), join(folder, "out.jsonl"));
    const bytes = readFileSync(join(folder, "out.jsonl"), "utf8");
    const lines = bytes.trim().split("\n");
    const results = lines.map((line) => JSON.parse(line) as { id: string; duplicate_of: string | null });
    return { bytes, parents: new Map(results.map(({ id, duplicate_of }) => [id, duplicate_of])) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the corpus is the one that the floors were measured on", () => {
  assert.equal(contentHash(rows).slice(0, 16), floor.corpus);
});

test("links of near-duplicates stay above their floor, false ones below", async () => {
  const { parents } = await links();
  const family = new Map(stream.map(({ id, family }) => [id, family]));
  const seen = new Set<string>();
  const counts = { right: 0, wrong: 0, missed: 0, falsePositives: 0 };
  const wrong: Labelled["kind"][] = [];
  for (const document of stream) {
    const parent = parents.get(document.id) ?? null;
    const expected = seen.has(document.family);
    seen.add(document.family);
    if (parent !== null && family.get(parent) === document.family) counts.right++;
    else if (parent !== null) counts.wrong++;
    if (expected && (parent === null || family.get(parent) !== document.family)) counts.missed++;
    if (!expected && parent !== null) counts.falsePositives++;
    if (expected !== (parent !== null)) wrong.push(document.kind);
  }
  const f1 = (2 * counts.right) / (2 * counts.right + counts.wrong + counts.missed);
  assert.ok(f1 >= floor.linkF1, `F1 ${f1}, ${JSON.stringify(counts)}, ${wrong.join(" ")}`);
  assert.ok(counts.falsePositives <= floor.falsePositives, `${counts.falsePositives}: ${wrong.join(" ")}`);
});

test("the same stream twice gives the same bytes", async () => {
  assert.equal((await links()).bytes, (await links()).bytes);
});
