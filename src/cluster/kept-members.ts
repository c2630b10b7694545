import { grown } from "../model/grown.ts";
import { HashChains } from "../model/hash-chains.ts";
import type { CoverageRole } from "../model/story.ts";
import { wordHash } from "../model/word-hash.ts";
import { Labels } from "./labels.ts";
import { Numbered } from "./numbered.ts";
import type { Packed } from "./packed.ts";
import { Shelved, shelve, type Vectors } from "./shelved.ts";
import { Slabs } from "./slabs.ts";
import type { Member, StoryState } from "./story-state.ts";
import type { TermSlots } from "./term-slots.ts";

const ROLES: readonly CoverageRole[] = ["origin", "independent", "near_duplicate"];
const FIRST = 64;

/**
 * The articles in memory as columns: 150 bytes each besides their vectors, and 48 of an object that says in which row
 * all else stands. As objects with strings they took twice that, all of it in V8's heap, of which some part again is
 * always garbage.
 */
export class KeptMembers {
  readonly #slotsOf: (lang: string) => TermSlots;
  readonly #slabs = new Slabs();
  readonly #labels = new Labels(this.#slabs);
  /** Rows by the hash of their id. */
  readonly #byId = new HashChains();
  readonly #members: (KeptMember | null)[] = [];
  readonly #free: number[] = [];
  readonly #languages = new Numbered();
  #sources = new Numbered();
  /** The story that a member's row in the store names, where that is not the story it is in. */
  readonly #storyIds = new Map<number, string>();
  readonly #slots: TermSlots[] = [];
  sequences = new Float64Array(FIRST);
  publishedAt = new Float64Array(FIRST);
  firstSeenAt = new Float64Array(FIRST);
  addedAt = new Float64Array(FIRST);
  documents = new Uint32Array(FIRST);
  /** Where id and headline lie. */
  labels = new Uint32Array(FIRST);
  /** Where the vectors lie; 0 for none. */
  vectors = new Uint32Array(FIRST);
  languages = new Uint16Array(FIRST);
  sources = new Uint32Array(FIRST);
  dated = new Uint8Array(FIRST);
  roles = new Uint8Array(FIRST);
  /** One where the vectors are not compared (any more). */
  quiet = new Uint8Array(FIRST);

  /** @param slotsOf the slots of a language's terms */
  constructor(slotsOf: (lang: string) => TermSlots) {
    this.#slotsOf = slotsOf;
  }

