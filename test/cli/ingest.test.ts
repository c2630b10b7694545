import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { jsonLines, samestory, start } from "../program.ts";

const REPORTS = join(import.meta.dirname, "../fixtures/reports");
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "samestory-ingest-"));
});
after(() => rm(folder, { recursive: true, force: true }));

interface Article {
  id: string;
  text: string;
  story_id: string;
  duplicate_of: string | null;
  removed: { kind: string; text: string }[];
}
interface Story {
  formed_at: string | null;
  counts: { articles: number; publishers: number; independent: number };
}

test("five reports given as plain text are one story of five, and their spam is in the ledger, not in the text", async () => {
  const data = join(folder, "five");
  const files = (await readdir(REPORTS)).filter((name) => name.endsWith(".txt")).sort();
  assert.equal(files.length, 5);
  for (const file of files) {
    const source = `${basename(file, ".txt")}.example`;
    const ended = await samestory(["ingest", join(REPORTS, file), "--source", source, "--data", data]);
    assert.equal(ended.code, 0, ended.stderr);
  }
  const stories = jsonLines<Story>((await samestory(["export", "stories", "--data", data])).stdout);
  assert.deepEqual(
    stories.map(({ counts }) => counts),
    [{ articles: 5, publishers: 5, independent: 5 }],
  );
  assert.ok(stories[0]?.formed_at);
  const articles = jsonLines<Article>((await samestory(["export", "articles", "--data", data])).stdout);
  const spam = articles.flatMap(({ removed }) => removed.filter(({ kind }) => kind === "spam"));
  assert.equal(spam.length, 4);
  for (const { text } of articles) for (const block of spam) assert.ok(!text.includes(block.text));
  // Nothing is lost: every word of a report is in its text or in its ledger.
  for (const file of files) {
    const given = await readFile(join(REPORTS, file), "utf8");
    const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? ([] as string[]);
    const kept = articles.map((article) =>
      words(`${article.text} ${article.removed.map(({ text }) => text).join(" ")}`),
    );
    assert.ok(
      kept.some((found) => words(given).every((word) => found.includes(word))),
      file,
    );
  }

  const again = await samestory(["ingest", ...files.map((file) => join(REPORTS, file)), "--json", "--data", data]);
  assert.deepEqual([...new Set(jsonLines<{ was: string }>(again.stdout).map(({ was }) => was))], ["known"]);
});

test("a line that is too long, not JSON, or no document is named, and the lines around it go on", async () => {
  const file = join(folder, "mixed.jsonl");
  const text =
    "The harbour of the small town was closed on Monday after a crane fell into the basin, the harbour master said. ";
  const good = (n: number) =>
    JSON.stringify({ url: `https://paper.example/${n}`, title: `Crane ${n}`, text: text.repeat(3) + n });
  const lines = [
    good(1),
    "{not json",
    JSON.stringify({ url: "https://paper.example/x" }),
    `{"text":"${"x".repeat(30_000_000)}"}`,
    good(2),
  ];
  await writeFile(file, lines.join("\n"));
  const ended = await samestory([
    "ingest",
    file,
    join(folder, "missing.txt"),
    "--json",
    "--data",
    join(folder, "mixed"),
  ]);
  assert.equal(ended.code, 3);
  assert.deepEqual(
    jsonLines<{ url: string; status: string }>(ended.stdout).map(({ url, status }) => [url, status]),
    [
      ["https://paper.example/1", "clustered"],
      ["https://paper.example/2", "clustered"],
    ],
  );
  for (const named of ["mixed.jsonl:2", "mixed.jsonl:3", "mixed.jsonl:4", "missing.txt"])
    assert.match(ended.stderr, new RegExp(named));
});

test("a document that changed is a new revision of the same article", async () => {
  const data = join(folder, "changed");
  const file = join(folder, "report.txt");
  const text =
    "The council of the small town agreed on Tuesday to repair the old bridge before winter comes.\n\nWork begins in May.";
  await writeFile(file, `Bridge to be repaired\n\n${text}`);
  await samestory(["ingest", file, "--source", "paper.example", "--data", data]);
  await writeFile(file, `Bridge to be repaired\n\n${text} The mayor said so.`);
  const ended = await samestory(["ingest", file, "--source", "paper.example", "--json", "--data", data]);
  const [changed] = jsonLines<{ id: string; was: string; status: string }>(ended.stdout);
  assert.equal(changed?.was, "changed");
  assert.equal(changed.status, "clustered");
  const shown = await samestory(["articles", "show", changed.id, "--json", "--data", data]);
  assert.match(shown.stdout, /The mayor said so/);
  const articles = jsonLines((await samestory(["export", "articles", "--data", data])).stdout);
  assert.equal(articles.length, 1);
});

const FERRY =
  "The ferry to the island stays in port on Monday, its owner said, because a crane fell into the basin of the harbour.";

