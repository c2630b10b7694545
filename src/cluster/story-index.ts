import type { Article } from "../model/article.ts";
import type { NearDuplicate } from "../model/signature.ts";
import type { Coverage, Story } from "../model/story.ts";
import { internedVectors, termIds, weighTerms } from "./article-vectors.ts";
import { assignArticle, rankArticle } from "./assign-article.ts";
import type { AssignContext, Removed, StoryChange } from "./change.ts";
import type { KnownStories } from "./known-stories.ts";
import { Lane } from "./lane.ts";
import { commonWord, LEARNED, type Learned } from "./learned.ts";
import { memberFacts } from "./member-facts.ts";
import type { Ranked } from "./ranking.ts";
import type { ClusterSettings } from "./settings.ts";
import { changedCoverage, storyRow } from "./story-row.ts";
import { type Member, StoryState } from "./story-state.ts";
import { type ArticleTerms, articleTerms } from "./terms.ts";

const HOUR_MS = 3_600_000;
/** A story stays in memory for this many windows after its last article, so that a late copy still finds its original. */
const WINDOWS_KEPT = 2;
/** Looking through all stories for old ones is not worth more than this. */
const EVICT_EVERY_MS = HOUR_MS;

/**
 * The active stories in memory. `assign` says what an article would change and changes nothing; `apply` does it. The
 * caller stores the change in between, so that memory is never ahead of the store.
 */
export class StoryIndex implements KnownStories {
  readonly settings: ClusterSettings;
  readonly learned: Learned;
  readonly #lanes = new Map<string, Lane>();
  readonly #stories = new Map<string, StoryState>();
  readonly #byNumber = new Map<number, StoryState>();
  readonly #byArticle = new Map<string, StoryState>();
  /** Stories left empty by `remove`, by the article that was taken out. */
  readonly #emptied = new Map<string, StoryState>();
  #evictAt = Number.NEGATIVE_INFINITY;
  sequence = 0;
  number = 0;

  constructor(settings: ClusterSettings, learned: Learned = LEARNED) {
    this.settings = settings;
    this.learned = learned;
  }

  /** Stories in memory, merged ones not counted. */
  get size(): number {
    return this.#byNumber.size;
  }

  /** What this article changes. Pure: the index is as before. */
  assign(article: Article, duplicate: NearDuplicate | null, context: AssignContext): StoryChange {
    return assignArticle(this, article, duplicate, context);
  }

  /** The stories an article could belong to, the likeliest first. */
  rank(article: Article): Ranked[] {
    return rankArticle(this, article);
  }

  storyOf(number: number): StoryState | undefined {
    return this.#byNumber.get(number);
  }

  story(id: string): StoryState | undefined {
    return this.#stories.get(id);
  }

  placeOf(articleId: string): { story: StoryState; member: Member } | null {
    const story = this.#byArticle.get(articleId);
    const member = story?.members.find((one) => one.articleId === articleId);
    return story && member ? { story, member } : null;
  }

  emptiedBy(articleId: string): StoryState | null {
    return this.#emptied.get(articleId) ?? null;
  }

  /** Does in memory what the change says. */
  apply(change: StoryChange): void {
    const story = this.#open(change.storyId, change.member.lang);
    this.#insert(story, change.member, change.terms);
    for (const id of change.absorbed) this.#absorb(story, id);
    for (const row of change.stories) this.restoreStory(row);
    for (const row of change.coverage) {
      const member = story.members.find(({ articleId }) => articleId === row.articleId);
      if (!member) continue;
      member.coverage = row;
      if (row.role === "near_duplicate") this.#quieten(story, member);
    }
    this.#emptied.delete(change.articleId);
  }

  /** Puts back a stored article. In stored order this gives the state that assigning and applying gave. */
  restore(stored: { coverage: Coverage; article: Article; duplicate: NearDuplicate | null }): void {
    const { coverage, article } = stored;
    if (coverage.role === "near_duplicate") {
      // the first of a story by number can be a copy: its original came after it
      const story = this.#stories.get(coverage.storyId) ?? this.#open(coverage.storyId, this.terms(article).lang);
      this.#insert(story, { ...memberFacts(article), lang: story.lang, coverage }, null);
      return;
    }
    const terms = this.terms(article);
    const member = { ...memberFacts(article), lang: terms.lang, coverage };
    const weighted = weighTerms(terms, this.lane(terms.lang).table);
    this.#insert(this.#open(coverage.storyId, terms.lang), member, weighted);
  }

  /** Takes over a stored story's status. Call it for stories before or after their articles are restored. */
  restoreStory(row: Story): void {
    let story = this.#stories.get(row.id);
    if (!story && row.status === "merged") {
      story = new StoryState(row.id, -1, row.languages[0] ?? "");
      this.#stories.set(row.id, story);
    }
    story ??= this.#open(row.id, row.languages[0] ?? "");
    story.status = row.status;
    story.formedAt = row.formedAt;
    story.mergedInto = row.mergedInto;
    if (row.status === "merged") this.#byNumber.delete(story.number);
  }

