import assert from "node:assert/strict";
import { test } from "node:test";
import { functionWordShare, languageOf } from "../../src/extract/language.ts";
import { fixturePages } from "./pages.ts";

test("the language of each fixture page is told from its text alone", () => {
  for (const { name, text, expected } of fixturePages())
    assert.equal(languageOf(text), expected.lang?.slice(0, 2), name);
});

test("close languages are told apart", () => {
  const texts: Record<string, string> = {
    pt: "O governo anunciou na segunda-feira que não vai aumentar os impostos, mas os sindicatos dizem que isso já não é possível.",
    es: "El gobierno anunció el lunes que no va a subir los impuestos, pero los sindicatos dicen que eso ya no es posible.",
    nl: "De regering maakte maandag bekend dat de belasting niet wordt verhoogd, maar de bonden zeggen dat het niet anders kan.",
    uk: "Уряд у понеділок повідомив, що податки не зростуть, але профспілки кажуть, що це вже не можливо без нових рішень.",
    ur: "حکومت نے پیر کو کہا کہ ٹیکس میں اضافہ نہیں کیا جائے گا لیکن یونینوں کا کہنا ہے کہ یہ اب ممکن نہیں ہے۔",
    vi: "Chính phủ hôm thứ Hai cho biết sẽ không tăng thuế, nhưng các công đoàn nói rằng điều đó không còn là có thể được.",
  };
  for (const [lang, text] of Object.entries(texts)) assert.equal(languageOf(text), lang);
});

test("a few words are not enough", () => {
  assert.equal(languageOf("Varna 2025"), null);
  assert.equal(languageOf(""), null);
});

test("prose has function words, a menu has few", () => {
  assert.ok(functionWordShare("The workers said that they would not return to the table on Monday.") > 0.3);
  assert.ok(functionWordShare("Sport Weather Business Football Recipes") < 0.1);
});
