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

/** Features behind a score, the strongest first: `names 0.73`. Those that round to nothing say nothing. */
export function featureWords(features: Record<string, number>): string[] {
  return sorted(features)
    .filter(([, value]) => Math.abs(value) >= 0.005)
    .map(([name, value]) => `${name} ${value.toFixed(2)}`);
}
