import type { Vector } from "./vectors.ts";

/** For each term the stories that it weighs in, the latest last, at most so many. */
export class Postings {
  readonly #stories = new Map<number, number[]>();
  readonly #cap: number;

  constructor(cap: number) {
    this.#cap = cap;
  }

  /** Puts a story at the latest place of its terms. */
  post(story: number, terms: Iterable<number>): void {
    for (const term of terms) {
      const list = this.#stories.get(term);
      if (!list) {
        this.#stories.set(term, [story]);
        continue;
      }
      const at = list.lastIndexOf(story);
      if (at === list.length - 1) continue;
      if (at >= 0) list.splice(at, 1);
      else if (list.length >= this.#cap) list.shift();
      list.push(story);
    }
  }

  of(term: number): readonly number[] {
    return this.#stories.get(term) ?? [];
  }

  has(term: number): boolean {
    return this.#stories.has(term);
  }

  /** Forgets stories that are no longer active. */
  keep(active: (story: number) => boolean): void {
    for (const [term, list] of this.#stories) {
      const kept = list.filter(active);
      if (kept.length === 0) this.#stories.delete(term);
      else if (kept.length < list.length) this.#stories.set(term, kept);
    }
  }
}

/** The `count` weightiest terms; of equal ones the lower id. */
export function heaviest(terms: Vector | ReadonlyMap<number, number>, count: number): { id: number; weight: number }[] {
  const all =
    terms instanceof Map
      ? Array.from(terms, ([id, weight]) => ({ id, weight }))
      : Array.from((terms as Vector).ids, (id, i) => ({ id, weight: (terms as Vector).weights[i]! }));
  return all.sort((a, b) => b.weight - a.weight || a.id - b.id).slice(0, count);
}
