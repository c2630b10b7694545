import { foldLetters, monthNumber, SEASONAL_ZONES, ZONE_MINUTES } from "./date-words.ts";

/** A date as read from text: the moment, and the zone that the text named. */
export interface ReadDate {
  at: number;
  /** Minutes east of UTC; null where the text names no zone and UTC is assumed. */
  offsetMinutes: number | null;
}

/** Longer text is not a date but prose. */
const MAX_DATE_CHARS = 120;
/** Korea keeps UTC+9 all year; Korean feeds write local time without saying so. */
const KOREA_MINUTES = 540;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Reads a date in the forms that feeds and pages use: RFC 822 and its habits, ISO 8601 and W3CDTF, asctime, localised
 * month names, numeric dates, seconds or milliseconds since 1970. Never uses the host's time zone.
 *
 * @example parseDate("Sat, 07 Sep 2002 09:42:31 GMT")?.at // 1031391751000
 */
export function parseDate(text: string): ReadDate | null {
  if (text.length > MAX_DATE_CHARS) return null;
  const clean = asciiDigits(foldLetters(text.normalize("NFKC")))
    .replace(/[\s\u200e\u200f]+/g, " ")
    .trim();
  if (!clean) return null;
  const epoch = fromEpoch(clean);
  if (epoch !== null) return { at: epoch, offsetMinutes: 0 };

  const clock = takeClock(clean);
  const zone = takeZone(clock.rest);
  const day = readDay(zone.rest, clock.american || zone.american);
  if (!day) return null;
  const local = moment(day, clock);
  if (local === null) return null;
  if (zone.name) {
    const minutes = zoneMinutesAt(zone.name, local);
    if (minutes !== null) return { at: local - minutes * MINUTE_MS, offsetMinutes: minutes };
  }
  if (zone.minutes !== null) return { at: local - zone.minutes * MINUTE_MS, offsetMinutes: zone.minutes };
  return { at: local - (clock.korean || day.korean ? KOREA_MINUTES : 0) * MINUTE_MS, offsetMinutes: null };
}

interface Clock {
  hour: number;
  minute: number;
  second: number;
  /** 12-hour clock with am or pm: the sign of an American date order. */
  american: boolean;
  korean: boolean;
  rest: string;
}

interface Day {
  year: number;
  month: number;
  day: number;
  korean: boolean;
}

/** 10 digits are seconds (2001 to 2286), 13 are milliseconds; a fraction may follow. */
function fromEpoch(text: string): number | null {
  const match = /^(\d{9,10}|\d{12,13})(\.\d+)?$/.exec(text);
  if (!match) return null;
  const whole = Number(match[1]);
  return match[1]!.length <= 10 ? Math.floor(Number(text) * 1000) : whole;
}

/** Arabic-Indic, Persian, Devanagari, Bengali and Thai digits as ASCII. */
function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50].findLast((base) => base <= code)!;
    return String(code - zero);
  });
}

const CLOCK = /(?:(?<=\d)t|\b)(\d{1,2}) ?[:h] ?(\d{1,2})(?: ?[:m] ?(\d{1,2})(?:[.,:]\d+)?)?s?(?: ?([ap])\.?m\b\.?)?/;
const CJK_CLOCK =
  /(?:(오전|오후|上午|下午|午前|午後) ?)?(\d{1,2}) ?(?:시|時|时|:) ?(\d{1,2}) ?(?:분|分|:)?(?: ?(\d{1,2}) ?(?:초|秒)?)?/;
