import type { DateSource } from "../model/feed.ts";
import { HashChains } from "./hash-chains.ts";
import { Interned } from "./interned.ts";
import type { Carrier } from "./lineage.ts";
import type { Sketch } from "./sketch.ts";

/** What the index is told of an article besides its sketch. */
export interface IndexedArticle {
  source: string;
  publishedAt: number;
  /** The root of its chain of copies; its own id when it is no copy. */
  originalId: string;
  /** The article that it repeats; its original when absent. */
  parentId?: string | null;
  /** When it came in; eviction goes by it. `publishedAt` when absent. */
  seenAt?: number;
  /** Where `publishedAt` came from; nobody said when absent. */
  dateSource?: DateSource;
  /** Who the text says it is from; nobody when absent. */
  credit?: string | null;
}

/** One article of the index. */
export interface Occupant {
  id: string;
  /** Order of arrival. */
  order: number;
  source: string;
  publishedAt: number;
  dateSource: DateSource;
  credit: string | null;
  seenAt: number;
  /** Null for an original. */
  parentId: string | null;
  /** Number of the family: equal for all copies of one original. */
  family: number;
  roundup: boolean;
  words: number;
  whole: readonly [number, number];
}

/** The articles of the window by slot: small numbers that the typed arrays of the index count in, used again when freed. */
export class ArticleSlots {
  readonly #slots = new Map<string, number>();
  readonly #occupants: (Occupant | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #families = new Interned();
  readonly #exact = new HashChains((slot) => this.at(slot).whole[0]);
  readonly #members = new HashChains((slot) => this.at(slot).family);
  /** Slots by the hour in which they came in, so that eviction looks at one hour and not at all articles. */
  readonly #hours = new Map<number, Set<number>>();
  #arrivals = 0;

  get size(): number {
    return this.#slots.size;
  }

  slotOf(id: string): number | undefined {
    return this.#slots.get(id);
  }

  at(slot: number): Occupant {
    return this.#occupants[slot] as Occupant;
  }

  originalOf(slot: number): string {
    return this.#families.text(this.at(slot).family);
  }

  /** An article that is added again keeps its `order`. */
  add(id: string, sketch: Sketch, article: IndexedArticle, order = this.#arrivals++): number {
    const slot = this.#free.pop() ?? this.#occupants.length;
    this.#slots.set(id, slot);
    const seenAt = article.seenAt ?? article.publishedAt;
    const hour = hourOf(seenAt);
    this.#hours.set(hour, (this.#hours.get(hour) ?? new Set()).add(slot));
    const family = this.#families.hold(article.originalId);
    this.#occupants[slot] = {
      id,
      order,
      source: article.source,
      publishedAt: article.publishedAt,
      dateSource: article.dateSource ?? "unknown",
      credit: article.credit ?? null,
      seenAt,
      parentId: article.originalId === id ? null : (article.parentId ?? article.originalId),
      family,
      roundup: sketch.roundup,
      words: sketch.words,
      whole: sketch.whole,
    };
    this.#exact.link(sketch.whole[0], slot);
    this.#members.link(family, slot);
    return slot;
  }

  /** Gives an article another parent and original. */
  rehome(id: string, parentId: string | null, originalId: string): void {
    const slot = this.slotOf(id);
    if (slot === undefined) return;
    const occupant = this.at(slot);
    this.#members.unlink(occupant.family, slot);
    this.#families.release(occupant.family);
    occupant.parentId = parentId;
    occupant.family = this.#families.hold(originalId);
    this.#members.link(occupant.family, slot);
  }

  /** Articles with this original, itself included. */
  family(originalId: string): Carrier[] {
    const family = this.#families.number(originalId);
    if (family === undefined) return [];
    const carriers: Carrier[] = [];
    for (let slot = this.#members.first(family); slot >= 0; slot = this.#members.next(slot)) {
      const member = this.at(slot);
      if (member.family === family) carriers.push({ ...member, firstSeenAt: member.seenAt });
    }
    return carriers;
  }

  /** Ids of what an article goes back to: its parent, the parent's parent, and so on. */
  above(id: string): Set<string> {
    const found = new Set<string>();
    for (let slot = this.slotOf(id); slot !== undefined; ) {
      const { parentId } = this.at(slot);
      if (parentId === null || found.has(parentId)) break;
      found.add(parentId);
      slot = this.slotOf(parentId);
    }
    return found;
  }

  remove(slot: number): void {
    const occupant = this.at(slot);
    this.#exact.unlink(occupant.whole[0], slot);
    this.#members.unlink(occupant.family, slot);
    this.#families.release(occupant.family);
    this.#slots.delete(occupant.id);
    const hour = hourOf(occupant.seenAt);
    const others = this.#hours.get(hour);
    others?.delete(slot);
    if (others?.size === 0) this.#hours.delete(hour);
    this.#occupants[slot] = undefined;
    this.#free.push(slot);
  }

  /** Slots of articles with the very same words, the newest first. */
  *same(sketch: Sketch): Generator<number> {
    for (let slot = this.#exact.first(sketch.whole[0]); slot >= 0; slot = this.#exact.next(slot)) {
      const { whole, words } = this.at(slot);
      if (whole[0] === sketch.whole[0] && whole[1] === sketch.whole[1] && words === sketch.words) yield slot;
    }
  }

  /** Ids of the articles that came in before. */
  before(at: number): string[] {
    const ids: string[] = [];
    for (const [hour, slots] of this.#hours) {
      if (hour > hourOf(at)) continue;
      for (const slot of slots) if (this.at(slot).seenAt < at) ids.push(this.at(slot).id);
    }
    return ids;
  }

  /** Ids of the `count` articles that came in first. */
  oldest(count: number): string[] {
    const ids: string[] = [];
    for (const hour of [...this.#hours.keys()].sort((a, b) => a - b)) {
      const slots = [...(this.#hours.get(hour) as Set<number>)].map((slot) => this.at(slot));
      for (const { id } of slots.sort((a, b) => a.seenAt - b.seenAt || a.order - b.order)) {
        if (ids.length === count) return ids;
        ids.push(id);
      }
    }
    return ids;
  }
}

function hourOf(at: number): number {
  return Math.floor(at / 3_600_000);
}
