import assert from "node:assert/strict";
import { test } from "node:test";
import { revisionChange } from "../../src/extract/revision-change.ts";

const before = {
  title: "Ferry leaves Varna late",
  text: "The ferry left the quay with 206 people aboard.\n\nThe council met in the evening to speak about it.",
};
const changed = (title: string, text: string) => revisionChange(before, { title, text });

test("the same words are no change", () => {
  assert.equal(changed(before.title, before.text.replace("\n\n", " ")), null);
});

test("another headline and another number are told in words, the weightier first", () => {
  const change = changed("Ferry never leaves Varna", before.text.replace("206", "212"));
  assert.deepEqual([change?.class, change?.classes], ["headline", ["headline", "figure"]]);
  assert.equal(
    change?.summary,
    'headline: "Ferry leaves Varna late" → "Ferry never leaves Varna"; figure: 206 → 212; 1 word added, 1 removed',
  );
  assert.deepEqual(change?.changes, [{ at: 6, newAt: 6, removed: ["206"], added: ["212"] }]);
});

test("capitals, accents, punctuation and spaces are cosmetic", () => {
  const change = changed("Ferry leaves Várna, late", before.text.replace("quay with", "Quay, with"));
  assert.deepEqual(change?.classes, ["cosmetic"]);
});

test("a note that something was wrong is a correction, in several languages", () => {
  for (const note of [
    "Correction: there were 212 people aboard.",
    "An earlier version of this article gave another number.",
    "Berichtigung: Es waren 212 Menschen an Bord.",
    "Düzeltme: gemide 212 kişi vardı.",
    "Исправление: на борту было 212 человек.",
  ])
    assert.equal(changed(before.title, `${before.text}\n\n${note}`)?.class, "correction", note);
  assert.equal(changed(before.title, `${before.text}\n\nThe price correction went on.`)?.class, "text");
});

test("words added without a number replaced are text", () => {
  assert.deepEqual(changed(before.title, `${before.text}\n\nNobody was hurt, said 3 witnesses.`)?.classes, ["text"]);
});

test("a line that we learned to remove is not a change of the publisher", () => {
  const line = "The Harbour Courier is made by eleven people.";
  const told = { ...before, text: `${before.text}\n\n${line}` };
  assert.equal(revisionChange(told, before, [{ text: line }])?.class, "cosmetic");
  assert.equal(revisionChange(told, before, [])?.class, "text");
});
