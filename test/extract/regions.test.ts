import assert from "node:assert/strict";
import { test } from "node:test";
import { extractHtml } from "./pages.ts";

const REPORT = [
  "The town of Lindau will close its old bridge for eleven months, the council decided on Tuesday night after six hours.",
  "About 4,000 cars cross it every day. They will be sent over the motorway, which adds nine kilometres to the way to school.",
  "“We would rather close it than watch it fall,” said the mayor, Karin Vogt, who had voted against the repair in May.",
];
const body = REPORT.map((text) => `<p>${text}</p>`).join("");

function textOf(html: string): string {
  const result = extractHtml(`<html><body><h1>Bridge closes</h1>${html}</body></html>`);
  assert.ok(result.ok);
  return result.content.text;
}

test("a blog post's tags and categories in its class name no part of the page", () => {
  const menu = `<div class="links">${"<p>Other people write other things about other bridges elsewhere, all of it long ago.</p>".repeat(9)}</div>`;
  assert.ok(
    textOf(
      `<div class="hentry type-post category-traffic tag-meta tag-bridge"><div>${body}</div></div>${menu}`,
    ).includes(REPORT[1]!),
  );
});

test("a body that is sold is a body", () => {
  assert.equal(textOf(`<div class="entry-content paywall-container promo">${body}</div>`), REPORT.join("\n\n"));
});

test("a privacy notice longer than the report is none of it", () => {
  const notice = Array.from(
    { length: 4 },
    (_, i) =>
      `<p>Cookies of kind ${i} are needed so that the site can count you, and they stay for a year or more.</p>`,
  ).join("");
  assert.equal(
    textOf(`<div class="entry-content">${body}</div><div class="consent-modal">${notice}</div>`),
    REPORT.join("\n\n"),
  );
});

test("lines of a list may repeat, a paragraph may not", () => {
  const item = "<li>One cup of rye flour and a spoon of salt</li>";
  const text = textOf(`<div class="entry-content">${body}<ul>${item}</ul>${body}<ul>${item}</ul></div>`);
  assert.equal(text.split("One cup of rye").length - 1, 2);
  assert.equal(text.split("The town of Lindau").length - 1, 1);
});

test("who wrote it, what the site offers and its rules for comments are no end of a report", () => {
  const tail =
    "<p>Ann Reed is a reporter at the Lindau office and likes bridges.</p>" +
    "<p>Subscribe to the Courier and never miss a bridge.</p>" +
    "<p>Comments that insult others are not published; our moderators read each of them.</p>";
  const result = extractHtml(
    `<html><head><meta name="author" content="Ann Reed"></head><body><h1>Bridge closes</h1><div class="entry-content">${body}${tail}</div></body></html>`,
  );
  assert.ok(result.ok);
  assert.equal(result.content.text, REPORT.join("\n\n"));
  assert.deepEqual(
    result.removals.slice(-3).map(({ reason }) => reason),
    ["author-bio", "promo", "comment-policy"],
  );
});

const remarks = (sign: string) =>
  [
    "I would have gone by ferry.",
    "My neighbour leaves at five to be there at eight, and he is late.",
    "Nine kilometres for a loaf of bread.",
  ]
    .map((text) => `<div class="row"><div class="side">${sign}</div><p>${text}</p></div>`)
    .join("");

test("entries that carry a speech bubble where others carry the time are remarks", () => {
  assert.equal(textOf(`<div>${body}${remarks('<i class="icon-comment"></i>')}</div>`), REPORT.join("\n\n"));
});

test("a speech bubble that counts comments or leads to them marks nothing", () => {
  for (const sign of ['<i class="icon-comment"></i> 3', '<a href="#c"><i class="icon-comment"></i></a>'])
    assert.ok(textOf(`<div>${body}${remarks(sign)}</div>`).includes("My neighbour leaves at five"), sign);
});
