/** Letters without a Unicode decomposition, as readers type them on a plain keyboard. */
const LATIN_LETTERS: Record<string, string> = {
  ı: "i",
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ħ: "h",
  ŋ: "n",
  ə: "e",
};

/** Arabic, Persian and Urdu keyboards write the same letter with different code points. */
const ARABIC_LETTERS: Record<string, string> = {
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ے: "ي",
  ئ: "ي",
  ؤ: "و",
  ة: "ه",
  ہ: "ه",
  ھ: "ه",
  ۀ: "ه",
  ک: "ك",
};

/** First digit of each script whose digits are folded to 0 to 9: Arabic-Indic, its eastern form, Devanagari, Bengali, Thai. */
const DIGIT_ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

const PLAIN = /^[\x00-\x7f]*$/;
const LATIN_MARKS = /(\p{Script=Latin})\p{M}+/gu;
const LATIN_SPECIAL = /[ıßøłđðþæœħŋə]/g;
const ARABIC_MARKS = /[\u064b-\u065f\u0670\u0640]/g;
const ARABIC_SPECIAL = /[أإآٱىیےئؤةہھۀک]/g;
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g;

/**
 * The key form of a word: one spelling for what readers take as the same word.
 * Marks on Latin letters go, except in Vietnamese, where they make another word; marks of other scripts are vowels and stay.
 * Dotted and dotless i are one letter, so that no locale is needed.
 *
 * @example fold("Türkiye", "en") // "turkiye"; fold("İSTANBUL", "tr") // "istanbul"
 */
export function fold(word: string, lang: string): string {
  const lower = word.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  const composed = lower.normalize("NFKC");
  if (lang === "vi") return composed;
  return composed
    .normalize("NFD")
    .replace(LATIN_MARKS, "$1")
    .normalize("NFC")
    .replace(LATIN_SPECIAL, (letter) => LATIN_LETTERS[letter] ?? letter)
    .replace(ARABIC_MARKS, "")
    .replace(ARABIC_SPECIAL, (letter) => ARABIC_LETTERS[letter] ?? letter)
    .replace(DIGITS, asciiDigit);
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = DIGIT_ZEROS.find((start) => code >= start && code < start + 10);
  return zero === undefined ? digit : String(code - zero);
}
