import { profileOf } from "./article-profile.ts";
import { commentActions, signedComment } from "./comment-lines.ts";
import { scorerAgainst } from "./comment-spam.ts";
import { copiesOf } from "./copies.ts";
import type { Ledger } from "./ledger.ts";
import { type Role, spoken } from "./paragraph-role.ts";
import type { Paragraph } from "./plain-lines.ts";
import { addressesOf, mailIn, PHONE } from "./spam-signs.ts";
import { unfinished } from "./stranger.ts";

/** One comment as it stood: its author line, its paragraphs. */
interface GluedComment {
  text: string;
  /** Without its author line and buttons. */
  said: string;
  spam: boolean;
  at: number;
}

/** Longest comment, in paragraphs, that is recognised as one by its repetition. */
const MAX_PERIOD = 8;

/** Writes comments that were glued to a report to the ledger, each as one row. */
export function ledgerGlued(
  paragraphs: Paragraph[],
  roles: Role[],
  article: { title: string; text: string },
  spamAt: number,
  ledger: Ledger,
): void {
  const comments = gatherComments(paragraphs, roles);
  if (comments.length === 0) return;
  const copies = copiesOf(comments.map(({ said }) => said)).near;
  const scored = scorerAgainst(profileOf(article.title, article.text));
  for (const [i, { text, said, spam, at }] of comments.entries()) {
    const { score, reasons } = scored(said, { copies: copies[i]!, afterEnd: true }, spamAt);
    if (spam || score >= spamAt) ledger.add("spam", reasons[0] ?? "repeated-block", Math.max(score, spamAt), text, at);
    else ledger.add("comment", "glued-comment", 1 - score, text, at);
  }
}

/** Gathers runs of spoken paragraphs into comments. */
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
    for (const comment of gatherRun(paragraphs.slice(i, end), roles.slice(i, end))) out.push(comment);
    i = end;
  }
  return out;
}

/**
 * Cuts a run into comments. An author line opens one. Text that repeats with a period of several paragraphs is one
 * comment of that many. Otherwise a blank line or a change of kind opens the next, unless an author line holds it
 * together.
 */
function gatherRun(run: Paragraph[], roles: Role[]): GluedComment[] {
  const heads = run.map(({ text }, i) => roles[i] === "meta" && !commentActions(text));
  const starts = startsOfCopies(run, roles);
  const out: GluedComment[] = [];
  let from = 0;
  for (let i = 1; i <= run.length; i++) {
    if (i < run.length && !opens(i)) continue;
    const said = run.slice(from, i).filter((_, k) => roles[from + k] !== "meta");
    out.push({
      text: run
        .slice(from, i)
        .map(({ text }) => text)
        .join("\n"),
      said: said.map(({ text }) => signedComment(text) ?? text).join("\n"),
      spam: roles.slice(from, i).includes("spam"),
      at: run[from]!.at,
    });
    from = i;
  }
  return out;

  function opens(i: number): boolean {
    if (heads[i]) return !heads[i - 1];
    if (signedComment(run[i]!.text) !== null || signedComment(run[i - 1]!.text) !== null) return true;
    if (roles[i] === "meta" || heads[i - 1]) return false;
    if (roles[i - 1] === "meta") return true;
    if (starts[i] !== null) return starts[i]!;
    const { gap } = run[i]!;
    const changes = roles[i] !== roles[i - 1];
    if (heads[from]) return changes && gap > 0;
    if (gap > 0) return true;
    if (short(run[i - 1]!)) return false;
    return !changes || !unfinished(run[i - 1]!.text) || contact(run.slice(from, i));
  }
}

/** A line that goes on in the next one of the same comment. */
const short = (paragraph: Paragraph): boolean => paragraph.text.length < 60 && !/[.!?]$/.test(paragraph.text);

const contact = (part: Paragraph[]): boolean =>
  part.some(({ text }) => addressesOf(text).addresses.length > 0 || mailIn(text) !== undefined || PHONE.test(text));

/** By paragraph: begins a copy, goes on in one (false), or stands in none (null). */
function startsOfCopies(run: Paragraph[], roles: Role[]): (boolean | null)[] {
  const { group } = copiesOf(run.map(({ text }) => text));
  const keys = group.map((key, i) => (roles[i] === "meta" ? -1 - i : key));
  const out: (boolean | null)[] = run.map(() => null);
  let i = 0;
  while (i < keys.length) {
    const period = periodAt(keys, i);
    if (period === 0) {
      i++;
      continue;
    }
    const take = () => {
      for (let k = 0; k < period; k++) out[i + k] = k === 0;
      i += period;
    };
    take();
    while (i + period <= keys.length && same(keys, i, i - period, period)) take();
    if (i < keys.length && roles[i] !== "meta") out[i] = true;
  }
  return out;
}

/** The shortest number of paragraphs that repeats at once from i on; 0 = none. */
function periodAt(keys: number[], i: number): number {
  for (let period = 1; period <= MAX_PERIOD && i + 2 * period <= keys.length; period++)
    if (same(keys, i, i + period, period)) return period;
  return 0;
}

function same(keys: number[], a: number, b: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (keys[a + k] !== keys[b + k]) return false;
  return true;
}
