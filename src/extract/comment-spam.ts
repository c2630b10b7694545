import { isFunctionWord, languageOf, scriptOf } from "./language.ts";
import {
  ADDRESS,
  ARROWS,
  CALLS,
  EARNINGS,
  EASY_WORK,
  EMAIL,
  GOODS,
  MESSENGER,
  PERIOD,
  PHONE,
  PRAISE,
  REFERENCE,
  SALES_TALK,
  SHORTENER,
  SUM,
} from "./spam-signs.ts";

/** A comment with the article it stands under. */
export interface CommentCase {
  comment: string;
  title: string;
  article: string;
}

/** What the page around a comment says about it. */
export interface CommentContext {
  /** How often the same comment stands on the page, itself included. */
  copies?: number;
  /** The comment's text is part of the article text that it is compared with. */
  included?: boolean;
  /** Stands after the end of the article, behind a gap or among other comments. */
  afterEnd?: boolean;
}

export interface SpamScore {
  /** 0 (a reader) to 1 (an advertisement). */
  score: number;
  spam: boolean;
  /** The signs found, strongest first. */
  reasons: string[];
}

/** Log-odds of a comment with no sign at all. Precision first: one weak sign must not reach 0. */
const PRIOR = -2.6;
/** At this score and above a comment is called spam, unless a setting says otherwise. */
const SPAM_AT = 0.5;

/**
 * Scores a comment by adding log-odds for each sign. Two independent strong signs (an address and goods for sale, a
 * phone number and a call to act) or one strong sign with repetition make spam; praise alone never does unless it is a
 * whole template of it. Words shared with the article and links to references speak for a reader.
 *
 * @example scoreComment({ comment: "I earn $95/hour at home, see www.example.com", title: "", article: "" }).spam // true
 */
export function scoreComment(given: CommentCase, context: CommentContext = {}, spamAt = SPAM_AT): SpamScore {
  return scoreAgainst(given.comment, profileOf(given.title, given.article), context, spamAt);
}

/** What a comment is compared with, read once for all comments of a page. */
export interface ArticleProfile {
  counts: Map<string, number>;
  lower: string;
  chars: number;
  script: string | null;
  lang: string | null;
}

/** Characters of an article that comments are compared with. */
const PROFILE_CHARS = 60_000;
/** A longer text is no comment, and not worth the patterns' time. */
const MAX_COMMENT_CHARS = 6_000;

