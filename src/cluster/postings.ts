import type { Scores } from "./scores.ts";
import { longer, TermSlots } from "./term-slots.ts";

const FIRST = 1024;
const NONE = -1;
/** Reports looked at for one term are at most so many times its stories: a story with a thousand reports is not read whole. */
const REPORTS_A_STORY = 4;

/**
 * For each term the reports in which it weighs, in order of arrival, each with the weight. What is looked up are the
 * stories of the latest ones; that is decided in reading, so that a report which goes leaves the lists as if it had never
 * come. A term's reports lie side by side in typed arrays, in a block that doubles as they grow: 5 bytes for a report in a
 * term.
 */
export class Postings {
  readonly #slots = new TermSlots();
  /** By slot: where its block begins, how many reports are in it, and room for how many: 2^(n - 1), 0 is none yet. */
  #starts = new Int32Array(FIRST);
  #lengths = new Uint32Array(FIRST);
  #rooms = new Uint8Array(FIRST);
  #reports = new Uint32Array(FIRST);
  #weights = new Uint8Array(FIRST);
  #end = 0;
  /** Blocks that were outgrown, by power: the first of each; its first report says where the next is. */
  readonly #free: number[] = [];

  get bytes(): number {
    const arrays = [this.#starts, this.#lengths, this.#rooms, this.#reports, this.#weights];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, this.#slots.bytes);
  }

  /** Puts a report that has just arrived at the end of a term's list. */
  post(term: number, report: number, weight: number): void {
    const slot = this.#slots.add(term);
    if (slot >= this.#starts.length) this.#growTerms();
    const length = this.#lengths[slot]!;
    const full = length === (1 << this.#rooms[slot]!) >>> 1;
    const place = full ? this.#outgrow(slot, length) : this.#starts[slot]! + length;
    this.#lengths[slot] = length + 1;
    this.#reports[place] = report;
    this.#weights[place] = weight;
  }

  /** Takes a report out of a term's list. */
  unpost(term: number, report: number): void {
    const slot = this.#slots.of(term);
    if (slot < 0) return;
    const start = this.#starts[slot]!;
    const end = start + this.#lengths[slot]!;
    const at = this.#reports.subarray(start, end).indexOf(report);
    if (at < 0) return;
    this.#reports.copyWithin(start + at, start + at + 1, end);
    this.#weights.copyWithin(start + at, start + at + 1, end);
    this.#lengths[slot] = end - start - 1;
  }

  /** The reports of a term, the latest last. */
  each(term: number, visit: (report: number, weight: number) => void): void {
    const slot = this.#slots.of(term);
    if (slot >= 0) this.#eachOf(slot, visit);
  }

  /**
   * Adds to the scores of the stories that a term's latest reports tell what their weight and an article's make together.
   *
   * @param storyOf the story's number by the report's
   * @param most stories looked up for a term
   */
  addTo(scores: Scores, term: number, weight: number, storyOf: Uint32Array, most: number): void {
    const slot = this.#slots.of(term);
    if (slot < 0) return;
    const start = this.#starts[slot]!;
    const end = start + this.#lengths[slot]!;
    const first = Math.max(start, end - most * REPORTS_A_STORY);
    scores.beginTerm(most);
    for (let at = end - 1; at >= first; at--) {
      if (!scores.add(storyOf[this.#reports[at]!]!, weight * this.#weights[at]!)) return;
    }
  }

  /** The same postings with some of the reports. */
  kept(keeps: (report: number) => boolean): Postings {
    const kept = new Postings();
    for (let slot = 0; slot < this.#slots.size; slot++) {
      const term = this.#slots.id(slot);
      this.#eachOf(slot, (report, weight) => {
        if (keeps(report)) kept.post(term, report, weight);
      });
    }
    return kept;
  }

  #eachOf(slot: number, visit: (report: number, weight: number) => void): void {
    const start = this.#starts[slot]!;
    const end = start + this.#lengths[slot]!;
    for (let at = start; at < end; at++) visit(this.#reports[at]!, this.#weights[at]!);
  }

  /** Moves a full block to one of twice the room. Returns its first free place. */
  #outgrow(slot: number, length: number): number {
    const start = this.#starts[slot]!;
    const room = this.#rooms[slot]!;
    const block = this.#block(room);
    if (room > 0) {
      this.#reports.copyWithin(block, start, start + length);
      this.#weights.copyWithin(block, start, start + length);
      this.#reports[start] = (this.#free[room - 1] ?? NONE) + 1;
      this.#free[room - 1] = start;
    }
    this.#starts[slot] = block;
    this.#rooms[slot] = room + 1;
    return block + length;
  }

  #block(power: number): number {
    const free = this.#free[power] ?? NONE;
    if (free !== NONE) {
      this.#free[power] = this.#reports[free]! - 1;
      return free;
    }
    const start = this.#end;
    this.#end += 2 ** power;
    while (this.#end > this.#reports.length) {
      this.#reports = longer(this.#reports, Uint32Array);
      this.#weights = longer(this.#weights, Uint8Array);
    }
    return start;
  }

  #growTerms(): void {
    this.#starts = longer(this.#starts, Int32Array);
    this.#lengths = longer(this.#lengths, Uint32Array);
    this.#rooms = longer(this.#rooms, Uint8Array);
  }
}
