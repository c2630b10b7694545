import { termId } from "./term-id.ts";
import type { Word } from "./words.ts";

/** From this share of capitalised words on, a headline is in title case and its capitals say nothing. */
const TITLE_CASE_SHARE = 0.6;
/** Titles shorter than this tell nothing about their case. */
const TITLE_CASE_MIN_WORDS = 4;
/** A text of fewer words hardly shows which words it uses as names. */
const LEAST_BODY = 30;

/** A name as a term (`@asif`), and its number. */
export interface Name {
  term: string;
  id: number;
}

/**
 * The folded words that a text uses as proper names, each with its term: capitalised where a capital is not owed to the position. A word at
 * the start of a sentence, or in a headline in title case, counts only when the text has it as a name elsewhere.
 * Where there is hardly a text to compare with, capitals in a headline are believed, except those of `common` words.
 * Scripts without capitals give none.
 */
export function properNames(title: Word[], body: Word[], common: (word: Word) => boolean): Map<string, Name> {
  const names = new Map<string, Name>();
  const add = (word: Word) => {
    const { folded } = word;
    if (names.has(folded) || common(word)) return;
    const term = `@${folded}`;
    names.set(folded, { term, id: termId(term) });
  };
  for (const word of body) if (word.capital && !word.initial) add(word);
  const cased = titleCase(title);
  if (cased && body.length >= LEAST_BODY) return names;
  title.forEach((word, place) => {
    const plain = word.initial && place === 0 && !cased && body.length >= LEAST_BODY;
    if (word.capital && !plain) add(word);
  });
  return names;
}

function titleCase(title: Word[]): boolean {
  const long = title.filter((word) => !word.number && word.written.length >= 4);
  if (long.length < TITLE_CASE_MIN_WORDS) return false;
  return long.filter((word) => word.capital).length / long.length >= TITLE_CASE_SHARE;
}
