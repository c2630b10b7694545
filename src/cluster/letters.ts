/** What a UTF-16 unit is in a text; both halves of a pair are what the pair is. */
export const KIND = { other: 1, letter: 2, capital: 3, mark: 4, digit: 5, apostrophe: 6, stop: 7 } as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** By unit its kind; 0 where nobody has asked yet. */
const kinds = new Uint8Array(0x10000);

const OF_KIND: readonly [RegExp, Kind][] = [
  [/\p{Lu}/u, KIND.capital],
  [/\p{L}/u, KIND.letter],
  [/\p{M}/u, KIND.mark],
  [/\p{Nd}/u, KIND.digit],
  [/['’`´]/, KIND.apostrophe],
  // a sentence, a quotation or a line ends or begins
  [/[.!?:;\n\r"“”«»…।。！？؟]/, KIND.stop],
];

/** The kind of the unit at a place of a text. */
export const kindAt = (text: string, at: number): Kind => kindOfUnit(text, at, text.charCodeAt(at));

/** The same where the unit is at hand already. */
export function kindOfUnit(text: string, at: number, unit: number): Kind {
  const known = kinds[unit]!;
  return known === 0 ? learned(text, at, unit) : (known as Kind);
}

function learned(text: string, at: number, unit: number): Kind {
  if ((unit & 0xf800) === 0xd800) return kindOf(pairAt(text, at));
  const kind = kindOf(String.fromCharCode(unit));
  kinds[unit] = kind;
  return kind;
}

/** The two halves of which one stands at a place. */
function pairAt(text: string, at: number): string {
  const before = (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
  return String.fromCodePoint(text.codePointAt(before ? at - 1 : at)!);
}

function kindOf(letter: string): Kind {
  return OF_KIND.find(([pattern]) => pattern.test(letter))?.[1] ?? KIND.other;
}

export const isLetter = (kind: Kind): boolean => kind === KIND.letter || kind === KIND.capital;
