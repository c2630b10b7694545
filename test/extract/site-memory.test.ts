import assert from "node:assert/strict";
import { test } from "node:test";
import { recogniseComments, suspectComments } from "../../src/extract/comment-memory.ts";
import { extractPage } from "../../src/extract/extract-page.ts";
import { EXTRACT_DEFAULTS } from "../../src/extract/settings.ts";
import { nameOfText } from "../../src/extract/site-memory.ts";
import type { Known } from "../../src/model/known.ts";
import { remember, type SiteMemory, voicesOf } from "../../src/model/site-memory.ts";
import { pageOf } from "./pages.ts";

const LINE = "The Harbour Courier is made by eleven people in a former customs house.";
const NOON = Date.UTC(2026, 2, 3, 12);

/** A report of four paragraphs about something else each time, with the paper's own line under it. */
const report = (n: number): string[] => [
  `On the morning of day ${"abcdefghij"[n]} the ${"alpha bravo charlie delta echo".split(" ")[n]} ferry left the quay of Varna with two hundred people aboard, the harbour office said.`,
  `Nobody had expected the ${"storm fog strike repair inspection".split(" ")[n]} to last so long, and the council met in the evening to speak about what ought to follow from it.`,
  `The company, which has run the line for forty years, promised to pay for the nights that passengers had to spend in hotels near the lighthouse.`.replace(
    "forty",
    "ten twenty thirty forty fifty".split(" ")[n]!,
  ),
  LINE,
];
const html = (paragraphs: string[]) =>
  `<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>${paragraphs.map((one) => `<p>${one}</p>`).join("")}</article></body></html>`;

function read(paragraphs: string[], memory: SiteMemory) {
  const known: Known = { title: null, site: voicesOf(memory) };
  const result = extractPage(pageOf(html(paragraphs)), known, EXTRACT_DEFAULTS);
  assert.ok(result.ok && result.sightings);
  const bounds = { blocks: 100, days: 30 };
  return { ...result, memory: remember(memory, result.sightings, NOON, bounds) };
}

test("a line under three other articles of a site is the site's own, and is told so in the ledger", () => {
  let memory: SiteMemory = new Map();
  for (const n of [0, 1, 2]) {
    const done = read(report(n), memory);
    assert.ok(done.content.text.endsWith(LINE));
    memory = done.memory;
  }
  const { content, removals } = read(report(3), memory);
  assert.equal(content.text, report(3).slice(0, -1).join("\n\n"));
  const [removal] = removals.filter(({ reason }) => reason === "repeats-on-site");
  assert.equal(removal?.text, LINE);
  // Counted further, or it would come back one article later.
  assert.equal(voicesOf(read(report(3), memory).memory).get(nameOfText(LINE))?.length, 4);
});

test("the same article under many addresses, and read again, loses nothing", () => {
  let memory: SiteMemory = new Map();
  for (let again = 0; again < 6; again++) memory = read(report(0), memory).memory;
  const edited = report(0).with(
    1,
    "A paragraph of its own stands here in the reprint, and the rest is as the agency sent it.",
  );
  assert.equal(read(edited, memory).content.text, edited.join("\n\n"));
});

test("a long paragraph and a heading may repeat as often as they like", () => {
  const long =
    `${"The treaty of 1921 says that the harbour is open to the ships of all nations at all times. ".repeat(3)}`.trim();
  let memory: SiteMemory = new Map();
  for (const n of [0, 1, 2, 3]) memory = read([...report(n).slice(0, 3), long], memory).memory;
  assert.ok(read([...report(4).slice(0, 3), long], memory).content.text.endsWith(long));
});

test("a doubtful comment that stands under two other articles is spam, one reader's words are not", () => {
  const removal = (text: string, score: number, position: number) =>
    ({ kind: "comment", reason: "comment-section", text, score, position }) as const;
  const promo = "My cousin showed me how she pays for her holidays now and I could not be happier about it.";
  const ledger = [
    removal(promo, 0.7, 0),
    removal("Thank you for this clear report about the ferry and its crew.", 0.97, 1),
  ];
  const suspects = suspectComments(ledger);
  assert.deepEqual(suspects, [{ name: nameOfText(promo), position: 0 }]);
  const voices = (...seen: string[]) => new Map([[nameOfText(promo), seen]]);
  assert.deepEqual(recogniseComments(ledger, suspects, voices("own", "a"), "own"), ledger);
  const [first, second] = recogniseComments(ledger, suspects, voices("own", "a", "b"), "own");
  assert.deepEqual([first?.kind, first?.reason], ["spam", "seen-elsewhere"]);
  assert.equal(second, ledger[1]);
});
