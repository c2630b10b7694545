import type { DateSource } from "../model/feed.ts";
import type { NearDuplicate } from "../model/signature.ts";
import type { Run } from "./align.ts";
import { ArticleSlots, type IndexedArticle, type Occupant } from "./article-slots.ts";
import { CandidateSearch } from "./candidates.ts";
import { commonText } from "./common-text.ts";
import type { Compared } from "./compared.ts";
import { allKeys, conclude } from "./conclusion.ts";
import { apartFrom, type Constraints, NO_CONSTRAINTS, pinnedTo } from "./constraints.ts";
import { type Decision, decided, exactDuplicate } from "./decision.ts";
import { type ShingledText, textKernel } from "./kernel.ts";
import { type Carrier, cameBefore } from "./lineage.ts";
import { BandIndex } from "./lsh.ts";
import { similarityOf } from "./minhash.ts";
import { Comparison, judge, judgePinned, type Verdict } from "./near-duplicates.ts";
import { Postings } from "./postings.ts";
import { looksLikeRoundup } from "./roundup.ts";
import type { DedupeSettings } from "./settings.ts";
import type { Sketch } from "./sketch.ts";
import { Tickets } from "./tickets.ts";
import { type EachCarrier, tellsBesides } from "./unannounced-roundup.ts";

/** The article that a decision is about. */
export interface ComparedArticle {
  id: string;
  title: string;
  source: string;
  publishedAt: number;
  /** Where `publishedAt` came from; nobody said when absent. */
  dateSource?: DateSource;
  text: string;
}

/** When the index is full, this share of it goes at once, the oldest first. */
const OVERFLOW_SHARE = 0.02;

const ROUNDUP: Verdict = { relation: null, rule: "round-up" };

/**
 * The near-duplicates of one window of articles, in memory: sketches only, no texts. `candidates` proposes, `decide`
 * verifies against the candidates' texts and changes nothing, `add` remembers after the decision is committed.
 * Built again at start by `add` in stored order.
 */
export class NearDuplicateIndex {
  readonly #settings: DedupeSettings;
  readonly #slots = new ArticleSlots();
  readonly #tickets = new Tickets();
  readonly #bands: BandIndex;
  readonly #postings: Postings;
  readonly #search = new CandidateSearch();

  constructor(settings: DedupeSettings) {
    this.#settings = settings;
    this.#bands = new BandIndex(this.#tickets, settings.maxPostings);
    this.#postings = new Postings(this.#tickets, settings.maxPostings);
  }

  get size(): number {
    return this.#slots.size;
  }

  has(id: string): boolean {
    return this.#slots.slotOf(id) !== undefined;
  }

  /** Bytes of the typed arrays: signatures and bands, fingerprints, what else is known of the articles. */
  get bytes(): { bands: number; fingerprints: number; articles: number } {
    return {
      bands: this.#bands.bytes,
      fingerprints: this.#postings.bytes,
      articles: this.#slots.bytes + this.#tickets.bytes,
    };
  }

