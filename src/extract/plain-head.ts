import { boilerplateLine } from "./boilerplate-lines.ts";
import { dateOnly } from "./date-lines.ts";

/** Words of running text after which labels (desk, time, date) are no longer looked for at the front of a line. */
export const HEAD_WORDS = 40;

const DESK =
  /^(?:Web|News|Online|Digital|Foreign|World|Sports|Monitoring|Web News|News Web|International|National) ?Desk\b\s*[:|–—-]?\s*/;
const AGO =
  /^(?:(?:Updated|Published|Posted)\s*:?\s*)?\d{1,3} (?:Seconds?|Minutes?|Mins?|Hours?|Days?|Weeks?|seconds?|minutes?|mins?|hours?|days?|weeks?) [Aa]go\b\s*[:|–—-]?\s*/;
/** A label and the date after it: "date 2025-11-06", "Published: 6 November 2025, 14:05". */
const DATED =
  /^(?:date|Date|DATE|Published(?: on)?|Updated|Posted(?: on)?|Last updated|Datum|Fecha|Data|Tarih|Дата|التاريخ|तारीख)\s*[:：]?\s*((?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\.? \p{L}{3,12}\.?,? \d{4}|\p{L}{3,12}\.? \d{1,2},? \d{4})(?:[T, ]+\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:GMT(?:[+-]\d{1,2})?|UTC|Z|[A-Z]{2,4}T|[+-]\d\d:?\d\d)\b)?)?)\s*[:|–—-]?\s*/u;

/** What was taken off the front of a paragraph, with the rule that took it, and what is left. */
export interface Trimmed {
  taken: { text: string; reason: string }[];
  rest: string;
}

/**
 * Takes desk, time and date labels off the front of a paragraph that they were glued to. What is left must begin like a
 * sentence; "Date palms …" and "15 minutes ago the train left" are sentences themselves.
 *
 * @example trimLabels("date 2025-11-06 The talks resumed.") // { taken: [{ text: "date 2025-11-06", … }], rest: "The talks resumed." }
 */
export function trimLabels(text: string): Trimmed {
  const taken: Trimmed["taken"] = [];
  let rest = text;
  for (let guard = 0; guard < 4; guard++) {
    const rule = (
      [
        [DESK, "desk-line"],
        [AGO, "time-line"],
        [DATED, "date-line"],
      ] as const
    ).find(([pattern]) => pattern.test(rest));
    if (!rule) break;
    const match = rest.match(rule[0])!;
    if (rule[1] === "date-line" && !dateOnly(match[1] ?? "")) break;
    const after = rest.slice(match[0].length);
    if (after !== "" && !/^["“«„‘'([•*–▪-]?\s*[\p{Lu}\p{Lo}\d]/u.test(after)) break;
    taken.push({ text: match[0].trim(), reason: rule[1] });
    rest = after;
  }
  return { taken, rest };
}

/** A line that can be a headline: short, begins with a capital, does not end like a sentence. */
export function headlineLike(text: string): boolean {
  const count = text.split(/\s+/).length;
  if (count < 3 || count > 25 || text.length > 180) return false;
  if (/[.!…:;,。।۔]["”’»]?$/.test(text) || !/^["“«„‘'¿¡]?[\p{Lu}\p{Lo}\d]/u.test(text)) return false;
  return boilerplateLine(text) === null;
}
