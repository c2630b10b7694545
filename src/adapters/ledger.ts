import type { Removal, RemovalKind } from "../model/article.ts";
import { packText, unpackText } from "./packed-text.ts";

/**
 * What was taken out of one article, as one row: a dozen short blocks take less room together than their keys alone would
 * take apart. How many there are of each kind stands beside it, for the sums.
 */
export interface LedgerRow extends Record<RemovalKind, number> {
  article_id: string;
  removals: Uint8Array;
}

export const LEDGER_COLUMNS = ["article_id", "boilerplate", "comment", "spam", "removals"] as const;

/** A removal inside the row. */
type Line = [kind: RemovalKind, text: string, reason: string, score: number, position: number, offset?: number];

/** Sums of the kinds over all ledgers, each kind a column; an index alone answers it. */
export const LEDGER_SUMS = `
  SELECT coalesce(sum(boilerplate), 0) AS boilerplate, coalesce(sum(comment), 0) AS comment, coalesce(sum(spam), 0) AS spam
  FROM ledger`;

/** Null when nothing was removed: then there is no row. */
export function ledgerRow(articleId: string, removals: readonly Removal[]): LedgerRow | null {
  if (removals.length === 0) return null;
  const lines = removals
    .toSorted((a, b) => a.position - b.position)
    .map(({ kind, text, reason, score, position, offset }): Line => {
      const line: Line = [kind, text, reason, score, Math.round(position)];
      if (offset !== undefined) line.push(offset);
      return line;
    });
  const count = (kind: RemovalKind) => removals.filter((removal) => removal.kind === kind).length;
  return {
    article_id: articleId,
    boilerplate: count("boilerplate"),
    comment: count("comment"),
    spam: count("spam"),
    removals: packText(JSON.stringify(lines)),
  };
}

/** The removals of a stored row, in the order of the page. */
export function readLedger(stored: unknown): Removal[] {
  const lines = JSON.parse(unpackText(stored)) as Line[];
  return lines.map(([kind, text, reason, score, position, offset]) => ({
    ...{ kind, text, reason, score, position },
    ...(offset === undefined ? {} : { offset }),
  }));
}

/** The sums without the kinds of which there are none. */
export function ledgerSums(row: Readonly<Record<string, unknown>> | undefined): Record<string, number> {
  const sums = Object.entries(row ?? {}).map(([kind, sum]): [string, number] => [kind, Number(sum)]);
  return Object.fromEntries(sums.filter(([, sum]) => sum > 0));
}
