import type { Block } from "./blocks.ts";
import { copyKey } from "./copies.ts";
import { rolesOf } from "./judge-paragraphs.ts";
import { type Role, spoken } from "./paragraph-role.ts";
import { type Paragraph, words } from "./plain-lines.ts";
import { GAP } from "./report-end.ts";

/** A line of a page that is part of a comment glued to the report. */
export interface GluedLine {
  paragraph: Paragraph;
  role: Role;
}

/** Words from which a line that stands twice makes the end of a page suspicious. */
const REPEATED_WORDS = 6;

/**
 * Comments that stand inside the article's own part of the page without any markup of their own. A long run of blank
 * lines or a line that repeats raises the question; then the lines are judged as those of a plain text are. By block:
 * the lines that are comments, and the rest of its text.
 */
export function gluedLines(
  kept: Block[],
  title: string,
  spamAt: number,
): Map<number, { rest: string; glued: GluedLine[] }> {
  const found = new Map<number, { rest: string; glued: GluedLine[] }>();
  if (!suspicious(kept)) return found;
  const lines: { block: Block; paragraph: Paragraph }[] = [];
  for (const block of kept) {
    const bullet = block.element.tag === "li";
    for (const [i, text] of block.text.split("\n").entries())
      lines.push({ block, paragraph: { text, gap: i > 0 ? 0 : Math.max(1, block.gap), bullet, at: block.index } });
  }
  const roles = rolesOf(
    lines.map(({ paragraph }) => paragraph),
    title,
    spamAt,
    { grouped: false },
  );
  for (const [i, { block, paragraph }] of lines.entries()) {
    const role = roles[i]!;
    if (!spoken(role)) continue;
    const known = found.get(block.index) ?? { rest: "", glued: [] };
    known.glued.push({ paragraph, role });
    found.set(block.index, known);
  }
  for (const [i, { block, paragraph }] of lines.entries()) {
    const part = found.get(block.index);
    if (part && !spoken(roles[i]!)) part.rest += part.rest === "" ? paragraph.text : `\n${paragraph.text}`;
  }
  return found;
}

function suspicious(kept: Block[]): boolean {
  const seen = new Set<string>();
  for (const [i, block] of kept.entries()) {
    if (i > 0 && block.gap >= GAP) return true;
    for (const line of block.text.split("\n")) {
      if (line.length < 24 || words(line) < REPEATED_WORDS) continue;
      const key = copyKey(line);
      if (seen.has(key)) return true;
      seen.add(key);
    }
  }
  return false;
}
