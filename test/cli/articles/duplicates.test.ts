import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fixture } from "../../dedupe/given.ts";
import { rows, samestory } from "../seed.ts";

let folder: string;
let data: string[];
const ids: Record<string, string> = {};
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "samestory-duplicates-"));
  data = ["--data", join(folder, "data")];
  await samestory(["init", ...data]);
  const pieces = {
    wire: "wire/original",
    insert: "wire/local-insert",
    brief: "wire/brief",
    talks: "storm/1-island-courier",
  };
  const lines = Object.entries(pieces).map(([name, path], n) => {
    const published = new Date(Date.UTC(2026, 2, 3, 12 + n)).toISOString();
    return JSON.stringify({ url: `https://${name}.example/x`, source: `${name}.example`, published, ...fixture(path) });
  });
  const file = join(folder, "pieces.jsonl");
  await writeFile(file, lines.join("\n"));
  const { code, err } = await samestory(["ingest", file, ...data]);
  assert.equal(code, 0, err);
  for (const row of rows((await samestory(["articles", "list", "--json", ...data])).out))
    ids[String(row.source).split(".")[0]!] = String(row.id);
});
after(() => rm(folder, { recursive: true }));

const show = async (name: string) =>
  rows((await samestory(["articles", "show", ids[name]!, "--json", ...data])).out)[0] as Record<string, unknown>;
const correct = (kind: string, a: string, b: string) => samestory(["articles", kind, ids[a]!, ids[b]!, ...data]);
const originals = async () => {
  const found: Record<string, unknown> = {};
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  for (const name of Object.keys(ids)) found[name] = names.get(String((await show(name)).original_id));
  return found;
};

const FOUND = { wire: "wire", insert: "wire", brief: "wire", talks: "talks" };

test("articles told apart are originals of their own, in later runs too, until it is taken back", async () => {
  assert.deepEqual(await originals(), FOUND);
  const { code, out } = await correct("not-duplicate", "wire", "insert");
  assert.equal(code, 0);
  assert.match(out, /are no copies of each other: kept/);
  assert.equal((await originals()).insert, "insert");
  await samestory(["rerun", "dedupe", "--since", "3650d", ...data]);
  const { wire, insert, talks } = await originals();
  assert.deepEqual([wire, insert, talks], ["wire", "insert", "talks"]);
  assert.match((await correct("not-duplicate", "wire", "insert")).out, /was decided before/);

  await correct("duplicate", "insert", "wire");
  assert.deepEqual(await originals(), FOUND);
});

test("articles that an operator calls copies are one family, in later runs too", async () => {
  const { code, err } = await correct("duplicate", "talks", "wire");
  assert.equal(code, 0, err);
  assert.deepEqual(await originals(), { ...FOUND, talks: "wire" });
  await samestory(["rerun", "dedupe", "--since", "3650d", ...data]);
  assert.deepEqual(await originals(), { ...FOUND, talks: "wire" });
  await correct("not-duplicate", "talks", "wire");
  assert.deepEqual(await originals(), FOUND);
});

test("an article cannot be a copy of itself, nor of what is not known", async () => {
  assert.equal((await correct("duplicate", "wire", "wire")).code, 2);
  const { code, err } = await samestory(["articles", "duplicate", ids.wire!, "e_unknown", ...data]);
  assert.equal(code, 1);
  assert.match(err, /e_unknown/);
});

test("articles show tells what a copy added and cut, for readers and for machines", async () => {
  const { out } = await samestory(["articles", "show", ids.insert!, ...data]);
  assert.match(out, /^copy of \w+ \(wire\.example, ".+"\): \d+ % of it stands there, \d+ % of that here$/m);
  assert.match(out, /^\d+ passages? added:\n {2}\+ \S/m);
  const brief = await show("brief");
  assert.deepEqual(brief.added, []);
  assert.ok((brief.cut as string[]).length > 1);
  const original = await show("wire");
  assert.equal("added" in original, false);
});
