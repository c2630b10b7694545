import { parseDate } from "./dates.ts";

/**
 * How long a server asks to be left alone (`Retry-After`, RFC 9110 10.2.3): seconds, or a date. In milliseconds, never
 * negative; null without the header or when it says nothing readable. The caller decides how long a wait it keeps to.
 *
 * @example retryAfterMs("120", now) // 120000
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? "";
  // Some servers send fractions of a second, and a proxy that adds its own makes "30, 30".
  const seconds = /^(\d{1,15}(?:\.\d{1,9})?)(?:\s*,.*)?$/.exec(text);
  if (seconds) return Math.ceil(Number(seconds[1]) * 1_000);
  const date = /[a-z]/i.test(text) && text.length <= 64 ? parseDate(text) : null;
  return date ? Math.max(0, date.at - now) : null;
}
