import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bcubed } from "../../bench/bcubed.ts";
import { contentHash } from "../../src/model/id.ts";
import { newsroom, run, shuffled } from "../cluster/newsroom.ts";

const { cluster: floor } = JSON.parse(readFileSync(new URL("floors.json", import.meta.url), "utf8")) as {
  cluster: { corpus: string; bcubedF1: number; alerts: number };
};
const articles = newsroom();

test("the newsroom is the one that the floors were measured on", () => {
  const told = articles.map(({ id, title, text, source, lang, publishedAt, story }) => {
    return { id, title, text, source, lang, publishedAt, story };
  });
  assert.equal(contentHash(JSON.stringify(told)).slice(0, 16), floor.corpus);
});

test("stories agree with their labels in any order of arrival, and alert as often as they should", () => {
  for (let seed = 20; seed < 30; seed++) {
    const order = shuffled(articles, seed);
    const { stories, changes } = run(order, { now: Date.parse("2025-11-06T21:00:00Z") });
    const storyOf = new Map([...stories].flatMap(([id, members]) => members.map((member) => [member, id])));
    const { f1 } = bcubed(
      order.map(({ story }) => story),
      order.map(({ id }) => storyOf.get(id) ?? ""),
    );
    assert.ok(f1 >= floor.bcubedF1, `seed ${seed}: ${f1}`);
    assert.equal(changes.flatMap(({ formed }) => formed).length, floor.alerts, `seed ${seed}`);
  }
});
