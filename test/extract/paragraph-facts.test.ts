import assert from "node:assert/strict";
import { test } from "node:test";
import { factsOf } from "../../src/extract/paragraph-facts.ts";

const facts = (...lines: string[]) =>
  factsOf(
    lines.map((text, at) => ({ text, gap: 0, bullet: false, at })),
    "",
  );

const REPORT = "Engineers found cracks in eleven of the forty pillars that carry the market hall above the water.";
const ADVERT = "My sister earns $80 an hour from home, see www.jobs1.example.com for the details";

test("copies are counted with small differences and word for word", () => {
  const { paragraphs } = facts(REPORT, ADVERT, ADVERT, ADVERT.replace("sister", "brother"));
  assert.deepEqual(
    paragraphs.map(({ copies, exactCopies }) => [copies, exactCopies]),
    [
      [1, 1],
      [3, 2],
      [3, 2],
      [3, 1],
    ],
  );
});

test("repetition raises a score; a paragraph that stands there once has one score", () => {
  const [report, advert] = facts(REPORT, ADVERT, ADVERT).paragraphs;
  assert.equal(report!.scoreAlone(), report!.scoreWithCopies());
  assert.ok(advert!.scoreWithCopies() > advert!.scoreAlone());
});

test("what repeats is no part of the report, and a paragraph shares no words with itself", () => {
  const known = facts(
    REPORT,
    ADVERT,
    ADVERT,
    "The pillars were driven into the harbour by engineers long ago, it says.",
  );
  assert.equal(known.reportWords, 17 + 13);
  assert.equal(known.sharedWith(known.paragraphs[1]!).hits, 0);
  assert.equal(known.sharedWith(known.paragraphs[0]!).hits, 2);
  assert.equal(facts("1 2 3").sharedWith(facts("1 2 3").paragraphs[0]!).share, 0);
});

test("spam is a topic to a paragraph when another one speaks of it", () => {
  const { paragraphs } = facts(REPORT, "Police warn of a scam.");
  assert.deepEqual(
    paragraphs.map(({ spamIsTopic }) => spamIsTopic),
    [true, false],
  );
});
