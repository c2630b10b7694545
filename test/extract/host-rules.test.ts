import assert from "node:assert/strict";
import { test } from "node:test";
import { extractPage } from "../../src/extract/extract-page.ts";
import { parseHostRule } from "../../src/extract/host-rules.ts";
import { EXTRACT_DEFAULTS } from "../../src/extract/settings.ts";
import { pageOf } from "./pages.ts";

const NOTICE =
  "Subscribers of the harbour letter have known about all of this since Thursday and paid very little for it.";
const REPORT =
  "The tide gate at Nordvik failed on Sunday night, and the old town stood under forty centimetres of water.";
const MORE =
  "It was pumped out by noon on Monday. The gate of 1974 will be replaced in spring, the mayor told reporters.";
const PAGE = `<html><body><h1>Gate fails</h1><div id="letter"><p>${NOTICE}</p></div>
  <section><div class="x1 story"><p>${REPORT}</p><div class="box"><p>${NOTICE}</p></div><p>${MORE}</p></div></section>
  <div class="foot"><em class="when">4 March 2025</em></div></body></html>`;

function read(sites: string[], url = "https://www.tides.example/gate") {
  const result = extractPage({ ...pageOf(PAGE), url }, { title: null }, { ...EXTRACT_DEFAULTS, sites });
  assert.ok(result.ok);
  return result;
}

test("a rule selects the body, drops parts of it and names the place of the date, on its host and below", () => {
  const { content, removals } = read([
    "tides.example select section .story",
    "tides.example drop div.box",
    "tides.example date .foot em.when",
  ]);
  assert.equal(content.text, `${REPORT}\n\n${MORE}`);
  assert.equal(content.strategy, "host-rule");
  assert.deepEqual([content.publishedDay, content.dateFoundIn], ["2025-03-04", "host-rule"]);
  assert.ok(removals.some(({ reason, text }) => reason === "host-rule" && text === NOTICE));
});

test("the rules of other hosts change nothing, nor does one that selects nothing on the page", () => {
  const plain = read([]).content;
  assert.deepEqual(read(["other.example drop p", "des.example drop p"]).content, plain);
  assert.deepEqual(read(["tides.example select .gone"]).content, plain);
});

test("what is no rule is told apart: no host, no such word, a selector that is not read", () => {
  for (const wrong of [
    "",
    "tides.example",
    "tides.example keep p",
    "tides.example drop",
    "tides.example drop p > a",
    "tides.example drop a:hover",
  ])
    assert.equal(parseHostRule(wrong), null, wrong);
  for (const right of [
    "tides.example drop p",
    "a.b.example select main [itemprop=articleBody]",
    "x.example date time.a#b",
  ])
    assert.notEqual(parseHostRule(right), null, right);
});
