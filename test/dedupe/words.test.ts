import assert from "node:assert/strict";
import { test } from "node:test";
import { NAME, NUMBER, PLAIN, walkWords } from "../../src/dedupe/words.ts";

const hashes = (text: string) => [...walkWords(text, 1000).hashes];
const same = (a: string, b: string) => assert.deepEqual(hashes(a), hashes(b), `${a} | ${b}`);
const differ = (a: string, b: string) => assert.notDeepEqual(hashes(a), hashes(b), `${a} | ${b}`);

test("house styles do not make a different word", () => {
  same("The U.S. cut rates by 5 per cent", "the US cut rates by 5%");
  same("five percent", "5 pct");
  same("Türkiye’s minister", "Turkey's minister");
  same("Turkiye and Kiev", "TURKEY and Kyiv");
  same("at 5 p.m. on Sept. 3", "at 5 pm on September 3");
  same("three of 1,000 people", "3 of 1000 people");
  same("“quoted” – then", '"quoted" - then');
  same("the defence programme", "the defense program");
});

test("what means something else stays another word", () => {
  differ("1.5 million", "15 million");
  differ("U.S. troops", "U.N. troops");
  differ("at 2:36", "at 2:37");
  differ("Plan B. A man", "Plan BA man");
});

test("accents, compatibility forms and composition are folded", () => {
  same("São Tomé, café", "Sao Tome, cafe\u0301");
  same("ﬁrst ｆｕｌｌ width", "first full width");
  same("Straße Øresund Łódź", "Strasse Oresund Lodz");
  same("İstanbul ISPARTA", "istanbul isparta");
  same("ﾆｭｰｽ速報", "ニュース速報");
  same("𝐁𝐨𝐥𝐝 claim", "Bold claim");
  same("قَالَ الرَّئِيسُ", "قال الرئيس");
  same("٢٠٢٦", "2026");
  same("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth");
});

test("scripts without spaces are cut by characters, and two of them count as a word", () => {
  const words = walkWords("東京都で会議が開かれた。", 1000);
  assert.equal(words.hashes.length, 11);
  assert.equal(words.perWord, 2);
  assert.equal(walkWords("การประชุม", 1000).perWord, 2);
  assert.equal(walkWords("서울에서 회의가 열렸다", 1000).hashes.length, 3);
  assert.equal(walkWords("서울에서 회의가 열렸다", 1000).perWord, 1);
});

test("a word has a shape: plain, name or number", () => {
  assert.deepEqual(
    [...walkWords("Magnitude 4.1 quake near Elm, two hurt", 1000).shapes],
    [NAME, NUMBER, PLAIN, PLAIN, NAME, NUMBER, PLAIN],
  );
});

test("a text without words has none, and a text is cut at the bound", () => {
  assert.equal(walkWords("", 1000).hashes.length, 0);
  assert.equal(walkWords(" … — !?\n\u200b🙂", 1000).hashes.length, 0);
  assert.equal(walkWords("a b c d e", 3).hashes.length, 3);
  assert.equal(walkWords("x".repeat(1_000_000), 10).hashes.length, 1);
  assert.equal(walkWords("w ".repeat(100_000), 20_000).hashes.length, 20_000);
  assert.deepEqual(hashes("a b"), hashes("a b c d").slice(0, 2), "an earlier long text leaves nothing behind");
});
