import { type ArticleProfile, contentWords } from "./article-profile.ts";
import { languageOf, scriptOf } from "./language.ts";
import { byRange } from "./letters.ts";
import { selfPromotionOf } from "./self-promotion.ts";
import { contactsOf } from "./spam-contacts.ts";
import {
  ARROWS,
  EARNINGS,
  EASY_WORK,
  FOR_ONESELF,
  PERIOD,
  PRAISE,
  SALES_TALK,
  SUM,
  withoutAddresses,
} from "./spam-signs.ts";
import { foldWords, rolesOfWords, type WordRole } from "./spam-words.ts";
import { tellsSpeech } from "./speech.ts";
import { endsOnContact } from "./stranger.ts";

/** What the page around a comment says about it. */
export interface CommentContext {
  /** How often the same comment stands on the page, itself included. */
  copies?: number;
  /** On how many other pages and sites the same comment was seen. */
  elsewhere?: number;
  /** The comment's text is part of the article text that it is compared with. */
  included?: boolean;
  /** Included, but far behind the rest of the text: no part of it by its place. */
  apart?: boolean;
  /** Stands after the end of the article, behind a gap or among other comments. */
  afterEnd?: boolean;
}

/** Signs that a comment gives by its own words and beside its article: what weights are learned for. */
export const COMMENT_FEATURES = [
  "promoted-address",
  "front-page",
  "hidden-address",
  "cites-a-source",
  "shortened-address",
  "phone-number",
  "email-address",
  "account-handle",
  "messenger",
  "link-markup",
  "goods-for-sale",
  "wares",
  "sales-talk",
  "call-to-act",
  "testimony",
  "earnings",
  "site-praise",
  "generic-praise",
  "several-signs",
  "contact-and-offer",
  "contact-and-call",
  "contact-and-praise",
  "message-and-contact",
  "asks-and-answers",
  "ends-on-contact",
  "offer-without-contact",
  "easy-money",
  "personal-offer",
  "sum-of-money",
  "percentage",
  "pointing-marks",
  "own-outlet",
  "invitation",
  "in-private",
  "invited-to-outlet",
  "gain-without-address",
  "borrowed-title",
  "trailing-label",
  "shares-words-with-article",
  "no-shared-words",
  "foreign-script",
  "foreign-language",
  "question",
  "shouting",
  "length",
] as const;
export type CommentFeature = (typeof COMMENT_FEATURES)[number];
export type CommentFeatures = Record<CommentFeature, number>;

/** Words up to which signs are counted as they are. */
const DENSE_WORDS = 45;
/** Pictures of money, luck, lips and fire, as they stand in advertisements in runs. */
const LURES =
  /[\u{1f3b0}\u{1f4b0}\u{1f4b5}\u{1f4b2}\u{1f4b8}\u{1f911}\u{1f680}\u{1f48e}\u{1f48b}\u{1f618}\u{1f51e}\u{1f351}\u{1f525}\u{1f48a}\u{1f4b6}\u{1f3c6}\u{1f534}\u{1f535}\u{1f449}\u{1f448}\u{1f4e9}\u{1f4f2}\u{1f381}\u{1f495}\u{1f42f}\u{1f45c}\u{231a}\u{27a1}\u{2b05}\u{25b6}\u{27a4}\u{279c}\u{25ba}\u{2705}]/gu;
/** None of them stands in a text without one of these; most texts have none. */
const MAY_LURE = /[\u231a-\udfff]/;
const PERCENT = byRange(/\d\s?%|(?<!\p{L})(?:por cien(?:to)?|prozent|percent)(?!\p{L})|٪/u);
/** "Leaking roof?": a question put to nobody, and the way to the answer behind it. */
const ASKS_FIRST = /^[^.!?？؟\n]{4,90}[?？؟]\s*\S/u;
/** A sentence, then a few words without an end: a label to be found by, as link sellers put it. */
const LABEL = /[.!?。।۔…:)]\s+([^.!?。।۔…:\n]{6,70})$/u;

/**
 * Values are counts up to a bound, yes (1) or no (0), or shares; 0 is a comment without the sign.
 * Words of the `unknown` roles are not looked up, as if an advertisement had found new ones: learning needs such rows,
 * lest it lean on the words that it was shown.
 */
