import type { App } from "../app.ts";
import type { Attempt, Delivery, Endpoint } from "../model/alert.ts";
import type { Article, Removal } from "../model/article.ts";
import type { FeedEntry } from "../model/feed.ts";
import type { NearDuplicate } from "../model/signature.ts";
import type { Coverage, Story, StoryEvent } from "../model/story.ts";
import { REACHED_END, type StepRecord } from "../ports/store.ts";
import { CliProblem } from "./exit.ts";
import { placeOfEntry } from "./records.ts";

/** One article's whole way, as the store remembers it. */
export interface Journey {
  entry: FeedEntry;
  steps: StepRecord[];
  article: Article | null;
  removals: Removal[];
  duplicate: NearDuplicate | null;
  /** The article that it repeats. */
  parent: Article | null;
  /** Articles that repeat this one. */
  copies: NearDuplicate[];
  coverage: Coverage | null;
  story: Story | null;
  /** What happened to its story. */
  events: StoryEvent[];
  deliveries: { delivery: Delivery; endpoint: Endpoint | null; attempts: Attempt[] }[];
}

/** Deliveries of one story that a trace shows. */
const MAX_DELIVERIES = 50;

/** The entry with this id or address. */
export async function findEntry({ store }: App, idOrUrl: string): Promise<FeedEntry> {
  const entry = await store.entry(idOrUrl);
  if (!entry)
    throw new CliProblem(
      `no article or entry is known as ${JSON.stringify(idOrUrl)}; list what there is with: samestory articles list`,
    );
  return entry;
}

/** Why there is no text to show or to work on. */
export function noArticle(entry: FeedEntry): CliProblem {
  return new CliProblem(
    entry.ending === REACHED_END
      ? `${entry.id} has no article any more: it was removed when store.articleDays were over`
      : `${entry.id} has no article: ${placeOfEntry(entry)}; its way: samestory trace ${entry.id}`,
  );
}

export async function journeyOf(app: App, idOrUrl: string): Promise<Journey> {
  const { store } = app;
  const entry = await findEntry(app, idOrUrl);
  const [steps, article, removals, duplicate, copies, coverage] = await Promise.all([
    store.steps(entry.id),
    store.article(entry.id),
    store.removals(entry.id),
    store.nearDuplicate(entry.id),
    store.copiesOf(entry.id),
    store.coverageOf(entry.id),
  ]);
  const parent = duplicate ? await store.article(duplicate.parentId) : null;
  const story = coverage ? await store.story(coverage.storyId) : null;
  const events = story ? await store.storyEvents(story.id) : [];
  const deliveries = [];
  for (const delivery of story ? await store.deliveries({ limit: MAX_DELIVERIES, subject: story.id }) : []) {
    const [found, attempts] = await Promise.all([store.delivery(delivery.id), store.attempts(delivery.id)]);
    deliveries.push({ delivery, endpoint: found?.endpoint ?? null, attempts });
  }
  return { entry, steps, article, removals, duplicate, parent, copies, coverage, story, events, deliveries };
}
