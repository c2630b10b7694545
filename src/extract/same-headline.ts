import { byRange } from "./letters.ts";

const BETWEEN = byRange(/[^\p{L}\p{N}]+/gu);

/** Letters and digits in lower case, everything between them one blank. */
export const squeeze = (text: string) => text.normalize("NFKC").toLowerCase().replace(BETWEEN, " ").trim();

/**
 * Whether a line repeats a headline: equal apart from punctuation and case, or the headline with little added or left
 * out (a site's name, a kicker).
 */
export const sameHeadline = (title: string, line: string): boolean => repeatsOneOf([title])(line);

/** The same for several headlines, of which each is read once for all the lines that are asked about. */
export function repeatsOneOf(titles: readonly string[]): (line: string) => boolean {
  const read = titles
    .filter((title) => title.length >= 4)
    .map((title) => ({ most: title.length * 2 + 20, a: squeeze(title) }))
    .filter(({ a }) => a !== "");
  const longest = Math.max(0, ...read.map(({ most }) => most));
  return (line) => {
    if (line.length > longest) return false;
    const b = squeeze(line);
    return b !== "" && read.some(({ most, a }) => line.length <= most && alike(a, b));
  };
}

function alike(a: string, b: string): boolean {
  if (a === b) return true;
  if (b.length < 16) return false;
  return (a.includes(b) && b.length > a.length * 0.6) || (b.includes(a) && a.length > b.length * 0.6);
}
