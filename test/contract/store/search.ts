import assert from "node:assert/strict";
import type { Article } from "../../../src/model/article.ts";
import { MOST_QUERY_CHARS, MOST_QUERY_WORDS } from "../../../src/model/search-query.ts";
import { SNIPPET_CHARS } from "../../../src/model/snippet.ts";
import type { Store } from "../../../src/ports/store.ts";
import { anArticle, anEntryAt, aStep, MINUTE, NOON } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

/** Stores an article under its name and returns the id. */
async function store1(store: Store, name: string, changes: Partial<Article>): Promise<string> {
  const id = await anEntryAt(store, name, "extract");
  await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id, changes), []);
  return id;
}

export function searchPromises(it: StoreTest): void {
  it("finds what holds all the words, in title or text, the latest first", async ({ store, reopen }) => {
    const grain = { title: "Grain prices fall", text: "Ships left the Black Sea ports on Monday." };
    const first = await store1(store, "first", { ...grain, firstSeenAt: NOON - MINUTE });
    const second = await store1(store, "second", { ...grain, firstSeenAt: NOON });
    await store1(store, "third", { title: "Grain", text: "Nothing about ships at all." });
    const reopened = await reopen();
    const ids = async (query: string, filter = {}) =>
      (await reopened.search(query, { limit: 10, ...filter })).map(({ article }) => article.id);
    assert.deepEqual(await ids("ships grain monday"), [second, first]);
    assert.deepEqual(await ids("ships grain monday", { limit: 1 }), [second]);
    assert.deepEqual(await ids("ships grain monday", { limit: 0 }), []);
    assert.deepEqual(await ids("ships grain monday", { limit: Infinity, since: NOON }), [second]);
    assert.deepEqual(await ids("ships grain tuesday"), []);
    const [found] = await reopened.search("monday grain", { limit: 1 });
    assert.deepEqual(found?.article, { ...anArticle(second, grain), revision: 1 });
    assert.equal(found?.snippet, grain.text);
  });

  it("words in quotes stand side by side, also where punctuation parts them", async ({ store }) => {
    const id = await store1(store, "one", { text: "From the Black Sea; a well-known port. They don't sail." });
    for (const query of [
      '"black sea"',
      '"the black sea" port',
      "“Black Sea”",
      '"black sea',
      "well-known",
      "don't",
      "Sea/a",
    ])
      assert.deepEqual(
        (await store.search(query, { limit: 9 })).map(({ article }) => article.id),
        [id],
        query,
      );
    for (const query of ['"sea black"', '"black port"', "known-well", '"black sea port"'])
      assert.deepEqual(await store.search(query, { limit: 9 }), [], query);
  });

  it("the newest with a phrase are found behind many that only have its words", async ({ store }) => {
    const wanted = await store1(store, "wanted", { text: "The black sea.", firstSeenAt: NOON - MINUTE });
    for (let i = 0; i < 300; i++) await store1(store, `n${i}`, { text: "The sea is black." });
    const found = await store.search('"black sea"', { limit: 3 });
    assert.deepEqual(
      found.map(({ article }) => article.id),
      [wanted],
    );
    assert.equal((await store.search("sea black", { limit: 290 })).length, 290);
    assert.equal((await store.search("sea black", { limit: Infinity })).length, 301);
  });

  it("capitals and accents make no difference, in any alphabet", async ({ store }) => {
    const text =
      "Çalışmalar İstanbul'da; Łódź, Örsted, café (cafe\u0301). Москва, Αθήνα, हिन्दी. Room 15, -19 °C, a.example/path";
    const id = await store1(store, "one", { text });
    for (const query of [
      ...["calismalar", "ÇALIŞMALAR", "istanbul", "İSTANBUL", "lodz", "orsted", "CAFÉ", "cafe", "москва", "МОСКВА"],
      ...["Αθήνα", "हिन्दी", "15", "19", "example", "path"],
    ])
      assert.deepEqual(
        (await store.search(query, { limit: 9 })).map(({ article }) => article.id),
        [id],
        query,
      );
  });

  it("nothing that is typed is an operator, and nothing throws", async ({ store }) => {
    await store1(store, "one", { title: "Plain", text: "Words and or not near words." });
    for (const query of [
      "words AND not",
      "words OR near",
      '"words',
      "words NOT",
      "NEAR(words near)",
      "words & !!!",
      "words:*",
    ])
      assert.equal((await store.search(query, { limit: 9 })).length, 1, query);
    for (const query of [
      "",
      " ",
      '"',
      '""',
      "*",
      "((",
      "'; --",
      "\u0000",
      "\u0301",
      "\ud800",
      "x'y",
      "title:words",
      "wor*",
      "^x",
    ])
      assert.deepEqual(await store.search(query, { limit: 9 }), [], query);
    for (const letter of ["x", "\u20ac", "文", "\ufb2c", "𝄞"])
      assert.deepEqual(await store.search(letter.repeat(10_000), { limit: 9 }), [], letter);
  });

  it("a query is read up to its bounds", async ({ store }) => {
    const id = await store1(store, "one", { text: "few words" });
    const ids = async (query: string) => (await store.search(query, { limit: 9 })).map(({ article }) => article.id);
    assert.deepEqual(await ids(`${"few ".repeat(MOST_QUERY_WORDS)} missing`), [id]);
    assert.deepEqual(await ids(`${"few ".repeat(MOST_QUERY_WORDS - 1)} missing`), []);
    assert.deepEqual(await ids(`few${" ".repeat(MOST_QUERY_CHARS)}missing`), [id]);
  });

  it("only the current revision is found, and its language can be asked for", async ({ store }) => {
    const id = await store1(store, "one", { text: "The former words.", lang: "tr" });
    await store.resend([id], "extract");
    const corrected = { title: "Corrected", text: "The present words.", lang: "tr" };
    await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id, corrected), []);
    assert.deepEqual(await store.search("former", { limit: 9 }), []);
    assert.equal((await store.search("present corrected", { limit: 9, lang: "tr" })).length, 1);
    assert.deepEqual(await store.search("present", { limit: 9, lang: "en" }), []);
    assert.deepEqual(await store.check(), []);
  });

  it("a snippet is one line around the words, however long the text is", async ({ store }) => {
    const filler = "Nothing to see in this sentence.\n\n".repeat(200);
    await store1(store, "one", { text: `${filler}A word here. ${filler}The rare\nwords meet here. ${filler}` });
    const [found] = await store.search("rare words meet word", { limit: 1 });
    assert.match(found?.snippet ?? "", /^….*The rare words meet here\..*…$/);
    assert.ok((found?.snippet.length ?? 0) <= SNIPPET_CHARS + 2);
  });

  it("a text of any length and shape is stored, and found by its first words", async ({ store }) => {
    const texts = {
      long: `start ${"x".repeat(300_000)}`,
      many: `start ${Array.from({ length: 60_000 }, (_, i) => i.toString(36)).join(" ")}`,
      wide: `start ${"\ufdfa ".repeat(100_000)}`,
      astral: `start ${Array.from({ length: 40_000 }, (_, i) => String.fromCodePoint(0x2_0000 + i)).join(" ")}`,
    };
    for (const [name, text] of Object.entries(texts)) await store1(store, name, { text });
    assert.equal((await store.search("start", { limit: 9 })).length, 4);
  });
}
