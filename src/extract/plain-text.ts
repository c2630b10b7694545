import type { ExtractResult, Page } from "../model/article.ts";
import { decodeText } from "../model/charset.ts";
import { creditLine } from "../model/credit-line.ts";
import type { Known } from "../model/known.ts";
import { gluedCommentSplitter } from "./glued-comment.ts";
import { cutCredits } from "./glued-credit.ts";
import { rolesOf } from "./judge-paragraphs.ts";
import { languageOf } from "./language.ts";
import { createLedger, type KeptText, type Ledger } from "./ledger.ts";
import { ledgerGlued } from "./plain-comments.ts";
import { HEAD_WORDS, headlineLike, trimLabels } from "./plain-head.ts";
import { BULLET, MARK, type Paragraph, paragraphsOf, words } from "./plain-lines.ts";
import { keepReport } from "./plain-report.ts";
import type { ExtractSettings } from "./settings.ts";

/** Paragraphs of one text that are judged, half of them at its beginning and half at its end. */
const JUDGED_PARAGRAPHS = 16_000;
/** Lines among which a headline is looked for. */
const HEADLINE_LINES = 6;

/**
 * An article as plain text, pasted or extracted elsewhere, with whatever was glued to it. Works in four steps: lines to
 * paragraphs; labels and credits cut off sentences; each paragraph judged (report, comment, spam, boilerplate); what is
 * not the report goes to the ledger, each comment as one row. When in doubt a paragraph stays.
 */
export function extractPlainText(page: Page, known: Known, settings: ExtractSettings): ExtractResult {
  const source = decodeText(page.body, page.contentType, "html").text;
  if (source.length > settings.maxChars) return { ok: false, reason: "too-large", removals: [] };
  const ledger = createLedger(settings);
  const whole = paragraphsOf(source);
  // What is longer is a list or a log: its ends are judged, its middle stays as it is.
  const middle = whole.splice(JUDGED_PARAGRAPHS / 2, Math.max(0, whole.length - JUDGED_PARAGRAPHS));
  let before = 0;
  const paragraphs = whole.flatMap((paragraph, i) => {
    const loose = loosen(paragraph, whole[i + 1], before < HEAD_WORDS, ledger);
    before += words(paragraph.text);
    return loose;
  });
  const title = known.title ?? headlineAbove(paragraphs);
  const split = paragraphs.flatMap(gluedCommentSplitter(paragraphs, title ?? ""));
  const roles = rolesOf(split, title ?? "", settings.spamAt, { grouped: true });
  const report = keepReport(split, roles, known.title, ledger);
  const article = { title: title ?? "", text: report.map(({ text }) => text).join("\n") };
  ledgerGlued(split, roles, article, settings.spamAt, ledger);
  const { text, removals } = ledger.settle(joinParagraphs(withMiddle(report, middle)), known.restored ?? []);
  if (text.length < settings.minTextChars) return { ok: false, reason: "no-text", removals: ledger.rows() };
  return {
    ok: true,
    content: {
      title,
      author: null,
      siteName: null,
      publishedAt: null,
      publishedDay: null,
      dateFoundIn: null,
      dateTrust: null,
      modifiedAt: null,
      canonicalUrl: null,
      section: null,
      image: null,
      paywalled: null,
      creditLine: creditLine(text),
      lang: languageOf(text),
      text,
      strategy: "plain-text",
      confidence: 0.9,
    },
    removals,
  };
}

/** Puts what was not judged back between the two ends. */
function withMiddle(report: Paragraph[], middle: Paragraph[]): Paragraph[] {
  const from = middle[0]?.at;
  if (from === undefined) return report;
  return [...report.filter(({ at }) => at < from), ...middle, ...report.filter(({ at }) => at > from)];
}

/** The first line that can be a headline, above the first sentence of the report. */
function headlineAbove(paragraphs: Paragraph[]): string | null {
  for (const { text, bullet } of paragraphs.slice(0, HEADLINE_LINES)) {
    if (!bullet && headlineLike(text)) return text;
    if (!bullet && words(text) >= 12) return null;
  }
  return null;
}

/** Labels off the front, credits out of the middle. */
function loosen(paragraph: Paragraph, next: Paragraph | undefined, head: boolean, ledger: Ledger): Paragraph[] {
  let { text, bullet } = paragraph;
  if (head) {
    const trimmed = trimLabels(text);
    for (const { text: taken, reason } of trimmed.taken)
      ledger.add("boilerplate", reason, 0.9, taken, paragraph.at - 0.5);
    text = trimmed.rest;
    if (text === "") return [];
    // "date 2025-11-06 - First point": the label stood before a list's first item.
    if (trimmed.taken.length > 0) {
      bullet ||= BULLET.test(text) || (/\s[-–—]$/.test(trimmed.taken.at(-1)!.text) && next?.bullet === true);
      text = text.replace(MARK, "");
    }
  }
  const out: Paragraph[] = [];
  for (const piece of cutCredits(text)) {
    if (piece.credit) ledger.add("boilerplate", "photo-credit", 0.9, piece.text, paragraph.at);
    else out.push({ ...paragraph, bullet, text: piece.text, gap: out.length === 0 ? paragraph.gap : 1 });
  }
  return out;
}

/** One blank line between paragraphs; list items follow each other line by line, and what was cut in vain is joined. */
function joinParagraphs(kept: Paragraph[]): KeptText {
  let text = "";
  const parts: { at: number; from: number }[] = [];
  let before: Paragraph | null = null;
  for (const paragraph of kept) {
    if (before && paragraph.cutAfter !== undefined && before.at === paragraph.at) {
      text += paragraph.cutAfter + paragraph.text;
      continue;
    }
    const listed = paragraph.bullet && before?.bullet;
    text += before ? (listed ? "\n" : "\n\n") : "";
    parts.push({ at: paragraph.at, from: text.length });
    text += paragraph.bullet && !/^\(?\d{1,2}[.)]\s/.test(paragraph.text) ? `- ${paragraph.text}` : paragraph.text;
    before = paragraph;
  }
  return { text, parts };
}
