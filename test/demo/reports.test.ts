import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { overlap, pairs, wordsOf } from "./three-grams.ts";

const FOLDER = join(import.meta.dirname, "../fixtures/reports");
const GLUED = /\n{20,}/;

const reports = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".txt"))
  .map((name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    return { name, text, article: text.split(GLUED)[0]! };
  });
const named = (part: string) => reports.find((report) => report.name.includes(part))!.text;

test("five plain-text reports of one negotiation, 250 to 450 words each, no two alike", () => {
  assert.equal(reports.length, 5);
  for (const { name, article } of reports) {
    const words = wordsOf(article).length;
    assert.ok(words >= 250 && words <= 450, `${name}: ${words} words`);
  }
  for (const [one, other] of pairs(reports)) {
    const shared = overlap(one.article, other.article);
    assert.ok(shared >= 0.01 && shared <= 0.08, `${one.name} and ${other.name}: ${shared.toFixed(3)}`);
  }
});

test("they have the traits of pasted texts and no markup", () => {
  assert.ok(reports.every(({ text }) => !/<[a-z/]/i.test(text)));
  assert.match(named("web-desk"), /^Web Desk\n15 Minutes ago\n/);
  assert.match(named("date-prefix"), /^date \d{4}-\d\d-\d\d\n/);
  assert.match(named("date-prefix"), /broken\.Photo: /);
  assert.match(named("standfirst"), /\n- .+\n- .+\n- /);
  assert.doesNotMatch(named("no-date"), /\b20\d\d\b|March|day\b/);
  const spellings = new Set(reports.map(({ text }) => /T[uü]e?rnava/.exec(text)?.[0]));
  assert.deepEqual(spellings, new Set(["Türnava", "Turnava", "Tuernava"]));
});

test("four copies of one promotion are glued to one of them after twenty blank lines", () => {
  const [, ...glued] = named("spam").split(GLUED);
  const comments = glued.join("").trim().split("\n\n");
  assert.equal(comments.length, 4);
  assert.equal(new Set(comments).size, 1);
});
