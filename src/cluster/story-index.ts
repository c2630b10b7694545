import type { Article } from "../model/article.ts";
import { stableId } from "../model/id.ts";
import type { NearDuplicate } from "../model/signature.ts";
import type { Coverage, Evidence, Story } from "../model/story.ts";
import { asQuery, internedVectors, type Query, termIds, type WeightedTerms, weighTerms } from "./article-vectors.ts";
import type { AssignContext, Removed, StoryChange } from "./change.ts";
import { sharedTerms } from "./explain.ts";
import { COPIED, type FamilyPlace, familyPlace, type Relative } from "./family-place.ts";
import { candidates, Lane } from "./lane.ts";
import { commonWord, LEARNED, type Learned } from "./learned.ts";
import { storiesToMerge } from "./merge.ts";
import { planChange } from "./plan-change.ts";
import { heaviest } from "./postings.ts";
import { type Ranked, rankStories, type Timed } from "./ranking.ts";
import type { ClusterSettings } from "./settings.ts";
import { changedCoverage, storyRow } from "./story-row.ts";
import { byRight, type Member, StoryState } from "./story-state.ts";
import { type ArticleTerms, articleTerms } from "./terms.ts";

const HOUR_MS = 3_600_000;
/** A story stays in memory for this many windows after its last article, so that a late copy still finds its original. */
const WINDOWS_KEPT = 2;
/** Looking through all stories for old ones is not worth more than this. */
const EVICT_EVERY_MS = HOUR_MS;
/** Terms of a story that are looked up to find stories it could be a development of. */
const DEVELOPMENT_TERMS = 30;

/**
 * The active stories in memory. `assign` says what an article would change and changes nothing; `apply` does it. The
 * caller stores the change in between, so that memory is never ahead of the store.
 */
export class StoryIndex {
  readonly #settings: ClusterSettings;
  readonly #learned: Learned;
  readonly #lanes = new Map<string, Lane>();
  readonly #stories = new Map<string, StoryState>();
  readonly #byNumber = new Map<number, StoryState>();
  readonly #byArticle = new Map<string, StoryState>();
  /** Stories left empty by `remove`, by the article that was taken out. */
  readonly #emptied = new Map<string, StoryState>();
  #evictAt = Number.NEGATIVE_INFINITY;
  #sequence = 0;
  #number = 0;

  constructor(settings: ClusterSettings, learned: Learned = LEARNED) {
    this.#settings = settings;
    this.#learned = learned;
  }

  /** Stories in memory, merged ones not counted. */
  get size(): number {
    return this.#byNumber.size;
  }

