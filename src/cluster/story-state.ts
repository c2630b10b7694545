import type { CoverageRole, StoryStatus } from "../model/story.ts";
import { NO_SUMS, summed } from "./field-sums.ts";
import { type Compared, dotsWith, type FieldSums, squaresOf } from "./resemblance.ts";
import type { Vectors } from "./shelved.ts";
import { FIELDS, type Field } from "./terms.ts";
import { eachTerm } from "./vectors.ts";

/**
 * An article in a story, as the index remembers it. Why it is there is for the store alone to remember. One that is kept has
 * its facts elsewhere (`KeptMember`), where a spread does not find them: see `copyOf`.
 */
export interface Member {
  articleId: string;
  /** Order of arrival over all stories. */
  sequence: number;
  source: string;
  title: string;
  lang: string;
  publishedAt: number;
  /** False when nobody said when it was published and `publishedAt` is the time we first saw it. */
  dated: boolean;
  firstSeenAt: number;
  /** The story and the role that its coverage row names; no story while that row is not written. */
  storyId: string;
  role: CoverageRole;
  addedAt: number;
  /** Null for a near-duplicate, which adds nothing to what the story looks like. */
  vectors: Vectors | null;
  /** Its number among the reports that can be found; without meaning where there are no vectors. */
  document: number;
}

/** So many members are looked at for a story's times whenever these are asked; the times of more are kept. */
const FEW_MEMBERS = 8;

/** An interval of time; null when nothing is in it. */
export type Span = { first: number; last: number } | null;

/**
 * A story in memory: its members and what they look like together. Most stories have one report, and then that report's
 * vector is all there is: sums of vectors are kept only beyond the exemplars.
 */
export class StoryState implements Compared {
  readonly id: string;
  /** Order of founding in this index. */
  readonly number: number;
  readonly lang: string;
  status: StoryStatus = "growing";
  mergedInto: string | null = null;
  formedAt: number | null = null;
  /** In order of arrival. */
  members: Member[] = [];
  exemplars: readonly Member[] = [];
  rest: Record<Field, FieldSums> | null = null;
  squares: Record<Field, number> = { all: 0, title: 0, names: 0, bigrams: 0 };
  /** Members that are compared with. */
  reports = 0;
  /** Kept where there are many members; else the members themselves are asked. */
  #published: Span | undefined;
  #seen: Span | undefined;

  constructor(id: string, number: number, lang: string) {
    this.id = id;
    this.number = number;
    this.lang = lang;
  }

  /** From the first to the last time at which its dated members were published. */
  get published(): Span {
    return this.#published === undefined ? spanOf(this.members, publishing) : this.#published;
  }

  set published(span: Span) {
    this.#published = span;
  }

  /** From the first to the last time at which its members were first seen. */
  get seen(): Span {
    return this.#seen === undefined ? spanOf(this.members, seeing) : this.#seen;
  }

  set seen(span: Span) {
    this.#seen = span;
  }

  get founded(): number {
    return this.members[0]?.sequence ?? Number.POSITIVE_INFINITY;
  }

  add(member: Member, maxExemplars: number): void {
    const at = this.members.findLastIndex((other) => other.sequence < member.sequence) + 1;
    if (member.vectors) this.#grow(member.vectors, 1);
    // an array of its own length: one that grows takes room for sixteen more
    this.members = this.members.toSpliced(at, 0, member);
    if (at === this.members.length - 1 && this.rest) this.#append(member, maxExemplars);
    else this.#refresh(maxExemplars);
  }

  remove(articleId: string, maxExemplars: number): Member | null {
    const at = this.members.findIndex((member) => member.articleId === articleId);
    const member = this.members[at];
    if (!member) return null;
    if (member.vectors) this.#grow(member.vectors, -1);
    this.members.splice(at, 1);
    this.#refresh(maxExemplars);
    return member;
  }

  /** A member that is a near-duplicate from now on adds nothing to what the story looks like. */
  quieten(member: Member, maxExemplars: number): void {
    if (!member.vectors) return;
    this.#grow(member.vectors, -1);
    member.vectors = null;
    this.#refresh(maxExemplars);
  }

