import { distance } from "fastest-levenshtein";

/** Everything that is wrong with the configuration, at once. The program stops with exit code 2. */
export class ConfigProblems extends Error {
  override name = "ConfigProblems";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`${problems.length} ${problems.length === 1 ? "problem" : "problems"} in the configuration`);
    this.problems = problems;
  }
}

/** Longest value that a message repeats. */
const MAX_SHOWN_CHARS = 80;

/** A value as a message shows it. */
export function shown(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > MAX_SHOWN_CHARS ? `${written.slice(0, MAX_SHOWN_CHARS)}…` : written;
}

/** `; did you mean "fetch.minGapMs"?`, or nothing when no name is near. A third of a name may be wrong. */
export function didYouMean(name: string, names: readonly string[]): string {
  const lower = name.slice(0, 200).toLowerCase();
  let best: { name: string; edits: number } | null = null;
  for (const candidate of names) {
    const edits = distance(lower, candidate.toLowerCase());
    if (edits <= Math.max(2, candidate.length / 3) && (!best || edits < best.edits)) best = { name: candidate, edits };
  }
  return best ? `; did you mean ${best.name}?` : "";
}
