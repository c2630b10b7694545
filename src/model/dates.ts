/** A date as read from text: the moment, and whether the text named its zone (without one, UTC is assumed). */
export interface ReadDate {
  at: number;
  zoned: boolean;
}

/**
 * Reads a date in the forms that feeds and pages use. Never uses the host's time zone.
 *
 * @example parseDate("Sat, 07 Sep 2002 09:42:31 GMT")?.at // 1031391751000
 */
export function parseDate(text: string): ReadDate | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : { at, zoned: /(?:z|[+-]\d\d:?\d\d|gmt|utc)$/i.test(text.trim()) };
}
