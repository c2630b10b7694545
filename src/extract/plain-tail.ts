import { commentHeading } from "./boilerplate-lines.ts";
import { commentActions, commentMeta, nameLike } from "./comment-lines.ts";
import { rule } from "./comment-rows.ts";
import { dateOnly } from "./date-lines.ts";
import type { ParagraphFacts, TextFacts } from "./paragraph-facts.ts";
import type { Role } from "./paragraph-role.ts";
import { quoted } from "./plain-adverts.ts";
import { furnitureLine, stamp, weakFurniture } from "./plain-furniture.ts";
import { signsNext } from "./plain-signatures.ts";
import { clearlyReader, readerLike } from "./reader-voice.ts";
import { BEHIND_SPAM_AT, type ReportEnd } from "./report-end.ts";
import { COLUMN_AT, type ReportVoice, reportLike } from "./report-voice.ts";
import { withoutAddresses, withoutMails } from "./spam-signs.ts";
import { unfinished } from "./stranger.ts";

/** A text whose end is judged, with the roles found so far from its last paragraph upwards. */
interface Tail {
  facts: TextFacts;
  end: ReportEnd;
  voice: ReportVoice;
  /** The first of a group of comments under the report; the number of paragraphs where none is known. */
  group: number;
  roles: Role[];
  /** A score at or above this (0 to 1) is spam. */
  spamAt: number;
}

/** Paragraphs that may be readers nobody recognised, above which advertisements are still looked for. */
const MAX_UNKNOWN = 4;

/**
 * From the last paragraph upwards: takes off what is not the report's own voice, until the report begins. Behind the
 * report's end a paragraph of the report stays, and what stands around it may still go. Where comments were glued on in
 * a group, readers stand between the advertisements: over a few paragraphs that stay only advertisements go.
 */
export function judgeTail(tail: Tail): void {
  let unknown = 0;
  // The first paragraph always stays.
  for (let i = tail.roles.length - 1; i > 0; i--) {
    tail.roles[i] = unknown === 0 ? roleBy(RULES, tail, i) : spokenOf(tail, i) ? "text" : roleBy(ADVERTISING, tail, i);
    if (tail.roles[i] === "spam") unknown = 0;
    else if (tail.roles[i] === "text" && !behindEnd(tail, i) && hasLetters(tail.facts.paragraphs[i]!.text)) unknown++;
    if (unknown > MAX_UNKNOWN && i <= tail.group) return;
  }
}

/** Over the report's last paragraph: quoted by it, or what it is about. */
const spokenOf = ({ facts: { paragraphs }, group }: Tail, i: number): boolean =>
  (quoted(paragraphs, i) && !commentMeta(paragraphs[i - 1]!.text)) || (paragraphs[i]!.spamIsTopic && i < group);

const hasLetters = (text: string): boolean => /\p{L}/u.test(text);

/** Says what a paragraph is, or null where it has nothing to say and the next rule is asked. */
type Rule = (tail: Tail, i: number) => Role | null;

function roleBy(rules: Rule[], tail: Tail, i: number): Role {
  for (const rule of rules) {
    const role = rule(tail, i);
    if (role !== null) return role;
  }
  return "text";
}

const behindEnd = ({ end }: Tail, i: number): boolean => i >= end.at;

/** Spam score (0 to 1) of a paragraph where it stands. */
const scoreOf = (tail: Tail, i: number): number => {
  const paragraph = tail.facts.paragraphs[i]!;
  return tail.end.apart && behindEnd(tail, i) ? paragraph.scoreApart() : paragraph.scoreAlone();
};

const overComments: Rule = ({ facts }, i) => (commentHeading(facts.paragraphs[i]!.text) ? "heading" : null);

const signature: Rule = ({ facts, roles }, i) => (signsNext(facts.paragraphs, roles, i) ? "meta" : null);

/** The site's own lines. One that may as well be an advertisement is left to the rules below where it repeats or scores. */
const furniture: Rule = (tail, i) => {
  const paragraph = tail.facts.paragraphs[i]!;
  const line = furnitureLine(paragraph.text);
  if (line === null) return null;
  if (weakFurniture(line) && (paragraph.copies >= 2 || paragraph.scoreAlone() >= tail.spamAt)) return null;
  return behindEnd(tail, i) && stamp(line) ? "meta" : "boilerplate";
};

/** An author line or buttons; in the first half of a text without an end they may be the report's. */
const authorLine: Rule = (tail, i) => {
  const { paragraphs } = tail.facts;
  return commentMeta(paragraphs[i]!.text) && (behindEnd(tail, i) || i > paragraphs.length / 2) ? "meta" : null;
};

/** Score from which a short paragraph that follows the report directly, at its end, is spam. */
const NEAR_SPAM_AT = 0.56;
/** The same for a long one: a paragraph of the report may name a price and an address. */
const LONG_SPAM_AT = 0.62;
const LONG_WORDS = 20;
/** The same for one that is written as the report is: whole sentences, in nobody's voice. */
const OWN_FORM_SPAM_AT = 0.8;
/** The same where it goes on in the report's words. */
const OWN_WORDS_SPAM_AT = 0.9;

