import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { scoreComment } from "../../src/extract/comment-spam.ts";
import { contentHash } from "../../src/model/id.ts";
import { type LabelledComment, labelledComments } from "../extract/comment-corpus.ts";
import { extractText } from "../extract/pages.ts";

interface Floor {
  corpus: string;
  precision: number;
  recall: number;
  gluedRemoved: number;
  nextLineRemoved: number;
  /** Behind the last sentence, on its line: there nobody can be sure where the report ends. */
  sameLineRemoved: number;
  /** Sentences of all these reports that may go with an advertisement. */
  sameLineLost: number;
  heldOutRemoved: number;
}
const { comments: floor } = JSON.parse(readFileSync(new URL("floors.json", import.meta.url), "utf8")) as {
  comments: Floor;
};
const all = labelledComments();
/** Articles long enough to be one when they stand as plain text. */
const under = all.filter(({ article }) => article.length >= 200);
const linesOf = <T>(file: string): T[] =>
  readFileSync(new URL(`../fixtures/glued/${file}`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
const sentencesOf = (article: string) =>
  article.split(/(?<=[.!?؟])\s+|(?<=[。।۔])\s*/u).filter((sentence) => sentence !== "");
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

/** Share of the advertisements that go from where they were glued on, and how many sentences of articles with them. */
function removedFrom(cases: LabelledComment[], gap: string): { removed: number; lost: string[] } {
  let removed = 0;
  const lost: string[] = [];
  for (const given of cases) {
    const result = extractText(`${plainText(given)}${gap}${given.comment}`);
    assert.ok(result.ok);
    const text = flat(result.content.text);
    lost.push(...sentencesOf(given.article).filter((sentence) => !text.includes(flat(sentence))));
    if (given.spam && !text.includes(flat(given.comment).slice(0, 60))) removed++;
  }
  return { removed: removed / cases.filter(({ spam }) => spam).length, lost };
}

/** The same where every sentence of every article must stay. */
function removedShare(cases: LabelledComment[], gap: string): number {
  const { removed, lost } = removedFrom(cases, gap);
  assert.deepEqual(lost, []);
  return removed;
}

test("an advertisement glued to a plain text goes, and takes no sentence of the report with it", () => {
  const behindGap = removedShare(under, "\n".repeat(21));
  assert.ok(behindGap >= floor.gluedRemoved, `${behindGap} behind a gap`);
  const nextLine = removedShare(under, "\n");
  assert.ok(nextLine >= floor.nextLineRemoved, `${nextLine} on the next line`);
});

test("an advertisement of a kind that no rule was made for goes from the line under the report", () => {
  for (const file of ["held-out.jsonl", "held-out-2.jsonl"]) {
    const heldOut = removedShare(linesOf<LabelledComment>(file), "\n\n");
    assert.ok(heldOut >= floor.heldOutRemoved, `${heldOut} of ${file}`);
  }
});

test("an advertisement on the line of the report's last sentence goes from behind it", () => {
  const { removed, lost } = removedFrom(under, " ");
  assert.ok(removed >= floor.sameLineRemoved, `${removed} on the same line`);
  assert.ok(lost.length <= floor.sameLineLost, lost.join("\n"));
});

test("a report whose closing lines look like an advertisement stays whole, alone and over one", () => {
  const advert = "Slim in a week with our magic tea, order now at slimtea-shop.example 💰💰";
  for (const { title, paragraphs } of linesOf<{ title: string; paragraphs: string[] }>("bodies.jsonl"))
    for (const glued of ["", `${"\n".repeat(21)}${advert}`, `\n\n${advert}`]) {
      const result = extractText(`${[title, ...paragraphs].join("\n\n")}${glued}`);
      assert.ok(result.ok);
      for (const paragraph of paragraphs)
        assert.ok(flat(result.content.text).includes(flat(paragraph)), `${paragraph} ${glued}`);
    }
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
