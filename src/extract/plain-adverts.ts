import { commentMeta } from "./comment-lines.ts";
import type { ParagraphFacts } from "./paragraph-facts.ts";
import type { Role } from "./paragraph-role.ts";
import { mayAdvertise } from "./spam-signs.ts";
import { unfinished } from "./stranger.ts";

/** Score from which a paragraph in the middle of the report, standing there once, is spam. */
const LONE_SPAM_AT = 0.9;
/** Score beside another from which one goes that is written as the report is, or about what it is about. */
const OWN_FORM_SPAM_AT = 0.75;
/** Score by its own words that an advertisement has which stands there twice; one that stands there thrice needs none. */
const TWICE_SPAM_AT = 0.25;

/**
 * Finds what was glued into the middle of a report: comments signed on their own line, copies of an advertisement, a
 * lone advertisement, and what stands beside one. Changes roles that are "text" so far.
 *
 * @param group the first of a group of comments under the report
 */
export function judgeAdverts(paragraphs: ParagraphFacts[], roles: Role[], spamAt: number, group: number): void {
  for (const [i, paragraph] of paragraphs.entries()) {
    if (roles[i] !== "text") continue;
    if (paragraph.signed !== null) roles[i] = paragraph.scoreWithCopies() >= spamAt ? "spam" : "comment";
    else if (quoted(paragraphs, i)) continue;
    else if (repeatedAdvert(paragraph, spamAt) || loneAdvert(paragraph, i >= group)) roles[i] = "spam";
  }
  // Downwards and upwards, so that a whole run goes from wherever it was recognised.
  const order = [...paragraphs.keys()];
  for (const i of [...order, ...order.toReversed()]) if (besideAdvert(paragraphs, roles, i, spamAt)) roles[i] = "spam";
}

/** An advertisement that stands there again. A refrain or a heading that repeats is none: it speaks as no reader does. */
function repeatedAdvert(paragraph: ParagraphFacts, spamAt: number): boolean {
  if (paragraph.copies < 2 || paragraph.scoreWithCopies() < spamAt) return false;
  if (paragraph.scoreAlone() >= TWICE_SPAM_AT) return true;
  if (paragraph.copies < 3) return false;
  const voice = paragraph.voice();
  return voice.first + voice.second > 0 || voice.toAuthor || voice.loose > 0;
}

/** One that stands there once must be beyond doubt, in an article that does not speak of spam itself. */
const loneAdvert = (paragraph: ParagraphFacts, grouped: boolean): boolean =>
  promising(paragraph) && (grouped || !paragraph.spamIsTopic) && paragraph.scoreAlone() >= LONE_SPAM_AT;

/** Beside one advertisement the next is less of a surprise. */
function besideAdvert(paragraphs: ParagraphFacts[], roles: Role[], i: number, spamAt: number): boolean {
  if (roles[i] !== "text" || (roles[i - 1] !== "spam" && roles[i + 1] !== "spam")) return false;
  const paragraph = paragraphs[i]!;
  if (!mayAdvertise(paragraph.text) || opensQuotation(paragraph.text)) return false;
  return paragraph.scoreAlone() >= (unfinished(paragraph.text) && paragraph.stranger() ? spamAt : OWN_FORM_SPAM_AT);
}

/** Worth scoring: what repeats, or has what no advertisement is without. */
const promising = ({ copies, text }: ParagraphFacts): boolean => copies > 1 || mayAdvertise(text);

const opensQuotation = (text: string): boolean => /^["“«„‘']/.test(text);

/** Somebody's words in the report: in quotation marks, or behind a colon. */
export function quoted(paragraphs: ParagraphFacts[], i: number): boolean {
  const paragraph = paragraphs[i]!;
  if (opensQuotation(paragraph.text)) return true;
  const above = paragraphs[i - 1]?.text ?? "";
  // Over copies "Maria says:" signs a comment.
  return /[:：]["”’»]?$/.test(above) && !(paragraph.copies >= 2 && commentMeta(above));
}
