/** Letters kept of a word, by language: suffixing languages change the end of a word, rarely its first letters. */
const PREFIX: Record<string, number> = { tr: 5, az: 5, fi: 5, hu: 5, et: 5, uz: 5, kk: 5 };
const OTHER_PREFIX = 7;
/** Words are cut by a segmenter or are single syllables: nothing to take off. */
const UNSTEMMED = new Set(["zh", "ja", "th", "lo", "km", "my", "vi", "ko"]);

/**
 * A light stem of a folded word: the same for the forms of one word, at the price of joining a few others.
 * English loses plural, past and -ing endings; other languages keep a prefix.
 *
 * @example stem("ceasefires", "en") // "ceasefir"; stem("görüşmeleri", "tr") // "gorus" after folding
 */
export function stem(word: string, lang: string): string {
  if (lang === "en") return englishStem(word);
  if (UNSTEMMED.has(lang)) return word;
  return word.slice(0, PREFIX[lang] ?? OTHER_PREFIX);
}

/** Harman's S-stemmer, then -ed, -ing and the mute e; British -ise is written -ize. */
function englishStem(word: string): string {
  if (word.length < 4) return word;
  let stemmed = word;
  if (stemmed.endsWith("ies") && stemmed.length > 4) stemmed = `${stemmed.slice(0, -3)}y`;
  else if (stemmed.endsWith("s") && !/(?:ss|us|is)$/.test(stemmed)) stemmed = stemmed.slice(0, -1);
  if (stemmed.endsWith("ied") && stemmed.length > 4) stemmed = `${stemmed.slice(0, -3)}y`;
  else if (stemmed.endsWith("ing") && stemmed.length > 5) stemmed = bare(stemmed, 3);
  else if (stemmed.endsWith("ed") && stemmed.length > 4) stemmed = bare(stemmed, 2);
  if (stemmed.length > 4 && stemmed.endsWith("e")) stemmed = stemmed.slice(0, -1);
  return stemmed.length > 5 ? stemmed.replace(/is(?=$|ation$)/, "iz") : stemmed;
}

/** Takes off `length` letters when a vowel is left, and undoubles the last consonant (stopped → stop). */
function bare(word: string, length: number): string {
  const rest = word.slice(0, -length);
  if (rest.length < 3 || !/[aeiouy]/.test(rest)) return word;
  return /([bdfgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest;
}
