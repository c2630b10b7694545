import type { Correction } from "../model/correction.ts";
import type { KnownStories } from "./known-stories.ts";
import type { StoryState } from "./story-state.ts";

/**
 * What operators decided about stories: corrections of the kinds `merge`, `split` and `pin`. Stories are named by the ids
 * that they had then; one that was merged since stands for the story it is in now. The later decision counts.
 */
export class StoryConstraints {
  readonly #pins = new Map<string, string>();
  readonly #apart = new Map<string, Set<string>>();
  readonly #merges: [string, string][] = [];

  /** @param corrections the oldest first */
  constructor(corrections: readonly Pick<Correction, "kind" | "subject" | "object">[]) {
    for (const { kind, subject, object } of corrections) {
      if (kind === "pin") this.#pins.set(subject, object);
      else if (kind === "merge") this.#merges.push([subject, object]);
      else if (kind === "split") this.#apart.set(subject, new Set(this.#apart.get(subject)).add(object));
    }
  }

  /** The story that an article was put into: by itself, or else with the original of its text. */
  pinOf(articleId: string, originalId: string): string | null {
    return this.#pins.get(articleId) ?? this.#pins.get(originalId) ?? null;
  }

  /** The stories that an article, or the original of its text, does not belong to. */
  apartFrom(articleId: string, originalId: string, known: KnownStories): Set<string> {
    const ids = [...(this.#apart.get(articleId) ?? []), ...(this.#apart.get(originalId) ?? [])];
    return new Set(ids.flatMap((id) => [id, known.liveId(id) ?? id]));
  }

  /** The stories that are one with this one and are not yet. */
  oneWith(storyId: string, known: KnownStories): StoryState[] {
    const found = new Set<StoryState>();
    for (const sides of this.#merges) {
      const [a = null, b = null] = sides.map((id) => known.liveId(id));
      const other = a === storyId ? b : b === storyId ? a : null;
      const story = other === null || other === storyId ? undefined : known.story(other);
      if (story) found.add(story);
    }
    return [...found];
  }

  /** Whether an operator made one story of this one and others: what is in it is there on their word. */
  joined({ id }: StoryState, known: KnownStories): boolean {
    return this.#merges.some((sides) => sides.some((side) => (known.liveId(side) ?? side) === id));
  }

  /** Whether an operator said that two stories are one; one of them may have left memory with its only article. */
  toldOne(a: string, b: string, known: KnownStories): boolean {
    return this.#merges.some((sides) => {
      const ids = sides.map((id) => known.liveId(id) ?? id);
      return ids.includes(a) && ids.includes(b);
    });
  }

  /** Whether an article of one of two stories was taken out of the other. */
  toldApart(a: StoryState, b: StoryState, known: KnownStories): boolean {
    for (const [articleId, storyIds] of this.#apart) {
      const home = known.placeOf(articleId)?.story;
      if (home !== a && home !== b) continue;
      const other = home === a ? b : a;
      for (const id of storyIds) if ((known.liveId(id) ?? id) === other.id) return true;
    }
    return false;
  }
}

export const NO_CONSTRAINTS = new StoryConstraints([]);
