import { boilerplateLine, commentHeading, type LineVerdict } from "./boilerplate-lines.ts";
import { commentActions, commentMeta, nameLike, signedComment, type Voice, voiceOf } from "./comment-lines.ts";
import { profileOf, scoreAgainst } from "./comment-spam.ts";
import { copiesOf as countCopies } from "./copies.ts";
import { dateOnly } from "./date-lines.ts";
import type { Paragraph } from "./plain-lines.ts";
import { GOODS } from "./spam-signs.ts";

/** What a paragraph of a plain text is. */
export type Role = "text" | "comment" | "spam" | "meta" | "heading" | "boilerplate";

/** Whether a paragraph is a comment or belongs to one. */
export const spoken = (role: Role): boolean => role === "comment" || role === "spam" || role === "meta";

/** This many blank lines are a gap that no author makes between two paragraphs. */
export const GAP = 4;
/** Score from which a paragraph in the middle of the report, standing there once, is spam. */
const LONE_SPAM_AT = 0.9;
/** The same for one behind the report's end. */
const BEHIND_SPAM_AT = 0.46;
/** The same for one that follows the report directly, at its end. */
const NEAR_SPAM_AT = 0.56;
/** Score from which a paragraph of twenty words and more is spam although it follows the report directly. */
const LONG_SPAM_AT = 0.62;
/** Words of text that does not repeat, from which there is a report that the rest can be glued to. */
const MIN_REPORT_WORDS = 40;
/** Share of exclamations from which they are the author's own way of writing. */
const EXCITED_AT = 0.2;
/** An article that speaks of these quotes what others would delete. */
export const ABOUT_SPAM =
  /\b(?:spam\w*|scam\w*|fraud\w*|phishing|bots?|fake comments?|comment sections?|betrug\w*|betrüg\w*|abzocke|arnaque\w*|escroqu\w*|estaf\w*|fraude\w*|golpe\w*|truff\w*|dolandır\w*|oplicht\w*|oszust\w*)\b|мошенн|спам|афер|احتيال|نصب|धोखाधड़ी|स्पैम|ठगी|فراڈ|دھوکہ|lừa đảo/iu;

