import type { LineVerdict } from "./boilerplate-lines.ts";
import type { Ledger } from "./ledger.ts";
import { type Role, spoken } from "./paragraph-role.ts";
import { furnitureLine } from "./plain-furniture.ts";
import { HEAD_WORDS } from "./plain-head.ts";
import { type Paragraph, words } from "./plain-lines.ts";
import { sameHeadline } from "./same-headline.ts";

/** Share of the words in second copies from which a text was pasted twice; lists and refrains repeat less. */
const PASTED_SHARE = 0.3;
/** A paragraph of this many words that stands twice was pasted twice; its second copy goes. */
const REPEATED_WORDS = 12;

/**
 * The paragraphs of the report, in their order. Boilerplate goes to the ledger. Comments are left out and not written
 * down here: several paragraphs can be one.
 */
export function keepReport(
  paragraphs: Paragraph[],
  roles: Role[],
  headline: string | null,
  ledger: Ledger,
): Paragraph[] {
  const kept: Paragraph[] = [];
  const seen = new Set<string>();
  const pastedTwice = repeatedShare(paragraphs) >= PASTED_SHARE;
  let prose = 0;
  for (const [i, paragraph] of paragraphs.entries()) {
    const { text, at } = paragraph;
    const role = roles[i]!;
    if (spoken(role)) continue;
    let verdict = empty(text, role);
    if (verdict === null) {
      verdict = (pastedTwice ? secondCopy(text, seen) : null) ?? furniture(text, role);
      seen.add(text);
    }
    if (verdict === null) {
      kept.push(paragraph);
      prose += words(text);
    } else ledger.add("boilerplate", verdict.reason, verdict.score, text, at);
  }
  return kept;

  function furniture(text: string, role: Role): LineVerdict | null {
    const head = prose < HEAD_WORDS;
    if (headline && head && sameHeadline(headline, text)) return { reason: "headline", score: 0.95 };
    const line = furnitureLine(text);
    return line && (role === "boilerplate" || head || !ONLY_ABOVE.has(line.reason)) ? line : null;
  }
}

/** Boilerplate at the top; further down these may be part of the report. */
const ONLY_ABOVE = new Set(["byline", "date-line", "comment-heading"]);

/** Tells nothing itself: stands over comments that go, or has no letter and no digit. */
function empty(text: string, role: Role): LineVerdict | null {
  if (role === "heading") return { reason: "comment-heading", score: 0.9 };
  return /[\p{L}\p{N}]/u.test(text) ? null : { reason: "ornament", score: 0.9 };
}

function secondCopy(text: string, seen: Set<string>): LineVerdict | null {
  if (!seen.has(text) || words(text) < REPEATED_WORDS || !/[.!?…।۔。]$/.test(text)) return null;
  return { reason: "repeated-block", score: 0.8 };
}

/** Share (0 to 1) of the words that stand in a second copy of a paragraph. */
function repeatedShare(paragraphs: Paragraph[]): number {
  const seen = new Set<string>();
  let all = 0;
  let again = 0;
  for (const { text } of paragraphs) {
    const count = words(text);
    all += count;
    if (seen.has(text)) again += count;
    seen.add(text);
  }
  return again / Math.max(1, all);
}
