import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { evalFeeds } from "../../../src/cli/eval/feeds.ts";

test("every case gets a line: values with ISO dates, or the error that its document met", async () => {
  const folder = await mkdtemp(join(tmpdir(), "samestory-eval-"));
  try {
    const one = (id: string, text: string, url: string) =>
      JSON.stringify({ id, ct: "text/xml", url, b64: Buffer.from(text).toString("base64") });
    const item = "<item><title>T</title><link>/1</link><pubDate>Thu, 06 Nov 2025 12:00:00 GMT</pubDate></item>";
    const rss = `<rss version="2.0"><channel><title>M</title>${item}</channel></rss>`;
    const cases = [one("a", rss, "https://paper.example/feed"), one("b", rss, ""), one("c", "<html></html>", "")];
    await writeFile(join(folder, "in.jsonl"), `${cases.join("\n")}\n`);
    assert.deepEqual(await evalFeeds(join(folder, "in.jsonl"), join(folder, "out.jsonl")), {
      cases: 3,
      errors: 1,
      unread: 0,
    });
    const out = (await readFile(join(folder, "out.jsonl"), "utf8")).trim().split("\n");
    const [a, b, c] = out.map((line) => JSON.parse(line));
    assert.equal(a.feed.title, "M");
    assert.equal(a.items[0].link, "https://paper.example/1");
    assert.equal(a.items[0].published, "2025-11-06T12:00:00.000Z");
    assert.equal(b.items[0].link, "/1");
    assert.match(c.error, /an HTML page, not a feed/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
