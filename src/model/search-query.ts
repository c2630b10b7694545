/** Characters of a query that are read. Nobody types more; a pasted article is no query. */
export const MOST_QUERY_CHARS = 1_000;
/** Words of a query that are looked up; each costs a look into the index. */
export const MOST_QUERY_WORDS = 32;

/** Words that stand side by side, in this order, as they were typed. A single word is a phrase of one. */
export type Phrase = readonly string[];

/** Letters and digits with the marks on them; everything else separates words. */
export const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const QUOTES = /[“”„‟«»]/g;
/** A quoted phrase (the closing quote may be missing), or a run without a space. */
const PART = /"([^"]*)"?|([^\s"]+)/g;
const MARKS = /[\u0300-\u036f]+/g;
/** Letters whose stroke or missing dot is no mark to Unicode, and what people without that key type instead. */
const STROKED: Readonly<Record<string, string>> = {
  ı: "i",
  ł: "l",
  Ł: "L",
  ø: "o",
  Ø: "O",
  đ: "d",
  Đ: "D",
  ħ: "h",
  Ħ: "H",
};
const ANY_STROKED = new RegExp(`[${Object.keys(STROKED).join("")}]`, "g");

/**
 * What a user looks for: every phrase must be there, in any order. `grain "black sea" Türkiye'de` is three phrases:
 * grain; black sea; Türkiye de. Nothing that is typed is an operator, and nothing makes this throw.
 */
export function readSearchQuery(query: string): Phrase[] {
  const phrases: Phrase[] = [];
  let left = MOST_QUERY_WORDS;
  for (const [, quoted, plain] of query.slice(0, MOST_QUERY_CHARS).replace(QUOTES, '"').matchAll(PART)) {
    const words = wordsOf(quoted ?? plain ?? "").slice(0, left);
    if (words.length === 0) continue;
    phrases.push(words);
    left -= words.length;
  }
  return phrases;
}

export const wordsOf = (text: string): string[] => text.toWellFormed().normalize("NFC").match(WORD) ?? [];

export const plainLetters = (text: string): string => text.replace(ANY_STROKED, (letter) => STROKED[letter] ?? letter);

/** The same word however it is written: in capitals, with or without accents. `TÜRKİYE` is `turkiye`. */
export const foldWord = (word: string): string =>
  plainLetters(word.normalize("NFD").replace(MARKS, "").normalize("NFC")).toLowerCase();

/** Whether the words of a text hold all the phrases. Both are folded. */
export function holdsPhrases(words: readonly string[], phrases: readonly Phrase[]): boolean {
  return phrases.every(([first, ...rest]) =>
    words.some((word, at) => word === first && rest.every((next, i) => words[at + 1 + i] === next)),
  );
}
