import { Background, countedFrom } from "./background.ts";
import { Lane } from "./lane.ts";
import type { Learned } from "./learned.ts";
import type { Packed } from "./packed.ts";
import { ReportNumbers } from "./report-numbers.ts";
import { Shelved } from "./shelved.ts";
import type { Member, StoryState } from "./story-state.ts";
import { VectorSlabs } from "./vector-slabs.ts";

/** The reports that articles are compared with: their vectors, what their words count, and how they are found. */
export class ReportShelf {
  readonly #shares: Learned["shares"];
  readonly #maxPostings: number;
  readonly #lanes = new Map<string, Lane>();
  readonly #numbers = new ReportNumbers();
  readonly #slabs = new VectorSlabs();
  readonly #background = new Background();
  #countedFrom = Number.NEGATIVE_INFINITY;

  constructor({ shares }: Learned, maxPostings: number) {
    this.#shares = shares;
    this.#maxPostings = maxPostings;
  }

  /** Languages that were asked for. */
  get languages(): number {
    return this.#lanes.size;
  }

  lane(lang: string): Lane {
    let lane = this.#lanes.get(lang);
    if (!lane) {
      lane = new Lane(this.#shares[lang] ?? {}, this.#numbers, this.#maxPostings);
      this.#lanes.set(lang, lane);
    }
    return lane;
  }

  /** Takes in the vectors of a report that has just arrived. */
  put(member: Member, { number, lang }: StoryState, vectors: Packed): void {
    const lane = this.lane(lang);
    lane.table.count(vectors);
    member.vectors = this.#slabs.keep(vectors, lane.table.slots);
    member.document = this.#numbers.take(number);
    lane.post(member.document, vectors);
  }

  /** To be told when a story's reports or its status have changed. */
  measure(story: StoryState): void {
    if (story.number >= 0) this.#numbers.measure(story);
  }

  /** The report tells another story from now on. */
  move({ document }: Member, { number }: StoryState): void {
    this.#numbers.move(document, number);
  }

  /** Its vectors are compared and counted no more: as if it had never come. */
  remove({ lang, vectors, document }: Member): void {
    if (!(vectors instanceof Shelved)) return;
    const lane = this.lane(lang);
    lane.table.uncount(vectors.open());
    lane.unpost(document, vectors);
    this.#numbers.free(document);
    this.#slabs.release(vectors);
  }

  /** Its story has left memory: it is compared no more, and counted while it is recent enough. `tidy` follows. */
  retire({ articleId, sequence, lang, vectors, document }: Member): void {
    if (!(vectors instanceof Shelved)) return;
    this.#numbers.leave(document);
    const remembered = { sequence, lang, vectors };
    if (sequence >= this.#countedFrom) this.#background.add(articleId, remembered);
    else this.#uncount(remembered);
  }

  /** A retired report comes again. */
  forget(articleId: string): void {
    const remembered = this.#background.take(articleId);
    if (remembered) this.#uncount(remembered);
  }

  /** An article of this sequence has arrived: retired reports of long before are counted no more. */
  arrived(sequence: number): void {
    const from = countedFrom(sequence);
    if (from <= this.#countedFrom) return;
    this.#countedFrom = from;
    for (const gone of this.#background.takeBefore(from)) this.#uncount(gone);
  }

  /** Makes the room that retired reports held. */
  tidy(members: Iterable<Member>): void {
    for (const lane of this.#lanes.values()) lane.tidy();
    this.#numbers.reuse();
    for (const member of members) if (member.vectors instanceof Shelved) member.vectors = this.#settled(member.vectors);
    for (const remembered of this.#background) remembered.vectors = this.#settled(remembered.vectors);
  }

  #settled(vectors: Shelved): Shelved {
    return this.#slabs.stranded(vectors) ? this.#slabs.move(vectors) : vectors;
  }

  #uncount({ lang, vectors }: { lang: string; vectors: Shelved }): void {
    this.lane(lang).table.uncount(vectors.open());
    this.#slabs.release(vectors);
  }
}
