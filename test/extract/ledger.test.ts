import assert from "node:assert/strict";
import { test } from "node:test";
import { extractPage } from "../../src/extract/extract-page.ts";
import { blockHash, createLedger } from "../../src/extract/ledger.ts";
import { EXTRACT_DEFAULTS } from "../../src/extract/settings.ts";
import { fixturePages, pageOf } from "./pages.ts";

test("an offset says where in the kept text a block stood", () => {
  const ledger = createLedger(EXTRACT_DEFAULTS);
  ledger.add("boilerplate", "promo", 0.9, "Subscribe", 1);
  ledger.add("comment", "comment-section", 0.9, "First!", 9);
  ledger.add("boilerplate", "page-header", 0.9, "Menu", -1);
  const text = "One.\n\nTwo.";
  const { removals } = ledger.settle(
    {
      text,
      parts: [
        { at: 0, from: 0 },
        { at: 2, from: 6 },
      ],
    },
    [],
  );
  assert.deepEqual(
    removals.map(({ text: block, offset }) => [block, offset]),
    [
      ["Menu", 0],
      ["Subscribe", 6],
      ["First!", 10],
    ],
  );
});

test("a restored block stands in the text where it was, whole, and no longer in the ledger", () => {
  const long = `Whole ${"x".repeat(60)}`;
  const ledger = createLedger({ maxRemovalChars: 20, maxRemovals: 10 });
  ledger.add("boilerplate", "promo", 0.9, long, 1);
  ledger.add("comment", "comment-section", 0.9, "First!", 9);
  const kept = {
    text: "One.\n\nTwo.",
    parts: [
      { at: 0, from: 0 },
      { at: 2, from: 6 },
    ],
  };
  const shown = ledger.settle(kept, []).removals[0]!.text;
  assert.ok(shown.length <= 20);
  const { text, removals } = ledger.settle(kept, [blockHash(shown)]);
  assert.equal(text, `One.\n\n${long}\n\nTwo.`);
  assert.deepEqual(
    removals.map(({ text: block, offset, position }) => [block, offset, position]),
    [["First!", text.length, 0]],
  );
});

test("on every fixture page each block can be restored by itself", () => {
  for (const { name, html, text } of fixturePages()) {
    const first = extractPage(pageOf(html), { title: null }, EXTRACT_DEFAULTS);
    assert.ok(first.ok);
    for (const removal of first.removals) {
      assert.ok(removal.offset !== undefined && removal.offset <= first.content.text.length, name);
      const again = extractPage(pageOf(html), { title: null, restored: [blockHash(removal.text)] }, EXTRACT_DEFAULTS);
      assert.ok(again.ok);
      assert.ok(again.content.text.includes(removal.text), `${name}: ${removal.text}`);
      assert.ok(again.removals.length < first.removals.length, name);
      assert.ok(again.content.text.length > text.length, name);
    }
  }
});
