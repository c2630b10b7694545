import { newEndpoint } from "../../src/alert/new-endpoint.ts";
import type { Alert, Attempt, Delivery, Endpoint } from "../../src/model/alert.ts";
import type { Article, Page, Removal } from "../../src/model/article.ts";
import { type Ending, next } from "../../src/model/ending.ts";
import type { Feed, FoundEntry } from "../../src/model/feed.ts";
import type { NearDuplicate, Signature } from "../../src/model/signature.ts";
import type { Coverage, Story } from "../../src/model/story.ts";
import type { EntryStage } from "../../src/model/words.ts";
import type { ClusterChange, Lease, Step, Store } from "../../src/ports/store.ts";

/** Some noon, so that times before and after it are plain to read. */
export const NOON = Date.UTC(2026, 2, 1, 12);
export const MINUTE = 60_000;

export function aFeed(name: string, changes: Partial<Feed> = {}): Feed {
  return {
    id: `f-${name}`,
    url: `https://${name}.example/feed.xml`,
    title: `The ${name}`,
    siteUrl: null,
    source: `${name}.example`,
    folder: null,
    state: "active",
    stateReason: null,
    nextDueAt: NOON,
    lastPolledAt: null,
    lastSuccessAt: null,
    polling: {
      etag: 'W/"a b"',
      lastModified: null,
      validatorsFor: null,
      polls: 0,
      notModified: 0,
      failures: 0,
      lastStatus: null,
      lastError: null,
      itemsPerDay: null,
      rhythm: { items: 0, days: 0, byHour: [], byWeekday: [], heat: 0, volume: 1, seenUntil: null },
      freshMs: 0,
      wholeAt: null,
      missed: 0,
      doubt: null,
      wholeOnly: false,
      moved: null,
      hints: { ttlMinutes: null, syPeriodMs: null, skipHours: [3], skipDays: ["Sunday"] },
    },
    addedAt: NOON,
    ...changes,
  };
}

export function anItem(name: string, changes: Partial<FoundEntry> = {}): FoundEntry {
  const url = `https://daily.example/${name}`;
  return {
    aliases: [`url:${url}`],
    url,
    canonicalUrl: url,
    source: "daily.example",
    title: `About ${name}`,
    author: null,
    summary: `<p>What ${name} is about</p>`,
    publishedAt: NOON - MINUTE,
    dateSource: "feed",
    ...changes,
  };
}

export const aPage = (text: string, changes: Partial<Page> = {}): Page => ({
  url: "https://daily.example/final",
  status: 200,
  contentType: "text/html; charset=utf-8",
  body: Buffer.from(text),
  fetchedAt: NOON,
  ...changes,
});

/** A step that took 40 ms and ended at `endedAt`. */
export function aStep(
  entryId: string,
  stage: EntryStage,
  following: EntryStage | null,
  changes: { ending?: Ending; endedAt?: number } = {},
): Step {
  const { ending = next({ took: "the plain way" }), endedAt = NOON } = changes;
  return { entryId, stage, startedAt: endedAt - 40, endedAt, ending, next: following };
}

export const anArticle = (id: string, changes: Partial<Article> = {}): Omit<Article, "revision"> => ({
  id,
  url: `https://daily.example/${id}`,
  canonicalUrl: `https://daily.example/${id}`,
  source: "daily.example",
  title: `Title of ${id}`,
  author: "A. Writer",
  publishedAt: NOON - MINUTE,
  dateSource: "page",
  firstSeenAt: NOON,
  lang: "en",
  text: `First paragraph of ${id}.\n\nSecond paragraph: Türkiye, “quotes”, 𝄞.`,
  strategy: "densest-block",
  confidence: 0.875,
  details: {
    ...{ siteName: "The Daily", section: "Weather & sea", image: "https://daily.example/i.jpg?w=9", paywalled: true },
    ...{ creditLine: "AP", modifiedAt: NOON, dateTrust: 0.95 },
  },
  madeBy: "v1",
  extractedAt: NOON,
  ...changes,
});

export const aRemoval = (position: number, changes: Partial<Removal> = {}): Removal => ({
  kind: "boilerplate",
  text: `Menu ${position}`,
  reason: "navigation",
  score: 0.5,
  position,
  ...changes,
});

export const aSignature = (articleId: string, changes: Partial<Signature> = {}): Signature => ({
  articleId,
  params: "test.v1",
  bytes: Uint8Array.from([0, 255, 7, 0]),
  ...changes,
});

export const aCopy = (articleId: string, of: string, changes: Partial<NearDuplicate> = {}): NearDuplicate => ({
  articleId,
  parentId: of,
  originalId: of,
  relation: "copy",
  covered: 0.96875,
  parentCovered: 0.5,
  matchedWords: 310,
  similarity: 0.75,
  ...changes,
});

export const aStory = (id: string, articles: number, changes: Partial<Story> = {}): Story => ({
  id,
  title: `Story ${id}`,
  status: "growing",
  mergedInto: null,
  formedAt: null,
  firstPublishedAt: NOON - MINUTE,
  lastPublishedAt: NOON,
  counts: { articles, publishers: articles, independent: articles },
  languages: ["en", "tr"],
  ...changes,
});

export const aCoverage = (storyId: string, articleId: string, changes: Partial<Coverage> = {}): Coverage => ({
  storyId,
  articleId,
  role: "origin",
  score: 1,
  evidence: { rule: "founded", terms: ["istanbul", "talks"], features: { cosine: 0.5 }, runnerUp: null },
  addedAt: NOON,
  ...changes,
});

export const anAlert = (storyId: string, changes: Partial<Alert> = {}): Alert => ({
  id: `al-${storyId}`,
  event: "story.created",
  subject: storyId,
  occasion: "",
  languages: [],
  independent: 0,
  body: `{"type":"story.created","data":{"story":"${storyId}"}}`,
  createdAt: NOON,
  ...changes,
});

export const anEndpoint = (name: string, changes: Partial<Endpoint> = {}): Endpoint => ({
  ...newEndpoint(`https://${name}.example/hook`, "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0", NOON),
  id: `e-${name}`,
  ...changes,
});

export const anAttempt = (delivery: Delivery, changes: Partial<Attempt> = {}): Attempt => ({
  deliveryId: delivery.id,
  number: delivery.attempts + 1,
  at: NOON,
  status: 500,
  ms: 12,
  reply: "try later",
  error: null,
  ...changes,
});

export const noChange: ClusterChange = { stories: [], coverage: [], events: [], alerts: [] };

/** An entry that waits for `stage`, with all that the stages before it leave behind. Returns its id. */
export async function anEntryAt(store: Store, name: string, stage: EntryStage, now = NOON): Promise<string> {
  const { entry } = await store.addEntry(anItem(name), now, "fetch");
  if (stage === "fetch") return entry.id;
  await store.commitPage(aStep(entry.id, "fetch", "extract", { endedAt: now }), aPage(`<p>${name}</p>`));
  if (stage === "extract") return entry.id;
  const step = aStep(entry.id, "extract", "dedupe", { endedAt: now });
  await store.commitArticle(step, anArticle(entry.id, { firstSeenAt: now }), []);
  if (stage === "dedupe") return entry.id;
  const lease = await writersLease(store);
  await store.commitDedupe(aStep(entry.id, "dedupe", "cluster", { endedAt: now }), lease, aSignature(entry.id), null);
  return entry.id;
}

export async function writersLease(store: Store, holder = "here:1:1"): Promise<Lease> {
  const lease = await store.takeLease("writer", holder, NOON, MINUTE);
  if (!lease) throw new Error("somebody else holds the lease");
  return lease;
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