export function featuresOf(
  comment: string,
  profile: ArticleProfile,
  context: CommentContext,
  unknown: WordRole[] = [],
): CommentFeatures {
  const text = withoutQuotations(comment.normalize("NFKC"));
  const lower = text.toLowerCase();
  // What the report itself sells or names is no promotion. Of its own parts only what its first half says counts.
  const given = !context.included ? profile : profile.opening.lower.includes(lower) ? NOTHING : profile.opening;
  const contacts = contactsOf(text, comment, given.lower);
  const bare = withoutAddresses(text);
  const way = contacts.promoted + Number(contacts.hidden) + Number(contacts.shortened) + Number(contacts.phone);
  const ways = way + Number(contacts.email) + Number(contacts.handle) + Number(contacts.markup);
  const contact = Number(ways > 0);
  // A path leads to something to read: readers, too, close with one.
  const door = contacts.frontPage || contacts.phone || contacts.email;
  const found = rolesOfWords(foldWords(bare));
  for (const role of unknown) found[role].clear();
  // Words for sale prove little under an article about them.
  for (const role of ["goods", "wares", "sales", "earnings"] as const)
    for (const term of found[role]) if (given.folded.includes(term)) found[role].delete(term);
  // A long text has more of every word; an advertisement says all of them at once.
  const dense = Math.min(1, DENSE_WORDS / text.split(/\s+/).length);
  const count = (role: WordRole, most: number) => Math.min(most, found[role].size * dense);
  const talk = SALES_TALK.filter((pattern) => pattern.test(lower)).length;
  // One such word is anybody's, unless it comes with a way to reach the seller.
  const unbacked = contact || contacts.messenger ? 0 : 1;
  const sales = Math.min(4, Math.max(0, Math.max(found.sales.size, talk) - unbacked) * dense);
  const earnings = Math.min(3, Math.max(found.earnings.size, EARNINGS.test(lower) ? 1 : 0) * dense);
  const money = SUM.test(lower);
  // "A few hours a day from my phone", with a sum or a promise. A report says who said so.
  const easy = EARNINGS.test(lower) && EASY_WORK.test(lower) && (money || talk > 0);
  const personal = FOR_ONESELF.test(lower) && !tellsSpeech(text);
  // Readers speak of money, too; sellers name a sum and a way to them.
  const sum = Number(money && (contact || contacts.messenger || easy));
  const own = selfPromotionOf(text, lower);
  const invited = own.outlet + own.invites + own.inPrivate > 1;
  const gains = own.gain + own.helper + own.inPrivate + Number(offersSomething(found, earnings, sales)) > 1;
  const offer = Number(found.goods.size > 0 || found.wares.size > 0 || sales > 1 || earnings > 1);
  const call = Number(found.calls.size > 0);
  const praise = PRAISE.filter((pattern) => pattern.test(lower)).length;
  const praised = praise + found.sitePraise.size > 0;
  const label = text.trim().match(LABEL)?.[1];
  const lures = MAY_LURE.test(text) ? (text.match(LURES) ?? []).length : 0;
  const shared = sharedWords(bare, profile, context.included ?? false);
  const foreign = foreignTo(text, profile);
  const kinds = [found.goods.size, found.wares.size, sales, found.calls.size, found.testimony.size, earnings, sum];
  const several = kinds.filter((n) => n > 0).length;
  return {
    "promoted-address": Math.min(2, contacts.promoted),
    "front-page": Number(contacts.frontPage),
    "hidden-address": Number(contacts.hidden),
    "cites-a-source": Math.min(1, contacts.references) * (1 - contact),
    "shortened-address": Number(contacts.shortened),
    "phone-number": Number(contacts.phone),
    "email-address": Number(contacts.email),
    "account-handle": Number(contacts.handle),
    messenger: Number(contacts.messenger),
    "link-markup": Number(contacts.markup),
    "goods-for-sale": count("goods", 3),
    wares: count("wares", 3),
    "sales-talk": sales,
    "call-to-act": count("calls", 3),
    testimony: count("testimony", 3),
    earnings,
    "site-praise": count("sitePraise", 3),
    "generic-praise": Math.min(3, praise),
    "several-signs": Math.max(0, several - 1) * dense,
    "contact-and-offer": contact * offer,
    "contact-and-call": contact * call,
    "contact-and-praise": contact * Number(praised),
    "message-and-contact": Number(contacts.messenger && call + contact > 0),
    "ends-on-contact": Number(door && endsOnContact(text)),
    "asks-and-answers": contact * Number(ASKS_FIRST.test(text)),
    "offer-without-contact": (1 - contact) * offer,
    "easy-money": Number(easy && !tellsSpeech(text)),
    "personal-offer": Number(talk > 1 && found.goods.size + found.wares.size > 0 && personal),
    "sum-of-money": sum + (sum && PERIOD.test(lower) ? 1 : 0),
    percentage: Number(PERCENT.test(lower)),
    "pointing-marks": (contact || lures > 2 ? Math.min(3, lures) : 0) + Number(ARROWS.test(text)),
    "own-outlet": own.outlet,
    invitation: own.invites,
    "in-private": own.inPrivate,
    "invited-to-outlet": Number(invited),
    "gain-without-address": Number(gains),
    "borrowed-title": Number(contact && borrows(text, profile)),
    "trailing-label": Number(!!label && praised && !/\p{Extended_Pictographic}/u.test(label)),
    "shares-words-with-article":
      contact || invited || gains ? 0 : Math.min(4, shared.hits) * Number(shared.share > 0.1),
    "no-shared-words": Number(shared.words >= 6 && shared.hits === 0),
    "foreign-script": Number(foreign === "script"),
    "foreign-language": Number(foreign === "language"),
    question: (1 - contact) * Number(/[?？؟]/.test(text)),
    shouting: Number(shouting(text)),
    length: Math.min(1, text.length / 300),
  };
}

