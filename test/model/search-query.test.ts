import assert from "node:assert/strict";
import { test } from "node:test";
import { foldWord, holdsPhrases, readSearchQuery } from "../../src/model/search-query.ts";
import { SNIPPET_CHARS, snippetOf } from "../../src/model/snippet.ts";

test("a query is read as phrases: quoted ones, and single words; punctuation parts words and joins them to a phrase", () => {
  assert.deepEqual(readSearchQuery('grain "black  sea" well-known Türkiye\'de'), [
    ["grain"],
    ["black", "sea"],
    ["well", "known"],
    ["Türkiye", "de"],
  ]);
  assert.deepEqual(readSearchQuery('one"two three'), [["one"], ["two", "three"]]);
  assert.deepEqual(readSearchQuery("«deux mots» \u0301 !!! -"), [["deux", "mots"]]);
});

test("words are folded to what people type who have no such key", () => {
  for (const word of ["TÜRKİYE", "türkiye", "Turkiye", "tu\u0308rkıye"]) assert.equal(foldWord(word), "turkiye");
  assert.deepEqual(["Łódź", "Ørsted", "Đoković", "Й"].map(foldWord), ["lodz", "orsted", "dokovic", "и"]);
});

test("a phrase is held where its words follow each other", () => {
  const words = ["the", "black", "bird", "the", "black", "sea"];
  assert.ok(holdsPhrases(words, [["black", "sea"], ["bird"]]));
  assert.ok(!holdsPhrases(words, [["bird", "black"]]));
  assert.ok(!holdsPhrases(words, [["sea", "the"]]));
});

test("a snippet shows the earliest place with the most of the words", () => {
  const rest = " nothing of interest stands here at all.".repeat(20);
  const text = `Rain came early.${rest} Rain and wind came.${rest} Wind and rain again.${rest}`;
  assert.match(snippetOf(text, [["wind"], ["RAIN"]]), /^….{20,}Rain and wind came\..*…$/);
  assert.match(snippetOf(text, [["rain"]]), /^Rain came early\..*…$/);
});

test("without a word to show, a snippet is the opening of the text; a short text is shown whole", () => {
  const text = "word ".repeat(100);
  const opening = snippetOf(text, [["absent"]]);
  assert.ok(text.startsWith(opening.slice(0, -1)) && opening.endsWith("…") && opening.length <= SNIPPET_CHARS + 1);
  assert.equal(snippetOf("Short\n\nand  plain.", [["plain"]]), "Short and plain.");
  assert.equal(snippetOf("", [["x"]]), "");
});
