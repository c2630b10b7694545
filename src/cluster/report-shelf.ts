import { Background, countedFrom } from "./background.ts";
import { type KeptMember, KeptMembers } from "./kept-members.ts";
import { Lane } from "./lane.ts";
import type { Learned } from "./learned.ts";
import type { Packed } from "./packed.ts";
import { ReportNumbers } from "./report-numbers.ts";
import type { Member, StoryState } from "./story-state.ts";

/**
 * The articles in memory, reports and copies, and of the reports what articles are compared with: their vectors, what their
 * words count, and how they are found.
 */
export class ReportShelf {
  readonly #shares: Learned["shares"];
  readonly #maxPostings: number;
  readonly #lanes = new Map<string, Lane>();
  readonly #numbers = new ReportNumbers();
  readonly #members = new KeptMembers((lang) => this.lane(lang).table.slots);
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

  /** The member that came last with this id. */
  find(articleId: string): KeptMember | null {
    return this.#members.find(articleId);
  }

  /** Takes in an article that has just arrived. One without vectors is not compared with. */
  put(facts: Omit<Member, "vectors" | "document">, story: StoryState, vectors: Packed | null): KeptMember {
    const lane = vectors ? this.lane(facts.lang) : null;
    if (vectors) lane?.table.count(vectors);
    const member = this.#members.add(facts, story, vectors);
    if (!vectors) return member;
    member.document = this.#numbers.take(story.number);
    lane?.post(member.document, vectors);
    return member;
  }

  /** To be told when a story's reports or its status have changed. */
  measure(story: StoryState): void {
    if (story.number >= 0) this.#numbers.measure(story);
  }

  /** The member is in another story from now on. */
  move(member: KeptMember, story: StoryState): void {
    member.story = story;
    if (member.vectors) this.#numbers.move(member.document, story.number);
  }

  /** Its vectors are compared and counted no more: as if it had never been a report. */
  quieten(member: KeptMember): void {
    if (!member.shelved) return;
    const lane = this.lane(member.lang);
    lane.table.uncount(member.open());
    lane.unpost(member.document, member);
    this.#numbers.free(member.document);
    this.#members.strip(member);
  }

  /** As if it had never come. */
  remove(member: KeptMember): void {
    this.quieten(member);
    this.#members.drop(member);
  }

  /** Its story has left memory: it is compared no more, and counted while it is recent enough. `tidy` follows. */
  retire(member: KeptMember): void {
    if (!member.shelved) {
      this.#members.drop(member);
      return;
    }
    this.#numbers.leave(member.document);
    this.#members.hide(member);
    if (member.sequence >= this.#countedFrom) this.#background.add(member);
    else this.#uncount(member);
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
  tidy(): void {
    for (const lane of this.#lanes.values()) lane.tidy();
    this.#numbers.reuse();
    this.#members.tidy();
  }

  #uncount(member: KeptMember): void {
    this.lane(member.lang).table.uncount(member.open());
    this.#members.drop(member);
  }
}
