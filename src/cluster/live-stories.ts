import type { StoryState } from "./story-state.ts";

/** The live stories by their numbers. Numbers stay small, so that arrays can be indexed by them. */
export class LiveStories {
  readonly #stories: (StoryState | undefined)[] = [];
  #free: number[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number that the next story gets. */
  get next(): number {
    return this.#free.at(-1) ?? this.#stories.length;
  }

  of(number: number): StoryState | undefined {
    return this.#stories[number];
  }

  /** Takes a story in that has the next number. */
  add(story: StoryState): void {
    if (story.number !== this.next) throw new Error(`story ${story.id} has number ${story.number}, not ${this.next}`);
    this.#free.pop();
    this.#stories[story.number] = story;
    this.#size++;
  }

  delete(story: StoryState): void {
    if (this.#stories[story.number] !== story) return;
    this.#stories[story.number] = undefined;
    this.#size--;
  }

  /** Numbers of stories that are gone may be given again. Call it when nothing refers to them any more. */
  reuse(): void {
    this.#free = [];
    for (let number = this.#stories.length - 1; number >= 0; number--) {
      if (!this.#stories[number]) this.#free.push(number);
    }
  }

  *[Symbol.iterator](): Generator<StoryState> {
    for (const story of this.#stories) if (story) yield story;
  }
}
