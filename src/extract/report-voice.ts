import { commentHeading } from "./boilerplate-lines.ts";
import { commentMeta, nameLike } from "./comment-lines.ts";
import type { ParagraphFacts, TextFacts } from "./paragraph-facts.ts";
import { quotesSomeone } from "./speech.ts";
import type { Voice } from "./voice.ts";

/** How a report speaks outside quotations. */
export interface ReportVoice {
  /** Share (0 to 1) of its paragraphs in the first person: many in a column, none in a report. */
  firstPerson: number;
  /** Share in the first or the second person: many in an interview, too. */
  personal: number;
  /** Exclamations are the author's own way of writing, and tell no reader from him. */
  excited: boolean;
}

/** Share of exclamations from which they are the author's own way of writing. */
const EXCITED_AT = 0.2;
/** Share of the paragraphs, from the first, that are the author's own even where no end was found. */
const SURELY_REPORT = 0.6;
/** Words from which a paragraph is running text, in whose voice the author speaks. */
const RUNNING_WORDS = 10;

/** Share of paragraphs in the first person from which a text is a column, whose author speaks as its readers do. */
export const COLUMN_AT = 0.08;

/** @param end the first paragraph that is surely none of the report's */
export function voiceOfReport(paragraphs: ParagraphFacts[], end: number): ReportVoice {
  const length = Math.min(end, Math.ceil(paragraphs.length * SURELY_REPORT));
  const voices = paragraphs
    .slice(0, Math.max(1, length))
    .filter((paragraph) => paragraph.words >= RUNNING_WORDS)
    .map((paragraph) => paragraph.voice());
  const share = (has: (voice: Voice) => boolean) =>
    voices.length === 0 ? 0 : voices.filter(has).length / voices.length;
  return {
    firstPerson: share(({ first }) => first > 0),
    personal: share(({ first, second }) => first + second > 0),
    excited: share(({ loose }) => loose > 0) >= EXCITED_AT,
  };
}

/** Below this score a quotation with its speaker is the report's. */
const QUOTING_BELOW = 0.25;
/** Words that come back elsewhere in the report, and their share, from which a paragraph goes on telling it. */
const TELLING = { words: 8, hits: 2, share: 0.15 };
/** The same under a heading over comments: there readers speak of the same, and it takes more. */
const TELLING_HEADED = { words: 25, hits: 0, share: 0.35 };
/** A line of at most this many words, each with a capital, is a name. */
const NAME_WORDS = 4;

/**
 * Behind the gap: a paragraph that goes on telling what the report tells, in its voice.
 *
 * @param headedAt the first heading over comments behind the report
 */
export function reportLike(facts: TextFacts, headedAt: number, i: number, reader: boolean): boolean {
  const paragraph = facts.paragraphs[i]!;
  const { text } = paragraph;
  if (nameLike(text) && paragraph.words <= NAME_WORDS) return false;
  if (quotesSomeone(text) && paragraph.scoreAlone() < QUOTING_BELOW) return true;
  if (reader) return false;
  const above = facts.paragraphs[i - 1]?.text;
  if (above !== undefined && (commentMeta(above) || commentHeading(above))) return false;
  return tells(facts, paragraph, i > headedAt);
}

/** Whether a paragraph's words come back elsewhere in the report. */
export function tells(facts: TextFacts, paragraph: ParagraphFacts, headed = false): boolean {
  const least = headed ? TELLING_HEADED : TELLING;
  if (paragraph.words < least.words) return false;
  const { hits, share } = facts.sharedWith(paragraph);
  return hits >= least.hits && share >= least.share;
}
