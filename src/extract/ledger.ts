import type { Removal, RemovalKind } from "../model/article.ts";
import { contentHash } from "../model/id.ts";

/** Gathers what was taken out, in the order of the page. */
export interface Ledger {
  add(kind: RemovalKind, reason: string, score: number, text: string, at: number): void;
  /** Sorted by place, numbered from 0. Texts are cut to the bound; rows beyond the bound are summed up in one. */
  rows(): Removal[];
  /** The same beside the text that was kept, with what an operator restored put back into it. */
  settle(kept: KeptText, restored: readonly string[]): { text: string; removals: Removal[] };
}

/** A kept text and where its parts begin: `at` on the page, as the ledger counts, and `from` in the text. */
export interface KeptText {
  text: string;
  parts: readonly { at: number; from: number }[];
}

/** The name of a removed block, by which a correction restores it: the content hash of its text as the ledger shows it. */
export const blockHash = (text: string): string => contentHash(text);

interface Row {
  removal: Removal;
  /** Not cut. */
  whole: string;
  at: number;
  order: number;
}

export function createLedger(bounds: { maxRemovalChars: number; maxRemovals: number }): Ledger {
  const rows: Row[] = [];
  const sorted = () => rows.sort((a, b) => a.at - b.at || a.order - b.order);
  const numbered = (list: Row[]): Removal[] => {
    const kept = list.slice(0, bounds.maxRemovals).map(({ removal }, position) => ({ ...removal, position }));
    const rest = list.length - kept.length;
    if (rest > 0)
      kept.push({
        kind: "boilerplate",
        text: `${rest} more blocks`,
        reason: "beyond-ledger-bound",
        score: 1,
        position: kept.length,
      });
    return kept;
  };
  return {
    add(kind, reason, score, text, at) {
      const whole = text.trim();
      if (whole === "") return;
      const cut = whole.length > bounds.maxRemovalChars ? `${whole.slice(0, bounds.maxRemovalChars - 1)}…` : whole;
      const removal = { kind, text: cut, reason, score: Math.round(score * 100) / 100, position: 0 };
      rows.push({ removal, whole, at, order: rows.length });
    },
    rows: () => numbered(sorted()),
    settle(kept, restored) {
      const wanted = new Set(restored);
      const back = (row: Row) => wanted.size > 0 && wanted.has(blockHash(row.removal.text));
      let text = "";
      let from = 0;
      const out: Row[] = [];
      for (const row of sorted()) {
        const at = offsetOf(kept, row.at);
        if (back(row)) {
          text = joined(text + kept.text.slice(from, at), row.whole, at < kept.text.length);
          from = at;
        } else {
          const before = text.length + at - from;
          out.push({ ...row, removal: { ...row.removal, offset: before } });
        }
      }
      text += kept.text.slice(from);
      return { text, removals: numbered(out) };
    },
  };
}

/** The beginning of the first part that stood behind, or the end of the text. Parts are in the order of the page. */
function offsetOf({ text, parts }: KeptText, at: number): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle]!.at > at) high = middle;
    else low = middle + 1;
  }
  return parts[low]?.from ?? text.length;
}

/** Adds a paragraph of its own. */
function joined(before: string, block: string, goesOn: boolean): string {
  const start = before === "" || before.endsWith("\n\n") ? before : `${before.trimEnd()}\n\n`;
  return `${start}${block}${goesOn ? "\n\n" : ""}`;
}