  /** Ids of the articles whose texts are worth comparing, best first, at most `maxCandidates`. */
  candidates(sketch: Sketch, article: { id: string; publishedAt: number; source: string; now: number }): string[] {
    const index = { slots: this.#slots, bands: this.#bands, postings: this.#postings };
    const eligible = this.#eligibleFor(article.id);
    const found = this.#search.rank(sketch, index, this.#settings, eligible);
    return found.map(({ slot }) => this.#slots.idOf(slot));
  }

  /**
   * Everybody whom a decision may bring into one family: the candidates and the members of their families. What operators
   * decided about them and the article are the constraints of the decision.
   */
  relatives(candidates: readonly string[]): string[] {
    const found = new Set(candidates);
    const families = new Set<number>();
    for (const id of candidates) {
      const slot = this.#slots.slotOf(id);
      if (slot !== undefined) families.add(this.#slots.familyOf(slot));
    }
    for (const family of families) for (const id of this.#slots.members(family)) found.add(id);
    return [...found];
  }

  /**
   * `texts`: the bodies of the candidates, and of those that the article is pinned to. An id without a text, or not in
   * the index, is passed over.
   */
  decide(
    sketch: Sketch,
    article: ComparedArticle,
    texts: ReadonlyMap<string, string>,
    constraints: Constraints = NO_CONSTRAINTS,
  ): Decision {
    const allowed = this.#allowedFor(article.id, constraints);
    const untold = this.#eligibleFor(article.id);
    const eligible = (slot: number) => untold(slot) && allowed(slot);
    const pinned = new Set(pinnedTo(article.id, constraints).filter((id) => texts.has(id)));
    const same = pinned.size > 0 ? null : this.#sameWords(sketch, eligible);
    const roundup = looksLikeRoundup(article);
    if (same !== null) {
      const parent = { ...this.#slots.at(same), originalId: this.#slots.originalOf(same) };
      return exactDuplicate(article.id, parent, {
        ...sketch,
        roundup: roundup || parent.roundup,
        borrowed: allKeys(sketch),
      });
    }
    if (sketch.words < this.#settings.minWords * sketch.perWord && pinned.size === 0)
      return decided({ duplicate: null, reason: "too-few-words", compared: [], sketch });
    const newer = textKernel().shingled(article.text, this.#settings);
    const common = commonText(newer, (key) => this.#isCommon(key, article.id), this.#settings);
    const comparison = new Comparison(newer, common, this.#settings);
    const compared: Compared[] = [];
    for (const [id, text] of texts) {
      const slot = this.#slots.slotOf(id);
      if (slot === undefined || !eligible(slot)) continue;
      const older = this.#slots.at(slot);
      const olderText = textKernel().shingled(text, this.#settings);
      const { shares, runs } = comparison.sharesWith(olderText);
      const { value } = similarityOf(this.#bands.equalValues(slot, sketch.signature));
      let verdict = pinned.has(id)
        ? judgePinned(shares)
        : judge(shares, older.source === article.source, this.#settings);
      const collects = verdict.relation === "excerpt" && !older.roundup && !pinned.has(id);
      if (collects && this.#tellsMore(article, older, olderText, runs)) verdict = ROUNDUP;
      compared.push({ id, shares, runs, verdict, similarity: value, older, originalId: this.#slots.originalOf(slot) });
    }
    const words = newer.words.hashes.length;
    return conclude(article, { sketch, looksLive: roundup, words, common }, compared, this.#settings);
  }

  /** So many articles are about to be added: room is made for all of them at once. */
  expect(articles: number): void {
    const many = Math.min(articles, this.#settings.maxArticles);
    this.#bands.expect(many, this.#slots.expect(many));
    this.#postings.expect(many);
  }

  /** Remembers an article. The same id again replaces what was known of it and keeps its place in the order. */
  add(id: string, sketch: Sketch, article: IndexedArticle): void {
    const known = this.#slots.slotOf(id);
    const order = known === undefined ? undefined : this.#slots.orderOf(known);
    if (known !== undefined) this.#leave(known);
    if (this.size >= this.#settings.maxArticles) this.#makeRoom();
    const slot = this.#slots.add(id, sketch, article, order);
    if (sketch.words === 0) return;
    const ticket = this.#tickets.issue(slot);
    this.#bands.add(slot, ticket, sketch.signature);
    this.#postings.add(ticket, sketch.keys, sketch.borrowed);
  }

  /** The articles of the window that go back to this original, itself included. */
  family(originalId: string): Carrier[] {
    return this.#slots.family(originalId);
  }

  /** The original that an article of the window goes back to; null for one that is not in it. */
  originalOf(id: string): string | null {
    const slot = this.#slots.slotOf(id);
    return slot === undefined ? null : this.#slots.originalOf(slot);
  }

  /** Takes over changed rows of articles that it has: they and their original are one family from now on. */
  rehome(rows: readonly NearDuplicate[]): void {
    for (const { articleId, parentId, originalId } of rows) {
      this.#slots.rehome(articleId, parentId, originalId);
      this.#slots.rehome(originalId, null, originalId);
    }
  }

  remove(id: string): boolean {
    const slot = this.#slots.slotOf(id);
    if (slot === undefined) return false;
    this.#leave(slot);
    return true;
  }

  /** Forgets what came in before; returns how many. */
  evict(beforeAt: number): number {
    const old = this.#slots.before(beforeAt);
    for (const id of old) this.remove(id);
    return old.length;
  }

  #leave(slot: number): void {
    this.#tickets.withdraw(slot);
    this.#slots.remove(slot);
    if (!this.#tickets.due) return;
    this.#bands.sweep();
    this.#postings.sweep();
    this.#tickets.recycle();
  }

  #makeRoom(): void {
    const going = Math.max(1, Math.floor(this.#settings.maxArticles * OVERFLOW_SHARE));
    for (const id of this.#slots.oldest(going)) this.remove(id);
  }

  /**
   * Who may be a parent: not the article itself nor what goes back to it, and, for one that is in the index already,
   * only what came before it or what it goes back to. So chains never close, whatever is run again.
   */
  #eligibleFor(id: string): (slot: number) => boolean {
    const own = this.#slots.slotOf(id);
    if (own === undefined) return () => true;
    const order = this.#slots.orderOf(own);
    const above = this.#slots.above(id);
    return (slot) => {
      const otherId = this.#slots.idOf(slot);
      if (above.has(otherId)) return true;
      const earlier = this.#slots.orderOf(slot) < order;
      return earlier && this.#slots.originalOf(slot) !== id && !this.#slots.above(otherId).has(id);
    };
  }

  /** Who may be a parent by what operators decided: nobody in a family that the article does not belong to. */
  #allowedFor(id: string, constraints: Constraints): (slot: number) => boolean {
    const apart = apartFrom(id, constraints);
    if (apart.length === 0) return () => true;
    const own = this.#slots.slotOf(id);
    const banned = new Set<string>();
    for (const { partner, leaves } of apart) {
      banned.add(partner);
      const slot = this.#slots.slotOf(partner);
      if (slot === undefined) continue;
      const together = own !== undefined && this.#slots.familyOf(own) === this.#slots.familyOf(slot);
      if (leaves || !together) banned.add(this.#slots.originalOf(slot));
    }
    return (slot) => !banned.has(this.#slots.idOf(slot)) && !banned.has(this.#slots.originalOf(slot));
  }

  /** The earliest article with the very same words, or null. */
  #sameWords(sketch: Sketch, eligible: (slot: number) => boolean): number | null {
    if (sketch.words === 0) return null;
    let earliest: number | null = null;
    for (const slot of this.#slots.same(sketch)) {
      if (!eligible(slot)) continue;
      if (earliest === null || this.#slots.orderOf(slot) < this.#slots.orderOf(earliest)) earliest = slot;
    }
    return earliest;
  }

  /** Whether an article that carries the newcomer carries another one besides; one of the two was published before it. */
  #tellsMore(article: ComparedArticle, older: Occupant, text: ShingledText, runs: readonly Run[]): boolean {
    const own = this.#slots.slotOf(article.id);
    const order = own === undefined ? Number.POSITIVE_INFINITY : this.#slots.orderOf(own);
    const newcomerBefore = cameBefore({ dateSource: "unknown", ...article, order }, older);
    const eachCarrier: EachCarrier = (key, found) => {
      this.#postings.each(key, (slot) => {
        if (slot !== own && !this.#slots.isRoundup(slot)) found(slot);
        return true;
      });
    };
    const besides = tellsBesides(text, runs, this.#settings, eachCarrier, (slot) => this.#slots.wordsOf(slot));
    return besides.some((slot) => newcomerBefore || cameBefore(this.#slots.at(slot), older));
  }

  /** Whether a fingerprint stands in many distinct stories: reprints of one story count once, borrowed text not at all. */
  #isCommon(key: number, exceptId: string): boolean {
    const except = this.#slots.slotOf(exceptId);
    const families: number[] = [];
    this.#postings.each(key, (slot, borrowed) => {
      const family = this.#slots.familyOf(slot);
      if (!borrowed && slot !== except && !families.includes(family)) families.push(family);
      return families.length < this.#settings.commonStories;
    });
    return families.length >= this.#settings.commonStories;
  }
}