const BASIC_CLOCK = /(?<=\d)t(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?(?=z|[+-]|$)/;
const HOUR_ALONE = /(?<=\d\d)t(\d{2})(?=z|[+-]\d|$)|\b(\d{1,2}) ?([ap])\.?m\b\.?/;

/** Takes the time of day out of the text; midnight when there is none. */
function takeClock(text: string): Clock {
  const composed = text.normalize("NFC");
  const cjk = /[시時时분오上下午]/.test(composed) ? CJK_CLOCK.exec(composed) : null;
  if (cjk) {
    const half = cjk[1] ?? "";
    return {
      ...hands(cjk[2], cjk[3], cjk[4], /오후|下午|午後/.test(half) ? "p" : half ? "a" : undefined),
      american: false,
      korean: /[오시년]/.test(composed),
      rest: without(composed, cjk),
    };
  }
  const korean = /[년월일]/.test(composed);
  const usual = BASIC_CLOCK.exec(composed) ?? CLOCK.exec(composed);
  if (usual) {
    const half = usual[4];
    return { ...hands(usual[1], usual[2], usual[3], half), american: !!half, korean, rest: without(composed, usual) };
  }
  const hour = HOUR_ALONE.exec(composed);
  if (hour) {
    const clock = hands(hour[1] ?? hour[2], "0", "0", hour[3]);
    return { ...clock, american: !!hour[3], korean, rest: without(composed, hour) };
  }
  return { hour: 0, minute: 0, second: 0, american: false, korean, rest: composed };
}

function hands(hour = "0", minute = "0", second = "0", half?: string): Pick<Clock, "hour" | "minute" | "second"> {
  let h = Number(hour);
  if (half === "p" && h < 12) h += 12;
  if (half === "a" && h === 12) h = 0;
  return { hour: h, minute: Number(minute), second: Number(second) };
}

function without(text: string, match: RegExpExecArray): string {
  return `${text.slice(0, match.index)} | ${text.slice(match.index + match[0].length)}`;
}

const OFFSET = /(?:\b(?:gmt|utc?)|\| ?|[ap]\.?m\.? ?|^)\s?([+\-\u2212])(\d{1,2})(?:[:.]?(\d{2}))?(?!\d)/;
/** The names of RFC 822 stand alone as a word; an IANA name has a slash. */
const IANA = /\b([a-z]{3,10}\/[a-z_]{2,20}(?:\/[a-z_]{2,20})?)\b/;

/** Takes the zone out of what the clock left: an offset, a name as minutes, or the name of an IANA zone. */
function takeZone(text: string): { minutes: number | null; name: string | null; american: boolean; rest: string } {
  const none = { minutes: null, name: null, american: false };
  const offset = OFFSET.exec(text);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    const sign = offset[1] === "+" ? 1 : -1;
    // ISO 8601 allows at most 14 hours; beyond 24 it is not an offset at all.
    if (minutes <= 24 * 60) return { ...none, minutes: sign * minutes, rest: without(text, offset) };
  }
  const iana = IANA.exec(text);
  if (iana) return { ...none, name: iana[1]!, rest: without(text, iana) };
  for (const word of text.matchAll(/(?<![\p{L}.])[a-z]{1,5}(?![\p{L}])/gu)) {
    const minutes = ZONE_MINUTES[word[0]];
    const seasonal = SEASONAL_ZONES[word[0]];
    // Before the clock only an upper-case-looking word of a zone would be odd: months and days win there.
    if ((minutes === undefined && !seasonal) || (word[0].length > 1 && monthNumber(word[0]) !== null)) continue;
    const american = /^[ecmp][sd]?t$/.test(word[0]);
    return { minutes: minutes ?? null, name: seasonal ?? null, american, rest: without(text, word) };
  }
  return { ...none, rest: text };
}

/** Minutes east of UTC in an IANA zone when its clocks show `local`; null for an unknown zone. */
function zoneMinutesAt(zone: string, local: number): number | null {
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    const offsetAt = (at: number): number => {
      const name = format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
      const match = /([+-])(\d\d):(\d\d)/.exec(name);
      return match ? (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
    };
    // The offset at the moment that the local time would be in UTC is right except near a change; once more settles it.
    return offsetAt(local - offsetAt(local) * MINUTE_MS);
  } catch {
    return null;
  }
}

/** The calendar day in what clock and zone left over. */
function readDay(text: string, american: boolean): Day | null {
  const korean = /[년월]/.test(text);
  const numbers = (...parts: (string | undefined)[]): Day => {
    const [year = "", month = "1", day = "1"] = parts;
    return { year: fullYear(year), month: Number(month), day: Number(day), korean };
  };
  let match = /(\d{4}) ?[년年] ?(\d{1,2}) ?[월月] ?(?:(\d{1,2}) ?[일日])?/.exec(text);
  if (match) return numbers(match[1], match[2], match[3]);

  const named = namedMonth(text, korean);
  if (named) return named;

  match = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text);
  if (match) return numbers(match[1], match[2], match[3]);
  match = /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2 ?(\d{4}|\d{2})(?!\d)/.exec(text);
  if (match) return numericDay(match, american, numbers);
  match = /^\W*(\d{4})-?(\d{3})(?!\d)/.exec(text);
  if (match) return ordinalDay(match[1]!, match[2]!, korean);
  match = /^\W*(\d{2})-(\d{3})(?!\d)/.exec(text);
  if (match) return ordinalDay(match[1]!, match[2]!, korean);
  match = /(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)/.exec(text) ?? /^\W*(\d{4})[-/]?(\d{2})(?:\W|$)/.exec(text);
  if (match) return numbers(match[1], match[2], match[3]);
  match = /^\W*(\d{2})(\d{2})(\d{2})(?!\d)/.exec(text) ?? /^\W*(\d{4})(?:\W*)$/.exec(text);
  return match ? numbers(match[1], match[2], match[3]) : null;
}

