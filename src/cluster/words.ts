import { countryName } from "./country-names.ts";
import { fold } from "./fold.ts";
import { isLetter, KIND, type Kind, kindAt, kindOfUnit } from "./letters.ts";
import { FIRST_HASH, nextHash, Remembered } from "./remembered.ts";
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

const segmenters = new Map<string, Intl.Segmenter>();

/** The words and numbers of a text in order, at most `limit`. */
export function readWords(text: string, lang: string, limit: number): Word[] {
  return UNSPACED.has(lang) ? segmented(text, lang, limit) : spaced(text, lang, limit);
}

function spaced(text: string, lang: string, limit: number): Word[] {
  const words: Word[] = [];
  const known = formsOf(lang);
  const read = (token: string): Forms => formsOfWord(readWord(token, lang));
  let initial = true;
  for (let at = 0; at < text.length && words.length < limit; ) {
    const kind = kindAt(text, at);
    if (kind === KIND.stop) initial = true;
    let hash = FIRST_HASH;
    let end = at;
    for (; end < text.length; end++) {
      const unit = text.charCodeAt(end);
      if (!isWritten(kindOfUnit(text, end, unit))) break;
      hash = nextHash(hash, unit);
    }
    if (!lettersAlone(text, at, end)) {
      end = tokenEnd(text, at, kind);
      hash = FIRST_HASH;
      for (let i = at; i < end; i++) hash = nextHash(hash, text.charCodeAt(i));
    }
    if (end === at) {
      at++;
      continue;
    }
    const forms = known.at(text, at, end, hash, read);
    at = end;
    if (forms.inner && initial) forms.initial ??= initialOf(forms.inner);
    const word = initial ? forms.initial : forms.inner;
    if (word) words.push(word);
    initial = false;
  }
  return words;
}

/** Whether letters from one place to another are a whole token, as nine of ten are: or nothing, where none begins there. */
function lettersAlone(text: string, from: number, to: number): boolean {
  if (to === from) return kindAt(text, from) !== KIND.digit;
  // an abbreviation has one letter before its first point
  return to === text.length || !(isApostrophe(text, to) || (text[to] === "." && to - from <= 2));
}

/** Where the token ends that begins here with a letter or digit of this kind; here when none does. */
function tokenEnd(text: string, at: number, kind: Kind): number {
  if (kind === KIND.digit) return numberEnd(text, at);
  if (kind === KIND.capital) {
    const end = abbreviationEnd(text, at);
    if (end > at) return end;
  }
  let end = lettersEnd(text, at);
  // each part after an apostrophe has a letter
  for (let next = end; end > at && next < text.length && isApostrophe(text, next); ) {
    next = lettersEnd(text, end + 1);
    if (next === end + 1) break;
    end = next;
  }
  return end;
}

const isApostrophe = (text: string, at: number) => kindAt(text, at) === KIND.apostrophe;

function lettersEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && isWritten(kindAt(text, end))) end++;
  return end;
}

const isWritten = (kind: Kind): boolean => isLetter(kind) || kind === KIND.mark;

/** Digits, in groups that a point or a comma parts. */
function numberEnd(text: string, at: number): number {
  for (let end = at; ; end++) {
    while (end < text.length && kindAt(text, end) === KIND.digit) end++;
    const parted = text[end] === "." || text[end] === ",";
    if (!parted || end + 1 >= text.length || kindAt(text, end + 1) !== KIND.digit) return end;
  }
}

/** Two capitals or more, each with a point (U.S.). */
function abbreviationEnd(text: string, at: number): number {
  let letters = 0;
  for (let end = at; ; letters++) {
    if (end >= text.length || kindAt(text, end) !== KIND.capital) return letters > 1 ? end : at;
    const point = end + ((text.charCodeAt(end) & 0xfc00) === 0xd800 ? 2 : 1);
    if (text[point] !== ".") return letters > 1 ? end : at;
    end = point + 1;
  }
}

/** A token as a word within a sentence, and at the start of one where it has been met there. */
interface Forms {
  inner: Word | null;
  initial: Word | null;
}

const formsOfWord = (inner: Word | null): Forms => ({ inner, initial: null });

function initialOf({ written, folded, number, capital, stop, term, id }: Word): Word {
  return { written, folded, number, capital, initial: true, stop, term, id };
}

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
  const capital = CAPITAL_FIRST.test(written);
  const stop = stopWords(lang).has(folded);
  return { written, folded, number: false, capital, initial: false, stop, term, id: termId(term) };
}

function numberWord(written: string, lang: string): Word {
  const digits = fold(written, lang).replace(/[.,](?=\d{3}(?:\D|$))/g, "");
  const folded = digits.replace(",", ".");
  const term = `#${folded}`;
  const stop = stopWords(lang).has(folded);
  return { written, folded, number: true, capital: false, initial: false, stop, term, id: termId(term) };
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
    if (forms.inner) words.push(forms.inner);
    if (words.length >= limit) break;
  }
  return words;
}