const NOTHING = { lower: "", folded: "" };

/** Money from home, wares, sales talk: what goes on in private. */
const offersSomething = (found: Record<WordRole, Set<string>>, earnings: number, sales: number): boolean =>
  found.goods.size > 0 || found.wares.size > 0 || earnings > 0 || sales > 0;

const QUOTED = /["“«„][^"”»“]{8,}["”»“]|``.{8,}?''/gu;

/** What somebody says in his own words; all of it where there are hardly any but quoted ones. */
function withoutQuotations(text: string): string {
  const own = text.replace(QUOTED, " ");
  return own.length >= 20 ? own : text;
}

/** Share of the title's content words from which a comment repeats the title. */
const BORROWED_AT = 0.6;

function borrows(text: string, profile: ArticleProfile): boolean {
  if (profile.titleWords.length < 3) return false;
  const own = new Set(contentWords(text));
  return profile.titleWords.filter((word) => own.has(word)).length >= profile.titleWords.length * BORROWED_AT;
}

/** Content words of a comment, without its addresses, that also stand in the article. */
function sharedWords(bare: string, profile: ArticleProfile, included: boolean) {
  const own = new Map<string, number>();
  for (const word of contentWords(bare)) own.set(word, (own.get(word) ?? 0) + 1);
  let hits = 0;
  for (const [word, times] of own) if ((profile.counts.get(word) ?? 0) > (included ? times : 0)) hits++;
  return { words: own.size, hits, share: own.size === 0 ? 0 : hits / own.size };
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

const letters = (text: string): number => count(text, LATIN_LETTERS, /\p{L}/gu);

function shouting(text: string): boolean {
  const all = letters(text);
  return all >= 20 && count(text, LATIN_CAPITALS, /\p{Lu}/gu) > all * 0.6;
}

/** Characters of a kind: those of ASCII by their codes, the rest by a pattern. */
function count(text: string, ascii: { first: number; last: number; cased: number }, others: RegExp): number {
  let found = 0;
  let beyond = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) beyond = true;
    else if ((code | ascii.cased) >= ascii.first && (code | ascii.cased) <= ascii.last) found++;
  }
  return beyond ? found + (text.replace(ASCII, "").match(others)?.length ?? 0) : found;
}

const ASCII = /[\u0000-\u007f]+/g;
/** `cased` is the bit that makes a capital small. */
const LATIN_LETTERS = { first: 0x61, last: 0x7a, cased: 0x20 };
const LATIN_CAPITALS = { first: 0x41, last: 0x5a, cased: 0 };
