import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { rows, samestory } from "../seed.ts";

const REPORT = [
  "The harbour master of Varna counted 312 boats on Sunday, more than ever before in October, and asked for a crane.",
  "The council will decide on Thursday whether the second crane can be paid for from the fund for the winter harbour.",
].join("\n\n");
const REMARK = "I was there on Sunday and the queue at the slipway reached back to the lighthouse!";

let folder: string;
let data: string[];
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "samestory-restore-"));
  data = ["--data", join(folder, "data")];
  const file = join(folder, "boats.txt");
  await writeFile(file, `${REPORT}\n\nComments\n\n${REMARK}\n`);
  await samestory(["init", ...data]);
  assert.equal((await samestory(["ingest", file, "--source", "paper.example", ...data])).code, 0);
});
after(() => rm(folder, { recursive: true }));

const only = async (...argv: string[]) => rows((await samestory([...argv, "--json", ...data])).out);

test("a restored block is text for this and later runs, until it is taken back", async () => {
  const [article] = await only("articles", "list");
  const id = String(article!.id);
  const removed = await only("articles", "show", id, "--removed");
  const remark = removed.find(({ text }) => text === REMARK);
  assert.ok(remark);
  assert.equal(typeof remark.offset, "number");

  const { code, out } = await samestory(["articles", "restore", id, String(remark.block), ...data]);
  assert.equal(code, 0);
  assert.match(out, /is restored/);
  assert.equal((await only("articles", "show", id))[0]!.text, `${REPORT}\n\n${REMARK}`);

  await samestory(["rerun", "extract", "--ids", id, ...data]);
  assert.equal((await only("articles", "show", id))[0]!.text, `${REPORT}\n\n${REMARK}`);
  assert.equal((await only("articles", "show", id, "--removed")).length, removed.length - 1);

  await samestory(["articles", "restore", id, "--undo", ...data]);
  assert.equal((await only("articles", "show", id))[0]!.text, REPORT);
});

test("a block that is not there, and no block at all, are told so", async () => {
  const [article] = await only("articles", "list");
  const id = String(article!.id);
  const missing = await samestory(["articles", "restore", id, "99", ...data]);
  assert.equal(missing.code, 2);
  assert.match(missing.err, /no removed block 99; it has 0 to/);
  assert.equal((await samestory(["articles", "restore", id, ...data])).code, 2);
});