  /** The same story with these members more, or in the place of what they were, as a preview; this one stays as it is. */
  with(members: Member[], maxExemplars: number): StoryState {
    const copy = new StoryState(this.id, this.number, this.lang);
    copy.status = this.status;
    copy.formedAt = this.formedAt;
    const known = new Set(this.members.map(({ articleId }) => articleId));
    if (members.some(({ articleId }) => known.has(articleId))) {
      for (const member of inSequence([...this.members, ...members])) copy.add(member, maxExemplars);
      return copy;
    }
    copy.members = [...this.members];
    copy.squares = { ...this.squares };
    copy.reports = this.reports;
    // sums are never changed, only replaced
    copy.exemplars = [...this.exemplars];
    copy.rest = this.rest;
    copy.#published = this.#published;
    copy.#seen = this.#seen;
    for (const member of members) copy.add(member, maxExemplars);
    return copy;
  }

  /** The sums of its reports in one field, by term id. */
  sums(field: Field): ReadonlyMap<number, number> {
    const all = new Map<number, number>();
    const add = (id: number, weight: number) => all.set(id, (all.get(id) ?? 0) + weight);
    for (const { vectors } of this.exemplars) if (vectors) eachTerm(vectors, field, add);
    const { ids, sums } = this.rest?.[field] ?? NO_SUMS;
    for (let i = 0; i < ids.length; i++) add(ids[i]!, sums[i]!);
    return all;
  }

  /** |a ± b|² = |a|² ± 2ab + |b|², with what the story was before. */
  #grow(vectors: Vectors, sign: 1 | -1): void {
    const alone = this.exemplars.length === 0 && !this.rest;
    const dots = alone ? NO_DOTS : dotsWith(this, vectors);
    const own = squaresOf(vectors);
    this.reports += sign;
    for (const field of FIELDS) this.squares[field] += sign * 2 * dots[field] + own[field];
  }

  /** What `#refresh` does, where all but the newest member of a long story is as it was. */
  #append(member: Member, maxExemplars: number): void {
    if (member.vectors) {
      const [first, second, ...latest] = this.exemplars;
      const left = maxExemplars > 1 ? second : member;
      if (left?.vectors) this.rest = summed(this.rest, [left.vectors]);
      this.exemplars = maxExemplars > 1 ? [first!, ...latest, member] : [first!];
    }
    if (member.dated) this.published = including(this.published, member.publishedAt);
    this.seen = including(this.seen, member.firstSeenAt);
  }

  /** Exemplars are the first report and the latest ones: where the story came from and where it is now. */
  #refresh(maxExemplars: number): void {
    const reports = this.members.every(({ vectors }) => vectors)
      ? this.members
      : this.members.filter(({ vectors }) => vectors);
    const surplus = reports.length - maxExemplars;
    if (surplus <= 0) {
      this.exemplars = reports;
      this.rest = null;
    } else {
      this.exemplars = [reports[0]!, ...reports.slice(surplus + 1)];
      const left = reports.slice(1, surplus + 1).map(({ vectors }) => vectors!);
      this.rest = summed(null, left);
    }
    const many = this.members.length > FEW_MEMBERS;
    this.#published = many ? spanOf(this.members, publishing) : undefined;
    this.#seen = many ? spanOf(this.members, seeing) : undefined;
  }
}

/** The same in an object of its own, with some of it changed. */
export function copyOf(member: Member, changed: Partial<Member>): Member {
  const { articleId, sequence, source, title, lang, publishedAt, dated, firstSeenAt } = member;
  const { storyId, role, addedAt, vectors, document } = member;
  const facts = { articleId, sequence, source, title, lang, publishedAt, dated, firstSeenAt };
  return { ...facts, ...{ storyId, role, addedAt, vectors, document }, ...changed };
}

const NO_DOTS: Readonly<Record<Field, number>> = { all: 0, title: 0, names: 0, bigrams: 0 };

/** A formed story's id was told to others, so it lives; else the older one's. */
export function byRight(a: StoryState, b: StoryState): number {
  const formed = Number(b.status === "formed") - Number(a.status === "formed");
  return formed || a.founded - b.founded;
}

/** Members in order of arrival; of two with one id the later in the list. */
export function inSequence(members: readonly Member[]): Member[] {
  const byId = new Map(members.map((member) => [member.articleId, member]));
  return [...byId.values()].sort((a, b) => a.sequence - b.sequence);
}

function including(span: Span, time: number): Span {
  return span ? { first: Math.min(span.first, time), last: Math.max(span.last, time) } : { first: time, last: time };
}

/** From the first to the last time of some members; null stands for no time. */
export function spanOf(members: readonly Member[], timeOf: (member: Member) => number | null): Span {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const member of members) {
    const time = timeOf(member);
    if (time === null) continue;
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return first <= last ? { first, last } : null;
}

const publishing = (member: Member) => (member.dated ? member.publishedAt : null);
export const seeing = (member: Member) => member.firstSeenAt;
