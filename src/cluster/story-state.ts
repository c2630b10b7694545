import type { Coverage, StoryStatus } from "../model/story.ts";
import type { ArticleVectors } from "./article-vectors.ts";
import { FIELDS, type Field } from "./terms.ts";
import { Centroid } from "./vectors.ts";

/** An article in a story, as the index remembers it. */
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
  coverage: Coverage;
  /** Null for a near-duplicate, which adds nothing to what the story looks like. */
  vectors: ArticleVectors | null;
  /** Number of its document in the term table. */
  document: number;
}

/** An interval of time; null when nothing is in it. */
export type Span = { first: number; last: number } | null;

/** A story in memory: its members and what they look like together. */
export class StoryState {
  readonly id: string;
  /** Order of founding in this index. */
  readonly number: number;
  readonly lang: string;
  status: StoryStatus = "growing";
  mergedInto: string | null = null;
  formedAt: number | null = null;
  /** In order of arrival. */
  members: Member[] = [];
  centroids: Record<Field, Centroid> = emptyCentroids();
  exemplars: Member[] = [];
  published: Span = null;
  seen: Span = null;

  constructor(id: string, number: number, lang: string) {
    this.id = id;
    this.number = number;
    this.lang = lang;
  }

  get founded(): number {
    return this.members[0]?.sequence ?? Number.POSITIVE_INFINITY;
  }

  add(member: Member, maxExemplars: number): void {
    const at = this.members.findLastIndex((other) => other.sequence < member.sequence) + 1;
    this.members.splice(at, 0, member);
    if (member.vectors) for (const field of FIELDS) this.centroids[field].add(member.vectors[field], 1);
    this.#refresh(maxExemplars);
  }

  remove(articleId: string, maxExemplars: number): Member | null {
    const at = this.members.findIndex((member) => member.articleId === articleId);
    const [member] = at < 0 ? [] : this.members.splice(at, 1);
    if (!member) return null;
    if (member.vectors) for (const field of FIELDS) this.centroids[field].add(member.vectors[field], -1);
    this.#refresh(maxExemplars);
    return member;
  }

  /** A member that is a near-duplicate from now on adds nothing to what the story looks like. */
  quieten(member: Member, maxExemplars: number): void {
    if (!member.vectors) return;
    for (const field of FIELDS) this.centroids[field].add(member.vectors[field], -1);
    member.vectors = null;
    this.#refresh(maxExemplars);
  }

  /** The same story with these members more, or in the place of what they were, as a preview; this one stays as it is. */
  with(members: Member[], maxExemplars: number): StoryState {
    const copy = new StoryState(this.id, this.number, this.lang);
    copy.status = this.status;
    copy.formedAt = this.formedAt;
    copy.members = inSequence([...this.members, ...members]);
    for (const member of copy.members) {
      if (member.vectors) for (const field of FIELDS) copy.centroids[field].add(member.vectors[field], 1);
    }
    copy.#refresh(maxExemplars);
    return copy;
  }

  /** Exemplars are the first report and the latest ones: where the story came from and where it is now. */
  #refresh(maxExemplars: number): void {
    const reports = this.members.filter((member) => member.vectors);
    this.exemplars =
      reports.length <= maxExemplars ? reports : [reports[0]!, ...reports.slice(reports.length - maxExemplars + 1)];
    this.published = span(this.members.filter((member) => member.dated).map((member) => member.publishedAt));
    this.seen = span(this.members.map((member) => member.firstSeenAt));
  }
}

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

function emptyCentroids(): Record<Field, Centroid> {
  return { all: new Centroid(), title: new Centroid(), names: new Centroid(), bigrams: new Centroid() };
}

function span(times: number[]): Span {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  return times.length > 0 ? { first, last } : null;
}
