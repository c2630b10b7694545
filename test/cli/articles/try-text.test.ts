import assert from "node:assert/strict";
import { test } from "node:test";
import { tryLines } from "../../../src/cli/articles/try-text.ts";
import { displayWidth } from "../../../src/cli/width.ts";
import { extractPage } from "../../../src/extract/extract-page.ts";
import { EXTRACT_DEFAULTS } from "../../../src/extract/settings.ts";
import { extractHtml, fixturePages, pageOf } from "../../extract/pages.ts";

test("no line of any page is wider than the terminal, at 80 columns and wider", () => {
  for (const { name, html } of fixturePages())
    for (const width of [80, 100, 132])
      for (const line of tryLines(extractPage(pageOf(html), { title: null }, EXTRACT_DEFAULTS), width))
        assert.ok(displayWidth(line) <= width, `${name} at ${width}: ${line}`);
});

const REPORT = "The lock at Amberg is shut until Friday, and eleven barges wait above it, the river office said today.";
const SECOND =
  "Nobody was hurt when the gate came off its hinge, but the keeper's hut is gone, and so is the keeper's boat.";
const read = () =>
  extractHtml(
    `<html><body><h1>Lock is shut</h1><div class="entry-content"><p>${REPORT}</p><p>READ MORE: A gate of 1911</p><p>${SECOND}</p></div></body></html>`,
  );

test("what was taken out stands beside the paragraph before which it stood, with its rule and score", () => {
  const lines = tryLines(read(), 80);
  const at = (part: string) => lines.findIndex((line) => line.includes(part));
  assert.match(lines[at("READ MORE") - 1]!, /− related-link 0\.\d\d/);
  assert.ok(lines[at("Nobody was hurt")]!.includes("related-link"));
  assert.match(
    lines.slice(-2).join(" "),
    /kept \d+ characters in 2 paragraphs; took out 1 block of the article: related-link 1/,
  );
});

test("the site's own parts stand below the article in plain words, and what is not known in one line", () => {
  const page = `<html><body><nav>Home News Sport Weather</nav><h1>Lock is shut</h1><div class="entry-content"><p>${REPORT}</p><p>${SECOND}</p></div><footer>Imprint and privacy</footer></body></html>`;
  const lines = tryLines(extractHtml(page), 80);
  const below = lines.slice(lines.findIndex((line) => line.includes("┴") || line.startsWith("─")) + 1);
  assert.ok(below.some((line) => /^− navigation +Home News Sport Weather/.test(line)));
  assert.ok(below.some((line) => /^− page footer +Imprint and privacy/.test(line)));
  assert.ok(lines.some((line) => /^not said +author, published/.test(line)));
  assert.equal(
    lines.findIndex((line) => line.includes("│ −")),
    -1,
  );
});

test("a page without an article names the reason", () => {
  assert.equal(tryLines(extractHtml("<p>short</p>"), 80)[0], "no article: no-text");
});
