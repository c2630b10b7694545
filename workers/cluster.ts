import { storyFormedPayload } from "../src/alert/payload.ts";
import { coverageAfter } from "../src/cluster/coverage-after.ts";
import { StoryIndex } from "../src/cluster/story-index.ts";
import { alertOf } from "../src/alert/alert-of.ts";
import { next } from "../src/model/ending.ts";
import { STALE, step, type Worker } from "./worker.ts";

const HOUR = 3_600_000;

/** Gives an article its story, and writes the alert of a story that thereby forms. One at a time, in order. Key: entry id. */
export const cluster: Worker = async (desk) => {
  const { store, clock, settings, log } = desk.app;
  const windowMs = settings.cluster.windowHours * HOUR;
  const index = new StoryIndex(settings.cluster);
  let rebuilt = 0;
  for await (const row of store.clustered(clock.now() - 2 * windowMs)) {
    index.restore(row);
    rebuilt++;
  }
  for (const story of await store.stories({ limit: Number.MAX_SAFE_INTEGER, since: clock.now() - 2 * windowMs }))
    index.restoreStory(story);
  log.info("index rebuilt", { stage: desk.stage, articles: rebuilt });

  return async (entryId) => {
    const startedAt = clock.now();
    const entry = await store.entry(entryId);
    if (entry?.waitsFor !== "cluster") return STALE;
    const article = await store.article(entryId);
    if (!article) throw new Error(`${entryId} waits for cluster but has no article; run: samestory rerun extract --ids ${entryId}`);
    index.evict(startedAt);
    const duplicate = await store.nearDuplicate(entryId);
    const change = index.assign(article, duplicate, { now: startedAt });
    const ending = next(change.detail, []);
    const alerts = [];
    for (const { story, reason } of change.formed) {
      const before = await Promise.all([story.id, ...change.mergedIds].map((id) => store.coverage(id)));
      const coverage = coverageAfter(before.flat(), change, story.id, article);
      alerts.push(alertOf("story.created", story, storyFormedPayload(story, coverage, { now: startedAt, url: null, reason }), startedAt));
    }
    const { deliveries } = await store.commitCluster(step(desk, entryId, startedAt, ending), desk.lease(), {
      stories: change.stories,
      coverage: change.coverage,
      events: change.events,
      alerts,
    });
    index.apply(change);
    return { ...ending, keys: deliveries.map((delivery) => delivery.id) };
  };
};
