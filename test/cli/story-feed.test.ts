import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { parseFeed } from "feedsmith";
import { STORY, samestory, scratchFolder, seededFolder } from "./seed.ts";

let data: string[];
before(async () => {
  data = ["--data", (await seededFolder()).data];
});

const exported = async (format: string, env: Record<string, string> = {}) => {
  const { code, out, err } = await samestory(["export", "stories", "--format", format, ...data], env);
  assert.equal(code, 0, err);
  return out;
};

test("formed stories as Atom: one entry each with counts, dates and its articles as links", async () => {
  const out = await exported("atom");
  const parsed = parseFeed(out);
  assert.ok(parsed.format === "atom");
  const { id, title, updated, authors, entries = [] } = parsed.feed;
  assert.ok(id && title && updated && authors?.length === 1);
  const [entry, ...more] = entries;
  assert.deepEqual(more, []);
  assert.equal(entry!.id, `urn:samestory:story:${STORY}`);
  assert.equal(entry!.summary?.value, "2 independent reports, 3 publishers, 3 articles");
  assert.equal(entry!.published, "2025-11-06T12:00:00.000Z");
  assert.match(entry!.links?.[0]?.href ?? "", /^https:\/\/one\.example\/talks$/);
  const content = entry!.content?.value ?? "";
  for (const host of ["one", "two", "three"]) assert.ok(content.includes(`<a href="https://${host}.example/talks">`));
  assert.match(content, /\(three\.example, copy\)/);
});

test("formed stories as JSON Feed say the same", async () => {
  const feed = JSON.parse(await exported("jsonfeed", { SAMESTORY_WEB_PUBLIC_URL: "https://desk.example/" }));
  assert.equal(feed.version, "https://jsonfeed.org/version/1.1");
  assert.equal(feed.items.length, 1);
  const [item] = feed.items;
  assert.equal(item.id, `urn:samestory:story:${STORY}`);
  assert.equal(item.url, `https://desk.example/stories/${STORY}`);
  assert.match(item.content_html, /2 independent reports, 3 publishers, 3 articles/);
  assert.equal(item.date_published, "2025-11-06T12:00:00.000Z");
});

test("what a hostile page wrote is text in both: no control, no markup of its own", async () => {
  for (const format of ["atom", "jsonfeed"]) {
    const out = await exported(format);
    assert.doesNotMatch(out, /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/, format);
    assert.doesNotMatch(out, /<script|javascript:/, format);
  }
});

test("a headline that would end its place in the document stays a headline", async () => {
  const own = ["--data", scratchFolder()];
  const title = "]]> </title><entry> & <b>bold</b> \uffff claim";
  const text = "The dam above the town was closed for the winter after the inspection found cracks. ".repeat(4);
  const line = (host: string) => JSON.stringify({ url: `https://${host}/d`, source: host, title, text });
  const file = join(scratchFolder(), "dam.jsonl");
  writeFileSync(file, line("five.example"));
  const env = { SAMESTORY_CLUSTER_INDEPENDENT_TO_FORM: "1" };
  assert.equal((await samestory(["ingest", file, ...own], env)).code, 0);
  const { out } = await samestory(["export", "stories", "--format", "atom", ...own]);
  const parsed = parseFeed(out);
  assert.ok(parsed.format === "atom");
  assert.deepEqual(
    parsed.feed.entries?.map((entry) => entry.title?.value),
    ["]]> </title><entry> & <b>bold</b> claim"],
  );
});

test("only stories are a feed", async () => {
  assert.equal((await samestory(["export", "articles", "--format", "atom", ...data])).code, 2);
});
