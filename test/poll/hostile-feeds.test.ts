import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { NotAFeed } from "../../src/poll/not-a-feed.ts";
import { parseFeed } from "../../src/poll/parse-feed.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";

const parse = (text: string) => parseFeed(Buffer.from(text), "", "https://hostile.example/feed", POLL_DEFAULTS);
const rss = (inside: string) => `<rss version="2.0"><channel><title>M</title>${inside}</channel></rss>`;
const good = "<item><title>good</title><link>https://hostile.example/1</link></item>";
const titles = (text: string) => parse(text).items.map((item) => item.title);

describe("a hostile document costs itself, not its neighbours", () => {
  test("200,000 nested elements in a value leave the items around it whole", () => {
    assert.deepEqual(titles(rss(`${good}<item><title>${"<a>".repeat(200_000)}</title></item>${good}`)), [
      "good",
      null,
      "good",
    ]);
  });

  test("200,000 nested unknown elements do not hide the items that follow", () => {
    assert.deepEqual(titles(rss("<x>".repeat(200_000) + good)), ["good"]);
  });

  test("200,000 items end at the bound", () => {
    const parsed = parse(rss("<item><title>T</title></item>".repeat(200_000)));
    assert.deepEqual([parsed.items.length, parsed.cut], [2_000, 198_000]);
  });

  test("100,000 attributes are read up to the bound", () => {
    const attributes = Array.from({ length: 100_000 }, (_, i) => `a${i}="x"`).join(" ");
    assert.deepEqual(titles(rss(good.replace("<item>", `<item ${attributes}>`))), ["good"]);
  });

  test("100,000 namespaces are read up to the bound", () => {
    const namespaces = Array.from({ length: 100_000 }, (_, i) => `xmlns:a${i}="u"`).join(" ");
    assert.deepEqual(titles(rss(good.replace("<item>", `<item ${namespaces}>`))), ["good"]);
  });

  test("an entity bomb stays unexploded", () => {
    const levels = Array.from({ length: 20 }, (_, i) => `<!ENTITY b${i + 1} "${`&b${i};`.repeat(10)}">`).join("");
    const [title] = titles(`<!DOCTYPE rss [<!ENTITY b0 "ha">${levels}]>${rss("<item><title>&b20;</title></item>")}`);
    assert.equal(title, "&b19;".repeat(10));
  });

  test("one entity used a million times adds no more than its share", () => {
    const text = `<!DOCTYPE rss [<!ENTITY a "${"x".repeat(256)}">]>${rss(`<item><description>${"&a;".repeat(1_000_000)}</description></item>`)}`;
    assert.ok((parse(text).items[0]?.summary?.length ?? 0) <= 5_000_000);
  });

  test("end tags that fit nothing, two million of them, are passed over", () => {
    assert.deepEqual(titles(rss(`<item><title>${"<b>".repeat(250)}T${"</q>".repeat(2_000_000)}</title></item>`)), [
      "T",
    ]);
  });

  test("an attribute of 10 MB is one attribute", () => {
    const parsed = parse(
      rss(`<item><link href="https://hostile.example/${"a".repeat(10_000_000)}"/><title>T</title></item>`),
    );
    assert.equal(parsed.items[0]?.title, "T");
  });

  test("20 MB of white space is an empty document", () => {
    assert.throws(() => parse(" ".repeat(20_000_000) + rss(good)), NotAFeed);
  });

  test("a title is cut at a thousand characters", () => {
    assert.equal(titles(rss(`<item><title>${"a ".repeat(1_000_000)}</title></item>`))[0]?.length, 1_000);
  });

  test("JSON nested two million deep is refused before it is parsed", () => {
    const text = `{"items":${"[".repeat(2_000_000)}${"]".repeat(2_000_000)}}`;
    assert.throws(() => parse(text), /nested more than 256 deep/);
  });

  test("a byline of six million characters is cut before patterns look at it", () => {
    for (const part of ["a@", "a (", "a (b@c", " "]) {
      const author = parse(rss(`<item><author>x${part.repeat(1_500_000)}</author></item>`)).items[0]?.author ?? "";
      assert.ok(author.length <= 400);
    }
  });

  test("HTML nested 150,000 deep comes out with its tags closed", () => {
    const summary = parse(rss(`<item><description><![CDATA[${"<div>".repeat(150_000)}x]]></description></item>`))
      .items[0]?.summary;
    assert.equal(summary, `${"<div>".repeat(128)}x${"</div>".repeat(128)}`);
  });

  test("openings of comments, doctypes and CDATA without an end hide nothing before them", () => {
    for (const opening of ["<!-- -", "<![CDATA[", "<!DOCTYPE x [", "<?xml "]) {
      assert.equal(titles(rss(good + opening.repeat(300_000)))[0], "good", opening);
    }
  });
});
