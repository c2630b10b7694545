import { parseDate } from "../model/dates.ts";

/** Headers of a reply, names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** Milliseconds for which the reply calls itself fresh: `max-age` less `Age` (RFC 9111, 4.2), or `Expires`; null without. */
export function freshForMs(headers: Headers, now: number): number | null {
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(headers["cache-control"] ?? "")?.[1];
  if (maxAge !== undefined) {
    const age = /^\s*(\d{1,10})/.exec(headers.age ?? "")?.[1] ?? "0";
    return Math.max(0, Number(maxAge) - Number(age)) * 1000;
  }
  const expires = parseDate(headers.expires ?? "");
  if (!expires) return null;
  const sent = parseDate(headers.date ?? "")?.at ?? now;
  return Math.max(0, expires.at - sent);
}

/** Seconds or a date (RFC 9110, 10.2.3) as milliseconds from now, at most `capMs`; null when absent or not readable. */
export function retryAfterMs(headers: Headers, now: number, capMs: number): number | null {
  const written = (headers["retry-after"] ?? "").trim();
  if (!written) return null;
  if (/^\d{1,10}$/.test(written)) return Math.min(capMs, Number(written) * 1000);
  const at = parseDate(written);
  return at ? Math.min(capMs, Math.max(0, at.at - now)) : null;
}
