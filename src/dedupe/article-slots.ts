import type { DateSource } from "../model/feed.ts";
import { grown } from "../model/grown.ts";
import { HashChains } from "../model/hash-chains.ts";
import { Names } from "../model/names.ts";
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
  /** Its parent is a round-up. */
  underRoundup: boolean;
}

const DATE_SOURCES: readonly DateSource[] = ["unknown", "page", "feed", "url", "given", "first-seen"];
const NOBODY = -1;
/** Names that are no article's, for each article: sources, agencies, parents that left the window. */
const OTHER_NAMES = 1 / 16;

/**
 * The articles of the window, as columns: about 110 bytes each. A slot is the number of the article's id, a small number
 * that the typed arrays of the index count in, used again when nothing speaks of that id any more.
 */
export class ArticleSlots {
  /** Ids of articles, and sources and agencies. */
  readonly #names = new Names();
  /** Order of arrival from 1; 0 for a name that is no article of the window. */
  #orders = new Uint32Array(64);
  #sources = new Int32Array(64);
  #credits = new Int32Array(64);
  #parents = new Int32Array(64);
  #families = new Int32Array(64);
  #publishedAt = new Float64Array(64);
  #seenAt = new Float64Array(64);
  #dateSources = new Uint8Array(64);
  #roundups = new Uint8Array(64);
  #words = new Int32Array(64);
  /** The second of the two hashes over all words; the first is the key of `#exact`. */
  #wholes = new Int32Array(64);
  readonly #exact = new HashChains();
  readonly #members = new HashChains();
  /** Slots by the hour in which they came in, so that eviction looks at one hour and not at all articles. */
  readonly #hours = new HashChains();
  readonly #perHour = new Map<number, number>();
  #size = 0;
  #arrivals = 0;

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    const columns = [this.#orders, this.#sources, this.#credits, this.#parents, this.#families, this.#publishedAt];
    const others = [this.#seenAt, this.#dateSources, this.#roundups, this.#words, this.#wholes];
    const bytes = [...columns, ...others].reduce((sum, column) => sum + column.byteLength, 0);
    return bytes + this.#names.bytes + this.#exact.bytes + this.#members.bytes + this.#hours.bytes;
  }

  slotOf(id: string): number | undefined {
    const slot = this.#names.number(id);
    return slot !== undefined && slot < this.#orders.length && this.#orders[slot] !== 0 ? slot : undefined;
  }

  idOf(slot: number): string {
    return this.#names.text(slot);
  }

  orderOf(slot: number): number {
    return this.#orders[slot] as number;
  }

  familyOf(slot: number): number {
    return this.#families[slot] as number;
  }

  isRoundup(slot: number): boolean {
    return this.#roundups[slot] === 1;
  }

  wordsOf(slot: number): number {
    return this.#words[slot] as number;
  }

  originalOf(slot: number): string {
    return this.#names.text(this.familyOf(slot));
  }

  at(slot: number): Occupant {
    const [parent, credit] = [this.#parents[slot] as number, this.#credits[slot] as number];
    return {
      id: this.idOf(slot),
      order: this.orderOf(slot),
      source: this.#names.text(this.#sources[slot] as number),
      publishedAt: this.#publishedAt[slot] as number,
      dateSource: DATE_SOURCES[this.#dateSources[slot] as number] ?? "unknown",
      credit: credit === NOBODY ? null : this.#names.text(credit),
      seenAt: this.#seenAt[slot] as number,
      parentId: parent === NOBODY ? null : this.#names.text(parent),
      family: this.familyOf(slot),
      roundup: this.#roundups[slot] === 1,
      underRoundup: parent !== NOBODY && this.#roundups[parent] === 1,
    };
  }

  /** So many articles are about to be added; returns how many slots there will be. */
  expect(articles: number): number {
    const names = this.#names.expect(articles + Math.ceil(articles * OTHER_NAMES));
    this.#makeRoom(names - 1);
    for (const chains of [this.#exact, this.#members, this.#hours]) chains.expect(articles, names);
    return names;
  }

  /** An article that is added again keeps its `order`. */
  add(id: string, sketch: Sketch, article: IndexedArticle, order = ++this.#arrivals): number {
    const slot = this.#names.hold(id);
    this.#makeRoom(slot);
    const seenAt = article.seenAt ?? article.publishedAt;
    const parentId = article.originalId === id ? null : (article.parentId ?? article.originalId);
    this.#orders[slot] = order;
    this.#sources[slot] = this.#names.hold(article.source);
    this.#credits[slot] = article.credit ? this.#names.hold(article.credit) : NOBODY;
    this.#parents[slot] = parentId === null ? NOBODY : this.#names.hold(parentId);
    this.#families[slot] = article.originalId === id ? this.#names.share(slot) : this.#names.hold(article.originalId);
    this.#publishedAt[slot] = article.publishedAt;
    this.#seenAt[slot] = seenAt;
    this.#dateSources[slot] = DATE_SOURCES.indexOf(article.dateSource ?? "unknown");
    this.#roundups[slot] = sketch.roundup ? 1 : 0;
    this.#words[slot] = sketch.words;
    this.#wholes[slot] = sketch.whole[1];
    this.#exact.link(sketch.whole[0], slot);
    this.#members.link(this.familyOf(slot), slot);
    const hour = hourOf(seenAt);
    this.#hours.link(hour, slot);
    this.#perHour.set(hour, (this.#perHour.get(hour) ?? 0) + 1);
    this.#size++;
    return slot;
  }

  /** Gives an article another parent and original. */
  rehome(id: string, parentId: string | null, originalId: string): void {
    const slot = this.slotOf(id);
    if (slot === undefined) return;
    const [parent, family] = [this.#parents[slot] as number, this.familyOf(slot)];
    this.#members.unlink(slot);
    this.#parents[slot] = parentId === null ? NOBODY : this.#names.hold(parentId);
    this.#families[slot] = this.#names.hold(originalId);
    this.#members.link(this.familyOf(slot), slot);
    if (parent !== NOBODY) this.#names.release(parent);
    this.#names.release(family);
  }

  /** Articles with this original, itself included. */
  family(originalId: string): Carrier[] {
    const family = this.#names.number(originalId);
    if (family === undefined) return [];
    const carriers: Carrier[] = [];
    for (const slot of membersOf(this.#members, family)) {
      const member = this.at(slot);
      carriers.push({ ...member, firstSeenAt: member.seenAt });
    }
    return carriers;
  }

  /** Ids of the articles of a family. */
  members(family: number): string[] {
    return membersOf(this.#members, family).map((slot) => this.idOf(slot));
  }

  /** Ids of what an article goes back to: its parent, the parent's parent, and so on. */
  above(id: string): Set<string> {
    const found = new Set<string>();
    for (let slot = this.slotOf(id); slot !== undefined; ) {
      const parent = this.#parents[slot] as number;
      if (parent === NOBODY) break;
      const parentId = this.#names.text(parent);
      if (found.has(parentId)) break;
      found.add(parentId);
      slot = this.slotOf(parentId);
    }
    return found;
  }

  remove(slot: number): void {
    this.#exact.unlink(slot);
    this.#members.unlink(slot);
    const hour = this.#hours.key(slot);
    this.#hours.unlink(slot);
    const left = (this.#perHour.get(hour) ?? 1) - 1;
    if (left === 0) this.#perHour.delete(hour);
    else this.#perHour.set(hour, left);
    this.#orders[slot] = 0;
    this.#size--;
    for (const name of [this.#sources, this.#credits, this.#parents, this.#families].map((column) => column[slot]))
      if (name !== undefined && name !== NOBODY) this.#names.release(name);
    this.#names.release(slot);
  }

  /** Slots of articles with the very same words, the newest first. */
  same(sketch: Sketch): number[] {
    const [first, second] = sketch.whole;
    const found = membersOf(this.#exact, first);
    return found.filter((slot) => this.#wholes[slot] === second && this.#words[slot] === sketch.words);
  }

  /** Ids of the articles that came in before. */
  before(at: number): string[] {
    const ids: string[] = [];
    for (const hour of this.#perHour.keys()) {
      if (hour > hourOf(at)) continue;
      for (const slot of membersOf(this.#hours, hour))
        if ((this.#seenAt[slot] as number) < at) ids.push(this.idOf(slot));
    }
    return ids;
  }

  /** Ids of the `count` articles that came in first. */
  oldest(count: number): string[] {
    const ids: string[] = [];
    for (const hour of [...this.#perHour.keys()].sort((a, b) => a - b)) {
      const slots = membersOf(this.#hours, hour);
      const seen = (slot: number) => this.#seenAt[slot] as number;
      for (const slot of slots.sort((a, b) => seen(a) - seen(b) || this.orderOf(a) - this.orderOf(b))) {
        if (ids.length === count) return ids;
        ids.push(this.idOf(slot));
      }
    }
    return ids;
  }

  #makeRoom(slot: number): void {
    const length = slot + 1;
    if (length <= this.#orders.length) return;
    this.#orders = grown(this.#orders, length);
    this.#sources = grown(this.#sources, length);
    this.#credits = grown(this.#credits, length);
    this.#parents = grown(this.#parents, length);
    this.#families = grown(this.#families, length);
    this.#publishedAt = grown(this.#publishedAt, length);
    this.#seenAt = grown(this.#seenAt, length);
    this.#dateSources = grown(this.#dateSources, length);
    this.#roundups = grown(this.#roundups, length);
    this.#words = grown(this.#words, length);
    this.#wholes = grown(this.#wholes, length);
  }
}

/** The nodes with this key, the newest first. */
function membersOf(chains: HashChains, key: number): number[] {
  const found: number[] = [];
  for (let node = chains.first(key); node >= 0; node = chains.next(node))
    if (chains.key(node) === key) found.push(node);
  return found;
}

function hourOf(at: number): number {
  return Math.floor(at / 3_600_000);
}
