import { boilerplateLine, type LineVerdict } from "./boilerplate-lines.ts";
import { words } from "./plain-lines.ts";

/** Words from which a line that begins as a credit and ends as a sentence is a sentence. */
const SENTENCE_WORDS = 12;

/** As `boilerplateLine`, but whole sentences stay: a credit may be glued to their front. */
export function furnitureLine(text: string): LineVerdict | null {
  const line = boilerplateLine(text);
  const sentence = words(text) >= SENTENCE_WORDS && /[.!?]["”’»]?$/.test(text);
  return line?.reason === "photo-credit" && sentence ? null : line;
}

/** Boilerplate by its words that may as well be an advertisement in a comment. */
const WEAK = new Set(["promo", "author-bio", "related-link"]);
export const weakFurniture = (line: LineVerdict): boolean => WEAK.has(line.reason);

/** Lines that date or sign a comment when they stand among comments. */
const STAMPS = new Set(["time-line", "date-line", "byline"]);
export const stamp = (line: LineVerdict | null): boolean => line !== null && STAMPS.has(line.reason);
