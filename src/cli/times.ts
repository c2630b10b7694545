import { parseDate } from "../model/dates.ts";

/** A moment as ISO 8601 in UTC; to the second in tables, in full for machines. */
export const iso = (at: number): string => new Date(at).toISOString();
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
export const isoSeconds = (at: number): string => iso(at).replace(/\.\d+Z$/, "Z");
/** `2025-11-06T12:00Z`, for tables. */
export const isoMinutes = (at: number): string => iso(at).replace(/:\d\d\.\d+Z$/, "Z");
export const isoMinutesOrNull = (at: number | null): string | null => (at === null ? null : isoMinutes(at));

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** A span of time in its two largest units: `340 ms`, `5 s`, `2 h 30 m`. */
export function duration(ms: number): string {
  if (Math.abs(ms) < 1_000) return `${Math.round(ms)} ms`;
  const parts: string[] = [];
  // Tenths of a second are told below a minute, whole seconds above.
  let rest = Math.abs(ms) < 60_000 ? Math.abs(ms) : Math.round(Math.abs(ms) / 1_000) * 1_000;
  for (const [unit, size] of UNITS) {
    if (rest < size && parts.length === 0) continue;
    const count = unit === "s" && parts.length === 0 ? Math.round(rest / 100) / 10 : Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest %= size;
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break;
  }
  return parts.join(" ");
}

/** `in 5 m` or `5 m ago`, as seen at `now`. */
export function fromNow(at: number, now: number): string {
  return at > now ? `in ${duration(at - now)}` : `${duration(now - at)} ago`;
}

/** The same in the largest unit alone, for tables: `in 5 m`, `3 d ago`. */
export function shortFromNow(at: number, now: number): string {
  const ms = Math.abs(at - now);
  const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? ["s", 1_000];
  const span = `${Math.floor(ms / size)} ${unit}`;
  return at > now ? `in ${span}` : `${span} ago`;
}

/**
 * A moment as an operator writes it: ISO 8601 (without a zone it is UTC), or a span back from `now` such as `90m`, `24h`
 * or `7d`. Null for anything else.
 */
export function readMoment(text: string, now: number): number | null {
  const span = /^(\d{1,6}) ?([smhd])$/.exec(text.trim());
  if (span) return now - Number(span[1]) * UNITS.find(([unit]) => unit === span[2])![1];
  return ISO_DAY.test(text.trim()) ? saidMoment(text) : null;
}

const ISO_DAY = /^\d{4}-\d\d(?:-\d\d)?/;

/** A moment as given data say it: ISO 8601 to the millisecond, or a form that feeds use. Without a zone it is UTC. */
export function saidMoment(text: string): number | null {
  const read = parseDate(text);
  if (!read || !ISO_DAY.test(text.trim())) return read?.at ?? null;
  const zoned = /(?:z|[+-]\d\d:?\d\d)$/i.test(text.trim()) || !/[t ]\d\d:/i.test(text);
  const exact = Date.parse(zoned ? text.trim() : `${text.trim().replace(" ", "T")}Z`);
  return Number.isNaN(exact) ? read.at : exact;
}
