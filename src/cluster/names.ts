import type { Word } from "./words.ts";

/** From this share of capitalised words on, a headline is in title case and its capitals say nothing. */
const TITLE_CASE_SHARE = 0.6;
/** Titles shorter than this tell nothing about their case. */
const TITLE_CASE_MIN_WORDS = 4;

/**
 * The folded words that a text uses as proper names: capitalised where a capital is not owed to the position. A word at
 * the start of a sentence, or in a headline in title case, counts only when the text has it as a name elsewhere.
 * Where there is hardly a text to compare with, capitals in a headline are believed, except those of `common` words.
 * Scripts without capitals give none.
 */
export function properNames(title: Word[], body: Word[], common: (word: string) => boolean): Set<string> {
  const names = new Set<string>();
  for (const word of body) if (word.capital && !word.initial && !common(word.folded)) names.add(word.folded);
  const believed = body.length < 30 || !titleCase(title);
  title.forEach((word, place) => {
    const plain = word.initial && place === 0 && !titleCase(title) && body.length >= 30;
    if (word.capital && believed && !plain && !common(word.folded)) names.add(word.folded);
  });
  return names;
}

function titleCase(title: Word[]): boolean {
  const long = title.filter((word) => !word.number && word.written.length >= 4);
  if (long.length < TITLE_CASE_MIN_WORDS) return false;
  return long.filter((word) => word.capital).length / long.length >= TITLE_CASE_SHARE;
}
