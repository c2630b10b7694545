import { type ArticleProfile, profileOf } from "./article-profile.ts";
import { scoreAgainst } from "./comment-spam.ts";
import { copyKey } from "./copies.ts";
import { once, perText } from "./per-text.ts";
import { type Paragraph, words } from "./plain-lines.ts";
import { GAP } from "./report-end.ts";
import { aboutSpam, mayAdvertise, withoutAddresses, withoutMails } from "./spam-signs.ts";
import { endsOnContact, namesIn, ownAddress, type ReportNames, unfinished } from "./stranger.ts";
import { voiceOf } from "./voice.ts";

/** A suffix at or above this score was glued on. */
const GLUED_AT = 0.6;
/** Score that no sentence of a report has, prices and helplines in it or not. */
const CLEAN_BELOW = 0.1;
/** Score of a single sentence from which an advertisement can begin with it. */
const ADVERT_SENTENCE = 0.25;
/** Score from which the end of a report's last paragraph may be an advertisement, however it begins. */
const SPAM_FROM = 0.5;
/** Words of a report's sentence that an advertisement can follow. */
const MIN_REPORT = 4;
/** Sentences of one paragraph behind which it is looked for. */
const MAX_SENTENCES = 16;
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
  const half = all.slice(0, Math.ceil(all.length / 2)).map(({ text }) => text);
  const names = once(() => namesIn(`${title} ${half.join(" ")}`));
  const ofSpam = all.filter(({ text }) => aboutSpam(text)).length;
  const advertOf = perText((text) => {
    if (words(text) < 16 || !mayAdvertise(text) || ofSpam > (aboutSpam(text) ? 1 : 0)) return null;
    return cutAt(
      cutsOf(text, profile, names()).find(({ foreign, suffix }) => foreign && scoreOf(suffix, profile) >= GLUED_AT),
    );
  });
  const voiceIn = perText((text) => {
    const cuts = cutsOf(text, profile, names());
    const first = cuts.find(({ foreign }) => foreign);
    return cutAt(first ?? sharpest(cuts, profile));
  });
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
    const parts = advertOf(text) ?? (last ? voiceIn(text) : null);
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

/** Spam score (0 to 1) of what may have been glued on. */
const scoreOf = (suffix: string, profile: ArticleProfile): number =>
  scoreAgainst(suffix, profile, { included: true, apart: true, endsOnContact: endsOnContact(suffix) }).score;

/** The cut whose second part is the clearest advertisement; none where none is one. */
const sharpest = (cuts: Cut[], profile: ArticleProfile): Cut | undefined =>
  cuts
    .map((cut) => ({ cut, score: scoreOf(cut.suffix, profile) }))
    .reduce<{ cut?: Cut; score: number }>((best, one) => (one.score >= best.score ? one : best), { score: SPAM_FROM })
    .cut;

/** The cuts that leave the report clean: whole sentences that tell, in nobody's voice, and offer nothing. */
function cutsOf(text: string, profile: ArticleProfile, names: ReportNames): Cut[] {
  const sentences = sentencesOf(text);
  const sign = (part: string) => scoreAgainst(part, profile, { included: true }).score;
  const cuts: Cut[] = [];
  for (let k = 1; k < Math.min(sentences.length, MAX_SENTENCES); k++) {
    const prefix = sentences.slice(0, k).join("").trim();
    const suffix = sentences.slice(k).join("").trim();
    if (exclaims(prefix) || startsAdvert(prefix) || forOneself(prefix, profile.lang)) break;
    if (sign(ownAddress(names, prefix) ? withoutAddresses(withoutMails(prefix)) : prefix) >= CLEAN_BELOW) break;
    if (words(prefix) < MIN_REPORT || !saysSomething(suffix) || unbalanced(suffix) || opensOnly(prefix)) continue;
    const first = sentences[k]!;
    const breaksOff = k === sentences.length - 1 && unfinished(first.trim());
    const foreign =
      breaksOff ||
      exclaims(first) ||
      ownVoice(first, profile.lang) ||
      startsAdvert(first) ||
      sign(first) >= ADVERT_SENTENCE;
    cuts.push({ prefix, suffix, foreign });
  }
  return cuts;
}

/** Ends with a question or an exclamation. */
const exclaims = (text: string): boolean => /[?!？！؟]["”’»)]*\s*$/.test(text);

/** More than a bare address or number: that goes with the sentence before it. */
const saysSomething = (suffix: string): boolean => (withoutAddresses(suffix).match(/\p{L}{3,}/gu)?.length ?? 0) > 1;

const BREAK =
  /[.!?…。！？]["”’»)]*\s+(?=["“«‘(¡¿]*[\p{Lu}\p{Lo}\p{So}]|(?:i|i'm|hey|hi|hello)\s|<a\s|\[url)|[।۔]\s+|(?<=\p{Ll}{3})[.!?…]["”’»)]*\s+(?=\d)|[.!?…]["”’»)]*(?=["“«]?\p{Lu}[\p{Ll}\s'’])/gu;

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
function ownVoice(text: string, home: string | null): boolean {
  return forOneself(text, home) || (voiceOf(text, home).second > 0 && words(text) <= 40);
}

/** Speaks of himself, or praises: nobody in a report does. */
function forOneself(text: string, home: string | null): boolean {
  const { first, praise } = voiceOf(text, home);
  return first > 0 || praise;
}

/** First or second person, or praise: the voice of one who sells. */
const startsAdvert = (sentence: string): boolean =>
  /^\s*(?:I|My|You|Your|We|Great|Nice|Thanks|Hi|Hello|Dear|Want|Need)\b/.test(sentence);

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
