import type { Block, Blocks } from "./blocks.ts";
import type { Ledger } from "./ledger.ts";
import type { Regions } from "./regions.ts";

/**
 * Sums up the site's own furniture: one row for each kind of part (navigation, header, footer, sidebar …) with the
 * beginning of its text, so that the ledger names everything without listing every menu entry.
 */
export function ledgerChrome(
  blocks: Blocks,
  taken: Set<number>,
  regions: Regions,
  maxChars: number,
  ledger: Ledger,
): void {
  const parts = new Map<string, { texts: string[]; chars: number; at: number; count: number }>();
  for (const block of blocks.list) {
    if (taken.has(block.index)) continue;
    const reason = `site-${partOf(block, regions)}`;
    let part = parts.get(reason);
    if (!part) {
      part = { texts: [], chars: 0, at: block.index, count: 0 };
      parts.set(reason, part);
    }
    part.count++;
    if (part.chars < maxChars) part.texts.push(block.text);
    part.chars += block.chars + 3;
  }
  for (const [reason, { texts, chars, at, count }] of parts) {
    const text = texts.join(" | ");
    ledger.add(
      "boilerplate",
      reason,
      0.9,
      chars > maxChars ? `${text.slice(0, maxChars)}… (${count} blocks)` : text,
      at,
    );
  }
}

function partOf(block: Block, regions: Regions): string {
  const marked = regions.nearest[block.element.index]!;
  return marked < 0 ? "outside" : (regions.own[marked] ?? "outside");
}
