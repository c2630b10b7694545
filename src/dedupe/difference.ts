import { Alignment } from "./align.ts";
import { textKernel } from "./kernel.ts";
import type { DedupeSettings } from "./settings.ts";
import { shingles } from "./shingles.ts";

/** What a copy did to the text that it repeats, in sentences as they stand; neighbours are one passage. */
export interface Difference {
  /** Passages that only the copy has. */
  added: string[];
  /** Passages of the parent that the copy left out. */
  cut: string[];
}

/** A sentence counts as shared when at least this share of its words stands in a run of equal words. */
const SHARED = 0.5;
/** Behind the end of a sentence, quotes and brackets included; scripts without spaces set no space there. */
const SENTENCE_END = /(?<=[.!?…]["'”’»)\]]*)\s+|(?<=[。！？][」』）]*)(?=\S)/u;

interface Sentence {
  text: string;
  /** Number of its paragraph. */
  paragraph: number;
  words: number;
}

/**
 * The copier's additions and cuts against its parent.
 *
 * @example differenceOf("Rain fell all night here. A new line of our own.", "Rain fell all night here.", …).added // ["A new line of our own."]
 */
export function differenceOf(copy: string, parent: string, settings: DedupeSettings): Difference {
  const [newer, older] = [readSentences(copy, settings), readSentences(parent, settings)];
  const perWord = Math.max(newer.text.words.perWord, older.text.words.perWord);
  const runs = new Alignment(newer.text)
    .runsWith(older.text)
    .filter(({ length }) => length >= settings.shingleWords * perWord);
  const [mine, theirs] = [
    new Uint8Array(newer.text.words.hashes.length),
    new Uint8Array(older.text.words.hashes.length),
  ];
  for (const { at, parentAt, length } of runs) {
    mine.fill(1, at, at + length);
    theirs.fill(1, parentAt, parentAt + length);
  }
  return { added: passages(newer.sentences, mine), cut: passages(older.sentences, theirs) };
}

/** The sentences of a text and its words, the same as those of its sentences in a row. */
function readSentences(text: string, settings: DedupeSettings) {
  const sentences: Sentence[] = [];
  const hashes: number[] = [];
  const shapes: number[] = [];
  let perWord: 1 | 2 = 1;
  for (const [paragraph, lines] of text.split("\n").entries()) {
    for (const sentence of lines.split(SENTENCE_END)) {
      if (sentence.trim() === "" || hashes.length >= settings.maxWords) continue;
      const { words } = textKernel().shingled(sentence, settings);
      sentences.push({ text: sentence.trim(), paragraph, words: words.hashes.length });
      for (const hash of words.hashes) hashes.push(hash);
      for (const shape of words.shapes) shapes.push(shape);
      if (words.perWord === 2) perWord = 2;
    }
  }
  const words = { hashes: Int32Array.from(hashes), shapes: Uint8Array.from(shapes), perWord };
  return { sentences, text: { words, shingles: shingles(words.hashes, settings.shingleWords * perWord) } };
}

/** Sentences that are not shared; those that follow one another in a paragraph are one passage. */
function passages(sentences: readonly Sentence[], shared: Uint8Array): string[] {
  const found: string[] = [];
  let at = 0;
  let open = -1;
  for (const { text, paragraph, words } of sentences) {
    let marked = 0;
    for (let i = at; i < at + words; i++) marked += shared[i] as number;
    at += words;
    if (words === 0) continue;
    const own = marked < SHARED * words;
    if (own && open === paragraph) found[found.length - 1] += ` ${text}`;
    else if (own) found.push(text);
    open = own ? paragraph : -1;
  }
  return found;
}
