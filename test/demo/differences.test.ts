import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, type FoundArticle, type FoundNews } from "../../src/demo/differences.ts";
import {
  articleAddresses,
  EXPECTED_ENDINGS,
  EXPECTED_STORIES,
  everyArticle,
  expectedRemovals,
} from "../../src/demo/expected.ts";
import { newsroomHosts } from "../../src/demo/newsroom.ts";

const ORIGINS = newsroomHosts().map((host) => `http://${host}:8800`);
const ISTANBUL = EXPECTED_STORIES[0]!;

/** The run that the newsroom hopes for; articles are named by their keys. */
function perfect(): FoundNews & { articles: FoundArticle[]; alerts: Map<string, number> } {
  const addresses = articleAddresses(ORIGINS);
  const articles = everyArticle().map(({ key, article }): FoundArticle => {
    const story = EXPECTED_STORIES.find(
      (s) => s.independent.includes(key) || s.copies.some(({ copy }) => copy === key),
    );
    const original = story?.copies.find(({ copy }) => copy === key)?.of;
    const removed = expectedRemovals()
      .filter((removal) => removal.key === key)
      .flatMap(({ kind, text, times }) => Array.from({ length: times }, () => ({ kind, text })));
    return {
      id: key,
      url: addresses.get(key)!.linked,
      text: article.body,
      removed,
      duplicate_of: original ?? null,
      original_id: original ?? key,
      story_id: story?.name ?? key,
    };
  });
  return { articles, alerts: new Map(EXPECTED_STORIES.filter((story) => story.alert).map(({ name }) => [name, 1])) };
}

/** A perfect run with one article changed. */
function but(key: string, change: Partial<FoundArticle>): FoundNews {
  const found = perfect();
  return {
    ...found,
    articles: found.articles.map((article) => (article.id === key ? { ...article, ...change } : article)),
  };
}

test("a run that gives what is expected has no differences", () => {
  assert.deepEqual(differences(perfect(), ORIGINS), []);
});

test("a run that did not look back a week has none either", () => {
  const found = perfect();
  const old = new Set(everyArticle().flatMap(({ key, article }) => (article.hoursBefore > 168 ? [key] : [])));
  assert.deepEqual(differences({ ...found, articles: found.articles.filter(({ id }) => !old.has(id)) }, ORIGINS), []);
});

test("a torn story, a stranger in it, a false copy and a missing article are named", () => {
  const [first, second] = ISTANBUL.independent as [string, string];
  const alone = "delta-herald/river/eel-count.html";
  assert.match(differences(but(first, { story_id: "other" }), ORIGINS).join("\n"), /Istanbul: 5 articles in 2 stories/);
  const stranger = differences(but(alone, { story_id: ISTANBUL.name }), ORIGINS).join("\n");
  assert.match(stranger, /Istanbul: delta-herald\/river\/eel-count\.html does not belong to it/);
  assert.match(stranger, /eel-count\.html: shares a story with/);
  assert.match(differences(but(first, { duplicate_of: second }), ORIGINS).join("\n"), /is taken for a copy/);
  const found = perfect();
  const without = { ...found, articles: found.articles.filter(({ id }) => id !== alone) };
  assert.deepEqual(differences(without, ORIGINS), [`${alone}: no article`]);
});

test("a copy that was not found and an alert too many or too few are named", () => {
  const { copy } = EXPECTED_STORIES.find((story) => story.copies.length > 1)!.copies[0]!;
  assert.match(
    differences(but(copy, { original_id: copy, duplicate_of: null }), ORIGINS).join(),
    /not known as a copy of/,
  );
  const found = perfect();
  found.alerts.set(ISTANBUL.name, 2);
  assert.deepEqual(differences(found, ORIGINS), [`${ISTANBUL.name}: 2 alerts`]);
});

test("spam in a text, a short ledger, lost sentences and furniture are named", () => {
  const spam = expectedRemovals().find(({ times }) => times === 4)!;
  const text = perfect().articles.find(({ id }) => id === spam.key)!.text;
  assert.match(differences(but(spam.key, { text: `${text}\n\n${spam.text}` }), ORIGINS).join(), /is in the text/);
  const short = differences(but(spam.key, { removed: [{ kind: "spam", text: spam.text }] }), ORIGINS).join();
  assert.match(short, /1 times in the ledger as spam, not 4/);
  assert.match(differences(but(spam.key, { text: "nothing" }), ORIGINS).join(), /lost “Gulf capitals/);
  assert.match(differences(but(spam.key, { text: `${text} We and our 214 partners` }), ORIGINS).join(), /still says/);
});

test("an entry that ended otherwise than it should is named, where endings are known", () => {
  const addresses = articleAddresses(ORIGINS);
  const endings = new Map(EXPECTED_ENDINGS.map(({ key, ending }) => [addresses.get(key)!.linked, ending]));
  assert.deepEqual(differences({ ...perfect(), endings }, ORIGINS), []);
  const { key, ending } = EXPECTED_ENDINGS[0]!;
  endings.set(addresses.get(key)!.linked, "http-500");
  assert.deepEqual(differences({ ...perfect(), endings }, ORIGINS), [`${key}: http-500, not ${ending}`]);
});