/** As `boilerplateLine`, but whole sentences stay: a credit may be glued to their front. */
export function furnitureLine(text: string): LineVerdict | null {
  const line = boilerplateLine(text);
  return line?.reason === "photo-credit" && words(text) >= 12 && /[.!?]["”’»]?$/.test(text) ? null : line;
}

export const words = (text: string): number => text.split(/\s+/).length;

/**
 * Says for each paragraph what it is. Three marks tell a comment from the report it was glued to: it repeats, it
 * advertises, or it stands behind the end (a long gap, a heading such as "Comments", an author line) and speaks in a
 * reader's voice. Whatever has none of them stays text.
 */
export function rolesOf(paragraphs: Paragraph[], title: string, spamAt: number): Role[] {
  const roles: Role[] = paragraphs.map(() => "text");
  const copies = countCopies(paragraphs.map(({ text }) => signedComment(text) ?? text));
  const copiesOf = (i: number) => copies.near[i]!;

  // The report without what repeats: what a comment's words are compared with.
  const article = paragraphs
    .filter(({ text }, i) => copiesOf(i) === 1 && words(text) >= 8)
    .map(({ text }) => text)
    .join("\n");
  const speakingOfSpam = paragraphs.map(({ text }, i) => copiesOf(i) === 1 && ABOUT_SPAM.test(text));
  const ofSpam = speakingOfSpam.filter(Boolean).length;
  const aboutSpam = (i: number) => ofSpam > (speakingOfSpam[i] ? 1 : 0);
  const profile = profileOf(title, article);
  const keysOfArticle = countKeys(article);
  const scored = new Map<string, number>();
  const score = (i: number, count: number): number => {
    const name = `${i} ${count}`;
    const known = scored.get(name);
    if (known !== undefined) return known;
    const { text } = paragraphs[i]!;
    const context = { copies: count, included: copiesOf(i) === 1 && words(text) >= 8 };
    const value = scoreAgainst(text, profile, context, spamAt).score;
    scored.set(name, value);
    return value;
  };
  const bareScore = (i: number) => score(i, 1);
  const spamScore = (i: number) => score(i, copiesOf(i));

  const end = endOf(paragraphs, (i) => copiesOf(i) > 1);
  const boundary = spokenBehind(end) ? end : paragraphs.length;
  const behind = (i: number) => i >= boundary;
  // Where a heading such as "Comments" stands, not only a gap.
  const headedFrom = headingFrom(paragraphs, boundary);
  const own = voiceShare(paragraphs, boundary, ({ first }) => first > 0);
  const excited = voiceShare(paragraphs, boundary, ({ loose }) => loose > 0) >= EXCITED_AT;

  // From the end: everything that is not the report's own voice, until the report begins.
  for (let i = paragraphs.length - 1; i >= 0; i--) {
    const role = tailRole(i);
    if (role === null) {
      if (behind(i)) continue; // a paragraph of the report behind the gap stays, what stands around it may still go
      break;
    }
    roles[i] = role;
  }

  // Inside the report: copies of an advertisement, and a lone one that nothing in the report leads up to.
  for (let i = 0; i < paragraphs.length; i++) {
    if (roles[i] !== "text") continue;
    const { text } = paragraphs[i]!;
    if (signedComment(text) !== null) roles[i] = spamScore(i) >= spamAt ? "spam" : "comment";
    if (roles[i] !== "text" || (copiesOf(i) === 1 && !PROMISING.test(text))) continue;
    const quoted = /^["“«„‘']/.test(text) || (i > 0 && leadsOn(i - 1));
    if (
      copiesOf(i) >= 2 &&
      spamScore(i) >= spamAt &&
      (bareScore(i) >= 0.25 || copiesOf(i) >= 3) &&
      !quoted &&
      looksLikeComment(i)
    )
      roles[i] = "spam";
    else if (!quoted && !aboutSpam(i) && bareScore(i) >= LONE_SPAM_AT) roles[i] = "spam";
  }
  // Beside one advertisement the next is less of a surprise.
  for (const order of [roles.keys(), [...roles.keys()].reverse()])
    for (const i of order) {
      if (roles[i] !== "text" || (roles[i - 1] !== "spam" && roles[i + 1] !== "spam")) continue;
      if (PROMISING.test(paragraphs[i]!.text) && !/^["“«„‘']/.test(paragraphs[i]!.text) && bareScore(i) >= spamAt)
        roles[i] = "spam";
    }
  signComments();
  return roles;

  /** A gap alone proves nothing: something behind it must repeat, advertise, praise, or be signed or headed as comments are. */
  function spokenBehind(from: number): boolean {
    for (let i = from; i < paragraphs.length; i++) {
      const { text } = paragraphs[i]!;
      if (copiesOf(i) > 1 || commentHeading(text) || commentMeta(text) || signedComment(text) !== null) return true;
      if (voiceOf(text).praise || bareScore(i) >= BEHIND_SPAM_AT) return true;
    }
    return false;
  }

  /** Ends with a colon, as what quotes does; over copies, "Maria says:" signs a comment. */
  function leadsOn(i: number): boolean {
    const { text } = paragraphs[i]!;
    return /[:：]["”’»]?$/.test(text) && !(copiesOf(i + 1) >= 2 && commentMeta(text));
  }

  /** What stands over, under and between the lines of comments belongs to them: names, dates, buttons, a sentence. */
  function signComments(): void {
    for (let i = paragraphs.length - 2; i > 0; i--) {
      const role = roles[i]!;
      if (role === "heading" || !spoken(roles[i + 1]!)) continue;
      const { text } = paragraphs[i]!;
      if (role === "text" && commentHeading(text)) roles[i] = "heading";
      else if (signs(i)) roles[i] = "meta";
      else if (
        role === "text" &&
        spoken(roles[i - 1]!) &&
        roles[i - 1] !== "meta" &&
        paragraphs[i]!.gap === 0 &&
        paragraphs[i + 1]!.gap === 0 &&
        !reportLike(i, false)
      )
        roles[i] = "comment";
    }
    for (let i = 1; i < paragraphs.length; i++)
      if (roles[i] === "text" && spoken(roles[i - 1]!) && commentActions(paragraphs[i]!.text)) roles[i] = "meta";
  }

  /** A line that signs the comment under it: a name and a time, or one of them. */
  function signs(i: number): boolean {
    const { text } = paragraphs[i]!;
    const below = paragraphs[i + 1]!;
    if (text.length > 90 || below.gap > 1 || commentActions(text)) return false;
    if (commentMeta(text)) return true;
    if (below.gap > 0 && roles[i + 1] !== "meta") return false;
    return dateOnly(text) || STAMPS.has(boilerplateLine(text)?.reason ?? "") || (nameLike(text) && words(text) <= 4);
  }

  function looksLikeComment(i: number): boolean {
    const voice = voiceOf(paragraphs[i]!.text);
    return bareScore(i) >= 0.25 || voice.first + voice.second > 0 || voice.toAuthor || voice.loose > 0;
  }

  function tailRole(i: number): Role | null {
    const { text } = paragraphs[i]!;
    if (i === 0) return null;
    if (commentHeading(text)) return "heading";
    if (i + 1 < paragraphs.length && spoken(roles[i + 1]!) && signs(i)) return "meta";
    const line = furnitureLine(text);
    const after = behind(i);
    const weak = line !== null && WEAK.has(line.reason) && (copiesOf(i) >= 2 || bareScore(i) >= spamAt);
    if (line && !weak) return after && STAMPS.has(line.reason) ? "meta" : "boilerplate";
    if (commentMeta(text) && (after || i > paragraphs.length / 2)) return "meta";
    const count = copiesOf(i);
    const alone = bareScore(i);
    // A long paragraph of the report may name a price and an address; it takes more to call all of it an advertisement.
    const bar = after ? spamAt : Math.max(spamAt, words(text) < 20 ? NEAR_SPAM_AT : LONG_SPAM_AT);
    if (alone >= bar) return "spam";
    const voice = voiceOf(text);
    const loose = excited ? 0 : voice.loose;
    const reader = voice.first + voice.second > 0 || voice.toAuthor || loose > 0;
    if (count >= 2 && (spamScore(i) >= spamAt || after)) {
      // Repeated behind the end, or repeated in a reader's voice.
      if (after || reader || alone >= 0.2) return "spam";
    }
    // No report ends with the same paragraph three times, whatever it says.
    const whole = words(text) >= 8 && /[.!?…]["”’»]?$/.test(text);
    if (copies.exact[i]! >= 3 && (whole || reader) && words(article) >= MIN_REPORT_WORDS) return "spam";
    if (signedComment(text) !== null) return "comment";
    if (after) return reportLike(i, reader) ? null : alone >= BEHIND_SPAM_AT ? "spam" : "comment";
    // Without a gap only a clear voice counts, in a report that has none of its own.
    if (own < 0.08) {
      const addressed = voice.praise && words(text) <= 60;
      const opens = voiceOf(text.split(/\s+/).slice(0, 4).join(" ")).first > 0;
      const personal = opens && words(text) <= 45 && !/["“«„]|``/.test(text) && !SPEECH.test(text);
      if (
        (addressed && (voice.first + voice.second + loose > 0 || PRAISING.test(text) || words(text) <= 8)) ||
        personal
      )
        return "comment";
    }
    const before = paragraphs[i - 1];
    if (before && signedAbove(i)) return "comment";
    return null;
  }

  /** Directly under a comment's author line, or under a name and a date. */
  function signedAbove(i: number): boolean {
    const before = paragraphs[i - 1]!;
    if (commentMeta(before.text) && !commentActions(before.text)) return true;
    return i >= 3 && paragraphs[i]!.gap === 0 && dateOnly(before.text) && nameLike(paragraphs[i - 2]!.text);
  }

  /** Behind the gap: a paragraph that goes on telling what the report tells, in its voice. */
  function reportLike(i: number, reader: boolean): boolean {
    const { text } = paragraphs[i]!;
    if (nameLike(text) && words(text) <= 4) return false;
    if (QUOTES_SOMEONE.test(text) && bareScore(i) < 0.25) return true;
    if (reader) return false;
    const before = paragraphs[i - 1];
    if (before && (commentMeta(before.text) || commentHeading(before.text))) return false;
    const counts = countKeys(text);
    const included = copiesOf(i) === 1 && words(text) >= 8;
    const mine = [...counts.keys()];
    const hits = mine.filter((key) => (keysOfArticle.get(key) ?? 0) > (included ? counts.get(key)! : 0)).length;
    if (i > headedFrom) return words(text) >= 25 && mine.length > 0 && hits / mine.length >= 0.35;
    return mine.length > 0 && hits >= 2 && hits / mine.length >= 0.15 && words(text) >= 8;
  }
}

/** Words that report speech: what follows or precedes them is somebody's in the report. */
const SPEECH =
  /(?<!\p{L})(?:said|says|told|added|asked|sagte|sagt|erklärte|dit|déclaré|dijo|afirmó|disse|afirmou|detto|zei|dedi|söyledi|сказал\p{L}*|заявил\p{L}*|قال|कहा|کہا)(?!\p{L})/iu;
/** What no advertisement is without, cheap to look for: an address, a number, a sum, something for sale. */
export const PROMISING = new RegExp(
  `https?:|www\\b|@|\\.(?:com|net|org|ru|info|xyz|online|shop|example)\\b|\\+?\\d[\\d\\s-]{7,}|[$€£₹]\\s?\\d|\\d\\s?[$€£₹]|${GOODS.source}`,
  "iu",
);
/** A quotation with its speaker, as reports and no readers write. */
const QUOTES_SOMEONE = new RegExp(
  `["“«„][^"”»“]{12,}["”»“],?\\s*\\S{0,20}\\s*\\S{0,20}\\s*${SPEECH.source}|${SPEECH.source}[^.!?]{0,60}[,:]\\s*["“«„]`,
  "iu",
);
const PRAISING =
  /^(?:great|nice|good|awesome|amazing|excellent|thanks?|thank you|danke|merci|gracias|obrigad|grazie|bedankt|teşekkür|harika|спасибо|شكرا|धन्यवाद|شکریہ|cảm ơn)/iu;

/** Boilerplate by its words that may as well be an advertisement in a comment. */
const WEAK = new Set(["promo", "author-bio", "related-link"]);

/** Lines that date or sign a comment when they stand among comments. */
const STAMPS = new Set(["time-line", "date-line", "byline"]);

/** First paragraph behind the report: after a gap that the author makes nowhere before, or at a heading over comments, when most of the text stands before. */
function endOf(paragraphs: Paragraph[], repeated: (i: number) => boolean): number {
  const gaps = paragraphs
    .slice(1)
    .map(({ gap }) => gap)
    .sort((a, b) => a - b);
  const usual = gaps[Math.floor(gaps.length / 2)] ?? 0;
  const total = paragraphs.reduce((sum, { text }, i) => sum + (repeated(i) ? 0 : words(text)), 0);
  const wide = Math.max(GAP, usual >= GAP ? 0 : usual * 2);
  let before = 0;
  let widest = 0;
  for (let i = 0; i < paragraphs.length; i++) {
    const { text, gap } = paragraphs[i]!;
    const far = gap >= wide && gap > widest * 1.5 && before >= total * 0.5;
    const headed = commentHeading(text) && before >= Math.min(40, total * 0.2);
    if (i > 0 && (far || headed)) return i;
    if (!repeated(i)) before += words(text);
    widest = Math.max(widest, gap);
  }
  return paragraphs.length;
}

/** The first heading over comments behind the end; beyond the last paragraph without one. */
function headingFrom(paragraphs: Paragraph[], boundary: number): number {
  const found = paragraphs.findIndex(({ text }, i) => i >= boundary && commentHeading(text));
  return found < 0 ? paragraphs.length : found;
}

/** How much of the report speaks so outside quotations: a column in the first person, a report never. */
function voiceShare(paragraphs: Paragraph[], boundary: number, has: (voice: Voice) => boolean): number {
  const body = paragraphs.slice(0, Math.max(1, Math.min(boundary, Math.ceil(paragraphs.length * 0.6))));
  const speaking = body.filter(({ text }) => words(text) >= 10);
  if (speaking.length === 0) return 0;
  return speaking.filter(({ text }) => has(voiceOf(text))).length / speaking.length;
}

function countKeys(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{M}]{4,}|\p{Lo}{2,}/gu) ?? []) {
    const key = word.slice(0, 7);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
