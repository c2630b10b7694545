import type { ArticleProfile } from "./article-profile.ts";
import type { CommentScorer } from "./comment-spam.ts";
import { languageOf, scriptOf } from "./language.ts";
import { withoutContacts } from "./spam-signs.ts";
import { tellsSpeech } from "./speech.ts";
import { type ReportNames, unfinished, withoutOwnAddresses } from "./stranger.ts";
import { voiceOf } from "./voice.ts";

/** What a report says around the paragraph at whose end an advertisement may stand. */
export interface Surroundings {
  profile: ArticleProfile;
  /** Against the same report. */
  score: CommentScorer;
  names: ReportNames;
  /** The author or those he interviews speak in the first or the second person: that tells nobody from them. */
  personal: boolean;
  /** Content words of a sentence that the rest of the report has, too. */
  shared: (sentence: string) => number;
}

/** Score (0 to 1) from which what follows a cut is an advertisement. */
const ADVERT_AT = 0.46;
/**
 * Log-odds that a sentence is the advertiser's, besides those of its own words (`near`: a sentence is more often his
 * where an advertisement is known to end; `least`: one without a sign is hardly less so). He speaks for himself or to
 * the reader (`voice`), and says what he has before he says where (`offer`). The report's sentences come back to its
 * words (`shared`), keep its language, and give a number of their own (`note`). A first sentence that shares nothing
 * with the report is more often his.
 */
const ODDS = {
  near: 1.5,
  least: -0.7,
  voice: 2,
  offer: 1.5,
  shared: -1,
  language: 3,
  script: 6,
  note: -3,
  opening: 0.6,
};
/** Shared words that count. */
const MAX_SHARED = 3;
/** Letters from which a sentence shows its language, and its script. */
const LANGUAGE_CHARS = 40;
const SCRIPT_CHARS = 12;

/**
 * Where in a row of sentences an advertisement begins: at the sentence from which on the log-odds sum up highest.
 * 0 where that is the first, null where there is none.
 */
export function advertStart(sentences: string[], around: Surroundings, allowed: (k: number) => boolean): number | null {
  let best = 0;
  let at: number | null = null;
  let sum = 0;
  let foreign = 0;
  for (let k = sentences.length - 1; k >= 0; k--) {
    const sentence = sentences[k]!.trim();
    const next = sentences[k + 1]?.trim();
    const strange = foreignness(withoutContacts(sentence).trim(), around.profile);
    // Behind the report's language another one began: what stands before is the report's.
    sum += oddsOf(sentence, around) + (strange > 0 ? strange : -foreign);
    foreign = Math.max(foreign, strange);
    if (next !== undefined && k + 2 === sentences.length && bareContact(next, around.score)) sum += ODDS.offer;
    if (next !== undefined && isNote(sentence, around.score)) sum += ODDS.note;
    if (k > 0 && !allowed(k)) continue;
    if (advertScore(sentences.slice(k).join("").trim(), around.score) < ADVERT_AT) continue;
    const opening = k === 0 && around.shared(sentence) === 0 ? ODDS.opening : 0;
    if (sum + opening <= best) continue;
    best = sum + opening;
    at = k;
  }
  return at;
}

/** Says where, and offers nothing in the few words that it has besides. */
function bareContact(text: string, score: CommentScorer): boolean {
  const rest = withoutContacts(text);
  if (rest === text || (rest.match(/[\p{L}\p{M}]+/gu)?.length ?? 0) > BARE_WORDS) return false;
  return advertScore(rest, score) < BARE_BELOW;
}
const BARE_WORDS = 6;
const BARE_BELOW = 0.15;

/** A whole sentence with an address or a number, and nothing for sale: "Questions: 020 555 0118." */
const isNote = (text: string, score: CommentScorer): boolean =>
  !unfinished(text) && withoutContacts(text) !== text && !score(text, { included: true }).sells;

/** Spam score (0 to 1) of what may have been glued to a report. */
export const advertScore = (text: string, score: CommentScorer): number =>
  score(text, { included: true, apart: true }).score;

function oddsOf(text: string, { profile, score: scored, names, personal, shared }: Surroundings): number {
  const score = advertScore(withoutOwnAddresses(names, text), scored);
  const asks = !personal && exclaims(text);
  const voiced = !personal && speaks(text, profile.lang);
  return (
    Math.max(ODDS.least, Math.log(score / (1 - score)) + ODDS.near) +
    Number(asks || voiced) * ODDS.voice +
    // Who calls out or speaks up with the report's words has borrowed them.
    (asks ? 0 : Math.min(voiced ? 1 : MAX_SHARED, shared(text)) * ODDS.shared)
  );
}

/** Ends with a question or an exclamation. */
export const exclaims = (text: string): boolean => /[?!？！؟]["”’»)]*\s*$/.test(text);

/** Speaks for himself or to somebody, or praises; not where the report says who said so. */
function speaks(text: string, home: string | null): boolean {
  const { first, second, praise, loose } = voiceOf(text, home);
  return first > 0 || ((second > 0 || praise || loose > 0) && !tellsSpeech(text));
}

/** Log-odds that a sentence in another language or script than the report's is not the report's; 0 where it is in its own. */
function foreignness(text: string, { lang, script }: ArticleProfile): number {
  if (text.length >= SCRIPT_CHARS && script !== null) {
    const own = scriptOf(text);
    if (own !== null && own !== script) return ODDS.script;
  }
  const own = text.length >= LANGUAGE_CHARS ? languageOf(text) : null;
  return own !== null && lang !== null && own !== lang ? ODDS.language : 0;
}
