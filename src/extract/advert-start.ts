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
 * where an advertisement is known to end; `least`: one without a sign is hardly less so). He speaks for himself, asks or
 * praises (`voice`), and says what he has before he says where (`offer`); to the reader speaks many a report, too
 * (`address`). The report's sentences come back to its words (`shared`), keep its language, and give a number of their
 * own (`note`, whatever the number scores). A first sentence that shares nothing with the report is more often his.
 */
const ODDS = {
  near: 1.5,
  least: -0.7,
  voice: 2,
  address: 0.6,
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

/** Where something may begin, with the sum of the log-odds from there on. */
interface Start {
  k: number;
  odds: number;
}

/**
 * Where in a row of sentences an advertisement begins: at the sentence from which on the log-odds sum up highest, among
 * those from which on it is one. Where another place is likelier and what stands above it surely the report's, that is
 * the place, and whether an advertisement stands behind it is left open. 0 where it is the first sentence, null where
 * there is none.
 */
export function advertStart(sentences: string[], around: Surroundings, allowed: (k: number) => boolean): number | null {
  const none: Start = { k: -1, odds: 0 };
  let advert = none;
  let likeliest = none;
  let strangeFrom = -1;
  let sum = 0;
  let foreign = 0;
  let home = false;
  let told = false;
  for (let k = sentences.length - 1; k >= 0; k--) {
    const sentence = sentences[k]!.trim();
    const next = sentences[k + 1]?.trim();
    const strange: number = home ? 0 : foreignness(withoutContacts(sentence).trim(), around.profile);
    // Behind the report's language another one began: what stands before is the report's.
    home ||= strange === 0 && foreign > 0;
    if (strange > 0) strangeFrom = k;
    const note = next !== undefined && isNote(sentence, around.score);
    const own = oddsOf(sentence, around);
    sum += (note ? Math.min(own, 0) + ODDS.note : own) + (strange > 0 ? strange : -foreign);
    foreign = Math.max(foreign, strange);
    const bare = k + 2 === sentences.length && bareContact(next!, around.score);
    if (bare || (told && offers(sentence, around.score))) sum += ODDS.offer;
    told ||= withoutContacts(sentence) !== sentence;
    if (k > 0 && !allowed(k)) continue;
    const odds = sum + (k === 0 && around.shared(sentence) === 0 ? ODDS.opening : 0);
    if (odds > likeliest.odds) likeliest = { k, odds };
    if (odds > advert.odds && advertScore(sentences.slice(k).join("").trim(), around.score) >= ADVERT_AT)
      advert = { k, odds };
  }
  if (likeliest.k > 0 && likeliest.k !== advert.k) {
    const above = sentences.slice(0, likeliest.k);
    if (reportsAbove(above, strangeFrom === likeliest.k, around)) return likeliest.k;
  }
  return advert === none ? null : advert.k;
}

/** What stands above is surely the report's: in its language where another one follows, or telling in nobody's voice. */
function reportsAbove(sentences: string[], strangeBelow: boolean, around: Surroundings): boolean {
  if (strangeBelow) {
    const above = sentences.join("");
    const known =
      languageOf(above) === around.profile.lang || sentences.some((one) => isNote(one.trim(), around.score));
    return known && foreignness(above, around.profile) === 0;
  }
  const told = sentences.map((one) => one.trim());
  // A question that a note answers: "Found a mistake? Write to the desk: …".
  if (isNote(told.at(-1)!, around.score)) return !told.some((one) => sellsIn(one, around.score));
  return told.every((one) => tellsPlainly(one, around));
}

function tellsPlainly(text: string, { profile, score }: Surroundings): boolean {
  if (exclaims(text) || speaks(text, profile.lang)) return false;
  return isNote(text, score) || (advertScore(text, score) < PLAIN_BELOW && !namesAnOffer(text, score));
}
const PLAIN_BELOW = 0.1;

/** Says what is for sale, and leaves it to a later sentence to say where; not where somebody is quoted. */
const offers = (text: string, score: CommentScorer): boolean =>
  withoutContacts(text) === text && !QUOTATION.test(text) && !tellsSpeech(text) && sellsIn(text, score);
const QUOTATION = /["“”«»„]/;

const sellsIn = (text: string, score: CommentScorer): boolean => score(text, { included: true }).sells;

/** Says where, and offers nothing in the few words that it has besides. */
function bareContact(text: string, score: CommentScorer): boolean {
  const rest = withoutContacts(text);
  if (rest === text || (rest.match(/[\p{L}\p{M}]+/gu)?.length ?? 0) > BARE_WORDS) return false;
  return advertScore(rest, score) < BARE_BELOW && !namesAnOffer(text, score);
}

/** Names goods or sums, or talks as sellers do, whatever that proves. */
const namesAnOffer = (text: string, score: CommentScorer): boolean =>
  score(text, { included: true }).reasons.some((sign) => OFFERING.has(sign));
const OFFERING = new Set(["goods-for-sale", "wares", "sum-of-money", "sales-talk", "earnings"]);
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
  const { first, praise } = voiceOf(text, profile.lang);
  const voice = asks || first > 0 || praise ? ODDS.voice : ODDS.address;
  return (
    Math.max(ODDS.least, Math.log(score / (1 - score)) + ODDS.near) +
    Number(asks || voiced) * voice +
    // Who calls out or speaks up with the report's words has borrowed them.
    (asks ? 0 : Math.min(MAX_SHARED, shared(text)) * ODDS.shared)
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
