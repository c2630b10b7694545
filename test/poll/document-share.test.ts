import assert from "node:assert/strict";
import { test } from "node:test";
import { DocumentShare } from "../../src/poll/document-share.ts";
import { sanitiseHtml } from "../../src/poll/sanitise-html.ts";

const BASE = `https://long.example/${"b".repeat(1_000)}/`;

test("relative addresses are made absolute until they have grown by a million characters together", () => {
  const share = new DocumentShare();
  let absolute = 0;
  while (share.absolute("a", BASE) !== null) absolute++;
  assert.ok(absolute > 900 && absolute < 1_100, `${absolute}`);
  assert.equal(share.absolute("https://other.example/x", BASE), "https://other.example/x");
});

test("tags beyond two hundred thousand of one document go, their text stays", () => {
  const share = new DocumentShare();
  assert.equal(sanitiseHtml("<b>x</b>", BASE, share), "<b>x</b>");
  sanitiseHtml("<i>y</i>".repeat(200_000), BASE, share);
  assert.equal(sanitiseHtml("<b>x</b> and more", BASE, share), "x and more");
});

test("escaped text ends at sixteen million characters of one document, with a whole reference", () => {
  const share = new DocumentShare();
  const first = sanitiseHtml("&".repeat(2_000_000), BASE, share);
  assert.equal(first, "&amp;".repeat(2_000_000));
  const second = sanitiseHtml("&".repeat(2_000_000), BASE, share);
  assert.equal(second, "&amp;".repeat(1_200_000));
  assert.equal(sanitiseHtml("a & b", BASE, share), "");
});
