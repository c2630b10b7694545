import type { Alert, Attempt, Delivery, Endpoint } from "../model/alert.ts";
import type { Article, Page } from "../model/article.ts";
import type { Correction } from "../model/correction.ts";
import type { Feed, FeedEntry } from "../model/feed.ts";
import type { NearDuplicate, Signature } from "../model/signature.ts";
import type { Coverage, CoverageMove, Story, StoryEvent, StoryLink } from "../model/story.ts";
import type { Clustered, Selected, Signed, StepRecord } from "../ports/store.ts";
import { type Mapping, mapping, type Row } from "./mapping.ts";
import type { PackedBytes } from "./page-bytes.ts";

export const feedRow = mapping<Feed>({
  id: "plain",
  url: "plain",
  title: "plain",
  siteUrl: "plain",
  source: "plain",
  folder: "plain",
  state: "plain",
  stateReason: "plain",
  nextDueAt: "whole",
  lastPolledAt: "whole",
  lastSuccessAt: "whole",
  polling: "json",
  addedAt: "whole",
});

export const entryRow = mapping<FeedEntry>({
  id: "plain",
  url: "plain",
  canonicalUrl: "plain",
  source: "plain",
  title: "plain",
  author: "plain",
  summary: "plain",
  publishedAt: "whole",
  dateSource: "plain",
  firstSeenAt: "whole",
  waitsFor: "plain",
  ending: "plain",
  notBeforeAt: "whole",
  tries: "whole",
  rerun: "plain",
});

/** A page with its body as it is packed. */
export const packedPageRow = mapping<Omit<Page, "body"> & PackedBytes>({
  url: "plain",
  status: "whole",
  contentType: "plain",
  fetchedAt: "whole",
  encoding: "plain",
  bytes: "plain",
});

/** An entry that a re-run would touch, with what made its article. */
export const selectedRow = mapping<Selected>({
  id: "plain",
  waitsFor: "plain",
  ending: "plain",
  rerun: "plain",
  madeBy: "plain",
});

export const stepRow = mapping<StepRecord>({
  stage: "plain",
  startedAt: "whole",
  ms: "plain",
  kind: "plain",
  reason: "plain",
  detail: "json",
});

export const articleRow = mapping<Article>({
  id: "plain",
  revision: "whole",
  url: "plain",
  canonicalUrl: "plain",
  source: "plain",
  title: "plain",
  author: "plain",
  publishedAt: "whole",
  dateSource: "plain",
  firstSeenAt: "whole",
  lang: "plain",
  text: "text",
  strategy: "plain",
  confidence: "plain",
  details: "json",
  madeBy: "plain",
  extractedAt: "whole",
});

/** What of an article's row the index of near-duplicates is told. */
export const signedRow = mapping<Signed["article"]>({
  id: "plain",
  source: "plain",
  publishedAt: "whole",
  dateSource: "plain",
  firstSeenAt: "whole",
});

export const signatureRow = mapping<Signature & { dedupedAt: number }>({
  articleId: "plain",
  params: "plain",
  bytes: "plain",
  dedupedAt: "whole",
});

export const nearDuplicateRow = mapping<NearDuplicate>({
  articleId: "plain",
  parentId: "plain",
  originalId: "plain",
  relation: "plain",
  covered: "plain",
  parentCovered: "plain",
  matchedWords: "whole",
  similarity: "plain",
});

/** A story as it lies: its three counts are columns. */
interface FlatStory extends Omit<Story, "counts"> {
  articles: number;
  publishers: number;
  independent: number;
}

const flatStoryRow = mapping<FlatStory>({
  id: "plain",
  title: "plain",
  status: "plain",
  mergedInto: "plain",
  formedAt: "whole",
  firstPublishedAt: "whole",
  lastPublishedAt: "whole",
  articles: "whole",
  publishers: "whole",
  independent: "whole",
  languages: "json",
});

export const storyRow: Mapping<Story> = {
  ...flatStoryRow,
  read(row, alias) {
    const { articles, publishers, independent, ...story } = flatStoryRow.read(row, alias);
    return { ...story, counts: { articles, publishers, independent } };
  },
  write: ({ counts, ...story }) => flatStoryRow.write({ ...story, ...counts }),
};

export const coverageRow = mapping<Coverage>({
  storyId: "plain",
  articleId: "plain",
  role: "plain",
  score: "plain",
  evidence: "json",
  addedAt: "whole",
});

export const coverageMoveRow = mapping<CoverageMove>({ articleId: "plain", storyId: "plain", role: "plain" });

/** What rebuilding the index needs of a coverage row, and of its article. */
export const clusteredCoverageRow = mapping<Clustered["coverage"]>({
  storyId: "plain",
  articleId: "plain",
  role: "plain",
  addedAt: "plain",
});

export const clusteredArticleRow = mapping<Clustered["article"]>({
  id: "plain",
  source: "plain",
  title: "plain",
  publishedAt: "plain",
  dateSource: "plain",
  firstSeenAt: "plain",
});

export const storyEventRow = mapping<StoryEvent>({
  storyId: "plain",
  at: "whole",
  kind: "plain",
  articleId: "plain",
  reason: "plain",
});

export const storyLinkRow = mapping<StoryLink>({
  storyId: "plain",
  otherId: "plain",
  kind: "plain",
  reason: "plain",
  at: "whole",
});

export const alertRow = mapping<Alert>({
  id: "plain",
  event: "plain",
  subject: "plain",
  occasion: "plain",
  languages: "json",
  independent: "whole",
  body: "plain",
  createdAt: "whole",
});

export const correctionRow = mapping<Correction>({
  id: "plain",
  kind: "plain",
  subject: "plain",
  object: "plain",
  at: "whole",
});

export const endpointRow = mapping<Endpoint>({
  id: "plain",
  url: "plain",
  secret: "plain",
  previousSecret: "plain",
  previousUntil: "whole",
  format: "plain",
  template: "plain",
  filter: "json",
  state: "plain",
  stateReason: "plain",
  failingSince: "whole",
  failures: "whole",
  pausedUntil: "whole",
  createdAt: "whole",
});

export const deliveryRow = mapping<Delivery>({
  id: "plain",
  alertId: "plain",
  endpointId: "plain",
  webhookId: "plain",
  state: "plain",
  attempts: "whole",
  nextAttemptAt: "whole",
  deliveredAt: "whole",
  lastError: "plain",
});

export const attemptRow = mapping<Attempt>({
  deliveryId: "plain",
  number: "whole",
  at: "whole",
  status: "whole",
  ms: "whole",
  reply: "plain",
  error: "plain",
});

/** The columns of a delivery with its alert and its endpoint, each under the name of its table. */
export const WHOLE_DELIVERY = `${deliveryRow.select("delivery")}, ${alertRow.select("alert")}, ${endpointRow.select("endpoint")}`;

export function readWholeDelivery(
  row: Row | undefined,
): { delivery: Delivery; alert: Alert; endpoint: Endpoint } | null {
  if (!row) return null;
  return {
    delivery: deliveryRow.read(row, "delivery"),
    alert: alertRow.read(row, "alert"),
    endpoint: endpointRow.read(row, "endpoint"),
  };
}
