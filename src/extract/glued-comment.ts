import { voiceOf } from "./comment-lines.ts";
import { type ArticleProfile, profileOf, scoreAgainst } from "./comment-spam.ts";
import type { Paragraph } from "./plain-lines.ts";
import { ABOUT_SPAM, PROMISING, words } from "./plain-tail.ts";

/** A suffix at or above this score, after a paragraph below the other, was glued on. */
const GLUED_AT = 0.7;
const CLEAN_BELOW = 0.3;
/** Words of a report's sentence that an advertisement can follow. */
const MIN_REPORT = 4;
/** Sentences looked at from the end of a paragraph. */
const MAX_SENTENCES = 8;

/** Says how to split; made once for a text. */
export type Splitter = (paragraph: Paragraph) => Paragraph[];

/**
 * Splits an advertisement off the end of a report's paragraph, where it follows on the same line. Only a clear
 * advertisement is split off: the sentences before it stay as they are. A paragraph in which somebody speaks for
 * himself from the start is one piece.
 */
export function gluedCommentSplitter(all: Paragraph[], title: string): Splitter {
  const profile = profileOf(title, all.map(({ text }) => text).join("\n"));
  const ofSpam = all.filter(({ text }) => ABOUT_SPAM.test(text)).length;
  return (paragraph) => {
    const { text } = paragraph;
    if (words(text) < 16 || text.length > 20_000 || !/[.!?…]["”’»]?\s?\S/.test(text)) return [paragraph];
    if (!PROMISING.test(text) || ofSpam > (ABOUT_SPAM.test(text) ? 1 : 0)) return [paragraph];
    return split(paragraph, profile);
  };
}

function split(paragraph: Paragraph, profile: ArticleProfile): Paragraph[] {
  const { text } = paragraph;
  const sentences = sentencesOf(text);
  if (sentences.length < 2) return [paragraph];
  let best = -1;
  for (let k = sentences.length - 1; k >= Math.max(1, sentences.length - MAX_SENTENCES); k--) {
    const suffix = sentences.slice(k).join("").trim();
    const prefix = sentences.slice(0, k).join("").trim();
    if (words(suffix) < 3 || unbalanced(suffix)) continue;
    if (scoreAgainst(suffix, profile, { afterEnd: true, included: true }).score >= GLUED_AT) {
      if (scoreAgainst(prefix, profile, { included: true }).score < CLEAN_BELOW && words(prefix) >= MIN_REPORT)
        best = k;
      // The advertisement begins where its first sentence is one, too.
      if (best >= 0 && scoreAgainst(sentences[k]!, profile, { included: true }).score < CLEAN_BELOW / 2) {
        const shorter = sentences
          .slice(k + 1)
          .join("")
          .trim();
        if (scoreAgainst(shorter, profile, { afterEnd: true, included: true }).score >= GLUED_AT) best = k + 1;
        if (!startsAdvert(sentences[k]!)) break;
        best = k;
      }
    }
  }
  if (best < 1 || ownVoice(sentences.slice(0, best).join(""))) return [paragraph];
  return [
    { ...paragraph, text: sentences.slice(0, best).join("").trim() },
    { ...paragraph, text: sentences.slice(best).join("").trim(), gap: 0, bullet: false },
  ];
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
