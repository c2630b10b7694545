import { boilerplateLine, commentHeading } from "./boilerplate-lines.ts";
import { commentActions, commentMeta, nameLike } from "./comment-lines.ts";
import { dateOnly } from "./date-lines.ts";
import type { ParagraphFacts, TextFacts } from "./paragraph-facts.ts";
import { type Role, spoken } from "./paragraph-role.ts";
import { stamp } from "./plain-furniture.ts";
import type { ReportEnd } from "./report-end.ts";
import { reportLike } from "./report-voice.ts";

/** A longer line signs nothing. */
const MAX_SIGNATURE_CHARS = 90;
/** A name of more words is no name. */
const NAME_WORDS = 4;

/** What stands over, under and between the lines of comments belongs to them: headings, names, dates, buttons, a sentence. */
export function signComments(facts: TextFacts, end: ReportEnd, roles: Role[]): void {
  const { paragraphs } = facts;
  // Upwards: a date over a comment makes the name over the date a signature. The first and the last paragraph stay.
  for (let i = paragraphs.length - 2; i > 0; i--) {
    if (roles[i] === "heading" || !spoken(roles[i + 1]!)) continue;
    if (roles[i] === "text" && commentHeading(paragraphs[i]!.text)) roles[i] = "heading";
    else if (signsNext(paragraphs, roles, i)) roles[i] = "meta";
    else if (betweenLines(paragraphs, roles, i) && !reportLike(facts, end.headed, i, false)) roles[i] = "comment";
  }
  for (let i = 1; i < paragraphs.length; i++)
    if (roles[i] === "text" && spoken(roles[i - 1]!) && commentActions(paragraphs[i]!.text)) roles[i] = "meta";
}

/** A line that signs the comment under it: a name and a time, or one of them directly above. */
export function signsNext(paragraphs: ParagraphFacts[], roles: Role[], i: number): boolean {
  const below = paragraphs[i + 1];
  if (!below || !spoken(roles[i + 1]!)) return false;
  const { text, words } = paragraphs[i]!;
  if (text.length > MAX_SIGNATURE_CHARS || below.gap > 1 || commentActions(text)) return false;
  if (commentMeta(text)) return true;
  if (below.gap > 0 && roles[i + 1] !== "meta") return false;
  return dateOnly(text) || stamp(boilerplateLine(text)) || (nameLike(text) && words <= NAME_WORDS);
}

/** A comment's line between two others of it, with no blank line around. */
const betweenLines = (paragraphs: ParagraphFacts[], roles: Role[], i: number): boolean =>
  roles[i] === "text" &&
  spoken(roles[i - 1]!) &&
  roles[i - 1] !== "meta" &&
  paragraphs[i]!.gap === 0 &&
  paragraphs[i + 1]!.gap === 0;
