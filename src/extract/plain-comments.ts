import { scoreComment } from "./comment-spam.ts";
import type { Ledger } from "./ledger.ts";
import type { Paragraph } from "./plain-lines.ts";
import { copyKey, type Role, spoken } from "./plain-tail.ts";

/** One comment as it stood: its author line, its paragraphs. */
interface GluedComment {
  text: string;
  /** How often it stands in the source. */
  copies: number;
  spam: boolean;
  at: number;
}

/** Longest comment, in paragraphs, that is recognised as one by its repetition. */
const MAX_PERIOD = 8;

/**
 * Gathers paragraphs into comments. Copies are counted first: what repeats with a period of several paragraphs is one
 * comment of that many. The rest is cut at blank lines and author lines.
 */
function gatherComments(paragraphs: Paragraph[], roles: Role[]): GluedComment[] {
  const out: GluedComment[] = [];
  let i = 0;
  while (i < paragraphs.length) {
    if (!spoken(roles[i]!)) {
      i++;
      continue;
    }
    let end = i;
    while (end < paragraphs.length && spoken(roles[end]!)) end++;
    out.push(...gatherRun(paragraphs, roles, i, end));
    i = end;
  }
  const counts = new Map<string, number>();
  for (const { text } of out) counts.set(copyKey(text), (counts.get(copyKey(text)) ?? 0) + 1);
  for (const comment of out) comment.copies = counts.get(copyKey(comment.text)) ?? 1;
  return out;
}

/** Writes comments that were glued to a report to the ledger, each as one row. */
export function ledgerGlued(
  paragraphs: Paragraph[],
  roles: Role[],
  article: { title: string; text: string },
  spamAt: number,
  ledger: Ledger,
): void {
  for (const { text, copies, spam, at } of gatherComments(paragraphs, roles)) {
    const { score, reasons } = scoreComment(
      { comment: text, title: article.title, article: article.text },
      { copies, afterEnd: true },
      spamAt,
    );
    if (spam || score >= spamAt) ledger.add("spam", reasons[0] ?? "repeated-block", Math.max(score, spamAt), text, at);
    else ledger.add("comment", "glued-comment", 1 - score, text, at);
  }
}

function gatherRun(paragraphs: Paragraph[], roles: Role[], from: number, to: number): GluedComment[] {
  const keys = paragraphs.slice(from, to).map(({ text }) => copyKey(text));
  const out: GluedComment[] = [];
  const push = (start: number, end: number) => {
    const part = paragraphs.slice(start, end);
    const kinds = roles.slice(start, end);
    out.push({
      text: part.map(({ text }) => text).join("\n"),
      copies: 1,
      spam: kinds.includes("spam"),
      at: part[0]!.at,
    });
  };
  let i = 0;
  let open = -1;
  const closeOpen = (end: number) => {
    if (open >= 0) push(from + open, from + end);
    open = -1;
  };
  while (i < keys.length) {
    const period = periodAt(keys, i);
    if (period > 0) {
      closeOpen(i);
      push(from + i, from + i + period);
      i += period;
      // The last copy has nothing behind it to be compared with.
      while (i + period <= keys.length && same(keys, i, i - period, period)) {
        push(from + i, from + i + period);
        i += period;
      }
      continue;
    }
    const { gap } = paragraphs[from + i]!;
    const meta = roles[from + i] === "meta";
    const before = i > 0 ? roles[from + i - 1] : null;
    // An author line opens a comment; text after it belongs to it; otherwise a blank line or a change of kind does.
    const starts =
      open < 0 ||
      (meta && before !== "meta") ||
      (before !== "meta" && (gap > 0 || before !== roles[from + i] || !short(paragraphs[from + i - 1]!)));
    if (starts) {
      closeOpen(i);
      open = i;
    }
    i++;
  }
  closeOpen(keys.length);
  return out;
}

/** A line that goes on in the next one of the same comment. */
const short = (paragraph: Paragraph): boolean => paragraph.text.length < 60 && !/[.!?]$/.test(paragraph.text);

/** The shortest number of paragraphs that repeats at once from i on; 0 = none. */
function periodAt(keys: string[], i: number): number {
  for (let period = 1; period <= MAX_PERIOD && i + 2 * period <= keys.length; period++)
    if (same(keys, i, i + period, period)) return period;
  return 0;
}

function same(keys: string[], a: number, b: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (keys[a + k] !== keys[b + k]) return false;
  return true;
}
