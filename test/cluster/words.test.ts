import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../src/cluster/fold.ts";
import { languageOf } from "../../src/cluster/language.ts";
import { stem } from "../../src/cluster/stem.ts";
import { readWords } from "../../src/cluster/words.ts";
import { seededRandom } from "../seeded-random.ts";

const folded = (text: string, lang: string) => readWords(text, lang, 100).map((word) => word.folded);

test("one spelling for what readers take as the same word", () => {
  const cases: [string, string, string][] = [
    ["Türkiye", "en", "turkiye"],
    ["İSTANBUL", "tr", "istanbul"],
    ["ISTANBUL", "tr", "istanbul"],
    ["ısı", "tr", "isi"],
    ["Łódź", "pl", "lodz"],
    ["Straße", "de", "strasse"],
    ["đặc", "vi", "đặc"],
    ["أحمد", "ar", "احمد"],
    ["پاکستانی", "ur", "پاكستاني"],
    ["йод", "ru", "йод"],
    ["ＡＢＣ", "ja", "abc"],
    ["१२", "hi", "12"],
    ["۲۰۶", "ur", "206"],
  ];
  for (const [word, lang, key] of cases) assert.equal(fold(word, lang), key.normalize("NFC"), word);
});

test("an apostrophe suffix is cut, an elided article goes, an abbreviation is one word", () => {
  assert.deepEqual(folded("Erdoğan'ın Trump’s", "tr"), ["erdogan", "trump"]);
  assert.deepEqual(folded("l'accord d'Istanbul", "fr"), ["accord", "istanbul"]);
  assert.deepEqual(folded("O'Brien met U.S. envoys", "en"), ["brien", "met", "usa", "envoys"]);
});

test("a country has one name, whoever writes it", () => {
  assert.deepEqual(folded("Türkiye Turkiye Turkey Turkish", "en"), ["turkey", "turkey", "turkey", "turkey"]);
  assert.deepEqual(folded("Afghan Afghanistan", "en"), ["afghanistan", "afghanistan"]);
  assert.deepEqual(folded("the US told us", "en"), ["the", "usa", "told", "us"]);
});

test("numbers lose their thousands separators and keep their decimals", () => {
  assert.deepEqual(folded("2,600 km, 1.300.000 Euro, 3.75 %, 4,6", "en"), [
    "2600",
    "km",
    "1300000",
    "euro",
    "3.75",
    "4.6",
  ]);
});

test("the first word of a sentence or line is known as such", () => {
  const words = readWords("Talks began. Asif spoke\nKabul answered", "en", 100);
  assert.deepEqual(
    words.filter(({ initial }) => initial).map(({ written }) => written),
    ["Talks", "Asif", "Kabul"],
  );
});

test("scripts without spaces are cut into words", () => {
  assert.ok(folded("中国国家主席在北京会见外国客人", "zh").includes("北京"));
  assert.ok(folded("東京で地震がありました", "ja").includes("地震"));
});

test("no more words are read than asked for, however long the text", () => {
  assert.equal(readWords("word ".repeat(100_000), "en", 50).length, 50);
  assert.equal(readWords("北京".repeat(100_000), "zh", 50).length, 50);
});

test("forms of one word share a stem", () => {
  const pairs: [string, string, string][] = [
    ["ceasefires", "ceasefire", "en"],
    ["stopped", "stops", "en"],
    ["countries", "country", "en"],
    ["organised", "organize", "en"],
    ["gorusmeleri", "gorusmelerin", "tr"],
    ["verhandlungen", "verhandlung", "de"],
  ];
  for (const [a, b, lang] of pairs) assert.equal(stem(a, lang), stem(b, lang), `${a} ${b}`);
  assert.equal(stem("this", "en"), "this");
  assert.notEqual(stem("king", "en"), stem("kin", "en"));
});

test("the declared language stands unless the text clearly speaks another", () => {
  const english =
    "The talks were held in the city and they will go on for a week, as both of the sides have said that ".repeat(3);
  assert.equal(languageOf("en-GB", "Oil"), "en");
  assert.equal(languageOf("tr", english), "en");
  assert.equal(languageOf(null, english), "en");
  assert.equal(languageOf("fr", "On a roll"), "fr");
  assert.equal(languageOf(null, "Die Gespräche sind nach einer Woche ohne Ergebnis zu Ende gegangen"), "de");
  assert.equal(languageOf(null, "Переговоры в Стамбуле"), "ru");
  assert.equal(languageOf(null, "مذاکرات کا تیسرا دور استنبول میں ہے"), "ur");
  assert.equal(languageOf("ar", "محادثات في إسطنبول"), "ar");
  assert.equal(languageOf(null, "東京で地震"), "ja");
  assert.equal(languageOf(null, ""), "en");
});

test("text of any letters is cut as the pattern of a word says", () => {
  const pattern =
    /(?:\p{Lu}\.){2,}|\p{Nd}+(?:[.,]\p{Nd}+)*|[\p{L}\p{M}]+(?:['’ʼ`´][\p{L}\p{M}]+)*|[.!?:;\n\r"“”«»…।。！？؟]/gu;
  const random = seededRandom(7);
  const letters = [..."aBé́İıßñ'’ʼ`´.,:;!?\"“ \n-1२٣99 UNʼk𝐀𐐀😀क्षش،؟が\u0301\u200d"];
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: 30 }, () => letters[Math.floor(random() * letters.length)]).join("");
    const tokens = (text.match(pattern) ?? []).filter((token) => /[\p{L}\p{M}\p{Nd}]/u.test(token));
    const cut = readWords(text, "xx", 100).map(({ written }) => written);
    const written = tokens.map((token) => (/^\p{Nd}/u.test(token) ? token : spoken(token))).filter(Boolean);
    assert.deepEqual(cut, written, JSON.stringify(text));
  }
});

/** What is left of a token: no points of an abbreviation, no apostrophe suffix. */
function spoken(token: string): string {
  const parts = token.replaceAll(".", "").split(/['’ʼ`´]/);
  return (parts.length > 1 && parts[0]?.length === 1 ? parts.at(-1) : parts[0]) ?? "";
}