test("a file that is neither text nor a page is named and not taken, whatever its name says", async () => {
  const noise = Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * i * 31 + (i >> 3)) & 255));
  const files = { "scan.txt": noise, "photo.html": Buffer.concat([Buffer.from("\x89PNG\r\n", "latin1"), noise]) };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  await writeFile(join(folder, "paper.pdf"), "%PDF-1.7 of text alone");
  await writeFile(join(folder, "stray.txt"), `Ferry stays\0 in port\n\n${FERRY.replace("crane", "cr\0ane")}`);
  const names = [...Object.keys(files), "paper.pdf", "stray.txt"];
  const ended = await samestory([
    "ingest",
    ...names.map((name) => join(folder, name)),
    "--json",
    "--data",
    join(folder, "kinds"),
  ]);
  assert.equal(ended.code, 3);
  for (const name of names.slice(0, 3)) assert.match(ended.stderr, new RegExp(`${name}: neither text nor a page`));
  assert.equal(jsonLines(ended.stdout).length, 1);
});

test("JSON lines may be UTF-16 with its mark, and a date that cannot be read is said, not passed over", async () => {
  const line = (n: number, fields: object) =>
    JSON.stringify({ url: `https://paper.example/${n}`, title: `Ferry ${n}`, text: `${FERRY} ${n}`, ...fields });
  const wide = join(folder, "wide.jsonl");
  await writeFile(wide, Buffer.from(`\ufeff${line(1, { published: "2026-11-20T10:00:00.250" })}\r\n`, "utf16le"));
  const dated = join(folder, "dated.jsonl");
  const odd = [{ published: "yesterday" }, { published: 7 }, { published: "2026-02-31" }, { url: "nowhere" }];
  await writeFile(dated, odd.map((fields, i) => line(i + 2, fields)).join("\n"));
  const data = join(folder, "dated");
  const ended = await samestory(["ingest", wide, dated, "--data", data], { TZ: "Asia/Tokyo" });
  assert.equal(ended.code, 3, ended.stderr);
  assert.match(ended.stderr, /dated\.jsonl:1: "published" is no moment: "yesterday"/);
  assert.match(ended.stderr, /dated\.jsonl:2: "published" is not text/);
  assert.match(ended.stderr, /dated\.jsonl:3: "published" is no moment/);
  assert.match(ended.stderr, /dated\.jsonl:4: "url" is no address/);
  const articles = jsonLines<{ published: string }>((await samestory(["export", "articles", "--data", data])).stdout);
  assert.deepEqual(
    articles.map(({ published }) => published),
    ["2026-11-20T10:00:00.250Z"],
  );
});

test("one address is not given to several documents", async () => {
  const file = join(folder, "one.txt");
  await writeFile(file, FERRY);
  const data = join(folder, "one-address");
  for (const files of [[file, join(folder, "report.txt")], [join(folder, "mixed.jsonl")]]) {
    const ended = await samestory(["ingest", ...files, "--url", "https://paper.example/1", "--data", data]);
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /--url is the address of one document/);
  }
});

test("a source given as a host or an address is counted by its registrable domain, like a page from there", async () => {
  const data = join(folder, "source");
  for (const [i, source] of ["www.paper.co.uk", "https://news.paper.co.uk/world", "Our Wire"].entries()) {
    const file = join(folder, `source-${i}.txt`);
    await writeFile(file, `${FERRY} ${i}`);
    await samestory(["ingest", file, "--source", source, "--data", data]);
  }
  const articles = jsonLines<{ source: string }>((await samestory(["export", "articles", "--data", data])).stdout);
  assert.deepEqual(articles.map(({ source }) => source).sort(), ["Our Wire", "paper.co.uk", "paper.co.uk"]);
});

test("a trace says that a given text was not asked for, not that it never came so far", async () => {
  const file = join(folder, "traced.txt");
  const data = join(folder, "traced");
  await writeFile(file, FERRY);
  const [taken] = jsonLines<{ id: string }>((await samestory(["ingest", file, "--json", "--data", data])).stdout);
  const { stdout } = await samestory(["trace", taken!.id, "--data", data]);
  assert.match(stdout, /^fetch +not asked for: its text was given$/m);
});

test("an ingest that is stopped says so, with exit code 3, and the same command goes on", async () => {
  const file = join(folder, "stopped.jsonl");
  const line = (n: number) => JSON.stringify({ url: `https://paper.example/s/${n}`, text: `${FERRY} ${n}` });
  await writeFile(file, Array.from({ length: 120 }, (_, n) => line(n)).join("\n"));
  const data = join(folder, "stopped");
  const first = start(["ingest", file, "--data", data], { SAMESTORY_LOG_LEVEL: "debug" });
  await first.said('"event":"run"');
  first.child.kill("SIGTERM");
  const ended = await first.ended;
  assert.equal(ended.code, 3, ended.stderr);
  assert.match(ended.stderr, /stopped; the same command goes on/);
  const again = await samestory(["ingest", file, "--json", "--data", data]);
  assert.equal(again.code, 0, again.stderr);
  const taken = jsonLines<{ was: string; status: string }>(again.stdout);
  assert.deepEqual(
    [taken.length, ...new Set(taken.map(({ was, status }) => `${was} ${status}`))],
    [120, "known clustered"],
  );
});
