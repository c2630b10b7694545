import type { Coverage } from "../model/story.ts";
import type { Query } from "./article-vectors.ts";
import { sumsAlong } from "./resemblance.ts";
import type { StoryState } from "./story-state.ts";
import { eachTerm } from "./vectors.ts";

/** Terms shown as evidence. */
const MAX_TERMS = 8;
/** A word can be two terms, a name and a plain one. */
const SPOKEN_AT_MOST = 2 * MAX_TERMS;

/** What an article shares with a story, as written, the weightiest first. */
export function sharedTerms(query: Query, story: StoryState): string[] {
  const shared: { id: number; weight: number }[] = [];
  for (const field of ["all", "names"] as const) {
    const sums = sumsAlong(query.vectors, story, field);
    const norm = Math.sqrt(story.squares[field]);
    let place = 0;
    eachTerm(query.vectors, field, (id, own) => {
      const weight = (own * sums[place++]!) / norm;
      if (weight > 0) shared.push({ id, weight });
    });
  }
  // the others are not shown: no need to know how they are written
  const least = shared.map(({ weight }) => weight).sort((a, b) => b - a)[SPOKEN_AT_MOST] ?? 0;
  const spelled = (from: number) =>
    shared.flatMap(({ id, weight }) => (weight >= from ? { term: query.written(id), weight } : []));
  const words = spoken(spelled(least));
  return words.length < MAX_TERMS && least > 0 ? spoken(spelled(0)) : words;
}

/** What holds a story together: terms that at least half of its exemplars have, as `written` spells them. */
export function commonTerms(story: StoryState, written: (id: number) => string): string[] {
  const common: { term: string; weight: number }[] = [];
  for (const field of ["all", "names"] as const) {
    const holders = new Map<number, number>();
    for (const { vectors } of story.exemplars) {
      if (vectors) eachTerm(vectors, field, (id) => holders.set(id, (holders.get(id) ?? 0) + 1));
    }
    const enough = Math.max(2, story.exemplars.length / 2);
    const sums = story.sums(field);
    for (const [id, count] of holders) {
      const term = count >= enough ? written(id) : "";
      if (term !== "") common.push({ term, weight: sums.get(id) ?? 0 });
    }
  }
  return spoken(common);
}

/** Each word once, however many terms it stands for. */
function spoken(terms: { term: string; weight: number }[]): string[] {
  const words = new Map<string, string>();
  terms.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
  for (const { term } of terms) {
    if (!words.has(term.toLowerCase())) words.set(term.toLowerCase(), term);
    if (words.size === MAX_TERMS) break;
  }
  return [...words.values()];
}

/** The joined article that the story holds least firmly, or null when none joined. */
export function weakestLink<C extends Pick<Coverage, "score" | "evidence">>(coverage: readonly C[]): C | null {
  const joined = coverage.filter(({ evidence }) => evidence.rule === "joined");
  return joined.reduce<C | null>((weakest, one) => (weakest && weakest.score <= one.score ? weakest : one), null);
}
