import { countryKeys } from "./country-keys.ts";
import type { KnownStories } from "./known-stories.ts";
import type { StoryState } from "./story-state.ts";
import { isNumber } from "./term-id.ts";
import { eachTerm } from "./vectors.ts";

/** Keys that two stories of different languages must share, and how many of these must be names or countries. */
const SHARED_KEYS = 3;
const SHARED_NAMES = 2;
/** ln(1 / .02): a key that stands in more than one report of fifty says little. */
const RARE_IDF = 3.9;
/** Share of a story's reports that must have a key; of few reports, two. */
const HELD_BY = 0.5;
/** Stories compared with one, and links told of one. */
const MAX_COMPARED = 2_000;
const MAX_LINKS = 4;

/**
 * The stories in other languages that tell of the same thing: in overlapping time they share rare keys that languages
 * write alike: names in Latin letters, numbers, countries. The most likely of each language; linked, never merged, as no
 * threshold of likeness holds across languages.
 */
export function toldElsewhere(known: KnownStories, story: StoryState): { storyId: string; shared: number }[] {
  let own: Set<number> | null = null;
  const best = new Map<string, { storyId: string; shared: number }>();
  let compared = 0;
  for (const other of known.formedAbroad(story.lang)) {
    if (other.id === story.id || !overlapping(story, other)) continue;
    if (++compared > MAX_COMPARED) break;
    own ??= rareKeys(known, story);
    if (own.size < SHARED_KEYS) break;
    const theirs = rareKeys(known, other);
    const shared = [...own].filter((key) => theirs.has(key));
    const names = shared.filter((key) => !isNumber(key)).length;
    if (shared.length < SHARED_KEYS || names < SHARED_NAMES) continue;
    if (shared.length > (best.get(other.lang)?.shared ?? 0))
      best.set(other.lang, { storyId: other.id, shared: shared.length });
  }
  return [...best.values()].sort((a, b) => b.shared - a.shared || (a.storyId < b.storyId ? -1 : 1)).slice(0, MAX_LINKS);
}

/** What at least half of a story's reports name that few others do, in a form that all languages share. */
function rareKeys(known: KnownStories, { lang, exemplars }: StoryState): Set<number> {
  const { table } = known.lane(lang);
  const countries = countryKeys(lang);
  const holders = new Map<number, number>();
  for (const { vectors } of exemplars) {
    if (!vectors) continue;
    const keys = new Set<number>();
    eachTerm(vectors, "names", (id) => {
      if (table.idf(id) >= RARE_IDF) keys.add(countries.get(id) ?? id);
    });
    // a script without capitals has no names, but countries
    eachTerm(vectors, "all", (id) => {
      const country = countries.get(id);
      if (country !== undefined && table.idf(id) >= RARE_IDF) keys.add(country);
    });
    for (const key of keys) holders.set(key, (holders.get(key) ?? 0) + 1);
  }
  const enough = Math.min(exemplars.length, Math.max(2, exemplars.length * HELD_BY));
  return new Set([...holders].filter(([, count]) => count >= enough).map(([key]) => key));
}

function overlapping(a: StoryState, b: StoryState): boolean {
  const [one, two] = [a.published ?? a.seen, b.published ?? b.seen];
  if (!one || !two) return false;
  const within = DAY_MS;
  return one.first <= two.last + within && two.first <= one.last + within;
}

/** Two languages tell of one thing within a day of each other. */
const DAY_MS = 86_400_000;
