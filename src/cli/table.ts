import { cleanLine } from "./clean.ts";
import { displayWidth, fitWidth } from "./width.ts";

export interface Column<Row> {
  title: string;
  value: (row: Row) => string | number | null;
  align?: "right";
  /** Columns it may shrink to when the line is too long; without it, the column is never cut (ids, times, counts). */
  shrinkTo?: number;
}

const GAP = "  ";

/**
 * Rows as lines of at most `width` columns (as far as the columns that may shrink allow it): a heading, then one line a
 * row. Values are cleaned; nothing prints as `-`.
 */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number): string[] {
  const cells = rows.map((row) => columns.map((column) => cellText(column.value(row))));
  const widths = columns.map((column, i) =>
    cells.reduce((most, row) => Math.max(most, displayWidth(row[i]!)), column.title.length),
  );
  shrink(widths, columns, width);
  const line = (texts: string[]) =>
    texts
      .map((text, i) => {
        const fitted = fitWidth(text, widths[i]!);
        const pad = " ".repeat(Math.max(0, widths[i]! - displayWidth(fitted)));
        return columns[i]!.align === "right" ? pad + fitted : fitted + pad;
      })
      .join(GAP)
      .trimEnd();
  return [line(columns.map((column) => column.title.toUpperCase())), ...cells.map(line)];
}

function cellText(value: string | number | null): string {
  const text = value === null ? "" : cleanLine(String(value));
  return text === "" ? "-" : text;
}

/** Takes what is too much from the columns that may shrink, always from the widest. */
function shrink<Row>(widths: number[], columns: readonly Column<Row>[], width: number): void {
  let over = widths.reduce((sum, each) => sum + each, GAP.length * (widths.length - 1)) - width;
  while (over > 0) {
    let widest = -1;
    for (const [i, { shrinkTo }] of columns.entries())
      if (shrinkTo !== undefined && widths[i]! > shrinkTo && (widest < 0 || widths[i]! > widths[widest]!)) widest = i;
    if (widest < 0) return;
    widths[widest]!--;
    over--;
  }
}
