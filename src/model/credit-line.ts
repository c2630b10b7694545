/** News agencies and the forms in which newspapers credit them. Names as they stand in bylines and datelines. */
const AGENCIES: readonly (readonly [name: string, forms: string])[] = [
  ["AP", "AP|Associated Press"],
  ["Reuters", "Reuters"],
  ["AFP", "AFP|Agence France-Presse"],
  ["Bloomberg", "Bloomberg"],
  ["dpa", "dpa|DPA"],
  ["PA", "PA|PA Media|Press Association"],
  ["UPI", "UPI"],
  ["Xinhua", "Xinhua"],
  ["Kyodo", "Kyodo|Kyodo News"],
  ["EFE", "EFE|Agencia EFE"],
  ["ANSA", "ANSA"],
  ["TASS", "TASS"],
  ["AA", "AA|Anadolu Agency|Anadolu"],
  ["Interfax", "Interfax"],
  ["Yonhap", "Yonhap"],
  ["PTI", "PTI|Press Trust of India"],
  ["ANI", "ANI"],
  ["IANS", "IANS"],
  ["Canadian Press", "The Canadian Press|Canadian Press"],
];

/** A credit stands in the dateline or at the end. */
const LOOKED_AT_CHARS = 300;

const FORMS = AGENCIES.map(([name, forms]) => ({
  name,
  inBrackets: new RegExp(`\\((?:${forms})\\)`),
  byline: new RegExp(`(?:^|\\n)\\s*(?:By\\s+)?(?:The\\s+)?(?:${forms})\\s*(?:[-–—:]\\s|\\n|$)`),
  reported: new RegExp(`\\b(?:${forms})(?:\\s+news agency)?\\s+(?:first\\s+)?report(?:s|ed)\\b`),
}));

/** Most texts name no agency at all: one look instead of three for each. */
const ANY_AGENCY = new RegExp(`\\b(?:${AGENCIES.map(([, forms]) => forms).join("|")})\\b`);

/**
 * The agency that a text credits, or null: `LONDON (AP) —`, `— Reuters` as a line of its own, `Reuters reported`.
 *
 * @example creditLine("LONDON (AP) — A storm …") // "AP"
 */
export function creditLine(text: string): string | null {
  const head = text.slice(0, LOOKED_AT_CHARS);
  const tail =
    text.length > LOOKED_AT_CHARS ? text.slice(Math.max(LOOKED_AT_CHARS, text.length - LOOKED_AT_CHARS)) : "";
  for (const part of [head, tail]) {
    if (!ANY_AGENCY.test(part)) continue;
    for (const { name, inBrackets, byline, reported } of FORMS) {
      if (inBrackets.test(part) || byline.test(part) || reported.test(part)) return name;
    }
  }
  return null;
}
