import assert from "node:assert/strict";
import { test } from "node:test";
import { HOSTILE_PAGES } from "./hostile-pages.ts";
import { extractHtml } from "./pages.ts";

for (const { what, body, ends } of HOSTILE_PAGES) {
  test(`${what}: ${ends === "text" ? "the report is read" : `ends as ${ends}`}`, () => {
    const result = extractHtml(body());
    if (ends !== "text") {
      assert.ok(!result.ok);
      assert.equal(result.reason, ends);
      return;
    }
    assert.ok(result.ok);
    assert.match(result.content.text, /The reservoir above the town is full/);
  });
}