const DAY_MONTH_YEAR =
  /(?<![\d])(\d{1,2})(?:st|nd|rd|th|er|e|a|º|ο|\.)?[\s\-/.,]*(?:de |of |d')?(\p{L}[\p{L}\p{M}]*(?: ال\p{L}+)?)\.?[\s\-/.,|']*(?:de |del )?(\d{4}|\d{2})(?!\d)/u;
const MONTH_DAY_YEAR = /(\p{L}[\p{L}\p{M}]*)\.?[\s\-/]*(\d{1,2})(?:st|nd|rd|th)?[\s\-/.,|]+(\d{4}|\d{2})(?!\d)/gu;
const YEAR_MONTH_DAY = /(?<!\d)(\d{4})[\s\-/.]*(\p{L}[\p{L}\p{M}]*)\.?[\s\-/]*(\d{1,2})(?!\d)/u;

function namedMonth(text: string, korean: boolean): Day | null {
  const made = (year: string, word: string, day: string): Day | null => {
    const month = monthNumber(foldLetters(word));
    return month === null ? null : { year: fullYear(year), month, day: Number(day), korean };
  };
  const dmy = DAY_MONTH_YEAR.exec(text);
  const first = dmy && made(dmy[3]!, dmy[2]!, dmy[1]!);
  if (first) return first;
  for (const mdy of text.matchAll(MONTH_DAY_YEAR)) {
    const second = made(mdy[3]!, mdy[1]!, mdy[2]!);
    if (second) return second;
  }
  const ymd = YEAR_MONTH_DAY.exec(text);
  return ymd && made(ymd[1]!, ymd[2]!, ymd[3]!);
}

/**
 * Numbers alone, year last or two digits. Points and hyphens mean day, month, year; a slash means month first where the
 * text is American (am/pm, a North American zone) and day first elsewhere, unless only the other order is possible.
 * `03-12-31` (two-digit year first) is ISO 8601's old short form.
 */
function numericDay(
  match: RegExpExecArray,
  american: boolean,
  numbers: (...parts: (string | undefined)[]) => Day,
): Day {
  const [, a = "", separator, b = "", last = ""] = match;
  if (last.length === 2 && separator === "-") return numbers(a, b, last);
  const monthFirst = Number(b) > 12 || (separator === "/" && american && Number(a) <= 12);
  return monthFirst ? numbers(last, a, b) : numbers(last, b, a);
}

function ordinalDay(year: string, dayOfYear: string, korean: boolean): Day | null {
  const at = new Date(Date.UTC(fullYear(year), 0, Number(dayOfYear)));
  if (Number(dayOfYear) < 1 || at.getUTCFullYear() !== fullYear(year)) return null;
  return { year: fullYear(year), month: at.getUTCMonth() + 1, day: at.getUTCDate(), korean };
}

/** Two digits below 50 are of this century, as RFC 2822 (4.3) has it. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year < 50 ? 2000 + year : 1900 + year;
}

/** Milliseconds of the day and clock as if in UTC; null for a day or time that does not exist. */
function moment(day: Day, clock: Clock): number | null {
  const at = Date.UTC(day.year, day.month - 1, day.day);
  const back = new Date(at);
  if (back.getUTCMonth() !== day.month - 1 || back.getUTCDate() !== day.day) return null;
  if (clock.hour > 24 || clock.minute > 59 || clock.second > 60) return null;
  if (day.year < 1000) return null;
  return at + Math.min(clock.hour * 3_600_000 + clock.minute * MINUTE_MS + clock.second * 1000, DAY_MS);
}
