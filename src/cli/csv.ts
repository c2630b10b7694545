import { clean } from "./clean.ts";

/** A spreadsheet reads a cell that starts with one of these as a formula (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A value as a CSV cell (RFC 4180): lists of texts joined by spaces, anything deeper as JSON, nothing as an empty cell. A
 * text that a spreadsheet would take for a formula gets an apostrophe in front. Numbers are left as they are.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === "string");
  const text = typeof value === "string" ? value : isTexts ? value.join(" ") : JSON.stringify(value);
  const cleaned = clean(text);
  const safe = FORMULA.test(text) || FORMULA.test(cleaned) ? `'${cleaned}` : cleaned;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record of a CSV file, with its line end. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}
