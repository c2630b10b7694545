import { advertScore, advertStart, exclaims } from "./advert-start.ts";
import { type ArticleProfile, contentWords, profileOf } from "./article-profile.ts";
import { type CommentScorer, scorerAgainst } from "./comment-spam.ts";
import { copyKey } from "./copies.ts";
import { lastSentences, MAX_SENTENCES, partsAt, sentencesOf, separable } from "./glued-sentences.ts";
import { languageOf } from "./language.ts";
import { once, perText } from "./per-text.ts";
import { type Paragraph, words } from "./plain-lines.ts";
import { GAP } from "./report-end.ts";
import { COLUMN_AT } from "./report-voice.ts";
import { aboutSpam, mayAdvertise, withoutAddresses, withoutMails } from "./spam-signs.ts";
import { namesIn, ownAddress, type ReportNames, unfinished } from "./stranger.ts";
import { voiceOf } from "./voice.ts";

/** A suffix at or above this score was glued on. */
const GLUED_AT = 0.6;
/** Score that no sentence of a report has, prices and helplines in it or not. */
const CLEAN_BELOW = 0.1;
/** Score of a single sentence from which an advertisement can begin with it. */
const ADVERT_SENTENCE = 0.25;
/** Words from which a paragraph shows how the author speaks. */
const RUNNING_WORDS = 10;
/** A longer paragraph is no sentence with a comment behind it. */
const MAX_CHARS = 20_000;

/** Says how to split; made once for a text. */
export type Splitter = (paragraph: Paragraph, index: number) => Paragraph[];

/**
 * Splits what was glued to the end of a report's paragraph off it, where it follows on the same line: a clear
 * advertisement anywhere; in the report's last paragraph, whatever begins to speak as the report does not. Who judges the
 * parts decides; parts that stay are joined again. A paragraph in which somebody speaks for himself from the start is
 * one piece.
 */
export function gluedCommentSplitter(all: Paragraph[], title: string): Splitter {
  const profile = profileOf(title, all.map(({ text }) => text).join("\n"));
  const score = scorerAgainst(profile);
  const half = all.slice(0, Math.ceil(all.length / 2)).map(({ text }) => text);
  const names = once(() => namesIn(`${title} ${half.join(" ")}`));
  const ofSpam = all.filter(({ text }) => aboutSpam(text)).length;
  const advertOf = perText((text) => {
    if (words(text) < 16 || !mayAdvertise(text) || ofSpam > (aboutSpam(text) ? 1 : 0)) return null;
    return cutAt(
      cutsOf(text, profile, score, names()).find(
        ({ foreign, suffix }) => foreign && advertScore(suffix, score) >= GLUED_AT,
      ),
    );
  });
  const personal = once(() => {
    const voices = all
      .slice(0, -1)
      .filter(({ text }) => words(text) >= RUNNING_WORDS)
      .map(({ text }) => voiceOf(text, profile.lang));
    return voices.filter(({ first, second }) => first + second > 0).length > voices.length * COLUMN_AT;
  });
  const above = all.slice(0, -1).map(({ text }) => text);
  const advertBehind = perText((text) => {
    const own = new Map<string, number>();
    for (const word of contentWords(text)) own.set(word, (own.get(word) ?? 0) + 1);
    const shared = (sentence: string) =>
      [...new Set(contentWords(sentence))].filter((word) => (profile.counts.get(word) ?? 0) > own.get(word)!).length;
    const sentences = lastSentences(text);
    const lang = languageOf([...above, sentences[0]!].join("\n"));
    const at = advertStart(
      sentences,
      { profile: { ...profile, lang }, score, names: names(), personal: personal(), shared },
      (k) => separable(...partsAt(text, sentences, k)),
    );
    if (at === null) return voiceIn(text);
    if (at === 0) return null;
    return partsAt(text, sentences, at);
  });
  const voiceIn = perText((text) => cutAt(cutsOf(text, profile, score, names()).find(({ foreign }) => foreign)));
  const keys = all.map(({ text }) => copyKey(text));
  const copied = (text: string) => keys.indexOf(copyKey(text)) !== keys.lastIndexOf(copyKey(text));
  let most = 0;
  const widest = all.map(({ gap }) => (most = Math.max(most, gap)));
  return (paragraph, i) => {
    const { text, gap } = paragraph;
    // On the line behind the report's gap nothing is the report's.
    if (i > 0 && gap >= GAP && gap > widest[i - 1]!) return [paragraph];
    if (text.length > MAX_CHARS || !/[.!?…।۔。]["”’»]?\s?\S/.test(text)) return [paragraph];
    const last = i > 0 && gap < GAP && (all[i + 1]?.gap ?? GAP) >= GAP && !copied(text);
    const parts = last ? advertBehind(text) : advertOf(text);
    if (parts === null) return [paragraph];
    const [report, glued] = parts;
    const cutAfter = text.slice(report.length, text.length - glued.length);
    return [
      { ...paragraph, text: report },
      { ...paragraph, text: glued, gap: 0, bullet: false, cutAfter },
    ];
  };
}

/** A place in a paragraph where the report can end. */
interface Cut {
  prefix: string;
  suffix: string;
  /** What follows begins with a sentence that no report has. */
  foreign: boolean;
}

const cutAt = (cut: Cut | undefined): [string, string] | null => (cut ? [cut.prefix, cut.suffix] : null);

/** The cuts that leave the report clean: whole sentences that tell, in nobody's voice, and offer nothing. */
function cutsOf(text: string, profile: ArticleProfile, score: CommentScorer, names: ReportNames): Cut[] {
  const sentences = sentencesOf(text);
  const sign = (part: string) => score(part, { included: true }).score;
  const cuts: Cut[] = [];
  for (let k = 1; k < Math.min(sentences.length, MAX_SENTENCES); k++) {
    const prefix = sentences.slice(0, k).join("").trim();
    const suffix = sentences.slice(k).join("").trim();
    if (exclaims(prefix) || startsAdvert(prefix, profile.lang) || forOneself(prefix, profile.lang)) break;
    if (sign(ownAddress(names, prefix) ? withoutAddresses(withoutMails(prefix)) : prefix) >= CLEAN_BELOW) break;
    if (!separable(prefix, suffix)) continue;
    const first = sentences[k]!;
    const breaksOff = k === sentences.length - 1 && unfinished(first.trim());
    const foreign =
      breaksOff ||
      exclaims(first) ||
      ownVoice(first, profile.lang) ||
      startsAdvert(first, profile.lang) ||
      sign(first) >= ADVERT_SENTENCE;
    cuts.push({ prefix, suffix, foreign });
  }
  return cuts;
}

/** Speaks for itself or to the reader from its first sentence on: no report that an advertisement was glued to. */
function ownVoice(text: string, home: string | null): boolean {
  return forOneself(text, home) || (voiceOf(text, home).second > 0 && words(text) <= 40);
}

/** Speaks of himself, or praises: nobody in a report does. */
function forOneself(text: string, home: string | null): boolean {
  const { first, praise } = voiceOf(text, home);
  return first > 0 || praise;
}

/** First or second person, or praise, in English: the voice of one who sells. "I" is an article elsewhere. */
const startsAdvert = (sentence: string, home: string | null): boolean =>
  (languageOf(sentence) ?? home ?? "en") === "en" &&
  /^\s*(?:I|My|You|Your|We|Great|Nice|Thanks|Hi|Hello|Dear|Want|Need)\b/.test(sentence);