  /** What this article changes. Pure: the index is as before. */
  assign(article: Article, duplicate: NearDuplicate | null, context: AssignContext): StoryChange {
    const place = familyPlace(article.id, duplicate, this.#relatives(article.id, duplicate, context));
    if (place?.role === "near_duplicate") return this.#copied(article, place, context);
    const terms = this.#terms(article);
    const lane = this.#lane(terms.lang);
    const weighted = weighTerms(terms, lane.table);
    const query = asQuery(weighted, lane.table);
    if (place) return this.#original(article, place, query, weighted, context);
    const ranked = this.#rank(query, memberTimes(article), lane);
    const [best, second] = ranked;
    const runnerUp = (one: Ranked | undefined) => (one ? { storyId: one.story.id, score: round(one.score) } : null);
    if (!best || best.score < this.#settings.joinAt) {
      const evidence: Evidence = { rule: "founded", terms: [], features: {}, runnerUp: runnerUp(best) };
      const member = this.#member(article, terms.lang, "independent", 1, evidence, context.now);
      const story = new StoryState(this.#newStoryId(article.id), this.#number, terms.lang);
      return this.#change(story, member, query, weighted, { absorbed: [] }, context);
    }
    const evidence: Evidence = {
      rule: "joined",
      terms: sharedTerms(query, best.story),
      features: Object.fromEntries(Object.entries(best.features).map(([name, value]) => [name, round(value)])),
      runnerUp: runnerUp(second),
    };
    const member = this.#member(article, terms.lang, "independent", round(best.score), evidence, context.now);
    const newcomer: Member = { ...member, sequence: this.#sequence, vectors: query.vectors, document: 0 };
    const merging = storiesToMerge(newcomer, ranked, lane, this.#settings, this.#learned.weights);
    const [survivor, ...absorbed] = [best.story, ...merging].sort(byRight);
    return this.#change(survivor!, member, query, weighted, { absorbed }, context);
  }

  /** The stories an article could belong to, the likeliest first. */
  rank(article: Article): Ranked[] {
    const terms = this.#terms(article);
    const lane = this.#lane(terms.lang);
    return this.#rank(asQuery(weighTerms(terms, lane.table), lane.table), memberTimes(article), lane);
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
      const story = this.#stories.get(coverage.storyId) ?? this.#open(coverage.storyId, this.#terms(article).lang);
      this.#insert(story, { ...memberFacts(article), lang: story.lang, coverage }, null);
      return;
    }
    const terms = this.#terms(article);
    const member = { ...memberFacts(article), lang: terms.lang, coverage };
    const weighted = weighTerms(terms, this.#lane(terms.lang).table);
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
    const member = story?.remove(articleId, this.#settings.maxExemplars);
    if (!story || !member) return { stories: [], coverage: [] };
    this.#byArticle.delete(articleId);
    if (member.vectors) this.#lane(member.lang).table.uncount(termIds(member.vectors), member.document);
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
    if (now < this.#evictAt && this.#byNumber.size <= this.#settings.maxActiveStories) return 0;
    this.#evictAt = now + EVICT_EVERY_MS;
    const keptMs = WINDOWS_KEPT * this.#settings.windowHours * HOUR_MS;
    const live = [...this.#byNumber.values()].sort((a, b) => (a.seen?.last ?? 0) - (b.seen?.last ?? 0));
    const surplus = live.length - this.#settings.maxActiveStories;
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

  #terms(article: Article): ArticleTerms {
    const common = (word: string, lang: string) => commonWord(this.#learned, word, lang);
    return articleTerms(article, this.#settings.readWords, common);
  }

  #rank(query: Query, times: Timed, lane: Lane): Ranked[] {
    const storyOf = (number: number) => this.#byNumber.get(number);
    return rankStories(query, times, lane, storyOf, this.#settings, this.#learned.weights);
  }

  #lane(lang: string): Lane {
    let lane = this.#lanes.get(lang);
    if (!lane) {
      lane = new Lane(this.#learned.shares[lang] ?? {}, this.#settings.maxPostings);
      this.#lanes.set(lang, lane);
    }
    return lane;
  }

  /** The articles in memory that have the same text, the parent and the original first. */
  #relatives(articleId: string, duplicate: NearDuplicate | null, { family = [] }: AssignContext): Relative[] {
    const ids = new Set([...(duplicate ? [duplicate.parentId, duplicate.originalId] : []), ...family]);
    return [...ids].flatMap((id) => {
      const story = id === articleId ? undefined : this.#byArticle.get(id);
      const member = story?.members.find((one) => one.articleId === id);
      return story && member ? [{ story, member }] : [];
    });
  }

  /** An id from the founding article; one that a story lives under without that article is not taken twice. */
  #newStoryId(articleId: string): string {
    for (let part = 1; ; part++) {
      const id = part === 1 ? stableId("s", articleId) : stableId("s", articleId, String(part));
      const taken = this.#stories.get(id);
      if (!taken || (taken.members.length === 0 && taken.status !== "merged")) return id;
    }
  }

  #member(
    article: Article,
    lang: string,
    role: Coverage["role"],
    score: number,
    evidence: Evidence,
    now: number,
  ): StoryChange["member"] {
    const coverage: Coverage = { storyId: "", articleId: article.id, role, score, evidence, addedAt: now };
    return { ...memberFacts(article), lang, coverage };
  }

  /** A near-duplicate goes where its original is and adds nothing else. */
  #copied(article: Article, place: FamilyPlace, context: AssignContext): StoryChange {
    const { story } = place;
    const member = this.#member(article, story.lang, "near_duplicate", 1, COPIED, context.now);
    return this.#change(story, member, null, null, place, context);
  }

  /** An original takes the place that a copy of it had as a report: one text stays one independent report. */
  #original(
    article: Article,
    place: FamilyPlace,
    query: Query,
    terms: WeightedTerms,
    context: AssignContext,
  ): StoryChange {
    const evidence: Evidence = { rule: "original", terms: [], features: {}, runnerUp: null };
    const member = this.#member(article, terms.lang, "independent", 1, evidence, context.now);
    return this.#change(place.story, member, query, terms, place, context);
  }

  #change(
    story: StoryState,
    newcomer: StoryChange["member"],
    query: Query | null,
    terms: StoryChange["terms"],
    { absorbed, yielding = [] }: { absorbed: StoryState[]; yielding?: Member[] },
    context: AssignContext,
  ): StoryChange {
    const added: Member = { ...newcomer, sequence: this.#sequence, vectors: query?.vectors ?? null, document: 0 };
    const left = this.#emptied.get(newcomer.articleId);
    const emptied = left && left.members.length === 0 && left.id !== story.id ? left : null;
    const plan = planChange({ story, added, yielding, absorbed, emptied }, context, this.#settings, {
      nearestFormed: (whole) => this.#nearestFormed(whole, absorbed),
      written: (id) => this.#lane(story.lang).table.written(id),
    });
    return { ...plan, member: newcomer, terms };
  }

  /** The formed story most similar to this one. */
  #nearestFormed(whole: StoryState, absorbed: StoryState[]): { storyId: string; similarity: number } | null {
    const lane = this.#lane(whole.lang);
    const terms = heaviest(whole.centroids.all.sums, DEVELOPMENT_TERMS);
    const asked = (one: StoryState) =>
      one.status === "formed" &&
      one.exemplars.length > 0 &&
      one.id !== whole.id &&
      !absorbed.some(({ id }) => id === one.id);
    const found = candidates(lane, terms, (number) => this.#byNumber.get(number), asked, this.#settings.maxCandidates);
    let nearest: { storyId: string; similarity: number } | null = null;
    for (const one of found) {
      const similarity = whole.centroids.all.cosineTo(one.centroids.all);
      if (!nearest || similarity > nearest.similarity) nearest = { storyId: one.id, similarity };
    }
    return nearest;
  }

  #open(id: string, lang: string): StoryState {
    const known = this.#stories.get(id);
    if (known) return known;
    const story = new StoryState(id, this.#number++, lang);
    this.#stories.set(id, story);
    this.#byNumber.set(story.number, story);
    return story;
  }

  #insert(story: StoryState, member: StoryChange["member"], terms: StoryChange["terms"]): void {
    const sequence = this.#sequence++;
    // terms of another language have no place in the story's: such a member is counted, not compared with
    if (!terms || terms.lang !== story.lang) {
      story.add({ ...member, sequence, vectors: null, document: 0 }, this.#settings.maxExemplars);
    } else {
      const lane = this.#lane(terms.lang);
      const vectors = internedVectors(terms, lane.table);
      const document = lane.table.count(termIds(vectors));
      story.add({ ...member, sequence, vectors, document }, this.#settings.maxExemplars);
      lane.post(story, vectors);
    }
    this.#byArticle.set(member.articleId, story);
  }

  #quieten(story: StoryState, member: Member): void {
    if (!member.vectors) return;
    this.#lane(member.lang).table.uncount(termIds(member.vectors), member.document);
    story.quieten(member, this.#settings.maxExemplars);
  }

  #absorb(into: StoryState, id: string): void {
    const story = this.#stories.get(id);
    if (!story) return;
    const lane = this.#lane(into.lang);
    for (const member of story.members) {
      into.add(member, this.#settings.maxExemplars);
      if (member.vectors) lane.post(into, member.vectors);
      this.#byArticle.set(member.articleId, into);
    }
    this.#byNumber.delete(story.number);
    // the id stays known as a redirect
    this.#stories.set(id, new StoryState(id, -1, story.lang));
  }
}

function memberTimes(article: Article): Timed {
  const { publishedAt, firstSeenAt, dateSource } = article;
  return { publishedAt, firstSeenAt, dated: dateSource !== "unknown" };
}

function memberFacts(article: Article) {
  return { articleId: article.id, source: article.source, title: article.title, ...memberTimes(article) };
}

/** Four decimals are enough to explain and keep rows small. */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
