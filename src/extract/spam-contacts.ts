import { byRange } from "./letters.ts";
import {
  addressesOf,
  MESSENGER,
  mailIn,
  PHONE,
  REFERENCE,
  SHORTENER,
  withoutAddresses,
  withoutMails,
} from "./spam-signs.ts";

/** Ways out of the page that a comment names: where it wants its reader to go. */
export interface Contacts {
  /** Addresses that lead to a front page or a sales page. */
  promoted: number;
  /** Addresses as arguments have them: a known reference, or a document deep inside a site. */
  references: number;
  /** One that is promoted has no path: nothing there to read about the matter. */
  frontPage: boolean;
  /** Written so that no filter reads it: "shop dot example", "s h o p . example", "name (at) mail". */
  hidden: boolean;
  shortened: boolean;
  phone: boolean;
  email: boolean;
  /** An account on a messenger or a network: "@name_fx", "t.me/name". */
  handle: boolean;
  messenger: boolean;
  /** HTML or forum markup around a link. */
  markup: boolean;
}

/** "end.In" is a sentence end without its blank, not an address. */
const GLUED_SENTENCE = /^[^/]*\.\p{Lu}\p{Ll}+$/u;
/** A word for the dot, as those write who hide an address. */
const DOT =
  "(?:\\[?\\(?\\s?(?:dot|punkt|punt|point|punto|ponto|nokta|точка|نقطة|डॉट|ڈاٹ|chấm|titik|kropka|点)\\s?\\)?\\]?|\\[\\s?\\.\\s?\\])";
/** Endings that are no words: "a sticking point between" is no address. */
const ENDING =
  "(?:com|net|org|info|biz|ru|xyz|online|shop|site|store|club|live|io|example|test|invalid)(?![\\p{L}\\p{N}])";
const HIDDEN = new RegExp(
  [
    `(?<![\\p{L}\\p{N}])[a-z0-9][a-z0-9-]{2,40}\\s?${DOT}\\s?${ENDING}`,
    `(?<![\\p{L}\\p{N}])(?:[a-z]\\s){5,}(?:[a-z]\\s?)?\\.\\s?${ENDING}`,
    `[a-z0-9]{3,}\\s?(?:\\(at\\)|\\[at\\]|\\sat\\s)\\s?[a-z0-9]{3,}\\s?(?:\\(dot\\)|\\[dot\\]|\\sdot\\s)\\s?[a-z]{2,12}`,
  ].join("|"),
  "u",
);
/** Cheap to look for; without one of these no address is hidden in a text. */
const HAS_ENDING =
  /(?:com|net|org|info|biz|ru|xyz|online|shop|site|store|club|live|io|example|test|invalid)(?![a-z])|dot/i;
/** A number as short as within a town, or a long one in groups; three groups of three only where no amount goes on. */
const LOCAL_PHONE =
  /(?<![\d.,])\(?\d{3}\)?[\s.-]\d{4}(?![\d%])|(?<!\d)\d{4,5}[\s.-]\d{5,6}(?!\d)|(?<!\d)\d{5}-\d{4}(?!\d)|(?<!\d)\d{11}(?!\d)|(?<![\d.,$€£₹]\s?)\b[3-9]\d{2}([ .-])\d{3}\1\d{3}(?![\d.,]?\d|\s?[%$€£₹]|\s\p{L})/u;
/** No number to call is without so many digits in a row. */
const DIGITS = /\d[\s().-]{0,2}\d[\s().-]{0,2}\d/;
/** Not at the beginning: there it answers another reader. */
const HANDLE = byRange(/[^\p{L}\p{N}.]@[a-z0-9_.]{4,}|\bt\.me\/\w+/iu);
const MARKUP = /<a\s[^>]*href|\[url[=\]]|\[link[=\]]/i;
/** A path of two parts or a file: a document, not a front page. A referral is no document. */
const DEEP = /^(?:https?:\/\/)?[^/?#]+\/(?:[^/?#]{2,}\/[^/?#]{2,}|[^/?#]+\.(?:pdf|html?|csv)|watch\?)/i;
const FRONT_PAGE = /^(?:https?:\/\/)?[^/?#]+\/?$/i;
const REFERRAL = /\/(?:ref|aff|go|join|invite|promo|signup|login)\b|[?&](?:ref|aff|code)=/i;

/** Members of parliament, ministries, universities: readers tell each other to write there. */
const OFFICE = byRange(/[.@](?:gov|gob|gouv|govt|edu|ac|parliament|bundestag|europarl|senat[eo]?)(?![\p{L}])/iu);

/** Reads the contacts of a comment. What the article itself names (a hotline, a form) is no promotion. */
export function contactsOf(text: string, comment: string, article: string): Contacts {
  const digits = (part: string) => part.replace(/\D/g, "");
  const mailless = withoutMails(text);
  const addresses = addressesOf(mailless).addresses.filter(
    (one) => !GLUED_SENTENCE.test(one) && !article.includes(one.toLowerCase()),
  );
  const bare = withoutAddresses(text);
  const phone = DIGITS.test(bare) ? (bare.match(PHONE)?.[0] ?? bare.match(LOCAL_PHONE)?.[0]) : undefined;
  const email = mailIn(text);
  const reference = (one: string) => REFERENCE.test(one) || (DEEP.test(one) && !REFERRAL.test(one));
  return {
    promoted: addresses.filter((one) => !reference(one)).length,
    references: addresses.filter(reference).length,
    frontPage: addresses.some((one) => !reference(one) && FRONT_PAGE.test(one)),
    hidden: HAS_ENDING.test(mailless) && HIDDEN.test(mailless.toLowerCase()),
    shortened: text.includes(".") && SHORTENER.test(text),
    phone: phone !== undefined && !(article.includes(phone.trim()) || digits(article).includes(digits(phone))),
    email: email !== undefined && !OFFICE.test(email) && !article.includes(email.toLowerCase()),
    handle: /@|t\.me/i.test(mailless) && HANDLE.test(mailless),
    messenger: MESSENGER.test(text.toLowerCase()),
    markup: /[<[]/.test(comment) && MARKUP.test(comment),
  };
}