  /** The member that came last with this id. */
  find(articleId: string): KeptMember | null {
    const hash = wordHash(articleId);
    for (let row = this.#byId.first(hash); row >= 0; row = this.#byId.next(row))
      if (this.#byId.key(row) === hash && this.idOf(row) === articleId) return this.#members[row]!;
    return null;
  }

  /** @param vectors of which every term has a slot; null where it is not compared */
  add(facts: Omit<Member, "vectors" | "document">, story: StoryState, vectors: Packed | null): KeptMember {
    const row = this.#free.pop() ?? this.#members.length;
    this.#makeRoom(row + 1);
    const { articleId, title, lang, source, storyId } = facts;
    this.sequences[row] = facts.sequence;
    this.publishedAt[row] = facts.publishedAt;
    this.firstSeenAt[row] = facts.firstSeenAt;
    this.addedAt[row] = facts.addedAt;
    this.documents[row] = 0;
    this.labels[row] = this.#labels.keep(articleId, title, row);
    this.languages[row] = this.#languages.number(lang);
    this.sources[row] = this.#sources.number(source);
    this.vectors[row] = vectors ? this.#slabs.keep(shelve(vectors, this.slotsOf(row))) : 0;
    this.dated[row] = facts.dated ? 1 : 0;
    this.roles[row] = ROLES.indexOf(facts.role);
    this.quiet[row] = vectors ? 0 : 1;
    this.#byId.link(wordHash(articleId), row);
    const member = new KeptMember(this, row, story);
    member.storyId = storyId;
    this.#members[row] = member;
    return member;
  }

  /** It is not found any more. */
  hide({ row }: KeptMember): void {
    this.#byId.unlink(row);
  }

  /** Its vectors are not needed any more. */
  strip({ row }: KeptMember): void {
    if (this.vectors[row] !== 0) this.#slabs.release(this.vectors[row]!);
    this.vectors[row] = 0;
    this.quiet[row] = 1;
  }

  /** It is asked no more. */
  drop(member: KeptMember): void {
    const { row } = member;
    this.hide(member);
    this.strip(member);
    this.#labels.release(this.labels[row]!, row);
    this.#storyIds.delete(row);
    this.#members[row] = null;
    this.#free.push(row);
  }

  /** Moves what lies in slabs that are hardly used, so that these go, and forgets sources that nobody has. */
  tidy(): void {
    const sources = new Numbered();
    for (const [row, member] of this.#members.entries()) {
      if (!member) continue;
      this.sources[row] = sources.number(this.sourceOf(row));
      for (const places of [this.labels, this.vectors])
        if (places[row] !== 0) places[row] = this.#slabs.settled(places[row]!);
    }
    this.#sources = sources;
  }

  idOf(row: number): string {
    return this.#labels.id(this.labels[row]!, row);
  }

  titleOf(row: number): string {
    return this.#labels.title(this.labels[row]!, row);
  }

  languageOf(row: number): string {
    return this.#languages.text(this.languages[row]!);
  }

  sourceOf(row: number): string {
    return this.#sources.text(this.sources[row]!);
  }

  /** Null where it is the story that the member is in. */
  storyIdOf(row: number): string | null {
    return this.#storyIds.get(row) ?? null;
  }

  setStoryId(row: number, storyId: string | null): void {
    if (storyId === null) this.#storyIds.delete(row);
    else this.#storyIds.set(row, storyId);
  }

  roleOf(row: number): CoverageRole {
    return ROLES[this.roles[row]!]!;
  }

  setRole(row: number, role: CoverageRole): void {
    this.roles[row] = ROLES.indexOf(role);
  }

  slotsOf(row: number): TermSlots {
    const language = this.languages[row]!;
    this.#slots[language] ??= this.#slotsOf(this.languageOf(row));
    return this.#slots[language];
  }

  slabOf(row: number): Uint8Array {
    return this.#slabs.slab(this.vectors[row]!);
  }

  placeIn(row: number): number {
    return this.#slabs.at(this.vectors[row]!);
  }

  #makeRoom(rows: number): void {
    if (rows <= this.sequences.length) return;
    this.sequences = grown(this.sequences, rows);
    this.publishedAt = grown(this.publishedAt, rows);
    this.firstSeenAt = grown(this.firstSeenAt, rows);
    this.addedAt = grown(this.addedAt, rows);
    this.documents = grown(this.documents, rows);
    this.labels = grown(this.labels, rows);
    this.vectors = grown(this.vectors, rows);
    this.languages = grown(this.languages, rows);
    this.sources = grown(this.sources, rows);
    this.dated = grown(this.dated, rows);
    this.roles = grown(this.roles, rows);
    this.quiet = grown(this.quiet, rows);
  }
}

/** A member that is kept: what it says stands in its row. It is also what its vectors are asked of. */
export class KeptMember extends Shelved implements Member {
  readonly kept: KeptMembers;
  readonly row: number;
  #story: StoryState;

  constructor(kept: KeptMembers, row: number, story: StoryState) {
    super();
    this.kept = kept;
    this.row = row;
    this.#story = story;
  }

  get story(): StoryState {
    return this.#story;
  }
  set story(story: StoryState) {
    const { storyId } = this;
    this.#story = story;
    this.storyId = storyId;
  }

  get storyId(): string {
    return this.kept.storyIdOf(this.row) ?? this.#story.id;
  }
  set storyId(storyId: string) {
    this.kept.setStoryId(this.row, storyId === this.#story.id ? null : storyId);
  }

  get articleId(): string {
    return this.kept.idOf(this.row);
  }
  get title(): string {
    return this.kept.titleOf(this.row);
  }
  get lang(): string {
    return this.kept.languageOf(this.row);
  }
  get source(): string {
    return this.kept.sourceOf(this.row);
  }
  get sequence(): number {
    return this.kept.sequences[this.row]!;
  }
  get publishedAt(): number {
    return this.kept.publishedAt[this.row]!;
  }
  get firstSeenAt(): number {
    return this.kept.firstSeenAt[this.row]!;
  }
  get addedAt(): number {
    return this.kept.addedAt[this.row]!;
  }
  get dated(): boolean {
    return this.kept.dated[this.row] === 1;
  }

  get role(): CoverageRole {
    return this.kept.roleOf(this.row);
  }
  set role(role: CoverageRole) {
    this.kept.setRole(this.row, role);
  }

  get document(): number {
    return this.kept.documents[this.row]!;
  }
  set document(document: number) {
    this.kept.documents[this.row] = document;
  }

  get vectors(): Vectors | null {
    return this.kept.quiet[this.row] === 0 ? this : null;
  }
  /** They stay where they are until they are not counted any more. */
  set vectors(_none: null) {
    this.kept.quiet[this.row] = 1;
  }

  /** Whether its vectors are kept, be they compared or only counted. */
  get shelved(): boolean {
    return this.kept.vectors[this.row] !== 0;
  }

  get bytes(): Uint8Array {
    return this.kept.slabOf(this.row);
  }
  get at(): number {
    return this.kept.placeIn(this.row);
  }
  get slots(): TermSlots {
    return this.kept.slotsOf(this.row);
  }
}
