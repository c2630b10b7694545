import { voiceOf } from "./comment-lines.ts";
import { type ArticleProfile, profileOf, scoreAgainst } from "./comment-spam.ts";
import { perText } from "./per-text.ts";
import { type Paragraph, words } from "./plain-lines.ts";
import { aboutSpam, mayAdvertise } from "./spam-signs.ts";

/** A suffix at or above this score, after a paragraph below the other, was glued on. */
const GLUED_AT = 0.6;
const CLEAN_BELOW = 0.3;
/** Score of a single sentence from which it can begin an advertisement. */
const ADVERT_SENTENCE = 0.15;
/** Words of a report's sentence that an advertisement can follow. */
const MIN_REPORT = 4;
/** Sentences looked at from the end of a paragraph. */
const MAX_SENTENCES = 16;

/** Says how to split; made once for a text. */
export type Splitter = (paragraph: Paragraph) => Paragraph[];

/**
 * Splits an advertisement off the end of a report's paragraph, where it follows on the same line. Only a clear
 * advertisement is split off: the sentences before it stay as they are. A paragraph in which somebody speaks for
 * himself from the start is one piece.
 */
export function gluedCommentSplitter(all: Paragraph[], title: string): Splitter {
  const profile = profileOf(title, all.map(({ text }) => text).join("\n"));
  const ofSpam = all.filter(({ text }) => aboutSpam(text)).length;
  const partsOf = perText((text) => {
    if (words(text) < 16 || text.length > 20_000 || !/[.!?…]["”’»]?\s?\S/.test(text)) return null;
    if (!mayAdvertise(text) || ofSpam > (aboutSpam(text) ? 1 : 0)) return null;
    return split(text, profile);
  });
  return (paragraph) => {
    const parts = partsOf(paragraph.text);
    if (parts === null) return [paragraph];
    const [report, advert] = parts;
    return [
      { ...paragraph, text: report },
      { ...paragraph, text: advert, gap: 0, bullet: false },
    ];
  };
}

/** The report's sentences and the advertisement behind them; null where there is none. */
function split(text: string, profile: ArticleProfile): [string, string] | null {
  const sentences = sentencesOf(text);
  if (sentences.length < 2) return null;
  const scoreOf = (part: string, afterEnd: boolean) => scoreAgainst(part, profile, { included: true, afterEnd }).score;
  for (let k = Math.max(1, sentences.length - MAX_SENTENCES); k < sentences.length; k++) {
    const prefix = sentences.slice(0, k).join("").trim();
    const suffix = sentences.slice(k).join("").trim();
    if (ownVoice(prefix) || (words(prefix) <= 12 && scoreOf(prefix, false) >= ADVERT_SENTENCE)) return null;
    if (words(prefix) < MIN_REPORT || words(suffix) < 3 || unbalanced(suffix)) continue;
    // The advertisement begins with a sentence that no report has.
    const first = sentences[k]!;
    if (!ownVoice(first) && !startsAdvert(first) && scoreOf(first, false) < ADVERT_SENTENCE) continue;
    if (scoreOf(suffix, true) < GLUED_AT || scoreOf(prefix, false) >= CLEAN_BELOW) continue;
    return [prefix, suffix];
  }
  return null;
}

const BREAK = /[.!?…]["”’»)]*\s+(?=["“«‘(]?[\p{Lu}\p{Lo}\p{So}])|[.!?…]["”’»)]*(?=["“«]?\p{Lu}[\p{Ll}\s'’])/gu;

/** Cuts at sentence ends, also where the blank after one was lost; the parts joined are the text. */
function sentencesOf(text: string): string[] {
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

/** Speaks for itself or to the reader from its first sentence on: no report that an advertisement was glued to. */
function ownVoice(text: string): boolean {
  const voice = voiceOf(text);
  return voice.first > 0 || voice.praise || (voice.second > 0 && words(text) <= 40);
}

/** First or second person, or praise: the voice of one who sells. */
const startsAdvert = (sentence: string): boolean =>
  /^\s*(?:I|My|You|Your|We|Great|Nice|Thanks|Hi|Hello|Dear|Want|Need)\b/.test(sentence);

/** Closes a quotation that it does not open: part of what the report quotes. */
function unbalanced(text: string): boolean {
  const closing = text.search(/[”»]/);
  const opening = text.search(/[“«]/);
  if (closing >= 0 && (opening < 0 || opening > closing)) return true;
  return ((text.match(/"/g) ?? []).length & 1) === 1;
}
