import assert from "node:assert/strict";
import { test } from "node:test";
import { extractPage } from "../../src/extract/extract-page.ts";
import { EXTRACT_DEFAULTS } from "../../src/extract/settings.ts";
import { extractHtml, fixturePages, pageOf } from "./pages.ts";

for (const { name, html, text, expected } of fixturePages()) {
  test(`${name}: text, metadata and ledger are as written down`, () => {
    const result = extractHtml(html);
    assert.ok(result.ok);
    const { content, removals } = result;
    if (expected.wanting === undefined) assert.equal(content.text, text);
    else assert.notEqual(content.text, text, `right now, take out "wanting": ${expected.wanting}`);
    for (const key of ["title", "author", "siteName", "dateFoundIn", "lang", "canonicalUrl"] as const)
      if (expected[key] !== undefined) assert.equal(content[key], expected[key], key);
    if (expected.publishedAt !== undefined)
      assert.equal(new Date(content.publishedAt ?? 0).toISOString(), expected.publishedAt);
    const kinds = { comments: "comment", spam: "spam", boilerplate: "boilerplate" } as const;
    for (const [list, kind] of Object.entries(kinds))
      for (const words of expected[list as keyof typeof kinds] ?? [])
        assert.ok(
          removals.some((removal) => removal.kind === kind && removal.text.includes(words)),
          `${kind}: ${words}`,
        );
    assert.deepEqual(
      removals.map(({ position }) => position),
      removals.map((_, i) => i),
    );
    assert.ok(content.confidence > 0 && content.confidence <= 1);
  });
}

test("images, PDFs and JSON end as not-html", () => {
  for (const type of ["image/png", "application/pdf", "application/json", "video/mp4"])
    assert.deepEqual(extractPage(pageOf("x", type), { title: null }, EXTRACT_DEFAULTS), {
      ok: false,
      reason: "not-html",
      removals: [],
    });
});

test("a page without text ends as no-text, with what it was made of in the ledger", () => {
  const result = extractHtml("<html><body><nav><a href='/'>Home</a></nav><p>Soon.</p></body></html>");
  assert.ok(!result.ok);
  assert.equal(result.reason, "no-text");
  assert.ok(result.removals.some(({ reason }) => reason === "site-nav"));
});

test("a page longer than maxChars ends as too-large", () => {
  const settings = { ...EXTRACT_DEFAULTS, maxChars: 1_000 };
  for (const type of ["text/html", "text/plain"]) {
    const result = extractPage(pageOf("word ".repeat(300), type), { title: null }, settings);
    assert.ok(!result.ok);
    assert.equal(result.reason, "too-large");
  }
});

test("without a content type the bytes say what the page is", () => {
  const prose = "A sentence of the report that is long enough to be one, and another that follows it. ".repeat(3);
  const strategy = (body: string, type: string) => {
    const result = extractPage(pageOf(body, type), { title: null }, EXTRACT_DEFAULTS);
    return result.ok ? result.content.strategy : result.reason;
  };
  assert.notEqual(strategy(`<!doctype html><p>${prose}</p>`, ""), "plain-text");
  assert.equal(strategy(prose, ""), "plain-text");
  assert.equal(strategy("%PDF-1.7 ...", ""), "not-html");
});

test("the site's furniture is one row for each kind of part, cut to maxChromeChars", () => {
  const menu = Array.from({ length: 400 }, (_, i) => `<li><a href="/${i}">Section number ${i}</a></li>`).join("");
  const prose = "<p>A sentence of the report that is long enough to be one, and another that follows it.</p>".repeat(9);
  const result = extractHtml(`<body><nav><ul>${menu}</ul></nav><article>${prose}</article></body>`);
  assert.ok(result.ok);
  const rows = result.removals.filter(({ reason }) => reason === "site-nav");
  assert.equal(rows.length, 1);
  assert.ok(rows[0]!.text.length <= EXTRACT_DEFAULTS.maxChromeChars + 30);
});

test("the ledger is bounded in rows and in characters of a row", () => {
  const prose = "<p>A sentence of the report that is long enough to be one, and another that follows it.</p>".repeat(9);
  const comments = Array.from(
    { length: 50 },
    (_, i) => `<li class="comment"><p>I was there on day ${i}. ${"So it was. ".repeat(90)}</p></li>`,
  );
  const page = pageOf(`<body><article>${prose}</article><ol class="comments">${comments.join("")}</ol></body>`);
  const settings = { ...EXTRACT_DEFAULTS, maxRemovals: 10, maxRemovalChars: 200 };
  const result = extractPage(page, { title: null }, settings);
  assert.ok(result.ok);
  assert.equal(result.removals.length, 11);
  assert.equal(result.removals[10]!.reason, "beyond-ledger-bound");
  assert.ok(result.removals.every(({ text }) => text.length <= 200));
});

test("a forum page keeps its answers", () => {
  const says = (text: string) => `<div class="comment"><p>${text}</p></div>`;
  const result = extractHtml(
    `<head><script type="application/ld+json">{"@type":"DiscussionForumPosting","headline":"Which chain oil?"}</script></head>
     <body><h1>Which chain oil?</h1><div class="thread">${says("Which oil do you use for a bicycle chain in wet winters, and how often do you clean it?")}
     ${says("Wax in summer, a thick wet oil in winter, and a clean every two hundred kilometres or so.")}</div></body>`,
  );
  assert.ok(result.ok);
  assert.match(result.content.text, /Wax in summer/);
});

test("an unnamed list of replies is found by its reply links", () => {
  const prose = "<p>A sentence of the report that is long enough to be one, and another that follows it.</p>".repeat(9);
  const reply = (text: string) => `<div class="x7"><b>Ann</b><p>${text}</p><a href="#">Reply</a></div>`;
  const result = extractHtml(
    `<body><div class="q1"><h1>Title of it</h1>${prose}</div><div class="q2">${reply("I think the council is quite wrong about this one.")}${reply("You should have seen the queue yesterday morning.")}</div></body>`,
  );
  assert.ok(result.ok);
  assert.doesNotMatch(result.content.text, /council|queue/);
  assert.equal(result.removals.filter(({ kind }) => kind === "comment").length, 2);
});
