import assert from "node:assert/strict";
import { test } from "node:test";
import { voiceOf } from "../../src/extract/voice.ts";
import { extractText } from "./pages.ts";

const REPORT = [
  "Delegations from Marovia and Kessel opened a third round of talks in Tarabya on Thursday, with two mediators at the table.",
  "The first round ended with a ceasefire on October 19, but the second broke down after each side blamed the other.",
  "Trade worth about two million a day has stopped since the border was closed.",
];

test("a last sentence with a word that is a pronoun elsewhere stays", () => {
  for (const last of [
    "The EU will decide on new customs rules on Friday.",
    "Ben Carter will lead the next round in December.",
    "Mia Berg takes over as mediator in spring.",
    "The mine at Kessel stays shut until then.",
    "Ma il sindaco non è d'accordo e vuole una nuova strada.",
    "El mes pasado cerraron otras dos fábricas en la comarca.",
  ]) {
    const result = extractText([...REPORT, last].join("\n\n"));
    assert.ok(result.ok);
    assert.equal(result.content.text, [...REPORT, last].join("\n\n"));
  }
});

test("persons are read by the language of the text, or of what it stands in", () => {
  assert.equal(voiceOf("Le prix du pain a baissé, ce qui est une bonne nouvelle pour les familles.").second, 0);
  assert.equal(voiceOf("Das ist nicht der Weg, den du mit der Stadt gehen willst.").second, 1);
  assert.equal(voiceOf("Ma il sindaco non vuole.", "it").first, 0);
  assert.equal(voiceOf("Ma fille y travaille.", "fr").first, 1);
  assert.equal(voiceOf("I bookmaker quotano la vittoria a 2,40.", "it").first, 0);
  assert.ok(voiceOf("I agree with Mary.").opens);
  assert.ok(!voiceOf("World War I ended in 1918.").opens);
});
