/**
 * Wait after `failures` failures in a row: the base doubled each time up to `capMs`, then 10 to 20 % more or less, so that
 * feeds which failed together do not return together.
 *
 * @param random 0 (inclusive) to 1 (exclusive)
 * @example backOffMs(3, 900_000, 86_400_000, 0.5) // 3,960,000: one hour and a tenth
 */
export function backOffMs(failures: number, baseMs: number, capMs: number, random: number): number {
  const doubled = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 40));
  const side = random < 0.5 ? -1 : 1;
  const share = (random * 2) % 1;
  return Math.round(doubled * (1 + side * (0.1 + 0.1 * share)));
}
