import type { ArticleContent, ExtractResult, Removal } from "../../model/article.ts";
import { cleanLine } from "../clean.ts";
import { many } from "../say.ts";
import { isoSeconds } from "../times.ts";
import { displayWidth, fitWidth } from "../width.ts";
import { wrap } from "../wrap.ts";

/** Share of the width that the kept text has, and the columns between it and what was taken out. */
const KEPT_SHARE = 0.56;
const BETWEEN = " │ ";
/** Lines shown of each removed block, and removed blocks shown beside one paragraph. */
const LINES_OF_BLOCK = 2;
const BLOCKS_BESIDE = 8;
/** Reasons named in the last line. */
const REASONS = 8;

/**
 * What reading a page gave, for people: its metadata, then the text on the left and on the right, beside the paragraph
 * before which it stood, each block taken out of the article with the rule that took it and how sure the rule is. What
 * stood around the article follows, a line for each part of the page.
 */
export function tryLines(result: ExtractResult, width: number): string[] {
  if (!result.ok)
    return [
      `no article: ${result.reason}`,
      ...result.removals.slice(0, BLOCKS_BESIDE).flatMap((removal) => blockLines(removal, width)),
    ];
  const { content, removals } = result;
  const left = Math.floor(width * KEPT_SHARE);
  const right = width - left - BETWEEN.length;
  const lines = [...metadataLines(content, width), "", row("kept", "taken out, and why", left), rule(left, right)];
  let from = 0;
  let next = 0;
  const around = removals.filter(({ reason }) => reason.startsWith(AROUND));
  const sorted = removals
    .filter((removal) => !around.includes(removal))
    .sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0) || a.position - b.position);
  for (const paragraph of content.text.split("\n\n")) {
    const beside: Removal[] = [];
    while (next < sorted.length && (sorted[next]!.offset ?? 0) <= from) beside.push(sorted[next++]!);
    lines.push(...sideBySide(paragraph, beside, left, right), row("", "", left));
    from += paragraph.length + 2;
  }
  lines.push(
    ...sideBySide("", sorted.slice(next), left, right),
    rule(left, right),
    ...around.map((part) => partLine(part, width)),
    ...wrap(totals(content, removals), width),
  );
  return lines;
}

function metadataLines(content: ArticleContent, width: number): string[] {
  const date =
    content.publishedAt === null
      ? null
      : `${isoSeconds(content.publishedAt)} (day ${content.publishedDay}; from ${content.dateFoundIn}, trust ${content.dateTrust})`;
  const fields: [string, string | null][] = [
    ["title", content.title],
    ["author", content.author],
    ["published", date],
    ["modified", content.modifiedAt === null ? null : isoSeconds(content.modifiedAt)],
    ["site", content.siteName],
    ["language", content.lang],
    ["section", content.section],
    ["canonical", content.canonicalUrl],
    ["picture", content.image],
    ["paywall", content.paywalled === null ? null : content.paywalled ? "yes" : "no"],
    ["credit", content.creditLine],
    ["found by", `${content.strategy}, confidence ${content.confidence.toFixed(2)}`],
  ];
  const missing = fields.filter(([, value]) => value === null).map(([name]) => name);
  return [
    ...fields.flatMap(([name, value]) =>
      value === null ? [] : [fitWidth(`${name.padEnd(10)} ${cleanLine(value)}`, width)],
    ),
    ...(missing.length === 0 ? [] : [fitWidth(`not said   ${missing.join(", ")}`, width)]),
  ];
}

/** Begins the rule that sums up a part of the page around the article. */
const AROUND = "site-";
const PARTS: Record<string, string> = {
  nav: "navigation",
  header: "page header",
  footer: "page footer",
  aside: "sidebar",
  related: "other articles",
  promo: "offers",
  share: "share buttons",
  meta: "bylines, tags",
  form: "forms",
  hidden: "hidden",
  dialog: "notices",
  caption: "captions",
  comment: "comments",
  outside: "elsewhere",
};
const PART_COLUMNS = 15;

/** What a part of the page around the article is, and how it begins. */
function partLine({ reason, text }: Removal, width: number): string {
  const part = reason.slice(AROUND.length);
  return fitWidth(`− ${(PARTS[part] ?? part).padEnd(PART_COLUMNS)} ${cleanLine(text)}`, width);
}

const padded = (text: string, columns: number) => text + " ".repeat(Math.max(0, columns - displayWidth(text)));
const row = (kept: string, taken: string, left: number) => `${padded(kept, left)}${BETWEEN}${taken}`.trimEnd();
const rule = (left: number, right: number) => `${"─".repeat(left)}─┼─${"─".repeat(right)}`;

/** A paragraph and what stood before it, side by side. */
function sideBySide(paragraph: string, removals: Removal[], left: number, right: number): string[] {
  const kept = paragraph === "" ? [] : paragraph.split("\n").flatMap((line) => fitted(cleanLine(line), left));
  const shown = removals.slice(0, BLOCKS_BESIDE).flatMap((removal) => blockLines(removal, right));
  const rest = removals.length - BLOCKS_BESIDE;
  if (rest > 0) shown.push(fitWidth(`… and ${rest} more`, right));
  return Array.from({ length: Math.max(kept.length, shown.length) }, (_, i) =>
    row(kept[i] ?? "", shown[i] ?? "", left),
  );
}

/** The rule, its score, and the beginning of what it took. */
function blockLines({ kind, reason, score, text }: Removal, columns: number): string[] {
  const name = kind === "boilerplate" ? reason : `${kind}: ${reason}`;
  const said = fitted(cleanLine(text), columns - 2);
  const more = said.length > LINES_OF_BLOCK;
  return [
    fitWidth(`− ${name} ${score.toFixed(2)}`, columns),
    ...said
      .slice(0, LINES_OF_BLOCK)
      .map((line, i) => fitWidth(`  ${line}${more && i === LINES_OF_BLOCK - 1 ? " …" : ""}`, columns)),
  ];
}

const fitted = (line: string, columns: number) => wrap(line, columns).map((one) => fitWidth(one, columns));

function totals(content: ArticleContent, removals: readonly Removal[]): string {
  const counts = new Map<string, number>();
  for (const { kind, reason } of removals) {
    if (reason.startsWith(AROUND)) continue;
    const name = kind === "boilerplate" ? reason : kind;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const named = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, REASONS);
  const paragraphs = content.text.split("\n\n").length;
  const count = removals.filter(({ reason }) => !reason.startsWith(AROUND)).length;
  const blocks = `${many(count, "block")} of the article`;
  return `kept ${content.text.length} characters in ${many(paragraphs, "paragraph")}; took out ${blocks}${named.length > 0 ? `: ${named.map(([name, count]) => `${name} ${count}`).join(", ")}` : ""}`;
}
