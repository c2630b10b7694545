import { languageOf } from "./language.ts";
import { type Name, properNames } from "./names.ts";
import { Tally } from "./tally.ts";
import { termId } from "./term-id.ts";
import { readWords, type Word } from "./words.ts";

/** The four views of an article that are compared. */
export const FIELDS = ["all", "title", "names", "bigrams"] as const;
export type Field = (typeof FIELDS)[number];

/** A term in one field of an article. */
export interface ArticleTerm {
  term: string;
  /** See `termId`. */
  id: number;
  /** As the article writes it where it stands first. */
  written: string;
  /** 1 + ln of how often it stands there; in the headline and the lead it counts for more than once. */
  weight: number;
  /** Of a name the number of the plain term that the word is; of another term its own. */
  plain: number;
}

/** An article's terms per field, each once, with their weights before idf. */
export interface ArticleTerms {
  lang: string;
  fields: Readonly<Record<Field, readonly ArticleTerm[]>>;
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
  common: (word: Word, lang: string) => boolean,
): ArticleTerms {
  const lang = languageOf(article.lang, `${article.title}\n${article.text}`);
  const title = readWords(article.title, lang, MAX_TITLE_WORDS);
  const body = withoutTitle(readWords(article.text, lang, wordsRead + title.length), title).slice(0, wordsRead);
  const names = properNames(title, body, (word) => word.stop || common(word, lang));
  const unitAt = lang === "vi" ? pairAt : wordAt(lang);
  const all = new Counts(inAll);
  const named = new Counts(inNames);
  const add = (unit: Unit, weight: number) => {
    const { id, written } = unit;
    all.add(unit.term, id, written, weight, id);
    if (unit.number) named.add(unit.term, id, written, weight, id);
    else {
      const name = unit.name ?? names.get(unit.folded);
      if (name) named.add(name.term, name.id, written, weight, id);
    }
  };
  const inTitle = new Counts(inHeadline);
  const pairs = new Counts(inPairs);
  let before: Unit | null = null;
  for (let place = 0; place < title.length; place++) {
    const unit = unitAt(title, place);
    if (!unit) continue;
    add(unit, TITLE_WEIGHT);
    inTitle.add(unit.term, unit.id, unit.written, 1, unit.id);
    if (before) {
      const pair = `${before.term} ${unit.term}`;
      const id = termId(pair);
      pairs.add(pair, id, `${before.written} ${unit.written}`, 1, id);
    }
    before = unit;
  }
  for (let place = 0; place < body.length; place++) {
    const unit = unitAt(body, place);
    if (unit) add(unit, place < LEAD_WORDS ? LEAD_WEIGHT : 1);
  }
  const fields = { all: all.damped(), title: inTitle.damped(), names: named.damped(), bigrams: pairs.damped() };
  return { lang, fields, words: title.length + body.length };
}

const [inAll, inNames, inHeadline, inPairs] = [new Tally(), new Tally(), new Tally(), new Tally()];

/** Terms with how often they stand in a field. */
class Counts {
  readonly #counts: Tally;
  readonly #terms: ArticleTerm[] = [];

  /** @param counts until others count by it */
  constructor(counts: Tally) {
    this.#counts = counts.clear();
  }

  add(term: string, id: number, written: string, weight: number, plain: number): void {
    const place = this.#counts.add(id, weight);
    if (place === this.#terms.length) this.#terms.push({ term, id, written, weight, plain });
  }

  damped(): readonly ArticleTerm[] {
    const { sums } = this.#counts;
    for (const [place, term] of this.#terms.entries()) {
      // most stand there once, and weigh 1 already
      if (sums[place] !== 1) term.weight = 1 + Math.log(sums[place]!);
    }
    return this.#terms;
  }
}

/** What is counted as a term: a word, or two. */
interface Unit extends Pick<Word, "written" | "folded" | "number" | "term" | "id"> {
  /** Of two words with capitals. */
  name?: Name | null;
}

/** A word that is a term; function words are none, and single letters only where a letter is a word. */
function wordAt(lang: string): (words: readonly Word[], place: number) => Unit | null {
  const shortest = lang === "zh" || lang === "ja" ? 1 : 2;
  return (words, place) => {
    const word = words[place]!;
    return !word.stop && (word.number || word.folded.length >= shortest) ? word : null;
  };
}

/** Vietnamese words are mostly two syllables, so there each pair of neighbours is a term. */
function pairAt(words: readonly Word[], place: number): Unit | null {
  const word = words[place]!;
  if (word.stop) return null;
  if (word.number) return word;
  const next = words[place + 1];
  if (word.folded.length < 2 || !next || next.number || next.initial || next.stop) return null;
  const folded = `${word.folded}_${next.folded}`;
  const term = `@${folded}`;
  const name = word.capital && next.capital ? { term, id: termId(term) } : null;
  return { written: `${word.written} ${next.written}`, folded, number: false, term: folded, id: termId(folded), name };
}

/** Many texts begin with their own headline: it would count twice. */
function withoutTitle(body: Word[], title: Word[]): Word[] {
  if (title.length === 0 || body.length < title.length) return body;
  return title.every((word, i) => body[i]?.folded === word.folded) ? body.slice(title.length) : body;
}
