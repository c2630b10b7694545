import assert from "node:assert/strict";
import { test } from "node:test";
import { differenceOf } from "../../src/dedupe/difference.ts";
import { DEDUPE_DEFAULTS as settings } from "../../src/dedupe/settings.ts";
import { inventedText } from "./given.ts";

const sentences = [
  "The ferry to the outer islands stopped on Monday after a crack was found in the ramp.",
  "Engineers from the yard will look at it before the week is out.",
  "Some forty lorries wait at the quay, and the school has closed its doors until Thursday.",
  "“We had no warning at all,” said the harbour master.",
];

test("a sentence that the copier put in is an addition, one that it left out is a cut", () => {
  const own = "Our reporter saw the ramp on Monday evening.";
  const copy = [sentences[0], own, sentences[2], sentences[3]].join(" ");
  assert.deepEqual(differenceOf(copy, sentences.join(" "), settings), { added: [own], cut: [sentences[1]] });
});

test("neighbouring sentences of a paragraph are one passage, those of two paragraphs are two", () => {
  const parent = `${sentences[0]} ${sentences[1]} ${sentences[2]}\n\n${sentences[3]}`;
  const { added, cut } = differenceOf(sentences[0] as string, parent, settings);
  assert.deepEqual(added, []);
  assert.deepEqual(cut, [`${sentences[1]} ${sentences[2]}`, sentences[3]]);
});

test("a word or two changed in a sentence, other quotes and accents are neither", () => {
  const copy = sentences.join("\n\n").replace("Some forty", "More than forty").replace("“", '"').replace("”", '"');
  assert.deepEqual(differenceOf(copy, sentences.join(" "), settings), { added: [], cut: [] });
});

test("texts that share nothing are wholly added and wholly cut, and an empty one is neither", () => {
  const { added, cut } = differenceOf(inventedText(40, 1), inventedText(40, 2), settings);
  assert.ok(added.length > 0 && cut.length > 0);
  assert.deepEqual(differenceOf("", "", settings), { added: [], cut: [] });
});

test("scripts without spaces are cut into sentences, too", () => {
  const [first, second] = ["港町は嵐に見舞われ、住民約三百人が避難した。", "学校は木曜日まで休校となると発表された。"];
  assert.deepEqual(differenceOf(`${first}${second}`, first, settings), { added: [second], cut: [] });
});
