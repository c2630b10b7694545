/** How often each word occurs, the first met first. */
export function counts(words: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const word of words) found[word] = (found[word] ?? 0) + 1;
  return found;
}

/** `3 feeds`, `1 feed`. */
export const many = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Entries of a record of numbers, the greatest first. */
export function sorted(record: Record<string, number>): [string, number][] {
  return Object.entries(record).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
