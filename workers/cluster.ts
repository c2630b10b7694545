import { setImmediate as turn } from "node:timers/promises";
import type { App } from "../src/app.ts";
import { COUNTED_ARTICLES } from "../src/cluster/background.ts";
import { movedRows, type StoryChange } from "../src/cluster/change.ts";
import { NO_CONSTRAINTS, StoryConstraints } from "../src/cluster/constraints.ts";
import { describeChange } from "../src/cluster/describe-change.ts";
import { foundedId } from "../src/cluster/founded-id.ts";
import { activeSince } from "../src/cluster/leaving-stories.ts";
import { PAST_REPORTS } from "../src/cluster/past-stories.ts";
import { analysisVersion, decodeVectors, encodeVectors } from "../src/cluster/stored-vectors.ts";
import { StoryIndex } from "../src/cluster/story-index.ts";
import type { Correction } from "../src/model/correction.ts";
import { next } from "../src/model/ending.ts";
import { mayAlert } from "../src/model/rerun-mark.ts";
import type { Story, StoryEvent } from "../src/model/story.ts";
import { breathing } from "./breathing.ts";
import { settled } from "./settled.ts";
import { storyAlerts } from "./story-alerts.ts";
import { type Desk, STALE, step, type Worker } from "./worker.ts";

const HOUR_MS = 3_600_000;
/** Stories of one read, when the index is rebuilt. */
const STORIES_AT_ONCE = 500;

/** Gives an article its story, and writes the alert of a story that thereby forms. One at a time, in order. Key: entry id. */
export const cluster: Worker = async (desk) => {
  const { store, clock, settings } = desk.app;
  const analysis = analysisVersion(settings.cluster);
  const index = await rebuiltIndex(desk, analysis);
  /** Articles taken out for a re-run whose new place is not stored yet, with the rows that this changed. */
  const takenOut = new Map<string, ReturnType<StoryIndex["remove"]>>();

  return async (entryId) => {
    const startedAt = clock.now();
    const [entry, article, duplicate, ownCopies, corrections, founded] = await Promise.all([
      store.entry(entryId),
      store.article(entryId),
      store.nearDuplicate(entryId),
      store.copiesOf(entryId),
      store.corrections({ kinds: ["merge", "split", "pin"] }),
      store.story(foundedId(entryId, 1)),
    ]);
    if (entry?.waitsFor !== "cluster") return STALE;
    if (!article)
      throw new Error(`${entryId} waits for cluster but has no article; run: samestory rerun extract --ids ${entryId}`);
    index.evict(startedAt);
    const removed = takenOut.get(entryId) ?? index.remove(entryId);
    takenOut.set(entryId, removed);
    const originalId = duplicate?.originalId ?? entryId;
    const copies = originalId === entryId ? ownCopies : await store.copiesOf(originalId);
    const family = [originalId, ...copies.map(({ articleId }) => articleId)];
    const constraints = await constraintsFor(desk.app, index, corrections, { articleId: entryId, originalId });
    const taken = await takenIds(desk.app, index, entryId, founded);
    const left = removed.stories[0]?.id ?? null;
    const { sourceFamily } = desk.app;
    const context = { now: startedAt, family, constraints, left, sourceFamily };
    const change = await settled(store, index, (strays) =>
      index.assign(article, duplicate, {
        ...context,
        taken: new Set([...taken, ...strays.taken]),
        copies: strays.copies,
      }),
    );

    const newcomer = { article, duplicateOf: duplicate?.parentId ?? null };
    const tells = mayAlert(entry.rerun);
    const alerts = tells ? await storyAlerts(desk.app, change, newcomer, startedAt) : [];
    const ending = next(describeChange(change));
    const { deliveries } = await store.commitCluster(step(desk, entryId, startedAt, ending), desk.lease(), {
      stories: [...removed.stories, ...change.stories],
      coverage: change.coverage,
      moved: movedRows(removed, change),
      vectors: encodeVectors({ lang: change.member.lang, vectors: change.vectors }, analysis),
      events: tells ? change.events : [...change.events, ...untold(change, startedAt)],
      links: change.links,
      alerts,
    });
    index.apply(change);
    takenOut.delete(entryId);
    return { ...ending, keys: deliveries.map((delivery) => delivery.id) };
  };
};

