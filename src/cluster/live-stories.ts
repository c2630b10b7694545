import type { StoryState } from "./story-state.ts";

/** The live stories by their numbers. Numbers stay small, so that arrays can be indexed by them. */
export class LiveStories {
  readonly #stories: (StoryState | undefined)[] = [];
  readonly #free: number[] = [];
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
    this.#free.push(story.number);
    this.#size--;
  }

  [Symbol.iterator](): Iterator<StoryState> {
    return this.#stories.filter((story) => story !== undefined).values();
  }
}
