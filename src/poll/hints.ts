import type { FeedHints } from "../model/feed.ts";

export const NO_HINTS: FeedHints = { ttlMinutes: null, syPeriodMs: null, skipHours: [], skipDays: [] };

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** RSS 1.0 syndication module: names of periods as milliseconds. */
const PERIOD_MS: Readonly<Record<string, number>> = {
  hourly: 3_600_000,
  daily: 86_400_000,
  weekly: 7 * 86_400_000,
  monthly: 30 * 86_400_000,
  yearly: 365 * 86_400_000,
};

/** RSS 2.0 `ttl`: whole minutes. */
export function ttlHint(text: string): number | null {
  const minutes = /^\s*(\d{1,6})\s*$/.exec(text)?.[1];
  return minutes && Number(minutes) > 0 ? Number(minutes) : null;
}

/** `sy:updatePeriod` and how many updates fall into one (1 when not said). @example syHint("hourly", "2") // 1800000 */
export function syHint(period: string, frequency: string): number | null {
  const periodMs = PERIOD_MS[period.trim().toLowerCase()];
  const times = Number(frequency.trim() || "1");
  return periodMs && times >= 1 && times <= 3600 ? Math.round(periodMs / times) : null;
}

/** Hours 0 to 23; RSS 0.91 counted 1 to 24, so that 24 is midnight. */
export function skipHoursHint(values: readonly string[]): number[] {
  const hours = values.map((value) => value.trim()).filter((value) => /^\d{1,2}$/.test(value));
  const known = hours.map((value) => Number(value) % 24).filter((_, i) => Number(hours[i]) <= 24);
  return [...new Set(known)].sort((a, b) => a - b);
}

export function skipDaysHint(values: readonly string[]): string[] {
  const named = values.map((value) => value.trim().toLowerCase());
  return DAYS.filter((day) => named.includes(day.toLowerCase()));
}
