import type { Sightings } from "./known.ts";

/** What is remembered of one site: its blocks, each with the articles it was seen in. */
export type SiteMemory = Map<string, Remembered>;

interface Remembered {
  /** Names of different articles, sorted; at most `MAX_VOICES`, the smallest. */
  voices: string[];
  /** When it was last seen, in days since 1970. */
  day: number;
}

export interface MemoryBounds {
  /** Blocks remembered of one site. */
  blocks: number;
  /** A block that was not seen for so many days is forgotten. */
  days: number;
}

/**
 * Voices kept of one block. The smallest names of a set are the same in whatever order they came, so that machines that
 * read a site's pages side by side remember the same.
 */
const MAX_VOICES = 8;
const DAY_MS = 86_400_000;

/** A memory as it was written; an empty one from nothing. One that cannot be read was written by another version. */
export function readMemory(stored: string | null): SiteMemory {
  const lines = (stored ?? "").split("\n").filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const [name = "", day = "0", ...voices] = line.split(" ");
      return [name, { day: Number(day), voices }];
    }),
  );
}

/** One line a block: its name, its day, its voices. */
export const writeMemory = (memory: SiteMemory): string =>
  [...memory].map(([name, { day, voices }]) => [name, day, ...voices].join(" ")).join("\n");

/**
 * Adds what an article showed. The same article again changes nothing but the day. Beyond the bound those go that were
 * seen in the fewest articles, among them the ones not seen for longest.
 */
export function remember(
  memory: SiteMemory,
  { voice, blocks }: Sightings,
  now: number,
  bounds: MemoryBounds,
): SiteMemory {
  const day = Math.floor(now / DAY_MS);
  const next: SiteMemory = new Map();
  for (const [name, known] of memory) if (day - known.day <= bounds.days) next.set(name, known);
  for (const name of blocks) {
    const known = next.get(name);
    const voices = [...new Set([...(known?.voices ?? []), voice])].sort().slice(0, MAX_VOICES);
    next.set(name, { voices, day: Math.max(day, known?.day ?? 0) });
  }
  if (next.size <= bounds.blocks) return next;
  const ranked = [...next].sort(
    ([a, one], [b, other]) => other.voices.length - one.voices.length || other.day - one.day || (a < b ? -1 : 1),
  );
  return new Map(ranked.slice(0, bounds.blocks));
}

/** The articles in which each block was seen. */
export const voicesOf = (memory: SiteMemory): Map<string, string[]> =>
  new Map([...memory].map(([name, { voices }]) => [name, voices]));
