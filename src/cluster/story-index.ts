import type { Article } from "../model/article.ts";
import type { NearDuplicate } from "../model/signature.ts";
import type { Coverage, Story } from "../model/story.ts";
import { articleVectors } from "./article-vectors.ts";
import { assignArticle, rankArticle } from "./assign-article.ts";
import type { AssignContext, Removed, StoryChange } from "./change.ts";
import { KeptMember } from "./kept-members.ts";
import type { KnownStories } from "./known-stories.ts";
import type { Lane } from "./lane.ts";
import { commonWord, LEARNED, type Learned } from "./learned.ts";
import { activeSince, leavingStories } from "./leaving-stories.ts";
import { LiveStories } from "./live-stories.ts";
import { type ArticleFacts, memberFacts } from "./member-facts.ts";
import type { Packed } from "./packed.ts";
import { PastStories } from "./past-stories.ts";
import type { Ranked } from "./ranking.ts";
import { ReportShelf } from "./report-shelf.ts";
import type { ClusterSettings } from "./settings.ts";
import type { Analysed } from "./stored-vectors.ts";
import { changedCoverage, storyRow } from "./story-row.ts";
import { type Member, StoryState, seeing, spanOf } from "./story-state.ts";
import { type ArticleTerms, articleTerms } from "./terms.ts";

const HOUR_MS = 3_600_000;
/** A coverage row of the store with what the index remembers of it. */
export interface StoredCoverage {
  /** Its place in the order in which coverage was added. */
  number: number;
  coverage: Pick<Coverage, "storyId" | "role" | "addedAt">;
  article: ArticleFacts;
  analysed: Analysed;
}

/**
 * The active stories in memory. `assign` says what an article would change and changes nothing; `apply` does it. The
 * caller stores the change in between, so that memory is never ahead of the store.
 *
 * What it knows follows from the stored rows alone, whatever went before: articles that were taken out leave nothing
 * behind, so an index that has grown answers as one that is rebuilt, to the last bit. Only where stories had to be let go
 * because there were more than `maxActiveStories` can the two differ.
 */
export class StoryIndex implements KnownStories {
  readonly settings: ClusterSettings;
  readonly learned: Learned;
  readonly #stories = new Map<string, StoryState>();
  readonly #live = new LiveStories();
  /** Stories left empty by `remove`, by the article that was taken out: they are stories again only when it comes back. */
  readonly #emptied = new Map<string, StoryState>();
  readonly #shelf: ReportShelf;
  readonly #strings = new Map<string, string>();
  #hour = Number.NEGATIVE_INFINITY;
  readonly past: PastStories;
  sequence = 0;
  latest = Number.NEGATIVE_INFINITY;

  constructor(settings: ClusterSettings, learned: Learned = LEARNED) {
    this.settings = settings;
    this.learned = learned;
    this.#shelf = new ReportShelf(learned, settings.maxPostings);
    this.past = new PastStories(settings.maxPastStories);
  }

  /** Stories in memory, merged ones not counted. */
  get size(): number {
    return this.#live.size;
  }

  /** What this article changes. Pure: the index is as before. */
  assign(article: Article, duplicate: NearDuplicate | null, context: AssignContext): StoryChange {
    return assignArticle(this, article, duplicate, context);
  }

  /** The stories an article could belong to, the likeliest first. */
  rank(article: Article): Ranked[] {
    return rankArticle(this, article);
  }

  get number(): number {
    return this.#live.next;
  }

  storyOf(number: number): StoryState | undefined {
    return this.#live.of(number);
  }

