import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { scoreComment } from "../../src/extract/comment-spam.ts";
import { contentHash } from "../../src/model/id.ts";
import { labelledComments } from "../extract/comment-corpus.ts";
import { extractText } from "../extract/pages.ts";

interface Floor {
  corpus: string;
  precision: number;
  recall: number;
  gluedRemoved: number;
}
const { comments: floor } = JSON.parse(readFileSync(new URL("floors.json", import.meta.url), "utf8")) as {
  comments: Floor;
};
const all = labelledComments();
/** Articles long enough to be one when they stand as plain text. */
const under = all.filter(({ article }) => article.length >= 200);
const sentencesOf = (article: string) => article.split(/(?<=[.!?。।۔])\s*/u).filter((sentence) => sentence !== "");
const flat = (text: string) => text.replace(/\s+/g, " ");

function plainText({ title, article }: { title: string; article: string }): string {
  const sentences = sentencesOf(article);
  const parts = [sentences.slice(0, 2), sentences.slice(2, 4), sentences.slice(4)].map((part) => part.join(" "));
  return [title, ...parts].filter((part) => part !== "").join("\n\n");
}

test("the corpus is the one that the floors were measured on", () => {
  const whole = all.map(({ id, spam, comment }) => `${id} ${spam} ${comment}`).join("\n");
  assert.equal(contentHash(whole).slice(0, 16), floor.corpus);
  assert.ok(all.length >= 400 && Math.abs(all.filter(({ spam }) => spam).length / all.length - 0.5) < 0.05);
});

test("advertisements are told from readers above the floor", () => {
  const called = all.filter((given) => scoreComment(given).spam);
  const right = called.filter(({ spam }) => spam).length;
  const precision = right / called.length;
  const recall = right / all.filter(({ spam }) => spam).length;
  assert.ok(precision >= floor.precision, `precision ${precision}`);
  assert.ok(recall >= floor.recall, `recall ${recall}`);
});

test("an advertisement glued to a plain text goes, and takes no sentence of the report with it", () => {
  let removed = 0;
  let spam = 0;
  for (const given of under) {
    const result = extractText(`${plainText(given)}${"\n".repeat(21)}${given.comment}`);
    assert.ok(result.ok);
    const text = flat(result.content.text);
    for (const sentence of sentencesOf(given.article)) assert.ok(text.includes(flat(sentence)), sentence);
    if (!given.spam) continue;
    spam++;
    if (!text.includes(flat(given.comment).slice(0, 60))) removed++;
  }
  assert.ok(removed / spam >= floor.gluedRemoved, `${removed} of ${spam}`);
});

test("four copies of an advertisement go from a plain text in any language", () => {
  for (const given of under.filter(({ spam }) => spam)) {
    const copies = Array.from({ length: 4 }, () => given.comment).join("\n\n");
    const result = extractText(`${plainText(given)}${"\n".repeat(21)}${copies}`);
    assert.ok(result.ok);
    assert.equal(flat(result.content.text).includes(flat(given.comment).slice(0, 60)), false, given.id);
    for (const sentence of sentencesOf(given.article))
      assert.ok(flat(result.content.text).includes(flat(sentence)), sentence);
  }
});
