import assert from "node:assert/strict";
import { test } from "node:test";
import { packText, unpackText } from "../../src/adapters/packed-text.ts";

/** Far more than are remembered, some of them longer than any that is. */
const TEXTS = Array.from(
  { length: 200 },
  (_, i) => `Report ${i}: ${"the ferry to Åland waits. ".repeat(1 + (i % 7) ** 5)}`,
);

test("every text comes back as it was, whether it was packed just now or long ago", () => {
  const stored = TEXTS.map((text) => packText(text));
  for (const round of [stored, stored.toReversed(), stored])
    for (const packed of round) assert.equal(unpackText(packed), TEXTS[stored.indexOf(packed)]);
  assert.equal(unpackText(Uint8Array.from(stored[3]!)), TEXTS[3]);
});

test("a text that is read into the memory of another one comes back as itself", () => {
  const fresh = (text: string) => Uint8Array.from(packText(text));
  const [one, other] = [fresh("The ferry waits at pier 4."), fresh("The ferry waits at pier 5.")];
  assert.equal(one.length, other.length);
  for (let i = 0; i < 100; i++) packText(`So that neither is remembered: ${i}`);
  const memory = Uint8Array.from(one);
  assert.equal(unpackText(memory), "The ferry waits at pier 4.");
  memory.set(other);
  assert.equal(unpackText(memory), "The ferry waits at pier 5.");
});

test("half a character comes back as the sign for what cannot be read, also at once", () => {
  assert.equal(unpackText(packText("a\uD83Db")), "a\uFFFDb");
});

test("a text that was stored before texts were packed is read as it is", () => {
  assert.equal(unpackText(Buffer.from("Fähre")), "Fähre");
  assert.equal(unpackText("Fähre"), "Fähre");
});