export function profileOf(title: string, article: string): ArticleProfile {
  const text = `${title}\n${article}`.slice(0, PROFILE_CHARS);
  const counts = new Map<string, number>();
  for (const word of contentWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return {
    counts,
    lower: text.toLowerCase(),
    chars: article.length,
    script: scriptOf(article),
    lang: languageOf(article),
  };
}

/** As `scoreComment`, against a profile. */
export function scoreAgainst(
  comment: string,
  profile: ArticleProfile,
  context: CommentContext = {},
  spamAt = SPAM_AT,
): SpamScore {
  const text = comment.slice(0, MAX_COMMENT_CHARS).normalize("NFKC");
  const signs: { sign: string; weight: number }[] = [];
  const add = (sign: string, weight: number) => signs.push({ sign, weight });

  const email = EMAIL.test(text);
  const addresses =
    text
      .replace(new RegExp(EMAIL.source, "gi"), " ")
      .match(ADDRESS)
      ?.filter((one) => !GLUED_SENTENCE.test(one)) ?? [];
  const promoted = addresses.filter((one) => !REFERENCE.test(one));
  const short = SHORTENER.test(text);
  if (promoted.length > 0) add("promoted-address", promoted.length > 2 ? 2.4 : 1.6);
  if (short) add("shortened-address", 1.2);
  const phone = PHONE.test(text.replace(ADDRESS, " "));
  if (phone) add("phone-number", 1.9);
  if (email) add("email-address", 1.7);
  const messenger = MESSENGER.test(text);
  if (messenger && (phone || email || promoted.length > 0 || CALLS.test(text))) add("messenger", 1.2);
  const paid = SUM.test(text) && PERIOD.test(text);
  const earnings = EARNINGS.test(text) || (paid && EASY_WORK.test(text));
  if (earnings) add("earnings", 1.7);
  const goods = new Set((text.match(new RegExp(GOODS.source, "giu")) ?? []).map((one) => one.toLowerCase()));
  const calls = (text.match(new RegExp(CALLS.source, "giu")) ?? []).length;
  const overlap = sharedWords(text, profile, context.included ?? false);
  // Words for sale prove little under an article about them.
  const own = context.included ? text.toLowerCase() : "";
  const aboutGoods = [...goods].filter((one) => occurrences(profile.lower, one) <= occurrences(own, one)).length;
  if (aboutGoods > 0) add("goods-for-sale", Math.min(3, 1.2 + 0.5 * (aboutGoods - 1)));
  const plain = text.replace(QUOTED, " ");
  const talk = SALES_TALK.filter((pattern) => pattern.test(plain)).length;
  // The same words are a market report's, unless somebody speaks for himself or to the reader.
  const reported = SPEECH.test(plain);
  const personal = FOR_ONESELF.test(plain) && !reported;
  const easy = earnings && EASY_WORK.test(plain) && (SUM.test(plain) || talk > 0);
  if (talk > 0 && (easy || aboutGoods > 0 || talk >= 3) && (personal || calls > 0 || (talk >= 2 && !reported)))
    add("sales-talk", Math.min(2.6, 1 + 0.6 * (talk - 1)));
  if (easy && (personal || (paid && !reported))) add("earnings-testimony", FIRST.test(plain) ? 1.4 : 0.9);
  if (calls > 0) add("call-to-act", Math.min(2, 1 + 0.4 * (calls - 1)));
  if (ARROWS.test(text)) add("pointing-marks", 0.8);

  const praise = PRAISE.filter((pattern) => pattern.test(text)).length;
  const contact = promoted.length > 0 || phone || email || short;
  if (praise > 0) {
    if (contact) add("generic-praise", 0.9);
    else if (praise >= 3 && overlap.share < 0.2) add("praise-template", 0.9 + 0.75 * (praise - 2));
    else if (praise === 2 && overlap.hits === 0 && overlap.words >= 6) add("generic-praise", 0.8);
  }
  if (/<a\s[^>]*href|\[url[=\]]|\[link[=\]]/i.test(comment)) add("link-markup", 2);

  const copies = context.copies ?? 1;
  if (copies >= 2) add("repeated-on-page", copies >= 3 ? 3 : 2.2);
  if (context.afterEnd && (contact || easy)) add("after-the-end", 0.5);

  const words = text.split(/\s+/).length;
  const marks = signs.length;
  if (overlap.words >= 6 && overlap.share < 0.05 && marks > 0) add("no-shared-words", 0.6);
  if (overlap.share > 0.3 && overlap.hits >= 3) add("shares-words-with-article", -1.2);
  else if (overlap.hits >= 2 && overlap.share >= 0.12) add("shares-words-with-article", -0.5);

  const foreign = foreignTo(text, profile);
  if (foreign === "script") add("foreign-script", contact ? 1.4 : 0.9);
  else if (foreign === "language" && marks > 0) add("foreign-language", 0.6);
  if (words >= 5 && shouting(text)) add("shouting", 0.4);
  if (addresses.length > 0 && promoted.length === 0) add("cites-a-source", -0.8);

  const sum = signs.reduce((total, { weight }) => total + weight, PRIOR);
  const score = 1 / (1 + Math.exp(-sum));
  signs.sort((a, b) => b.weight - a.weight);
  return { score, spam: score >= spamAt, reasons: signs.map(({ sign }) => sign) };
}

/** Somebody speaks for himself or to the reader, outside of quotations. */
const FIRST =
  /(?:^|[^\p{L}'’])(?:i|my|me|we|our|ich|wir|je|mon|nous|yo|mi|gané|eu|meu|io|mio|ben|я|мой|мы)(?=[^\p{L}])/iu;
const FOR_ONESELF =
  /(?:^|[^\p{L}'’])(?:i|my|me|we|our|you|your|any ?one|anybody|everyone|everybody|ich|wir|sie|ihr\p{L}*|je|nous|vous|votre|yo|nosotros|usted|tu|su|eu|nós|você|io|noi|ben|biz|siz|я|мы|вы|вам)(?=[^\p{L}])/iu;
const QUOTED = /["“«„][^"”»“]{8,}["”»“]|``.{8,}?''/gu;
/** Words that report what somebody else said. */
const SPEECH =
  /(?<!\p{L})(?:said|says|told|added|according to|sagte|erklärte|déclaré|dijo|afirmó|disse|detto|dedi)(?!\p{L})/iu;

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0 && count < 20; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

/** "end.In" is a sentence end without its blank, not an address. */
const GLUED_SENTENCE = /^[^/]*\.\p{Lu}\p{Ll}+$/u;

/** Content words of a comment (four letters and more, no function words) that also stand in the article. */
function sharedWords(
  comment: string,
  profile: ArticleProfile,
  included: boolean,
): { words: number; hits: number; share: number } {
  const own = new Map<string, number>();
  for (const word of contentWords(comment.replace(ADDRESS, " "))) own.set(word, (own.get(word) ?? 0) + 1);
  let hits = 0;
  for (const [word, count] of own) if ((profile.counts.get(word) ?? 0) > (included ? count : 0)) hits++;
  return { words: own.size, hits, share: own.size === 0 ? 0 : hits / own.size };
}

function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]{2,}/gu) ?? [];
  const out: string[] = [];
  for (const word of words) {
    if (isFunctionWord(word)) continue;
    if (word.length < 4 && /^\p{Script=Latin}+$/u.test(word)) continue;
    // The first six letters stand for the word: "talk", "talks" and "talking" are one.
    out.push(word.slice(0, 6).replace(/s$/, ""));
  }
  return out;
}

function foreignTo(comment: string, profile: ArticleProfile): "script" | "language" | null {
  if (profile.chars < 200 || comment.length < 25) return null;
  const script = scriptOf(comment);
  const home = profile.script;
  if (script && home && script !== home && letters(comment) > 15) {
    // Kana beside Han and the like is one language's writing.
    const eastern = ["han", "kana", "hangul"];
    if (!(eastern.includes(script) && eastern.includes(home))) return "script";
  }
  if (comment.length <= 60 || !profile.lang) return null;
  const lang = languageOf(comment);
  return lang && lang !== profile.lang ? "language" : null;
}

const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

function shouting(text: string): boolean {
  const all = text.match(/\p{L}/gu) ?? [];
  const upper = text.match(/\p{Lu}/gu) ?? [];
  return all.length >= 20 && upper.length > all.length * 0.6;
}
