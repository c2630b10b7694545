import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { jsonLines, samestory } from "../../program.ts";

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "samestory-eval-"));
});
after(() => rmSync(folder, { recursive: true }));

const TEXT = "The ferry to the island stays in port on Monday, its owner said, because a crane fell into the basin.";
const line = (fields: object) =>
  JSON.stringify({
    id: "a",
    url: "",
    source: "a",
    published: "2026-11-20T10:00:00Z",
    title: "",
    text: TEXT,
    ...fields,
  });

/** Lines of every odd kind around three good ones: a, b with a very long title, c in a language that nobody knows. */
const ODD = [
  `\ufeff${line({})}`,
  "",
  "not json\r",
  "[]",
  "null",
  "7",
  line({ id: undefined }),
  line({ id: 9 }),
  line({ id: "b", title: "T".repeat(50_000) }),
  line({ id: "a" }),
  line({ id: "t", title: 7 }),
  line({ id: "c", lang: "tlh-nowhere" }),
];

for (const stage of ["dedupe", "cluster"])
  test(`eval ${stage} names each line that it cannot read, and goes on`, async () => {
    const [input, out] = [join(folder, `${stage}.jsonl`), join(folder, `${stage}.out.jsonl`)];
    writeFileSync(input, ODD.join("\n"));
    const ended = await samestory(["eval", stage, "--in", input, "--out", out]);
    assert.equal(ended.code, 3, ended.stderr);
    assert.deepEqual(
      jsonLines<{ id: string }>(readFileSync(out, "utf8")).map(({ id }) => id),
      ["a", "b", "c"],
    );
    assert.deepEqual(
      [...ended.stderr.matchAll(/jsonl:(\d+): /g)].map(([, n]) => Number(n)),
      [3, 4, 5, 6, 7, 8, 10, 11],
    );
    assert.match(ended.stderr, /jsonl:10: "id" "a" has been on an earlier line/);
    assert.match(ended.stderr, /8 lines not read/);
    assert.doesNotMatch(ended.stderr, /unexpected/);
  });

for (const stage of ["feeds", "spam"])
  test(`eval ${stage} names a line that is no object and goes on`, async () => {
    const [input, out] = [join(folder, `${stage}.jsonl`), join(folder, `${stage}.out.jsonl`)];
    writeFileSync(input, '{"id":"a"}\nnot json\nnull\n{"id":"b"}\n');
    const ended = await samestory(["eval", stage, "--in", input, "--out", out]);
    assert.equal(ended.code, 3, ended.stderr);
    assert.equal(jsonLines(readFileSync(out, "utf8")).length, 2);
    assert.match(ended.stderr, /jsonl:2: not JSON[\s\S]*jsonl:3: not an object/);
  });

test("eval never writes over what it reads", async () => {
  const input = join(folder, "both.jsonl");
  writeFileSync(input, `${line({})}\n`);
  const ended = await samestory(["eval", "dedupe", "--in", input, "--out", input]);
  assert.equal(ended.code, 2);
  assert.match(ended.stderr, /is what is read/);
  assert.equal(readFileSync(input, "utf8"), `${line({})}\n`);
});

test("eval says what is wrong with its paths, without a stack", async () => {
  const input = join(folder, "paths.jsonl");
  writeFileSync(input, `${line({})}\n`);
  for (const [args, says] of [
    [["dedupe", "--in", folder, "--out", join(folder, "o")], /expected a file/],
    [["extract", "--in", input, "--out", join(folder, "o")], /expected a folder/],
    [["extract", "--in", folder, "--out", join(folder, "o")], /meta\.json cannot be read/],
    [["dedupe", "--in", input, "--out", folder], /is a folder; name a file/],
    [["dedupe", "--in", input, "--out", join(folder, "none", "o")], /there is no folder/],
  ] as const) {
    const ended = await samestory(["eval", ...args]);
    assert.ok(ended.code === 1 || ended.code === 2, ended.stderr);
    assert.match(ended.stderr, says);
    assert.doesNotMatch(ended.stderr, /unexpected/);
  }
});

test("eval extract goes on where a page of its list is missing", async () => {
  const pages = join(folder, "pages");
  mkdirSync(pages);
  writeFileSync(join(pages, "meta.json"), '{"gone":{"url":"https://a.example/"},"odd":null,"there":{}}');
  const page = `<article><h1>Ferry stays in port</h1><p>${TEXT}</p><p>${TEXT.replace("Monday", "Friday")}</p></article>`;
  for (const id of ["odd", "there"]) writeFileSync(join(pages, `${id}.html`), page);
  const out = join(folder, "pages.json");
  const ended = await samestory(["eval", "extract", "--in", pages, "--out", out]);
  assert.equal(ended.code, 0, ended.stderr);
  assert.match(ended.stderr, /gone: there is no .*gone\.html/);
  const { preds, perf } = JSON.parse(readFileSync(out, "utf8"));
  assert.equal(preds.gone, "");
  assert.match(preds.there, /ferry/);
  assert.equal(perf.errors, 1);
});
