import assert from "node:assert/strict";
import { test } from "node:test";
import { cutCredits } from "../../src/extract/glued-credit.ts";

const credits = (text: string) =>
  cutCredits(text)
    .filter(({ credit }) => credit)
    .map(({ text }) => text);
const texts = (text: string) =>
  cutCredits(text)
    .filter(({ credit }) => !credit)
    .map(({ text }) => text);

test("a credit is cut where the next sentence begins", () => {
  for (const [text, credit, after] of [
    ["Strikers at the gate. Photo: X/AgencyThe talks go on.", "Photo: X/Agency", "The talks go on."],
    ["Strikers at the gate. Photo: Ozan Kose/AFPThe talks go on.", "Photo: Ozan Kose/AFP", "The talks go on."],
    ["Strikers at the gate. Foto: dpaDie Gespräche dauern an.", "Foto: dpa", "Die Gespräche dauern an."],
    ["Strikers at the gate. (Photo: Reuters)The talks go on.", "(Photo: Reuters)", "The talks go on."],
    ["Strikers at the gate. Image: AFP/File The talks go on.", "Image: AFP/File", "The talks go on."],
    [
      "Strikers at the gate.Photo: X/Ministry of TransportThe talks go on.",
      "Photo: X/Ministry of Transport",
      "The talks go on.",
    ],
  ] as const) {
    assert.deepEqual(credits(text), [credit], text);
    assert.deepEqual(texts(text), ["Strikers at the gate.", after], text);
  }
});

test("talk of photos is left alone", () => {
  for (const text of [
    "The photo by the door shows the minister.",
    "The ministry posted a photo: Smith and McDonald stood on the bridge.",
    "Credit: the word banks no longer like to hear, said the analyst.",
  ])
    assert.deepEqual(texts(text), [text]);
});
