import { collapse } from "./tree.ts";

/** A paragraph of a plain text with the blank lines that stood before it. */
export interface Paragraph {
  text: string;
  /** Blank lines before it; 0 = it follows on the next line. */
  gap: number;
  /** It stood as a list item. Its mark is gone from the text. */
  bullet: boolean;
  /** Order in the source, from 0. Parts of one source line share it. */
  at: number;
  /** Cut off the end of the line before it, where it may be a comment: what stood between them (a blank, or nothing). */
  cutAfter?: string;
}

/** Words of a line or a paragraph, by the blanks between them. */
export const words = (text: string): number => text.split(/\s+/).length;

/** An item's mark, or its number. */
export const BULLET = /^(?:[•●▪◦‣∙·*–—■□►▸➤✓✔-]|\(?\d{1,2}[.)])\s+(?=\S)/;
/** A mark that says nothing. */
export const MARK = /^(?:[•●▪◦‣∙·*–—■□►▸➤✓✔-])\s+/;

/**
 * Lines to paragraphs. A line is a paragraph of its own, unless the text is wrapped at a column: then the lines of a
 * blank-separated block are joined.
 */
export function paragraphsOf(source: string): Paragraph[] {
  const lines = source
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(/[\u000b\u000c]/g, "\n")
    .split("\n")
    .map(collapse);
  const wrapped = hardWrapped(lines);
  const out: Paragraph[] = [];
  let gap = 0;
  for (const line of lines) {
    if (line === "") {
      gap++;
      continue;
    }
    const bullet = BULLET.test(line);
    const text = (bullet ? line.replace(MARK, "") : line).replace(/^#{1,6}\s+(?=\S)/, "");
    const last = out[out.length - 1];
    if (wrapped && gap === 0 && last && !bullet && joins(last.text, text)) last.text = `${last.text} ${text}`;
    else out.push({ text, gap: out.length === 0 ? 0 : gap, bullet, at: out.length });
    gap = 0;
  }
  return out;
}

/** Columns that mail programs, terminals and extractors wrap at. */
const WRAP_FROM = 55;
const WRAP_TO = 100;

/** Most lines that have a next line are about as long as the longest, and break off in mid-sentence. */
function hardWrapped(lines: string[]): boolean {
  let followed = 0;
  let wrappedLines = 0;
  for (let i = 0; i + 1 < lines.length; i++) {
    const line = lines[i]!;
    if (line === "" || lines[i + 1] === "") continue;
    followed++;
    if (line.length >= WRAP_FROM && line.length <= WRAP_TO && !/[.!?…:।۔。؟]["'”’»)]*$/.test(line)) wrappedLines++;
  }
  return followed >= 4 && wrappedLines / followed > 0.6;
}

/** Within a wrapped text, a short line ends its paragraph and a finished sentence before a short line does too. */
function joins(before: string, line: string): boolean {
  if (before.length < WRAP_FROM - 15) return false;
  return !/[.!?…।۔。؟]["'”’»)]*$/.test(before) || /^\p{Ll}/u.test(line) || line.length >= WRAP_FROM;
}