  /** Takes an article out, so that it can be assigned again. Returns the rows that this changes. */
  remove(articleId: string): Removed {
    const story = this.#byArticle.get(articleId);
    const member = story?.remove(articleId, this.settings.maxExemplars);
    if (!story || !member) return { stories: [], coverage: [] };
    this.#byArticle.delete(articleId);
    if (member.vectors) this.lane(member.lang).table.uncount(termIds(member.vectors), member.document);
    if (story.members.length === 0) this.#emptied.set(articleId, story);
    const coverage = changedCoverage(story.id, story.members);
    for (const row of coverage) story.members.find((one) => one.articleId === row.articleId)!.coverage = row;
    return { stories: [storyRow(story, story.members)], coverage };
  }

  /** The id under which a story lives now: its own, or that of the story it was merged into. Null when not in memory. */
  liveId(storyId: string): string | null {
    let story = this.#stories.get(storyId);
    while (story?.mergedInto) story = this.#stories.get(story.mergedInto);
    return story?.id ?? null;
  }

  /** Lets go of stories that can take no more articles. Returns how many. */
  evict(now: number): number {
    if (now < this.#evictAt && this.#byNumber.size <= this.settings.maxActiveStories) return 0;
    this.#evictAt = now + EVICT_EVERY_MS;
    const keptMs = WINDOWS_KEPT * this.settings.windowHours * HOUR_MS;
    const live = [...this.#byNumber.values()].sort((a, b) => (a.seen?.last ?? 0) - (b.seen?.last ?? 0));
    const surplus = live.length - this.settings.maxActiveStories;
    const waiting = new Set(this.#emptied.values());
    const old = (story: StoryState) => (story.seen ? story.seen.last < now - keptMs : !waiting.has(story));
    const gone = live.filter((story, i) => i < surplus || old(story));
    if (gone.length === 0) return 0;
    for (const story of gone) {
      this.#stories.delete(story.id);
      this.#byNumber.delete(story.number);
      for (const { articleId } of story.members) this.#byArticle.delete(articleId);
    }
    for (const [id, story] of this.#stories) {
      if (story.mergedInto && !this.#stories.has(story.mergedInto)) this.#stories.delete(id);
    }
    for (const [articleId, story] of this.#emptied) if (!this.#stories.has(story.id)) this.#emptied.delete(articleId);
    this.#forgetTerms();
    return gone.length;
  }

  #forgetTerms(): void {
    const held = new Map<string, Set<number>>();
    for (const story of this.#byNumber.values()) {
      for (const { vectors, lang } of story.members) {
        if (!vectors) continue;
        const ids = held.get(lang) ?? new Set<number>();
        held.set(lang, ids);
        for (const id of termIds(vectors)) ids.add(id);
      }
    }
    for (const [lang, lane] of this.#lanes) {
      lane.postings.keep((number) => this.#byNumber.has(number));
      lane.table.forget((id) => held.get(lang)?.has(id) === true || lane.postings.has(id));
    }
  }

  terms(article: Article): ArticleTerms {
    const common = (word: string, lang: string) => commonWord(this.learned, word, lang);
    return articleTerms(article, this.settings.readWords, common);
  }

  lane(lang: string): Lane {
    let lane = this.#lanes.get(lang);
    if (!lane) {
      lane = new Lane(this.learned.shares[lang] ?? {}, this.settings.maxPostings);
      this.#lanes.set(lang, lane);
    }
    return lane;
  }

  #open(id: string, lang: string): StoryState {
    const known = this.#stories.get(id);
    if (known) return known;
    const story = new StoryState(id, this.number++, lang);
    this.#stories.set(id, story);
    this.#byNumber.set(story.number, story);
    return story;
  }

  #insert(story: StoryState, member: StoryChange["member"], terms: StoryChange["terms"]): void {
    const sequence = this.sequence++;
    // terms of another language have no place in the story's: such a member is counted, not compared with
    if (!terms || terms.lang !== story.lang) {
      story.add({ ...member, sequence, vectors: null, document: 0 }, this.settings.maxExemplars);
    } else {
      const lane = this.lane(terms.lang);
      const vectors = internedVectors(terms, lane.table);
      const document = lane.table.count(termIds(vectors));
      story.add({ ...member, sequence, vectors, document }, this.settings.maxExemplars);
      lane.post(story, vectors);
    }
    this.#byArticle.set(member.articleId, story);
  }

  #quieten(story: StoryState, member: Member): void {
    if (!member.vectors) return;
    this.lane(member.lang).table.uncount(termIds(member.vectors), member.document);
    story.quieten(member, this.settings.maxExemplars);
  }

  #absorb(into: StoryState, id: string): void {
    const story = this.#stories.get(id);
    if (!story) return;
    const lane = this.lane(into.lang);
    for (const member of story.members) {
      into.add(member, this.settings.maxExemplars);
      if (member.vectors) lane.post(into, member.vectors);
      this.#byArticle.set(member.articleId, into);
    }
    this.#byNumber.delete(story.number);
    // the id stays known as a redirect
    this.#stories.set(id, new StoryState(id, -1, story.lang));
  }
}