/**
 * What operators decided. A story that has left memory takes no more articles: its row would be made of what came lately
 * alone.
 */
async function constraintsFor(
  { store }: App,
  index: StoryIndex,
  corrections: readonly Correction[],
  { articleId, originalId }: { articleId: string; originalId: string },
) {
  if (corrections.length === 0) return NO_CONSTRAINTS;
  const pin = new StoryConstraints(corrections).pinOf(articleId, originalId);
  // One that this article alone was in, and was taken out of just now, is there for it.
  const inMemory = pin === null || index.liveId(pin) !== null || index.emptiedBy(articleId)?.id === pin;
  const gone = !inMemory && (await store.story(pin)) !== null;
  return new StoryConstraints(gone ? corrections.filter(({ object }) => object !== pin) : corrections);
}

/**
 * Ids of stories that this article founded once and that live on without it outside memory: merged, or over. A story that
 * it is alone in is its own.
 *
 * @param first the first that it may have founded: read with the article, for most have founded none
 */
async function takenIds(
  { store }: App,
  index: StoryIndex,
  articleId: string,
  first: Story | null,
): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  for (let part = 1; ; part++) {
    const id = foundedId(articleId, part);
    const story = part === 1 ? first : await store.story(id);
    if (!story) return taken;
    if (index.story(id)) continue;
    const alone = story.counts.articles === 1 && (await store.coverageOf(articleId))?.storyId === id;
    if (story.status === "merged" || !alone) taken.add(id);
  }
}

/** A story that forms in a re-run whose alerts are off formed then and there: it is not told later. */
const untold = ({ formed, articleId }: StoryChange, at: number): StoryEvent[] =>
  formed.map(({ story }) => {
    return { storyId: story.id, at, kind: "held-back", articleId, reason: "formed in a re-run, alerts were off" };
  });

/** The active stories, put back in the order in which they grew. */
async function rebuiltIndex({ app, stage }: Desk, analysis: string): Promise<StoryIndex> {
  const { store, clock, settings, log } = app;
  const index = new StoryIndex(settings.cluster);
  const now = clock.now();
  const since = activeSince(settings.cluster, now);
  let articles = 0;
  /** Articles without vectors of this version. */
  let reread = 0;
  const ids = new Set<string>();
  for await (const row of breathing(store.clustered(since, COUNTED_ARTICLES))) {
    const { number, coverage, article } = row;
    let analysed = decodeVectors(row.vectors, analysis);
    if (!analysed) {
      const whole = await store.article(article.id);
      if (!whole) continue;
      analysed = index.analyse(whole);
      reread++;
    }
    index.restore({ number, coverage, article, analysed });
    ids.add(coverage.storyId);
    articles++;
  }
  // Ids that live on as redirects, so that none is given again.
  for (const story of await store.stories({ limit: Infinity, status: "merged", since })) index.restoreStory(story);
  // What was read for its words alone goes.
  index.evict(now);
  const active = [...ids].filter((id) => index.story(id));
  // Some at a time: all of a large window at once would take more memory than the index keeps of them.
  for (let start = 0; start < active.length; start += STORIES_AT_ONCE) {
    const some = active.slice(start, start + STORIES_AT_ONCE);
    const told = new Map((await store.storiesOf(some)).map((story) => [story.id, story]));
    for (const id of some) {
      const story = told.get(id);
      if (story) index.restoreStory(story);
    }
    await turn();
  }
  const past = await restorePast(app, index, analysis);
  log.info("index rebuilt", { stage, articles, reread, past });
  return index;
}

/** Puts back what is remembered of stories that are over. Returns how many. */
async function restorePast({ store, clock, settings }: App, index: StoryIndex, analysis: string): Promise<number> {
  const { pastDays, maxPastStories } = settings.cluster;
  const since = clock.now() - pastDays * 24 * HOUR_MS;
  const formed = await store.stories({ limit: maxPastStories, status: "formed", since });
  for (const story of formed.reverse()) {
    const reports = (await store.clusteredIn(story.id, PAST_REPORTS)).flatMap(({ coverage, article, vectors }) => {
      const analysed = decodeVectors(vectors, analysis);
      return analysed ? [{ coverage, article, analysed }] : [];
    });
    index.restorePast(story, reports);
  }
  return index.past.size;
}