const advertisement: Rule = (tail, i) => {
  const paragraph = tail.facts.paragraphs[i]!;
  const lone = paragraph.sells() ? tail.spamAt : paragraph.words < LONG_WORDS ? NEAR_SPAM_AT : LONG_SPAM_AT;
  const near = foreignForm(tail, i) ? lone : paragraph.stranger() ? OWN_FORM_SPAM_AT : OWN_WORDS_SPAM_AT;
  const least = behindEnd(tail, i) || i >= tail.group ? tail.spamAt : Math.max(tail.spamAt, near);
  return scoreOf(tail, i) >= least ? "spam" : null;
};

/** Score from which a line is an advertisement that has borrowed the report's words to lead elsewhere. */
const BORROWED_SPAM_AT = 0.85;

/**
 * A line directly under the report that shares nothing with it or leads away from it, and breaks off where the report
 * ends its sentences or speaks as its author never does, is judged as a comment and not as a part of the report.
 */
const stranger: Rule = (tail, i) => {
  if (behindEnd(tail, i)) return null;
  const paragraph = tail.facts.paragraphs[i]!;
  if (!saysEnough(paragraph.text) || !foreignForm(tail, i)) return null;
  const least = paragraph.stranger() ? tail.spamAt : paragraph.baits() ? BORROWED_SPAM_AT : Infinity;
  return paragraph.scoreApart() >= least ? "spam" : null;
};

/** Letters from which a line is more than a name with an address. */
const SAYS_LETTERS = 20;
export const saysEnough = (text: string): boolean =>
  (withoutAddresses(withoutMails(text)).match(/\p{L}/gu)?.length ?? 0) >= SAYS_LETTERS;

/** Breaks off under a finished sentence, or speaks as a reader does and the report's author does not. */
function foreignForm({ facts, voice, spamAt }: Tail, i: number): boolean {
  const { text, voice: own } = facts.paragraphs[i]!;
  if (unfinished(text)) return !unfinished(reportAbove());
  const { first, second, praise, loose } = own();
  return voice.personal < COLUMN_AT && (first + second > 0 || praise || (loose > 0 && !voice.excited));

  /** The next line above that is no rule and no comment that breaks off, too. */
  function reportAbove(): string {
    let at = i - 1;
    const passes = (one: ParagraphFacts) =>
      !hasLetters(one.text) ||
      (unfinished(one.text) && !one.tellsWhen() && (one.scoreApart() >= spamAt || readerLike(one.voice(), voice)));
    while (at > 0 && passes(facts.paragraphs[at]!)) at--;
    return facts.paragraphs[at]!.text;
  }
}

/** Score by its own words from which what repeats at the report's end advertises, in whatever voice. */
const REPEATED_SPAM_AT = 0.2;

/** Repeated behind the end, or repeated in a reader's voice. */
const repeated: Rule = (tail, i) => {
  const paragraph = tail.facts.paragraphs[i]!;
  if (paragraph.copies < 2) return null;
  if (behindEnd(tail, i)) return "spam";
  if (paragraph.scoreWithCopies() < tail.spamAt) return null;
  return readerLike(paragraph.voice(), tail.voice) || paragraph.scoreAlone() >= REPEATED_SPAM_AT ? "spam" : null;
};

/** Words of text that does not repeat, from which there is a report that the rest can be glued to. */
const MIN_REPORT_WORDS = 40;
/** Words from which a line with a full stop is a sentence and no label. */
const SENTENCE_WORDS = 8;

/** No report ends with the same paragraph three times, whatever it says. */
const thrice: Rule = ({ facts, voice }, i) => {
  const paragraph = facts.paragraphs[i]!;
  if (paragraph.exactCopies < 3 || facts.reportWords < MIN_REPORT_WORDS) return null;
  const whole = paragraph.words >= SENTENCE_WORDS && /[.!?…]["”’»]?$/.test(paragraph.text);
  return whole || readerLike(paragraph.voice(), voice) ? "spam" : null;
};

const signedOnItsLine: Rule = ({ facts }, i) => (facts.paragraphs[i]!.signed !== null ? "comment" : null);

/** Behind the end everything is a reader's but what goes on telling the report. */
const behind: Rule = (tail, i) => {
  if (!behindEnd(tail, i)) return null;
  const paragraph = tail.facts.paragraphs[i]!;
  if (rule(paragraph.text)) return "text";
  const foreign = tail.end.apart && paragraph.solicits();
  if (!foreign && reportLike(tail.facts, tail.end.headed, i, readerLike(paragraph.voice(), tail.voice))) return "text";
  return scoreOf(tail, i) >= (tail.end.apart ? tail.spamAt : BEHIND_SPAM_AT) ? "spam" : "comment";
};

/** Without a gap only a clear voice counts. */
const readerVoice: Rule = ({ facts, voice }, i) => (clearlyReader(facts.paragraphs[i]!, voice) ? "comment" : null);

/** Directly under a comment's author line, or under a name and a date. */
const underSignature: Rule = ({ facts }, i) => {
  const above = facts.paragraphs[i - 1]!.text;
  if (commentMeta(above) && !commentActions(above)) return "comment";
  const named = i >= 3 && facts.paragraphs[i]!.gap === 0 && dateOnly(above) && nameLike(facts.paragraphs[i - 2]!.text);
  return named ? "comment" : null;
};

/** What finds advertisements alone, wherever they stand. */
const ADVERTISING: Rule[] = [advertisement, stranger, repeated, thrice];

/** In this order; the first that says something decides. */
const RULES: Rule[] = [
  overComments,
  signature,
  furniture,
  authorLine,
  advertisement,
  stranger,
  repeated,
  thrice,
  signedOnItsLine,
  behind,
  readerVoice,
  underSignature,
];
