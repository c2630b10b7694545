import assert from "node:assert/strict";
import { test } from "node:test";
import { articleOf, run } from "./newsroom.ts";

const DAY = 86_400_000;
const NOON = Date.parse("2026-03-02T12:00:00Z");

const ENGLISH = [
  "A freighter named Halvorsen sank off Skarholm on Monday with 41 sailors aboard, and the Norway coast guard sent Admiral Tveit.",
  "Coast guards of Norway led by Admiral Tveit found 41 sailors after the freighter Halvorsen sank near Skarholm.",
].map((text, i) => articleOf({ id: `en-${i}`, source: `en${i}.example`, lang: "en", text, publishedAt: NOON }));
const GERMAN = [
  "Der Frachter Halvorsen ist am Montag vor Skarholm mit 41 Seeleuten gesunken, sagte Admiral Tveit von der Küstenwache in Norwegen.",
  "Vor Skarholm in Norwegen sank der Frachter Halvorsen. Admiral Tveit sprach von 41 Seeleuten, die gerettet wurden.",
].map((text, i) => articleOf({ id: `de-${i}`, source: `de${i}.example`, lang: "de", text, publishedAt: NOON }));
const OTHER = [
  "Der Stadtrat von Lindau hat am Montag mit 23 Stimmen den Umbau der Brücke beschlossen, sagte Bürgermeisterin Kessler.",
  "In Lindau wird die Brücke umgebaut. 23 Stimmen gaben den Ausschlag, so Bürgermeisterin Kessler nach der Sitzung.",
].map((text, i) => articleOf({ id: `li-${i}`, source: `li${i}.example`, lang: "de", text, publishedAt: NOON }));

const settings = { independentToForm: 2, joinAt: 0.2 };
const linksOf = (articles: Parameters<typeof run>[0]) => {
  const { changes } = run(articles, { settings, now: NOON });
  const place = new Map(changes.map(({ articleId, storyId }) => [storyId, articleId.slice(0, 2)]));
  return changes.flatMap(({ links }) =>
    links
      .filter(({ kind }) => kind === "elsewhere")
      .map(({ storyId, otherId }) => [place.get(storyId), place.get(otherId)].sort().join(" ")),
  );
};

test("stories in two languages that share rare names, numbers and countries are linked once, and stay two", () => {
  assert.deepEqual(linksOf([...ENGLISH, ...GERMAN, ...OTHER]), ["de en"]);
  assert.deepEqual(linksOf([...OTHER, ...GERMAN, ...ENGLISH]), ["de en"]);
});

test("stories of other days are not linked, whatever they share", () => {
  const later = GERMAN.map((article) => ({ ...article, publishedAt: NOON + 3 * DAY }));
  assert.deepEqual(linksOf([...ENGLISH, ...later]), []);
});
