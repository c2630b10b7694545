import { languageOf } from "./language.ts";
import { properNames } from "./names.ts";
import { stem } from "./stem.ts";
import { stopWords } from "./stop-words.ts";
import { readWords, type Word } from "./words.ts";

/** The four views of an article that are compared. */
export const FIELDS = ["all", "title", "names", "bigrams"] as const;
export type Field = (typeof FIELDS)[number];

/** An article's terms per field, each with its weight before idf, and how each term was written. */
export interface ArticleTerms {
  lang: string;
  fields: Record<Field, Map<string, number>>;
  written: Map<string, string>;
  /** Words read of title and text. */
  words: number;
}

/** A word of the headline counts this often, one of the lead this often, any other once. */
const TITLE_WEIGHT = 2.5;
const LEAD_WEIGHT = 1.5;
/** Words of the text that are its lead: two or three sentences of a news report. */
const LEAD_WORDS = 60;
const MAX_TITLE_WORDS = 40;

/**
 * Reads an article's terms. A plain term is a stem, `@name` an unstemmed proper name, `#12` a number; two terms with a
 * blank between are neighbours in the headline. Words far down a text tell background, not the event: only the first
 * `readWords` count.
 */
export function articleTerms(
  article: { title: string; text: string; lang: string | null },
  wordsRead: number,
  common: (word: string, lang: string) => boolean,
): ArticleTerms {
  const lang = languageOf(article.lang, `${article.title}\n${article.text}`);
  const stops = stopWords(lang);
  const title = readWords(article.title, lang, MAX_TITLE_WORDS);
  const body = withoutTitle(readWords(article.text, lang, wordsRead + title.length), title).slice(0, wordsRead);
  const names = properNames(title, body, (word) => stops.has(word) || common(word, lang));
  const written = new Map<string, string>();
  const all = new Map<string, number>();
  const named = new Map<string, number>();
  const add = (into: Map<string, number>, term: string, weight: number, word: string) => {
    into.set(term, (into.get(term) ?? 0) + weight);
    if (!written.has(term)) written.set(term, word);
  };
  const readField = (words: Word[], weightAt: (place: number) => number) => {
    const units = termUnits(words, lang, stops);
    for (const { term, word, place } of units) {
      const weight = weightAt(place);
      add(all, term, weight, word.written);
      if (word.number) add(named, term, weight, word.written);
      else if (word.pair ? word.capital : names.has(word.folded)) {
        add(named, word.pair ? `@${term}` : `@${word.folded}`, weight, word.written);
      }
    }
    return units;
  };
  const titleUnits = readField(title, () => TITLE_WEIGHT);
  readField(body, (place) => (place < LEAD_WORDS ? LEAD_WEIGHT : 1));
  const titleTerms = new Map<string, number>();
  const bigrams = new Map<string, number>();
  titleUnits.forEach(({ term, word }, i) => {
    add(titleTerms, term, 1, word.written);
    const next = titleUnits[i + 1];
    if (next) add(bigrams, `${term} ${next.term}`, 1, `${word.written} ${next.word.written}`);
  });
  const fields = { all, title: titleTerms, names: named, bigrams };
  for (const field of FIELDS) {
    // most stand there once, and weigh 1 already
    for (const [term, weight] of fields[field]) if (weight !== 1) fields[field].set(term, 1 + Math.log(weight));
  }
  return { lang, fields, written, words: title.length + body.length };
}

interface TermUnit {
  term: string;
  /** The word it was made of; `pair` when two syllables were joined. */
  word: Word & { pair?: boolean };
  place: number;
}

/** Function words go; Vietnamese words are mostly two syllables, so there each pair of neighbours is a term too. */
function termUnits(words: Word[], lang: string, stops: ReadonlySet<string>): TermUnit[] {
  const units: TermUnit[] = [];
  words.forEach((word, place) => {
    if (stops.has(word.folded)) return;
    if (word.number) units.push({ term: `#${word.folded}`, word, place });
    else if (word.folded.length > 1 || lang === "zh" || lang === "ja") {
      const next = words[place + 1];
      if (lang !== "vi") units.push({ term: stem(word.folded, lang), word, place });
      else if (next && !next.number && !next.initial && !stops.has(next.folded)) {
        const pair = {
          ...word,
          written: `${word.written} ${next.written}`,
          capital: word.capital && next.capital,
          pair: true,
        };
        units.push({ term: `${word.folded}_${next.folded}`, word: pair, place });
      }
    }
  });
  return units;
}

/** Many texts begin with their own headline: it would count twice. */
function withoutTitle(body: Word[], title: Word[]): Word[] {
  if (title.length === 0 || body.length < title.length) return body;
  return title.every((word, i) => body[i]?.folded === word.folded) ? body.slice(title.length) : body;
}
