import { foldWord, type Phrase, WORD } from "./search-query.ts";

/** Characters of a snippet: about two lines of a terminal. */
export const SNIPPET_CHARS = 200;
/** Characters of a text that are looked through for the best place. */
const LOOKED_THROUGH_CHARS = 100_000;
/** Share of the snippet that stands before the first word found. */
const LEAD = 0.2;

/**
 * The part of a text that shows most of the words looked for, the earliest such part, on one line; its opening when it
 * holds none of them (they are in the title). `…` where something was left out.
 */
export function snippetOf(text: string, phrases: readonly Phrase[]): string {
  const wanted = new Set(phrases.flat().map(foldWord));
  const found: { word: string; at: number; end: number }[] = [];
  for (const match of text.slice(0, LOOKED_THROUGH_CHARS).matchAll(WORD)) {
    const word = foldWord(match[0]);
    if (wanted.has(word)) found.push({ word, at: match.index, end: match.index + match[0].length });
  }
  const wantedStart = bestStart(found) - Math.round(SNIPPET_CHARS * LEAD);
  const start = Math.max(0, Math.min(wantedStart, text.length - SNIPPET_CHARS));
  return cut(text, start, Math.min(text.length, start + SNIPPET_CHARS));
}

/** Where the first of those words stands that show the most different ones within one snippet. */
function bestStart(found: readonly { word: string; at: number; end: number }[]): number {
  const room = SNIPPET_CHARS * (1 - LEAD);
  const counts = new Map<string, number>();
  let best = { start: 0, words: 0 };
  let first = 0;
  for (const { word, end } of found) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    for (; end - (found[first]?.at ?? end) > room; first++) {
      const left = found[first]?.word ?? "";
      const count = (counts.get(left) ?? 1) - 1;
      if (count > 0) counts.set(left, count);
      else counts.delete(left);
    }
    if (counts.size > best.words) best = { start: found[first]?.at ?? 0, words: counts.size };
  }
  return best.start;
}

/** From `start` to `end`, but no part of a word at either side where a space is near. */
function cut(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  const head = start === 0 ? part : part.replace(/^\S{0,30}\s+/, "");
  const tail = end === text.length ? head : head.replace(/\s+\S{0,30}$/, "");
  const line = tail.toWellFormed().replace(/\s+/g, " ").trim();
  return `${start === 0 ? "" : "…"}${line}${end === text.length ? "" : "…"}`;
}
