import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { evalExtract } from "../../src/cli/eval/extract.ts";
import { contentHash } from "../../src/model/id.ts";
import { fixturePages } from "../extract/pages.ts";

interface Floor {
  corpus: string;
  f1: number;
  exact: number;
}
const { extract: floor } = JSON.parse(readFileSync(new URL("floors.json", import.meta.url), "utf8")) as {
  extract: Floor;
};
const pages = fixturePages();

const shingles = (text: string): Set<string> => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.map((_, i) => words.slice(i, i + 4).join(" ")));
};

test("the corpus is the one that the floors were measured on", () => {
  const whole = pages.map(({ name, html, text }) => `${name} ${contentHash(html)} ${contentHash(text)}`).join("\n");
  assert.equal(contentHash(whole).slice(0, 16), floor.corpus);
});

test("clean text stays above its floor on our own pages", async () => {
  const folder = mkdtempSync(join(tmpdir(), "samestory-extract-"));
  try {
    writeFileSync(
      join(folder, "meta.json"),
      JSON.stringify(Object.fromEntries(pages.map(({ name }) => [name, { url: "https://paper.example/" }]))),
    );
    for (const { name, html } of pages) writeFileSync(join(folder, `${name}.html`), html);
    const done = await evalExtract(folder, join(folder, "out.json"));
    assert.deepEqual(done, { pages: pages.length, errors: 0 });
    const { preds } = JSON.parse(readFileSync(join(folder, "out.json"), "utf8")) as { preds: Record<string, string> };
    let sum = 0;
    let exact = 0;
    for (const { name, text } of pages) {
      const gold = shingles(text);
      const found = shingles(preds[name] ?? "");
      const both = [...gold].filter((one) => found.has(one)).length;
      sum += (2 * both) / Math.max(1, gold.size + found.size);
      if (preds[name] === text) exact++;
    }
    assert.ok(sum / pages.length >= floor.f1, `F1 ${sum / pages.length}`);
    assert.ok(exact / pages.length >= floor.exact, `exact ${exact / pages.length}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
