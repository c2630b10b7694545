import { commentHeading } from "./boilerplate-lines.ts";
import { commentMeta } from "./comment-lines.ts";
import { rowsOfComments } from "./comment-rows.ts";
import type { ParagraphFacts, TextFacts } from "./paragraph-facts.ts";
import { readerLike } from "./reader-voice.ts";
import { COLUMN_AT, type ReportVoice, tells, voiceOfReport } from "./report-voice.ts";

/** This many blank lines are a gap that no author makes between two paragraphs. */
export const GAP = 4;
/** A gap this many times the text's usual one, and this many times the widest before it, ends the report. */
const OVER_USUAL = 2;
const OVER_WIDEST = 1.5;
/** Share of the report's words that stand before the gap at its end. */
const BEFORE_GAP = 0.5;
/** Words before a heading over comments; in a short text this share of its words is enough. */
const BEFORE_HEADING = 40;
const BEFORE_HEADING_SHARE = 0.2;
/** Score from which a paragraph behind the report's end is spam. */
export const BEHIND_SPAM_AT = 0.46;

/**
 * A gap of so many blank lines, and so many times the widest before it, is made by who glued two texts together: an
 * advertisement behind it is judged as a comment. From the second number on, a reader's voice is enough for one.
 */
const GLUED_GAP = 5;
const GLUED_OVER_WIDEST = 3;
const VOICE_GAP = 10;

/** Where a report ends, by the order of its paragraphs. Both are the number of paragraphs where there is no such place. */
export interface ReportEnd {
  /** The first paragraph behind the report. */
  at: number;
  /** The first heading over comments behind it. */
  headed: number;
  /** The gap before the end is so wide that what stands behind is judged as a comment, not as a part of the report. */
  apart: boolean;
}

/** The report's end, where readers speak behind it: above rows of comments, or else at a gap or a heading. */
export function endOfReport(facts: TextFacts): ReportEnd {
  const { paragraphs } = facts;
  const rows = rowsOfComments(paragraphs);
  if (rows !== null) return { at: rows, headed: rows, apart: false };
  const from = gapOrHeading(paragraphs);
  const apart = gluedAt(paragraphs, from);
  const far = apart && paragraphs[from]!.gap >= VOICE_GAP;
  const voice = voiceOfReport(paragraphs, from);
  const spoken = paragraphs.slice(from).some((one) => spokenMark(one, from)) || speaksBehind();
  const at = spoken ? from : paragraphs.length;
  const headed = paragraphs.findIndex(({ text }, i) => i >= at && commentHeading(text));
  return { at, headed: headed < 0 ? paragraphs.length : headed, apart };

  /** Words alone may be the author's: they count where he does not go on telling after them. */
  function speaksBehind(): boolean {
    for (let i = paragraphs.length - 1; i >= from; i--) {
      const paragraph = paragraphs[i]!;
      if (advertisesOrPraises(paragraph, apart) || (far && speaksUp(paragraph, voice))) return true;
      if (tells(facts, paragraph)) return false;
    }
    return false;
  }
}

/** Whether the gap before a paragraph is wider than any author's. */
function gluedAt(paragraphs: ParagraphFacts[], from: number): boolean {
  const gap = paragraphs[from]?.gap ?? 0;
  const widest = paragraphs.slice(0, from).reduce((most, paragraph) => Math.max(most, paragraph.gap), 0);
  return gap >= GLUED_GAP && gap >= GLUED_OVER_WIDEST * widest;
}

/** Whether somebody speaks in a voice that the report's author, who is no columnist, never has. */
const speaksUp = (paragraph: ParagraphFacts, voice: ReportVoice): boolean =>
  voice.firstPerson < COLUMN_AT && readerLike(paragraph.voice(), voice);

/**
 * A gap that the author makes nowhere before, or a heading over comments, when most of the text stands before it. What
 * repeats is no part of the report and does not count.
 */
function gapOrHeading(paragraphs: ParagraphFacts[]): number {
  const gaps = paragraphs
    .slice(1)
    .map(({ gap }) => gap)
    .sort((a, b) => a - b);
  const usual = gaps[Math.floor(gaps.length / 2)] ?? 0;
  const wide = Math.max(GAP, usual >= GAP ? 0 : usual * OVER_USUAL);
  const own = (paragraph: ParagraphFacts) => (paragraph.copies > 1 ? 0 : paragraph.words);
  const total = paragraphs.reduce((sum, paragraph) => sum + own(paragraph), 0);
  let before = 0;
  let widest = 0;
  for (const [i, paragraph] of paragraphs.entries()) {
    const { text, gap } = paragraph;
    const far = gap >= wide && gap > widest * OVER_WIDEST && before >= total * BEFORE_GAP;
    const headed = commentHeading(text) && before >= Math.min(BEFORE_HEADING, total * BEFORE_HEADING_SHARE);
    if (i > 0 && (far || headed)) return i;
    before += own(paragraph);
    widest = Math.max(widest, gap);
  }
  return paragraphs.length;
}

/**
 * A gap alone proves nothing: something behind it must repeat there and nowhere before, be signed or headed as comments
 * are …
 */
const spokenMark = ({ text, copies, firstCopyAt, signed }: ParagraphFacts, from: number): boolean =>
  (copies > 1 && firstCopyAt >= from) || commentHeading(text) || commentMeta(text) || signed !== null;

/** … or advertise, or praise; so far behind, an address of its own is enough. */
const advertisesOrPraises = (paragraph: ParagraphFacts, apart: boolean): boolean =>
  paragraph.voice().praise ||
  (apart ? paragraph.scoreApart() >= BEHIND_SPAM_AT || paragraph.solicits() : paragraph.scoreAlone() >= BEHIND_SPAM_AT);
