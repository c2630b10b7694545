import { countryName } from "./country-names.ts";
import { fold } from "./fold.ts";
import { Remembered } from "./remembered.ts";
import { stem } from "./stem.ts";
import { stopWords } from "./stop-words.ts";
import { termId } from "./term-id.ts";

/** One word or number as it stands in a text. */
export interface Word {
  /** As written, for people. */
  written: string;
  /** Key form: folded, without apostrophe suffix, one name per country. */
  folded: string;
  /** Digits, without thousands separators. */
  number: boolean;
  /** Written with a capital. */
  capital: boolean;
  /** First word of a sentence or line, where a capital says nothing. */
  initial: boolean;
  /** A function word of the language. */
  stop: boolean;
  /** What it is compared by, a stem or `#12`, and the number of that (see `termId`). */
  term: string;
  id: number;
}

/** Scripts written without spaces between words. */
const UNSPACED = new Set(["zh", "ja", "th", "lo", "km", "my"]);
/** Languages whose elided word stands before the apostrophe (l'accord, dell'accordo). */
const ELIDING = new Set(["fr", "it", "ca"]);

const TOKEN =
  /(?:\p{Lu}\.){2,}|\p{Nd}+(?:[.,]\p{Nd}+)*|[\p{L}\p{M}]+(?:['’ʼ`´][\p{L}\p{M}]+)*|[.!?:;\n\r"“”«»…।。！？؟]/gu;
const BREAK = /^[.!?:;\n\r"“”«»…।。！？؟]$/;
const segmenters = new Map<string, Intl.Segmenter>();

/** The words and numbers of a text in order, at most `limit`. */
export function readWords(text: string, lang: string, limit: number): Word[] {
  return UNSPACED.has(lang) ? segmented(text, lang, limit) : spaced(text, lang, limit);
}

function spaced(text: string, lang: string, limit: number): Word[] {
  const words: Word[] = [];
  const known = formsOf(lang);
  const read = (token: string): Forms => (BREAK.test(token) ? "break" : formsOfWord(readWord(token, lang)));
  let initial = true;
  for (let from = 0; from < text.length && words.length < limit; ) {
    const to = pieceEnd(text, from, (limit - words.length) * LETTERS_PER_WORD);
    for (const token of text.slice(from, to).match(TOKEN) ?? []) {
      const forms = known.of(token, read);
      if (forms === "break") {
        initial = true;
        continue;
      }
      const word = initial ? forms.initial : forms.inner;
      if (word) words.push(word);
      if (words.length >= limit) break;
      initial = false;
    }
    from = to;
  }
  return words;
}

/** Letters of a word with the space after it, roughly: a text is cut into words no further than needed. */
const LETTERS_PER_WORD = 8;
const SPACE = /\s/g;

/** Where a piece of at least so many letters ends: at white space. */
function pieceEnd(text: string, from: number, letters: number): number {
  SPACE.lastIndex = from + letters;
  const space = SPACE.exec(text);
  return space ? space.index : text.length;
}

/** A token as a word, at the start of a sentence and within one. */
type Forms = { initial: Word | null; inner: Word | null } | "break";

const formsOfWord = (inner: Word | null): Forms => ({ inner, initial: inner && { ...inner, initial: true } });

/** Nine of ten words of news are among so many. */
const REMEMBERED_TOKENS = 4096;
const formsByLanguage = new Map<string, Remembered<Forms>>();

function formsOf(lang: string): Remembered<Forms> {
  let forms = formsByLanguage.get(lang);
  if (!forms) {
    forms = new Remembered(REMEMBERED_TOKENS);
    formsByLanguage.set(lang, forms);
  }
  return forms;
}

function readWord(token: string, lang: string): Word | null {
  if (DIGIT_FIRST.test(token)) return numberWord(token, lang);
  const abbreviation = token.includes(".") ? token.replaceAll(".", "") : token;
  const written = withoutApostrophe(abbreviation, lang);
  if (!written) return null;
  // "US" in capitals is the country, "us" the pronoun
  return plainWord(written, written === "US" || written === "USA" ? "usa" : countryName(fold(written, lang)), lang);
}

const DIGIT_FIRST = /^\p{Nd}/u;
const CAPITAL_FIRST = /^\p{Lu}/u;

function plainWord(written: string, folded: string, lang: string): Word {
  const term = stem(folded, lang);
  const facts = { written, folded, number: false, capital: CAPITAL_FIRST.test(written), initial: false };
  return { ...facts, stop: stopWords(lang).has(folded), term, id: termId(term) };
}

function numberWord(written: string, lang: string): Word {
  const digits = fold(written, lang).replace(/[.,](?=\d{3}(?:\D|$))/g, "");
  const folded = digits.replace(",", ".");
  const term = `#${folded}`;
  const facts = { written, folded, number: true, capital: false, initial: false };
  return { ...facts, stop: stopWords(lang).has(folded), term, id: termId(term) };
}

/**
 * The part of a word that carries it: Erdoğan'ın → Erdoğan, Trump's → Trump, l'accord → accord, O'Brien → Brien.
 */
function withoutApostrophe(token: string, lang: string): string {
  const parts = token.split(/['’ʼ`´]/);
  if (parts.length === 1) return token;
  const head = parts[0] ?? "";
  return ELIDING.has(lang) || head.length === 1 ? (parts.at(-1) ?? "") : head;
}

function segmented(text: string, lang: string, limit: number): Word[] {
  let segmenter = segmenters.get(lang);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(lang, { granularity: "word" });
    segmenters.set(lang, segmenter);
  }
  const words: Word[] = [];
  const known = formsOf(lang);
  const read = (token: string): Forms => {
    return formsOfWord(DIGIT_FIRST.test(token) ? numberWord(token, lang) : plainWord(token, fold(token, lang), lang));
  };
  // a word of these scripts has about two letters: no need to segment more than can be used
  for (const { segment, isWordLike } of segmenter.segment(text.slice(0, limit * 6))) {
    if (!isWordLike) continue;
    const forms = known.of(segment, read);
    if (forms !== "break" && forms.inner) words.push(forms.inner);
    if (words.length >= limit) break;
  }
  return words;
}
