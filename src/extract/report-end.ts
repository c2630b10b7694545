import { commentHeading } from "./boilerplate-lines.ts";
import { commentMeta } from "./comment-lines.ts";
import type { ParagraphFacts } from "./paragraph-facts.ts";

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

/** Where a report ends, by the order of its paragraphs. Both are the number of paragraphs where there is no such place. */
export interface ReportEnd {
  /** The first paragraph behind the report. */
  at: number;
  /** The first heading over comments behind it. */
  headed: number;
}

/** The report's end, where readers speak behind it. */
export function endOfReport(paragraphs: ParagraphFacts[]): ReportEnd {
  const from = gapOrHeading(paragraphs);
  const at = paragraphs.slice(from).some(spokenMark) ? from : paragraphs.length;
  const headed = paragraphs.findIndex(({ text }, i) => i >= at && commentHeading(text));
  return { at, headed: headed < 0 ? paragraphs.length : headed };
}

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

/** A gap alone proves nothing: something behind it must repeat, advertise, praise, or be signed or headed as comments are. */
function spokenMark(paragraph: ParagraphFacts): boolean {
  const { text, copies, signed } = paragraph;
  if (copies > 1 || commentHeading(text) || commentMeta(text) || signed !== null) return true;
  return paragraph.voice().praise || paragraph.scoreAlone() >= BEHIND_SPAM_AT;
}
