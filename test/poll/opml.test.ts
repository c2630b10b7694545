import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { readOpml, writeOpml } from "../../src/poll/opml.ts";

const opml = (body: string) => `<?xml version="1.0"?><opml version="2.0"><head/><body>${body}</body></opml>`;
const feed = (name: string, folder: string | null = null) => ({
  url: `https://${name}.example/feed?a=1&b=2`,
  title: `${name} & "co"`,
  folder,
  siteUrl: `https://${name}.example/`,
});

test("a thousand feeds in folders go out and come in unchanged", () => {
  const feeds = Array.from({ length: 1_000 }, (_, i) =>
    feed(`f${i}`, [null, "News", "News/Europe", "Sport \u2215 Games"][i % 4]),
  );
  const { feeds: back, problems } = readOpml(writeOpml(feeds));
  assert.deepEqual(problems, []);
  const byUrl = (a: { url: string }, b: { url: string }) => (a.url < b.url ? -1 : 1);
  assert.deepEqual(back.sort(byUrl), feeds.sort(byUrl));
});

test("a folder's name may hold a slash", () => {
  const { feeds } = readOpml(opml('<outline text="A/B"><outline text="T" xmlUrl="https://t.example/"/></outline>'));
  assert.equal(feeds[0]?.folder, "A\u2215B");
  assert.match(writeOpml(feeds), /text="A\/B"/);
});

test("the list that comes with the program has no problems", () => {
  const { feeds, problems } = readOpml(readFileSync(new URL("../../config/feeds.opml", import.meta.url), "utf8"));
  assert.deepEqual(problems, []);
  assert.ok(feeds.length >= 30);
  assert.ok(feeds.every((one) => one.url.startsWith("https://") && one.title && one.folder));
  assert.ok(new Set(feeds.map((one) => one.folder)).size >= 10);
});

describe("what cannot be used is named, and the rest goes on", () => {
  const good = '<outline text="Good" xmlUrl="https://good.example/feed"/>';
  const cases: [string, string, RegExp][] = [
    ["an address of another kind", '<outline text="x" xmlUrl="feed:nope"/>', /not a web address: feed:nope/],
    ["no address", '<outline text="Lonely"/>', /no xmlUrl: Lonely/],
    ["a feed listed twice", good, /listed twice: https:\/\/good\.example\/feed/],
  ];
  for (const [what, bad, problem] of cases) {
    test(what, () => {
      const { feeds, problems } = readOpml(opml(good + bad));
      assert.deepEqual(
        feeds.map((one) => one.url),
        ["https://good.example/feed"],
      );
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", problem);
    });
  }
});

describe("a file that is refused as a whole says why", () => {
  const bounds = { maxOpmlBytes: 1_000_000, maxOutlines: 100 };
  const cases: [string, string, RegExp][] = [
    ["something else", "<html></html>", /no <opml> element/],
    ["nothing", "", /no <opml> element/],
    ["too large", opml(" ".repeat(1_000_001)), /more than 1000000 bytes/],
    [
      "too many outlines",
      opml('<outline text="x" xmlUrl="https://x.example/"/>'.repeat(101)),
      /more than 100 outlines/,
    ],
    ["nested too deep", opml('<outline text="x">'.repeat(50_000)), /nested more than 32 deep/],
  ];
  for (const [what, text, problem] of cases) {
    test(what, () => {
      const { feeds, problems } = readOpml(text, bounds);
      assert.deepEqual(feeds, []);
      assert.match(problems[0] ?? "", problem);
    });
  }
});

test("an entity that points at a file stays a word", () => {
  const doctype = '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  const { feeds } = readOpml(
    doctype + opml('<outline text="&x;" xmlUrl="https://x.example/"/>').replace(/<\?xml.*?\?>/, ""),
  );
  assert.equal(feeds[0]?.title, "&x;");
});

test("a list inside the list is named, not followed: it could be this one again", () => {
  const { feeds, problems } = readOpml(
    opml(
      '<outline type="include" text="me" url="https://lists.example/me.opml"/><outline text="T" xmlUrl="https://t.example/"/>',
    ),
  );
  assert.deepEqual(
    [feeds.length, problems],
    [1, ["another list is not read from inside this one: https://lists.example/me.opml"]],
  );
});

test("an entity bomb stays unexploded, a title is cut at a thousand characters", () => {
  const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY b${i + 1} "${`&b${i};`.repeat(10)}">`).join("");
  const bomb = opml('<outline text="&b9;" xmlUrl="https://x.example/"/>').replace(/<\?xml.*?\?>/, "");
  assert.equal(readOpml(`<!DOCTYPE opml [<!ENTITY b0 "ha">${levels}]>${bomb}`).feeds[0]?.title, "&b9;");
  const long = readOpml(opml(`<outline text="${"a ".repeat(100_000)}" xmlUrl="https://x.example/"/>`));
  assert.equal(long.feeds[0]?.title?.length, 1_000);
});

test("a million lines of something else do not hide the feed after them", () => {
  const { feeds, problems } = readOpml(
    opml(`${"<x/>\n".repeat(1_000_000)}<outline text="T" xmlUrl="https://t.example/"/>`),
  );
  assert.deepEqual([feeds.length, problems], [1, []]);
});
