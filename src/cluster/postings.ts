import type { Scores } from "./scores.ts";
import { longer, type TermSlots } from "./term-slots.ts";

/** Reports looked at for one term are at most so many times its stories: a story with a thousand reports is not read whole. */
const REPORTS_A_STORY = 4;
/** An entry is a report's number and, in the lowest byte, what the term weighs in it. No weight: the report is gone. */
const WEIGHT_BITS = 8;
const WEIGHT = (1 << WEIGHT_BITS) - 1;
/** Numbers of reports are below this: eight million, of which none comes near. */
const MAX_REPORTS = 1 << 23;
/** Of a term's head: it is the term's only entry itself. */
const SINGLE = 0x80000000;
/**
 * A chunk is a head word and its entries. The word says where the chunk before it is (the highest 23 bits, in quads; 0 is
 * none), how large it is (a power of two of quads, 3 bits) and how many entries are in it (6 bits).
 */
const QUAD = 4;
const CLASS_SHIFT = 6;
const BEFORE_SHIFT = 9;
const USED = (1 << CLASS_SHIFT) - 1;
const LARGEST_CLASS = 4;
/** Words of a page: a megabyte. */
const PAGE_BITS = 18;
const PAGE = 1 << PAGE_BITS;

/**
 * For each term the reports in which it weighs, in order of arrival, each with the weight. What is looked up are the
 * stories of the latest ones; that is decided in reading, so that a report which goes leaves the lists as if it had never
 * come. A term's reports lie in chunks that lead from the latest to the first, each larger than the one before it up to 63
 * entries: 4 bytes for a report in a term, and what the last chunk has free.
 */
export class Postings {
  readonly #slots: TermSlots;
  /** By slot: the term's only entry, or its latest chunk in quads; 0 is none. */
  #heads = new Uint32Array(1024);
  readonly #pages: Uint32Array[] = [];
  /** First free word. Nothing lies at 0, which stands for nothing. */
  #end = QUAD;

  /** @param slots those of the terms; a term has one before it is posted */
  constructor(slots: TermSlots) {
    this.#slots = slots;
  }

  get bytes(): number {
    return this.#heads.byteLength + this.#pages.length * PAGE * 4;
  }

  /** Puts a report that has just arrived at the end of a term's list. */
  post(term: number, report: number, weight: number): void {
    if (report >= MAX_REPORTS) throw new RangeError(`report ${report} of ${MAX_REPORTS} that can be found`);
    this.#put(this.#slots.add(term), ((report << WEIGHT_BITS) | weight) >>> 0);
  }

