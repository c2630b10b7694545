import type { StoryState } from "./story-state.ts";
import { longer } from "./term-slots.ts";

const GONE = 0xffffffff;

type Measured = Pick<StoryState, "number" | "squares" | "status" | "published" | "seen">;

/** Small numbers for the reports that can be found, and the number of the story that each tells. */
export class ReportNumbers {
  #stories = new Uint32Array(1024);
  #lengths = new Float64Array(1024);
  #ends = new Float64Array(1024);
  #free: number[] = [];
  #end = 0;

  /** The story's number by the report's. */
  get stories(): Uint32Array {
    return this.#stories;
  }

  /**
   * By the story's number how long the sum of its reports is. Thousands are looked at for one article: an array of them is
   * read many times as fast as the stories themselves.
   */
  get lengths(): Float64Array {
    return this.#lengths;
  }

  /**
   * By the story's number when its last report came or was published, whichever is earlier, if it was news; else never.
   * What goes on with a story comes after that.
   */
  get ends(): Float64Array {
    return this.#ends;
  }

  /** To be told when a story's reports or its status have changed. */
  measure({ number, squares, status, published, seen }: Measured): void {
    while (number >= this.#lengths.length) {
      this.#lengths = longer(this.#lengths, Float64Array);
      this.#ends = longer(this.#ends, Float64Array);
    }
    this.#lengths[number] = Math.sqrt(squares.all);
    const never = Number.POSITIVE_INFINITY;
    this.#ends[number] = status === "formed" ? Math.min(published?.last ?? never, seen?.last ?? never) : never;
  }

  /** A number for a report of this story. */
  take(story: number): number {
    const report = this.#free.pop() ?? this.#end++;
    if (report >= this.#stories.length) this.#stories = longer(this.#stories, Uint32Array);
    this.#stories[report] = story;
    return report;
  }

  /** The report tells another story from now on. */
  move(report: number, story: number): void {
    this.#stories[report] = story;
  }

  /** Nothing refers to the report any more. */
  free(report: number): void {
    this.leave(report);
    this.#free.push(report);
  }

  /** The report is gone; its number is given again only after `reuse`. */
  leave(report: number): void {
    this.#stories[report] = GONE;
  }

  isHere(report: number): boolean {
    return this.#stories[report] !== GONE;
  }

  /** Numbers of reports that are gone may be given again. Call it when nothing refers to them any more. */
  reuse(): void {
    this.#free = [];
    for (let report = this.#end - 1; report >= 0; report--) if (!this.isHere(report)) this.#free.push(report);
  }
}
