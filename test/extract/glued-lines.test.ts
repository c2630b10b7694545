import assert from "node:assert/strict";
import { test } from "node:test";
import { extractHtml } from "./pages.ts";

const REPORT = [
  "The ferry to Skarholm will not sail before Sunday, the port authority said after divers found a crack in the hull.",
  "About 300 islanders were waiting on the mainland, among them a school class that had been due back on Wednesday.",
  "“We have bread for two days and coffee for one,” said Ines Holm, who keeps the only shop on the island.",
  "A replacement ship was on its way from Tarvik, the authority said, but it could carry no cars.",
];
const SPAM = "I was broke until I found this job. I make $140 an hour from home now, see www.couch-pay.example.com";

function read(body: string) {
  const result = extractHtml(`<html><body><h1>No ferry before Sunday</h1><div id="story">${body}</div></body></html>`);
  assert.ok(result.ok);
  return result;
}

const spamOf = (result: ReturnType<typeof read>) =>
  result.removals.filter(({ kind }) => kind === "spam").map(({ text }) => text);

for (const [name, between, glue] of [
  ["breaks", "<br><br>", "<br>\n".repeat(20)],
  ["single breaks", "<br>", "<br>".repeat(9)],
  ["empty paragraphs", "<p>&nbsp;</p>", "<p>&nbsp;</p>".repeat(12)],
] as const) {
  test(`comments behind a long run of ${name} in the article's own element are rows of spam`, () => {
    const result = read(REPORT.join("<br><br>") + glue + Array(4).fill(SPAM).join(between));
    assert.equal(result.content.text, REPORT.join("\n\n"));
    assert.deepEqual(spamOf(result), Array(4).fill(SPAM));
  });
}

test("copies of a comment are found without a gap, also when they share an element with the last sentence", () => {
  const paragraphs = REPORT.map((text) => `<p>${text}</p>`).join("");
  const apart = read(paragraphs + `<p>${SPAM}</p>`.repeat(4));
  assert.equal(apart.content.text, REPORT.join("\n\n"));
  assert.equal(spamOf(apart).length, 4);
  const together = read(`${REPORT.join("<br><br>")}<br>${Array(4).fill(SPAM).join("<br>")}`);
  assert.equal(together.content.text, REPORT.join("\n\n"));
  assert.equal(spamOf(together).length, 4);
});

test("a layout's second copy of a paragraph is boilerplate, the first stays", () => {
  const result = read([...REPORT, REPORT[1]].map((text) => `<p>${text}</p>`).join(""));
  assert.equal(result.content.text, REPORT.join("\n\n"));
  assert.deepEqual(spamOf(result), []);
});

test("a report that goes on behind a long gap keeps every sentence", () => {
  const result = read(`${REPORT.slice(0, 2).join("<br><br>")}${"<br>".repeat(12)}${REPORT.slice(2).join("<br><br>")}`);
  assert.equal(result.content.text, REPORT.join("\n\n"));
  assert.deepEqual(spamOf(result), []);
});

test("a small box with a button beside the article is no part of it", () => {
  const result = read(
    `<div class="x1">${REPORT.map((text) => `<p>${text}</p>`).join("")}</div>
    <div class="x2"><div>Boats cost money, and so do reporters who wait for them on the quay until it is dark.</div><a href="/give">Give now</a></div>`,
  );
  assert.equal(result.content.text, REPORT.join("\n\n"));
});
