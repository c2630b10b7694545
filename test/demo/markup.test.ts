import assert from "node:assert/strict";
import { test } from "node:test";
import { blockHtml, blocksOf, dated, escaped } from "../../src/demo/markup.ts";

const FRIDAY = Date.UTC(2026, 0, 2, 23, 59);

test("days are told from the moment of publication, in UTC and in the outlet's language", () => {
  assert.equal(
    dated("{weekday}, {weekday-1}, {date}, {iso+1}", FRIDAY, "en"),
    "Friday, Thursday, 2 January 2026, 2026-01-03",
  );
  assert.equal(dated("{weekday}, {date}", FRIDAY, "de"), "Freitag, 2. Januar 2026");
});

test("a body is read as paragraphs, lists, subheads, quotations and captions", () => {
  const blocks = blocksOf("\n- one\n- two\n\nA line\nthat goes on.\n\n## Head\n\n> Said.\n\n[caption] Seen.");
  assert.deepEqual(blocks, [
    { kind: "list", items: ["one", "two"] },
    { kind: "paragraph", text: "A line that goes on." },
    { kind: "subhead", text: "Head" },
    { kind: "quotation", text: "Said." },
    { kind: "caption", text: "Seen." },
  ]);
});

test("text never becomes markup", () => {
  assert.equal(escaped('<b> & "q"'), "&lt;b&gt; &amp; &quot;q&quot;");
  assert.equal(blockHtml({ kind: "list", items: ["a < b"] }), "<ul><li>a &lt; b</li></ul>");
});
