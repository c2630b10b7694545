const DAY_MS = 86_400_000;

/** Whether a date names a day and no clock: it is read as midnight UTC, at which next to nothing is published. */
export function isMereDay(at: number): boolean {
  return at % DAY_MS === 0;
}

/** The latest moment that a date can mean: a mere day's last, else the moment itself. */
export function latestMoment(at: number): number {
  return isMereDay(at) ? at + DAY_MS - 1 : at;
}
