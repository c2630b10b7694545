/**
 * What each UTF-16 code unit is to a word, as one table lookup. A value above `WORD` is a letter or digit: its folded
 * code (lower case, without accents, compatibility forms resolved) in the low 16 bits, flags above. A negative value
 * down to `LAST_SPACELESS` is a character of a script without spaces, which is a word by itself; one further below folds
 * to several letters. The rest are the classes below.
 */
export const SEPARATOR = 0;
/** Inside a word and without meaning for it: apostrophes, soft hyphens, combining accents, Arabic vowel signs. */
export const SILENT = 1;
/** `.` and `,`, which join digits and initials and otherwise separate. */
export const POINT = 2;
export const PERCENT_SIGN = 3;
/** Only whole-text NFKC folds it: half-width kana, loose jamo, mathematical letters. */
export const COMPOSED = 5;
/** Values above are word characters. */
export const WORD = 15;
/** A value below is `LAST_SPACELESS - 1 - n`: the folded letters are `expansions()` from n on, up to a zero. */
export const LAST_SPACELESS = -0xffff;

export const CODE_MASK = 0xffff;
export const DIGIT_FLAG = 0x10000;
export const UPPER_FLAG = 0x20000;

/** Silent characters, as first and last code unit. */
const SILENT_RANGES: readonly (readonly [number, number])[] = [
  [0x27, 0x27], // apostrophe, and the other forms of it
  [0x60, 0x60],
  [0xb4, 0xb4],
  [0x2bb, 0x2bc],
  [0x2018, 0x2019],
  [0x201b, 0x201b],
  [0xff07, 0xff07],
  [0xad, 0xad], // soft hyphen
  [0x200b, 0x200f], // zero-width space and joiners, marks of direction
  [0x2060, 0x2060],
  [0xfeff, 0xfeff],
  [0x300, 0x36f], // combining accents
  [0x483, 0x487], // Cyrillic titlo
  [0x591, 0x5bd], // Hebrew points
  [0x5bf, 0x5bf],
  [0x5c1, 0x5c2],
  [0x640, 0x640], // Arabic tatweel, then vowel signs
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x6d6, 0x6dc],
  [0x6df, 0x6e8],
  [0x6ea, 0x6ed],
  [0xfe00, 0xfe0f], // variation selectors
];
const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u05b0-\u05c7\u064b-\u065f\u0670]/g;
const COMPOSE_CHARS = /^[\u1100-\u11ff\u3099\u309a\uff65-\uff9f\uffa0-\uffdc\ud835]$/;
/** Han, kana, Thai, Lao, Khmer and Myanmar write without spaces between words. */
const SPACELESS = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]$/u;
const WORD_CHARS = /^[\p{L}\p{N}\p{M}]$/u;

/** Letters that Unicode does not decompose, as newsrooms write them without the special letter. */
const PLAIN_LETTERS: Record<string, string> = {
  ß: "ss", // German; Swiss papers write ss
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ħ: "h",
  ı: "i", // Turkish dotless i, lost in capitals
};

let table: Int32Array | null = null;
const letters: number[] = [];
let expanded = new Uint16Array(0);

/** The table, built at first use (some 20 ms), 256 kB. */
export function foldTable(): Int32Array {
  if (!table) {
    table = build();
    expanded = Uint16Array.from(letters);
  }
  return table;
}

/** The folded letters of characters that fold to several, each group ended by a zero. */
export function expansions(): Uint16Array {
  foldTable();
  return expanded;
}

function build(): Int32Array {
  const out = new Int32Array(0x10000);
  let digit = 0;
  for (let code = 0; code < 0x10000; code++) {
    if (code >= 0x4e00 && code < 0xa000) out[code] = -code;
    else if (code >= 0xac00 && code < 0xd7a4) out[code] = code;
    else {
      const character = String.fromCharCode(code);
      // Decimal digits of every script come in runs of ten, zero first.
      digit = /^\p{Nd}$/u.test(character) ? digit + 1 : 0;
      out[code] = digit > 0 ? (0x30 + ((digit - 1) % 10)) | DIGIT_FLAG : classOf(character, code);
    }
  }
  return out;
}

function classOf(character: string, code: number): number {
  if (SILENT_RANGES.some(([first, last]) => code >= first && code <= last)) return SILENT;
  if (character === "." || character === ",") return POINT;
  if (character === "%" || character === "％" || character === "٪") return PERCENT_SIGN;
  if (COMPOSE_CHARS.test(character)) return COMPOSED;
  if (code >= 0xd800 && code < 0xf900) return SEPARATOR; // surrogates and private use
  if (!WORD_CHARS.test(character)) return SEPARATOR;
  const compatible = character.normalize("NFKC");
  const lower = compatible.toLowerCase();
  const plain = lower.normalize("NFD").replace(ACCENTS, "").normalize("NFC");
  const folded = [...plain].map((letter) => PLAIN_LETTERS[letter] ?? letter).join("");
  if (SPACELESS.test(folded)) return -folded.charCodeAt(0);
  const flags = lower !== compatible ? UPPER_FLAG : 0;
  if (folded.length === 1) return folded.charCodeAt(0) | flags | (/\d/.test(folded) ? DIGIT_FLAG : 0);
  const several = folded.replace(/[^\p{L}\p{N}\p{M}]/gu, "");
  if (several === "") return SILENT;
  const start = letters.length;
  for (let i = 0; i < several.length; i++) letters.push(several.charCodeAt(i));
  letters.push(0);
  return LAST_SPACELESS - 1 - start;
}