  formedAbroad(lang: string): StoryState[] {
    if (this.#shelf.languages <= 1) return [];
    const abroad: StoryState[] = [];
    for (const story of this.#live) if (story.status === "formed" && story.lang !== lang) abroad.push(story);
    return abroad.sort((a, b) => a.founded - b.founded);
  }

  story(id: string): StoryState | undefined {
    return this.#stories.get(id);
  }

  placeOf(articleId: string): { story: StoryState; member: KeptMember } | null {
    const member = this.#shelf.find(articleId);
    return member && { story: member.story, member };
  }

  emptiedBy(articleId: string): StoryState | null {
    return this.#emptied.get(articleId) ?? null;
  }

  /** Does in memory what the change says. */
  apply(change: StoryChange): void {
    const story = this.#open(change.storyId, change.member.lang);
    this.#insert(story, change.member, change.vectors, this.sequence);
    for (const id of change.absorbed) this.#absorb(story, id);
    for (const { articleId, storyId } of change.left) this.#part(articleId, storyId);
    for (const row of change.stories) this.restoreStory(row);
    for (const { articleId, storyId, role } of [...change.coverage, ...change.moved]) {
      const place = this.placeOf(articleId);
      if (!place) continue;
      place.member.storyId = storyId;
      place.member.role = role;
      if (role === "near_duplicate") this.#quieten(place.story, place.member);
    }
    this.#emptied.delete(change.articleId);
  }

  /** An article's language and vectors, as they would be kept if it came now. */
  analyse(article: Article): Analysed {
    const terms = this.terms(article);
    return { lang: terms.lang, vectors: articleVectors(terms, this.lane(terms.lang).table).vectors };
  }

  /** Puts back a stored article. In stored order this gives the state that assigning and applying gave. */
  restore({ number, coverage, article, analysed }: StoredCoverage): void {
    const { storyId, role, addedAt } = coverage;
    const place = { storyId, role, addedAt };
    if (role === "near_duplicate") {
      // the first of a story by number can be a copy: its original came after it
      const story = this.#stories.get(storyId) ?? this.#open(storyId, analysed.lang);
      this.#insert(story, { ...memberFacts(article), lang: story.lang, ...place }, null, number);
      return;
    }
    const { lang, vectors } = analysed;
    this.#insert(this.#open(storyId, lang), { ...memberFacts(article), lang, ...place }, vectors, number);
  }

  /** Puts back a story of the past with some of its reports, in stored order; one that is in memory stays as it is. */
  restorePast(row: Story, reports: readonly Omit<StoredCoverage, "number">[]): void {
    if (this.#stories.has(row.id)) return;
    const members = reports.map(({ coverage, article, analysed }, sequence): Member => {
      return { ...memberFacts(article), ...analysed, ...coverage, sequence, document: 0 };
    });
    const lang = members[0]?.lang ?? "";
    const seen = spanOf(members, seeing);
    const published = { first: row.firstPublishedAt, last: row.lastPublishedAt };
    const { id, formedAt } = row;
    this.past.keep(
      { id, lang, formedAt, published, seen },
      members.filter((member) => member.lang === lang),
    );
  }

  /** Takes over a stored story's status. Call it for stories before or after their articles are restored. */
  restoreStory(row: Story): void {
    let story = this.#stories.get(row.id);
    if (!story && row.status === "merged") {
      story = new StoryState(row.id, -1, row.languages[0] ?? "");
      this.#stories.set(row.id, story);
    }
    story ??= this.#open(row.id, row.languages[0] ?? "");
    story.status = this.#shared(row.status);
    story.formedAt = row.formedAt;
    story.mergedInto = row.mergedInto;
    this.#shelf.measure(story);
    if (row.status !== "merged") return;
    story.published = { first: row.firstPublishedAt, last: row.lastPublishedAt };
    this.#live.delete(story);
  }

  /** Takes an article out, so that it can be assigned again. Returns the rows that this changes. */
  remove(articleId: string): Removed {
    this.#shelf.forget(articleId);
    const place = this.placeOf(articleId);
    if (!place) return { stories: [], moved: [] };
    const { story, member } = place;
    story.remove(articleId, this.settings.maxExemplars);
    this.#shelf.remove(member);
    this.#shelf.measure(story);
    if (story.members.length === 0) {
      this.#emptied.set(articleId, story);
      this.#stories.delete(story.id);
      this.#live.delete(story);
    }
    const moved = changedCoverage(story.id, story.members);
    for (const { articleId: id, role } of moved) story.members.find((one) => one.articleId === id)!.role = role;
    return { stories: [storyRow(story, story.members)], moved };
  }

  /** The id under which a story lives now: its own, or that of the story it was merged into. Null when not in memory. */
  liveId(storyId: string): string | null {
    let story = this.#stories.get(storyId);
    while (story?.mergedInto) story = this.#stories.get(story.mergedInto);
    return story?.id ?? null;
  }

  /** Lets go of stories that can take no more articles. Returns how many. */
  evict(now: number): number {
    const hour = Math.floor(now / HOUR_MS);
    if (hour <= this.#hour && this.#live.size <= this.settings.maxActiveStories) return 0;
    this.#hour = hour;
    const gone = leavingStories([...this.#live], this.settings, now);
    const remembered = now - this.settings.pastDays * 24 * HOUR_MS;
    this.past.evict(remembered);
    for (const story of gone) {
      if (story.status === "formed" && story.seen && story.seen.last >= remembered)
        this.past.keep(story, story.exemplars);
      this.#stories.delete(story.id);
      this.#live.delete(story);
      for (const member of keptIn(story)) this.#shelf.retire(member);
    }
    const since = activeSince(this.settings, now);
    for (const [id, { status, published }] of this.#stories) {
      if (status === "merged" && ((published?.last ?? 0) < since || this.liveId(id) === null)) this.#stories.delete(id);
    }
    if (gone.length > 0) this.#shelf.tidy();
    return gone.length;
  }

  terms(article: Pick<Article, "title" | "text" | "lang">): ArticleTerms {
    return articleTerms(article, this.settings.readWords, (word, lang) => commonWord(this.learned, word, lang));
  }

  lane(lang: string): Lane {
    return this.#shelf.lane(lang);
  }

  #open(id: string, lang: string): StoryState {
    const known = this.#stories.get(id);
    if (known) return known;
    const story = new StoryState(id, this.number, this.#shared(lang));
    this.#stories.set(id, story);
    this.#live.add(story);
    return story;
  }

  #insert(story: StoryState, newcomer: StoryChange["member"], vectors: Packed | null, sequence: number): void {
    this.sequence = sequence + 1;
    this.latest = Math.max(this.latest, newcomer.publishedAt, newcomer.firstSeenAt);
    this.#shelf.arrived(sequence);
    // terms of another language have no place in the story's: such a member is counted, not compared with
    const compared = newcomer.lang === story.lang ? vectors : null;
    const member = this.#shelf.put({ ...newcomer, sequence }, story, compared);
    story.add(member, this.settings.maxExemplars);
    this.#shelf.measure(story);
  }

  /** One string for all who say the same of few: a store gives each row strings of its own. */
  #shared<T extends string>(text: T): T {
    const known = this.#strings.get(text);
    if (known === undefined) this.#strings.set(text, text);
    return (known as T | undefined) ?? text;
  }

  #quieten(story: StoryState, member: KeptMember): void {
    if (!member.vectors) return;
    story.quieten(member, this.settings.maxExemplars);
    this.#shelf.measure(story);
    this.#shelf.quieten(member);
  }

  /** A report leaves its story for another. */
  #part(articleId: string, id: string): void {
    const place = this.placeOf(articleId);
    if (!place) return;
    const { story: from } = place;
    from.remove(articleId, this.settings.maxExemplars);
    const into = this.#open(id, from.lang);
    into.add(place.member, this.settings.maxExemplars);
    this.#shelf.move(place.member, into);
    this.#shelf.measure(from);
    this.#shelf.measure(into);
  }

  #absorb(into: StoryState, id: string): void {
    const story = this.#stories.get(id);
    if (!story) return;
    for (const member of keptIn(story)) {
      // an operator's merging: terms of another language have no place in the story's
      if (story.lang !== into.lang) this.#shelf.quieten(member);
      into.add(member, this.settings.maxExemplars);
      this.#shelf.move(member, into);
    }
    this.#shelf.measure(into);
    this.#live.delete(story);
    // the id stays known as a redirect
    this.#stories.set(id, new StoryState(id, -1, story.lang));
  }
}

/** The members of a story in memory. */
const keptIn = ({ members }: StoryState): KeptMember[] => members.filter((member) => member instanceof KeptMember);
