import { fold } from "./fold.ts";
import { isLetter, kindOfUnit } from "./letters.ts";
import { FIRST_HASH, nextHash, Remembered } from "./remembered.ts";
import { LISTED_LANGUAGES, stopWords } from "./stop-words.ts";

/** Words of the text that are looked at. */
const SAMPLE_WORDS = 150;
/** Letters of a word with what is around it, at most, on average. */
const SAMPLE_LETTERS = 12;
/** A tongue shows when at least this share of words are its function words; running text has 25 to 50 %. */
const SURE_SHARE = 0.2;
/** A declared language is overruled when another one has this many times its function words. */
const OVERRULE_FACTOR = 2.5;

/** Function words needed to overrule a declaration, and to tell an undeclared language: a headline has too few. */
const OVERRULE_WORDS = 12;
const TELLING_WORDS = 2;

/** Where neither page nor text tells, Latin letters are taken as English, the most common language of news on the web. */
const FALLBACK = "en";

/**
 * The language a text is gathered in (ISO 639-1, without region). The declared one stands unless the text itself clearly
 * speaks another: pages of a Turkish outlet often declare `tr` above an English report.
 *
 * @example languageOf("en-GB", "The talks in Istanbul were …") // "en"
 */
export function languageOf(declared: string | null, text: string): string {
  const known = declared?.toLowerCase().split(/[-_]/)[0] || null;
  const script = scriptLanguage(text.slice(0, 2000));
  if (script === "ar") return known === "ur" || known === "fa" || known === "ps" ? known : arabicLanguage(text);
  if (script === "ru") return known && !LATIN_LISTED.includes(known) ? known : script;
  if (script) return script;
  const declaredAt = known ? LATIN_LISTED.indexOf(known) : -1;
  const { counts, words } = functionWords(text, declaredAt);
  const hits = (lang: string) => counts[LATIN_LISTED.indexOf(lang)] ?? 0;
  let best = known ?? FALLBACK;
  let most = known ? hits(known) * OVERRULE_FACTOR : TELLING_WORDS - 1;
  const least = known ? Math.max(OVERRULE_WORDS, words * SURE_SHARE) : TELLING_WORDS;
  for (const lang of LATIN_LISTED) {
    const found = hits(lang);
    if (found < least || found <= most) continue;
    best = lang;
    most = found;
  }
  return best;
}

const OTHER_SCRIPTS = new Set(["ar", "ur", "hi", "ru", "zh", "ja"]);
const LATIN_LISTED = LISTED_LANGUAGES.filter((lang) => !OTHER_SCRIPTS.has(lang));

/** The languages that a word, folded for all but Vietnamese, is a function word of: their places in the list. */
const SPEAKERS = new Map<string, number[]>();
for (const [place, lang] of LATIN_LISTED.entries()) {
  if (lang === "vi") continue;
  for (const word of stopWords(lang)) SPEAKERS.set(word, [...(SPEAKERS.get(word) ?? []), place]);
}
const VIETNAMESE = LATIN_LISTED.indexOf("vi");

/**
 * How many words at the beginning of a text are function words of each language, by its place, and how many were read. No
 * more are read than needed to know that nothing can overrule the declared language.
 *
 * @param declared place of the declared language, or -1
 */
function functionWords(text: string, declared: number): { counts: readonly number[]; words: number } {
  const counts = new Array<number>(LATIN_LISTED.length).fill(0);
  const end = Math.min(text.length, SAMPLE_WORDS * SAMPLE_LETTERS);
  let words = 0;
  // what another language has, were all words to come its own
  let most = 0;
  for (let at = 0; at < end && words < SAMPLE_WORDS; at++) {
    const from = at;
    let hash = FIRST_HASH;
    for (; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (!isLetter(kindOfUnit(text, at, unit))) break;
      hash = nextHash(hash, unit);
    }
    if (at === from) continue;
    words++;
    for (const place of speakers.at(text, from, at, hash, speakersOf)) {
      counts[place] = counts[place]! + 1;
      if (place !== declared) most = Math.max(most, counts[place]!);
    }
    if (declared >= 0 && most + SAMPLE_WORDS - words <= counts[declared]! * OVERRULE_FACTOR) break;
  }
  return { counts, words };
}

const speakers = new Remembered<readonly number[]>(4096);

function speakersOf(word: string): readonly number[] {
  const others = SPEAKERS.get(fold(word, "")) ?? [];
  return stopWords("vi").has(fold(word, "vi")) ? [...others, VIETNAMESE] : others;
}

/** Letters that are neither Latin nor common to all scripts. */
const NOT_LATIN = /[\u0370-\u1dff\u2e80-\ud7af\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefe\uff66-\uffdc]/;

/** What the letters alone tell; null for Latin ones. */
function scriptLanguage(text: string): string | null {
  if (!NOT_LATIN.test(text)) return null;
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const latin = count(/\p{Script=Latin}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(/\p{Script=Han}/gu);
  if (kana + han > latin / 3 && kana + han > 0) return kana * 10 > han ? "ja" : "zh";
  const scripts: [string, number][] = [
    ["ar", count(/\p{Script=Arabic}/gu)],
    ["ru", count(/\p{Script=Cyrillic}/gu)],
    ["hi", count(/\p{Script=Devanagari}/gu)],
    ["ko", count(/\p{Script=Hangul}/gu)],
    ["el", count(/\p{Script=Greek}/gu)],
    ["he", count(/\p{Script=Hebrew}/gu)],
    ["th", count(/\p{Script=Thai}/gu)],
    ["bn", count(/\p{Script=Bengali}/gu)],
  ];
  const [lang, letters] = scripts.reduce((a, b) => (b[1] > a[1] ? b : a));
  return letters > latin ? lang : null;
}

/** Urdu and Persian have letters that Arabic lacks. */
function arabicLanguage(text: string): string {
  if (/[ٹڈڑںے]/.test(text)) return "ur";
  return /[پچژگ]/.test(text) ? "fa" : "ar";
}