  /** Takes a report out of a term's list. */
  unpost(term: number, report: number): void {
    const slot = this.#slots.of(term);
    const head = slot < 0 ? 0 : (this.#heads[slot] ?? 0);
    if (head >= SINGLE) {
      if ((head & ~SINGLE) >>> WEIGHT_BITS === report) this.#heads[slot] = 0;
      return;
    }
    for (let at = head * QUAD; at !== 0; ) {
      const page = this.#pages[at >>> PAGE_BITS]!;
      const start = at & (PAGE - 1);
      const word = page[start]!;
      for (let i = start + (word & USED); i > start; i--) {
        const entry = page[i]!;
        if (entry >>> WEIGHT_BITS !== report || (entry & WEIGHT) === 0) continue;
        page[i] = (report << WEIGHT_BITS) >>> 0;
        return;
      }
      at = (word >>> BEFORE_SHIFT) * QUAD;
    }
  }

  /** The reports of a term, the latest first. `visit` says whether to go on. */
  each(term: number, visit: (report: number, weight: number) => boolean): void {
    const slot = this.#slots.of(term);
    if (slot >= 0) this.#eachEntry(slot, (entry) => visit(entry >>> WEIGHT_BITS, entry & WEIGHT));
  }

  /**
   * Adds to the scores of the stories that a term's latest reports tell what their weight and an article's make together.
   *
   * @param storyOf the story's number by the report's
   * @param stories numbers of stories are below this
   * @param most stories looked up for a term
   */
  addTo(scores: Scores, term: number, weight: number, storyOf: Uint32Array, stories: number, most: number): void {
    const slot = this.#slots.of(term);
    if (slot < 0) return;
    scores.beginTerm(stories);
    const { values, terms, numbers, term: now } = scores;
    let count = scores.count;
    let left = most;
    let reports = most * REPORTS_A_STORY;
    // a loop of its own: to be told each entry by a call costs a tenth of assigning an article
    this.#eachChunk(slot, (page, first, last) => {
      for (let i = last; i >= first; i--) {
        const entry = page[i]!;
        if ((entry & WEIGHT) === 0) continue;
        const story = storyOf[entry >>> WEIGHT_BITS]!;
        if (terms[story] !== now) {
          if (left === 0) return false;
          left--;
          terms[story] = now;
          if (values[story] === 0) numbers[count++] = story;
        }
        values[story] = values[story]! + weight * (entry & WEIGHT);
        if (--reports === 0) return false;
      }
      return true;
    });
    scores.count = count;
  }

  /** The same postings with some of the reports. */
  kept(keeps: (report: number) => boolean): Postings {
    const kept = new Postings(this.#slots);
    const entries: number[] = [];
    for (let slot = 0; slot < this.#slots.size; slot++) {
      entries.length = 0;
      this.#eachEntry(slot, (entry) => {
        if (keeps(entry >>> WEIGHT_BITS)) entries.push(entry);
        return true;
      });
      if (entries.length === 0) continue;
      for (let i = entries.length - 1; i >= 0; i--) kept.#put(slot, entries[i]!);
    }
    return kept;
  }

  #put(slot: number, entry: number): void {
    while (slot >= this.#heads.length) this.#heads = longer(this.#heads, Uint32Array);
    const head = this.#heads[slot]!;
    if (head === 0) {
      this.#heads[slot] = (SINGLE | entry) >>> 0;
      return;
    }
    if (head >= SINGLE) {
      const at = this.#chunk(0, 0);
      this.#heads[slot] = at / QUAD;
      this.#fill(at, (head & ~SINGLE) >>> 0);
      this.#fill(at, entry);
      return;
    }
    const at = head * QUAD;
    const word = this.#pages[at >>> PAGE_BITS]![at & (PAGE - 1)]!;
    const size = (word >>> CLASS_SHIFT) & 7;
    if ((word & USED) < (QUAD << size) - 1) this.#fill(at, entry);
    else {
      const next = this.#chunk(head, Math.min(size + 1, LARGEST_CLASS));
      this.#heads[slot] = next / QUAD;
      this.#fill(next, entry);
    }
  }

  /** Puts an entry into a chunk that has room. */
  #fill(at: number, entry: number): void {
    const page = this.#pages[at >>> PAGE_BITS]!;
    const start = at & (PAGE - 1);
    const word = page[start]! + 1;
    page[start] = word;
    page[start + (word & USED)] = entry;
  }

  /** An empty chunk that comes after another one. */
  #chunk(before: number, size: number): number {
    const words = QUAD << size;
    // a chunk lies in one page
    if ((this.#end & (PAGE - 1)) + words > PAGE) this.#end = Math.ceil(this.#end / PAGE) * PAGE;
    const at = this.#end;
    this.#end += words;
    this.#pages[at >>> PAGE_BITS] ??= new Uint32Array(PAGE);
    this.#pages[at >>> PAGE_BITS]![at & (PAGE - 1)] = ((before << BEFORE_SHIFT) | (size << CLASS_SHIFT)) >>> 0;
    return at;
  }

  /** A term's entries that have weight, the latest first, while `visit` says to go on. */
  #eachEntry(slot: number, visit: (entry: number) => boolean): void {
    this.#eachChunk(slot, (page, first, last) => {
      for (let i = last; i >= first; i--) if ((page[i]! & WEIGHT) !== 0 && !visit(page[i]!)) return false;
      return true;
    });
  }

  /** Where a term's entries lie, the latest chunk first, while `visit` says to go on: from the first to the last word. */
  #eachChunk(slot: number, visit: (page: Uint32Array, first: number, last: number) => boolean): void {
    const head = this.#heads[slot] ?? 0;
    if (head >= SINGLE) {
      alone[0] = head & ~SINGLE;
      visit(alone, 0, 0);
      return;
    }
    for (let at = head * QUAD; at !== 0; ) {
      const page = this.#pages[at >>> PAGE_BITS]!;
      const start = at & (PAGE - 1);
      const word = page[start]!;
      if (!visit(page, start + 1, start + (word & USED))) return;
      at = (word >>> BEFORE_SHIFT) * QUAD;
    }
  }
}

/** The entry of a term that has one. */
const alone = new Uint32Array(1);
