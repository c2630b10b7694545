import { fold } from "./fold.ts";
import { stem } from "./stem.ts";
import { termId } from "./term-id.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const byLanguage = new Map<string, ReadonlyMap<number, number>>();

/**
 * One key for a country in all languages: from the terms by which a language names it, in one word, to a term of its ISO
 * 3166 code. The names are those of Unicode's locale data (`Intl.DisplayNames`).
 */
export function countryKeys(lang: string): ReadonlyMap<number, number> {
  const known = byLanguage.get(lang);
  if (known) return known;
  const keys = new Map<number, number>();
  for (const [code, name] of countries(lang)) {
    const folded = fold(name, lang);
    if (/\s/.test(folded)) continue;
    for (const term of [`@${folded}`, stem(folded, lang)]) keys.set(termId(term), termId(`@country ${code}`));
  }
  byLanguage.set(lang, keys);
  return keys;
}

function* countries(lang: string): Generator<[code: string, name: string]> {
  const [supported] = Intl.DisplayNames.supportedLocalesOf([/^[a-z]{2,3}$/.test(lang) ? lang : "und"]);
  if (supported === undefined) return;
  const names = new Intl.DisplayNames([supported], { type: "region", fallback: "none" });
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      const name = names.of(first + second);
      if (name !== undefined) yield [first + second, name];
    }
  }
}
