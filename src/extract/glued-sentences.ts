import { words } from "./plain-lines.ts";
import { withoutAddresses } from "./spam-signs.ts";

/** Sentences of one paragraph behind which it is looked for. */
export const MAX_SENTENCES = 16;
/** Words of a report's sentence that an advertisement can follow. */
const MIN_REPORT = 4;

const BREAK =
  /[.!?…。！？؟]["”’»)]*\s+(?=["“«‘(¡¿]*[\p{Lu}\p{Lo}\p{So}]|(?:i|i'm|hey|hi|hello)\s|<a\s|\[url)|(?<=\p{Ll}{4})[.!?…]["”’»)]*\s+(?=\p{Ll})|[।۔]\s+|(?<=\p{Ll}{3})[.!?…]["”’»)]*\s+(?=\d)|[.!?…]["”’»)]*(?=["“«]?\p{Lu}[\p{Ll}\s'’])/gu;

/** Cuts at sentence ends, also where the blank after one was lost; the parts joined are the text. */
export function sentencesOf(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(BREAK)) {
    const to = match.index + match[0].length;
    parts.push(text.slice(from, to));
    from = to;
  }
  parts.push(text.slice(from));
  return parts;
}

/** As many as are looked at; those before them are one. */
export function lastSentences(text: string): string[] {
  const all = sentencesOf(text);
  const from = Math.max(0, all.length - MAX_SENTENCES);
  return from === 0 ? all : [all.slice(0, from).join(""), ...all.slice(from)];
}

/** What stands before a paragraph's k-th sentence, and the rest. */
export function partsAt(text: string, sentences: string[], k: number): [string, string] {
  const from = sentences.slice(0, k).join("").length;
  return [text.slice(0, from).trim(), text.slice(from).trim()];
}

/** Whether two parts can be two people's: both say something, and no quotation is torn. */
export const separable = (prefix: string, suffix: string): boolean =>
  words(prefix) >= MIN_REPORT && saysSomething(suffix) && !unbalanced(suffix) && !opensOnly(prefix);

/** More than a bare address or number: that goes with the sentence before it. */
const saysSomething = (suffix: string): boolean =>
  (withoutAddresses(suffix).match(/[\p{L}\p{M}]{3,}/gu)?.length ?? 0) > 1;

/** Opens a quotation that it does not close: what follows is still said by the same. */
const opensOnly = (text: string): boolean =>
  text.search(/[“«„][^”»“]*$/) >= 0 || ((text.match(/"/g) ?? []).length & 1) === 1;

/** Closes a quotation that it does not open: part of what the report quotes. */
function unbalanced(text: string): boolean {
  const closing = text.search(/[”»]/);
  const opening = text.search(/[“«]/);
  if (closing >= 0 && (opening < 0 || opening > closing)) return true;
  return ((text.match(/"/g) ?? []).length & 1) === 1;
}
