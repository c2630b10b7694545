import type { Alert } from "../../model/alert.ts";
import type { NearDuplicate } from "../../model/signature.ts";
import type { Coverage, Story } from "../../model/story.ts";
import type { EntryStage } from "../../model/words.ts";
import { REACHED_END, type Store } from "../../ports/store.ts";
import type { ReplayRecord } from "./record.ts";

/** What a replay keeps of a coverage row; the evidence is not compared. */
export type Place = Pick<Coverage, "storyId" | "articleId" | "role" | "addedAt">;

/**
 * The store that dedupe and cluster see during a replay: it begins without families and stories, keeps in memory what
 * the two commit, and reads articles, texts and corrections from the real store, in which it changes nothing. About 1 kB
 * an article. What the two stages do not use is not there: calling it throws.
 */
export class ScratchStore {
  readonly duplicates = new Map<string, NearDuplicate>();
  readonly places = new Map<string, Place>();
  readonly stories = new Map<string, Story>();
  /** Ids of stories for which `story.created` would have been sent. */
  readonly alerted = new Set<string>();
  readonly #copies = new Map<string, Set<string>>();
  readonly #articles = new Map<string, Set<string>>();
  readonly #waits = new Map<string, EntryStage>();
  readonly #real: Store;
  readonly #record: ReplayRecord | null;

  /** `record`: told of each commit, with all that it writes. */
  constructor(real: Store, record: ReplayRecord | null = null) {
    this.#real = real;
    this.#record = record;
  }

  /** Lets an entry wait for a stage, as the belt would. */
  wait(entryId: string, stage: EntryStage): void {
    this.#waits.set(entryId, stage);
  }

  /** Gives stories the names under which they live on. After that nothing more is to be committed. */
  rename(named: (storyId: string) => string): void {
    for (const [id, place] of this.places) this.places.set(id, { ...place, storyId: named(place.storyId) });
    const stories = [...this.stories.values()];
    this.stories.clear();
    for (const { id, mergedInto, ...row } of stories)
      if (mergedInto === null) this.stories.set(named(id), { ...row, id: named(id), mergedInto });
    const alerted = [...this.alerted].map(named);
    this.alerted.clear();
    for (const id of alerted) this.alerted.add(id);
  }

  /** As the port that the workers are given. */
  port(): Store {
    const real = this.#real;
    const own: Partial<Store> = {
      entry: async (id) => {
        const entry = await real.entry(id);
        const waitsFor = this.#waits.get(id) ?? null;
        return entry && { ...entry, waitsFor, ending: waitsFor === null ? REACHED_END : null };
      },
      article: (id) => real.article(id),
      texts: (ids) => real.texts(ids),
      corrections: (filter) => real.corrections(filter),
      nearDuplicate: async (id) => this.duplicates.get(id) ?? null,
      copiesOf: async (id) => [...(this.#copies.get(id) ?? [])].flatMap((copy) => this.duplicates.get(copy) ?? []),
      signatures: async function* () {},
      signatureCount: async () => 0,
      clustered: async function* () {},
      story: async (id) => this.stories.get(id) ?? null,
      stories: async () => [],
      coverage: (id) => this.#coverage(id),
      coverageOf: async (id) => this.#row(id),
      storyEvents: async () => [],
      endpoints: async () => [],
      alerts: async ({ subject, event }) =>
        event === "story.created" && subject !== undefined && this.alerted.has(subject) ? [alertAbout(subject)] : [],
      commitDedupe: async (step, _lease, signature, duplicate, others = []) => {
        this.#waits.delete(step.entryId);
        this.#record?.deduped(step, signature);
        if (duplicate) this.#keepDuplicate(duplicate);
        else this.#forgetDuplicate(step.entryId);
        for (const row of others) this.#keepDuplicate(row);
        for (const { originalId } of others) this.#forgetDuplicate(originalId);
      },
      commitCluster: async (step, _lease, change) => {
        const { stories, coverage, moved = [], alerts } = change;
        this.#waits.delete(step.entryId);
        this.#record?.clustered(step, change);
        for (const story of stories) this.stories.set(story.id, story);
        for (const { articleId, storyId, role, addedAt } of coverage)
          this.#keepPlace({ articleId, storyId, role, addedAt });
        for (const { articleId, storyId, role } of moved)
          this.#keepPlace({ articleId, storyId, role, addedAt: this.places.get(articleId)?.addedAt ?? step.startedAt });
        for (const { event, subject } of alerts) if (event === "story.created") this.alerted.add(subject);
        return { deliveries: [] };
      },
    };
    return new Proxy(own, {
      get(target, name) {
        if (name in target) return target[name as keyof Store];
        return () => {
          throw new Error(`a replay's store has no ${String(name)}`);
        };
      },
    }) as Store;
  }

  #keepDuplicate(row: NearDuplicate): void {
    this.#forgetDuplicate(row.articleId);
    this.duplicates.set(row.articleId, row);
    const copies = this.#copies.get(row.originalId);
    if (copies) copies.add(row.articleId);
    else this.#copies.set(row.originalId, new Set([row.articleId]));
  }

  #forgetDuplicate(articleId: string): void {
    const before = this.duplicates.get(articleId);
    if (!before) return;
    this.duplicates.delete(articleId);
    this.#copies.get(before.originalId)?.delete(articleId);
  }

  #keepPlace(place: Place): void {
    const before = this.places.get(place.articleId);
    if (before) this.#articles.get(before.storyId)?.delete(place.articleId);
    this.places.set(place.articleId, place);
    const articles = this.#articles.get(place.storyId);
    if (articles) articles.add(place.articleId);
    else this.#articles.set(place.storyId, new Set([place.articleId]));
  }

  #row(articleId: string): Coverage | null {
    const place = this.places.get(articleId);
    return place ? { ...place, score: 1, evidence: UNTOLD } : null;
  }

  async #coverage(storyId: string): ReturnType<Store["coverage"]> {
    const rows: Awaited<ReturnType<Store["coverage"]>> = [];
    for (const id of this.#articles.get(storyId) ?? []) {
      const [article, row] = [await this.#real.article(id), this.#row(id)];
      if (article && row) rows.push({ ...row, article, duplicateOf: this.duplicates.get(id)?.parentId ?? null });
    }
    return rows.sort((a, b) => a.addedAt - b.addedAt);
  }
}

const UNTOLD = { rule: "", terms: [], features: {}, runnerUp: null };

const alertAbout = (subject: string): Alert => ({
  id: "",
  event: "story.created",
  subject,
  occasion: "",
  languages: [],
  independent: 0,
  body: "",
  createdAt: 0,
});
