import { NotAFeed } from "./not-a-feed.ts";

export interface JsonBounds {
  maxItems: number;
  maxDepth: number;
}

/** Values in one document, in its first `maxItems` items: 2,000 items of a hundred each, and as much again. */
const MAX_VALUES = 400_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * Looked at before parsing, because `JSON.parse` knows no bounds: two million brackets keep it busy for over a second, three
 * million empty items take half a gigabyte. Gives the text without the items beyond the bound, and their number.
 *
 * @throws NotAFeed for more depth or more values than a feed has
 */
export function boundedJson(text: string, { maxItems, maxDepth }: JsonBounds): { text: string; cut: number } {
  let depth = 0;
  let values = 0;
  /** The last string at the top level: the name of the member that comes. */
  let key = "";
  let inItems = false;
  let items = 0;
  let cutFrom = -1;
  let cutTo = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      const end = endOfString(text, i);
      if (depth === 1) key = text.slice(i + 1, Math.min(end, i + 10));
      i = end;
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > maxDepth) throw new NotAFeed(`JSON nested more than ${maxDepth} deep, not a JSON Feed`);
      if (depth === 2 && code === 0x5b && key === "items" && cutTo === -1) inItems = true;
    } else if (code === 0x5d || code === 0x7d) {
      if (depth === 2 && inItems) {
        inItems = false;
        cutTo = i;
      }
      depth--;
    } else if (code === COMMA) {
      if (inItems && depth === 2 && ++items === maxItems) cutFrom = i;
      if (cutFrom === -1 && ++values > MAX_VALUES)
        throw new NotAFeed(`JSON of more than ${MAX_VALUES} values, not a JSON Feed`);
    }
  }
  if (cutFrom === -1) return { text, cut: 0 };
  return { text: text.slice(0, cutFrom) + (cutTo === -1 ? "]}" : text.slice(cutTo)), cut: items - maxItems + 1 };
}

/** Where the string that begins at `from` has its closing quote. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}
