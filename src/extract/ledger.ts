import type { Removal, RemovalKind } from "../model/article.ts";

/** Gathers what was taken out, in the order of the page. */
export interface Ledger {
  add(kind: RemovalKind, reason: string, score: number, text: string, at: number): void;
  /** Sorted by place, numbered from 0. Texts are cut to the bound; rows beyond the bound are summed up in one. */
  rows(): Removal[];
}

export function createLedger(bounds: { maxRemovalChars: number; maxRemovals: number }): Ledger {
  const rows: { removal: Removal; at: number; order: number }[] = [];
  return {
    add(kind, reason, score, text, at) {
      const trimmed = text.trim();
      if (trimmed === "") return;
      const cut =
        trimmed.length > bounds.maxRemovalChars ? `${trimmed.slice(0, bounds.maxRemovalChars - 1)}…` : trimmed;
      rows.push({
        removal: { kind, text: cut, reason, score: Math.round(score * 100) / 100, position: 0 },
        at,
        order: rows.length,
      });
    },
    rows() {
      rows.sort((a, b) => a.at - b.at || a.order - b.order);
      const kept = rows.slice(0, bounds.maxRemovals).map(({ removal }, position) => ({ ...removal, position }));
      const rest = rows.length - kept.length;
      if (rest > 0)
        kept.push({
          kind: "boilerplate",
          text: `${rest} more blocks`,
          reason: "beyond-ledger-bound",
          score: 1,
          position: kept.length,
        });
      return kept;
    },
  };
}
