import type { Attempt, Delivery, Endpoint } from "../model/alert.ts";
import type { Article } from "../model/article.ts";
import type { Feed, FeedEntry } from "../model/feed.ts";
import { shownAddress } from "../model/shown-address.ts";
import type { NearDuplicate } from "../model/signature.ts";
import type { Coverage, Story, StoryEvent, StoryLink } from "../model/story.ts";
import type { StepRecord, Yield } from "../ports/store.ts";
import { iso, isoOrNull } from "./times.ts";

/** Rows as `--json` prints them: the names of the exports, times in ISO 8601. No row holds a secret. */

export function feedRow(feed: Feed) {
  const { polling } = feed;
  return {
    id: feed.id,
    url: feed.url,
    title: feed.title,
    site_url: feed.siteUrl,
    source: feed.source,
    folder: feed.folder,
    state: feed.state,
    state_reason: feed.stateReason,
    added: iso(feed.addedAt),
    next_due: iso(feed.nextDueAt),
    last_polled: isoOrNull(feed.lastPolledAt),
    last_success: isoOrNull(feed.lastSuccessAt),
    polls: polling.polls,
    not_modified: polling.notModified,
    failures: polling.failures,
    last_status: polling.lastStatus,
    last_error: polling.lastError,
    not_modified_share: notModifiedShare(polling),
    items_per_day: polling.itemsPerDay,
    recent_items_per_day: recentPerDay(polling),
  };
}

/**
 * What came of the entries of a feed or a site: `yield` is the share (0 to 1) of those that are read or over that became articles,
 * `removed_per_article` the blocks taken out of one. Null where there is nothing to tell.
 */
export function yieldRow(found: Yield | undefined) {
  const { entries = 0, articles = 0, removals = 0, spam = 0 } = found ?? {};
  return {
    yield: entries === 0 ? null : articles / entries,
    articles,
    removed_per_article: articles === 0 ? null : removals / articles,
    removed_spam: spam,
  };
}

/** Items a day as they came lately; `itemsPerDay` is what is usual. */
export function recentPerDay({ itemsPerDay, rhythm }: Feed["polling"]): number | null {
  return itemsPerDay === null ? null : itemsPerDay * rhythm.volume;
}

/** Share of all polls that were answered with 304. */
export function notModifiedShare({ polls, notModified }: Feed["polling"]): number | null {
  return polls === 0 ? null : notModified / polls;
}

/** Where an entry is: its ending, or the stage it waits for. */
export function placeOfEntry(entry: Pick<FeedEntry, "ending" | "waitsFor">): string {
  return entry.ending ?? `waiting for ${entry.waitsFor}`;
}

export function entryRow(entry: FeedEntry) {
  return {
    id: entry.id,
    url: entry.url,
    canonical_url: entry.canonicalUrl,
    source: entry.source,
    title: entry.title,
    published: isoOrNull(entry.publishedAt),
    date_source: entry.dateSource,
    first_seen: iso(entry.firstSeenAt),
    status: placeOfEntry(entry),
    waits_for: entry.waitsFor,
    ending: entry.ending,
    not_before: entry.waitsFor === null ? null : iso(entry.notBeforeAt),
    tries: entry.tries,
  };
}

export function articleRow(article: Article) {
  return {
    id: article.id,
    url: article.url,
    canonical_url: article.canonicalUrl,
    source: article.source,
    title: article.title,
    author: article.author,
    published: iso(article.publishedAt),
    date_source: article.dateSource,
    first_seen: iso(article.firstSeenAt),
    lang: article.lang,
    revision: article.revision,
    strategy: article.strategy,
    confidence: article.confidence,
    characters: article.text.length,
    extracted: iso(article.extractedAt),
    made_by: article.madeBy,
  };
}

/** What the page says of its article beside what everything else is told from. */
export function detailsRow({ details }: Pick<Article, "details">) {
  return {
    site_name: details?.siteName ?? null,
    section: details?.section ?? null,
    image: details?.image ?? null,
    paywalled: details?.paywalled ?? null,
    credit: details?.creditLine ?? null,
    modified: isoOrNull(details?.modifiedAt ?? null),
    date_trust: details?.dateTrust ?? null,
  };
}

export function duplicateRow(duplicate: NearDuplicate) {
  return {
    duplicate_of: duplicate.parentId,
    original_id: duplicate.originalId,
    relation: duplicate.relation,
    covered: duplicate.covered,
    parent_covered: duplicate.parentCovered,
    matched_words: duplicate.matchedWords,
    similarity: duplicate.similarity,
  };
}

export function storyRow(story: Story) {
  return {
    id: story.id,
    title: story.title,
    status: story.status,
    merged_into: story.mergedInto,
    formed_at: isoOrNull(story.formedAt),
    first_published: iso(story.firstPublishedAt),
    last_published: iso(story.lastPublishedAt),
    counts: story.counts,
    languages: story.languages,
  };
}

export function coverageRow(coverage: Coverage & { article: Article; duplicateOf: string | null }) {
  const { article, evidence } = coverage;
  return {
    id: article.id,
    url: article.url,
    source: article.source,
    title: article.title,
    published: iso(article.publishedAt),
    role: coverage.role,
    duplicate_of: coverage.duplicateOf,
    score: coverage.score,
    added: iso(coverage.addedAt),
    rule: evidence.rule,
    terms: evidence.terms,
    features: evidence.features,
    runner_up: evidence.runnerUp && { story_id: evidence.runnerUp.storyId, score: evidence.runnerUp.score },
  };
}

export function linkRow(link: StoryLink) {
  const { storyId, otherId, kind, reason, at } = link;
  return { story_id: storyId, other_id: otherId, kind, reason, at: iso(at) };
}

export function eventRow(event: StoryEvent) {
  return { at: iso(event.at), kind: event.kind, article_id: event.articleId, reason: event.reason };
}

export function stepRow(step: StepRecord) {
  const { stage, ms, kind, reason, detail } = step;
  return { stage, at: iso(step.startedAt), ms, ending: kind, reason, detail };
}

export function endpointRow(endpoint: Endpoint) {
  return {
    id: endpoint.id,
    url: shownAddress(endpoint.url),
    format: endpoint.format,
    events: endpoint.filter.events,
    languages: endpoint.filter.languages,
    min_independent: endpoint.filter.minIndependent,
    state: endpoint.state,
    state_reason: endpoint.stateReason,
    failing_since: isoOrNull(endpoint.failingSince),
    failures: endpoint.failures,
    paused_until: isoOrNull(endpoint.pausedUntil),
    previous_secret_until: endpoint.previousSecret === null ? null : isoOrNull(endpoint.previousUntil),
    created: iso(endpoint.createdAt),
  };
}

export function deliveryRow(delivery: Delivery) {
  return {
    id: delivery.id,
    alert_id: delivery.alertId,
    endpoint_id: delivery.endpointId,
    webhook_id: delivery.webhookId,
    state: delivery.state,
    attempts: delivery.attempts,
    next_attempt: delivery.state === "waiting" ? iso(delivery.nextAttemptAt) : null,
    delivered: isoOrNull(delivery.deliveredAt),
    last_error: delivery.lastError,
  };
}

export function attemptRow(attempt: Attempt) {
  const { number, status, ms, error, reply } = attempt;
  return { number, at: iso(attempt.at), status, ms, error, reply };
}
