import type { AlertEvent } from "../model/alert.ts";
import type { Article } from "../model/article.ts";
import type { Feed } from "../model/feed.ts";
import type { Coverage, Story } from "../model/story.ts";

/** One report of the story, as the store gives coverage. */
export interface Report {
  role: Coverage["role"];
  duplicateOf: string | null;
  article: Pick<Article, "id" | "url" | "title" | "source" | "publishedAt">;
}

export interface StoryFacts {
  now: number;
  /** Where a person can look at the story; null without a public address. */
  url: string | null;
  /** Why it formed: the rule, and the shared terms behind it. */
  reason: { rule: string; evidence: readonly string[] };
}

/** Receivers limit bodies; 20 kB is what Standard Webhooks asks senders to stay under. In bytes of UTF-8. */
export const MAX_BODY_BYTES = 20_000;
export const MAX_ARTICLES = 20;
const MAX_TERMS = 20;
const MAX_TERM_LENGTH = 80;
/** Tried in this order until the body fits. In code points. */
const TITLE_LENGTHS = [300, 120];
/** A longer address is left out (null) instead of cut: half an address leads nowhere. */
const MAX_URL_LENGTH = 2_000;

/** What a story event says beside the story itself. */
export type StoryNews =
  | { type: "story.created" }
  /** `because`: `independent` (a step of the count was reached) or `language` (the first report in one). */
  | { type: "story.updated"; change: { because: "independent" | "language"; value: number | string } }
  /** The story that is told of has taken in `merged`, which had been alerted by itself. */
  | { type: "story.merged"; merged: { id: string; title: string } };

/**
 * The body of a story event: at most 20 articles, always under 20 kB. Independent reports come first, so what falls
 * off the end is a copy before it is a report; `counts` always says how many there are.
 * The same story, coverage and moment give the same bytes.
 */
export function storyPayload(news: StoryNews, story: Story, coverage: readonly Report[], facts: StoryFacts): string {
  const reports = [...coverage].sort(byWeight).slice(0, MAX_ARTICLES);
  for (const titleLength of TITLE_LENGTHS) {
    const body = bodyOf(news, story, reports, facts, titleLength);
    if (fits(body)) return body;
  }
  const shortest = TITLE_LENGTHS.at(-1) ?? 0;
  for (let count = reports.length - 1; count > 0; count--) {
    const body = bodyOf(news, story, reports.slice(0, count), facts, shortest);
    if (fits(body)) return body;
  }
  return bodyOf(news, story, [], facts, shortest);
}

/** The body of `feed.failing`, `feed.recovered` and `feed.gone`: the feed as it is now. */
export function feedPayload(type: Extract<AlertEvent, `feed.${string}`>, feed: Feed, now: number): string {
  return JSON.stringify({
    type,
    timestamp: iso(now),
    data: {
      feed: {
        id: feed.id,
        url: address(feed.url),
        title: feed.title === null ? null : cut(feed.title, 300),
        state: feed.state,
        reason: feed.stateReason === null ? null : cut(feed.stateReason, 1_000),
        last_success: feed.lastSuccessAt === null ? null : iso(feed.lastSuccessAt),
      },
    },
  });
}

/** The body of `endpoint.disabled`, for the other endpoints. `address` is one that may be shown. */
export function endpointPayload(endpoint: { id: string; address: string; reason: string }, now: number): string {
  const { id, address, reason } = endpoint;
  const data = { endpoint: { id, url: cut(address, MAX_URL_LENGTH), reason: cut(reason, 1_000) } };
  return JSON.stringify({ type: "endpoint.disabled", timestamp: iso(now), data });
}

/** What an `article.updated` says of the change. */
export interface ToldChange {
  /** `correction`, `headline`, `figure` or `text`. */
  class: string;
  summary: string;
}

/** The body of `article.updated`: the article as it is now, what its publisher changed, and its story, if it has one. */
export function articlePayload(article: Article, change: ToldChange, storyId: string | null, now: number): string {
  const { id, url, title, source, revision } = article;
  const told = { id, url: address(url), title: cut(title, 300), source: cut(source, 253), revision };
  const changes = { class: change.class, summary: cut(change.summary, 1_000) };
  const data = { article: told, changes, story_id: storyId };
  return JSON.stringify({ type: "article.updated", timestamp: iso(now), data });
}

/** The body of the operator's test event. */
export function pingPayload(now: number): string {
  const data = { message: "This is a test of Samestory's alerts. Nothing has happened." };
  return JSON.stringify({ type: "ping", timestamp: iso(now), data });
}

const fits = (body: string): boolean => Buffer.byteLength(body) < MAX_BODY_BYTES;

function bodyOf(
  { type, ...news }: StoryNews,
  story: Story,
  reports: readonly Report[],
  facts: StoryFacts,
  titleLength: number,
): string {
  return JSON.stringify({
    type,
    timestamp: iso(facts.now),
    data: {
      ...news,
      story: {
        id: story.id,
        title: cut(story.title, titleLength),
        url: facts.url === null ? null : address(facts.url),
        first_published: iso(story.firstPublishedAt),
        formed_at: story.formedAt === null ? null : iso(story.formedAt),
        counts: story.counts,
        languages: story.languages.slice(0, MAX_TERMS).map((lang) => cut(lang, 35)),
        articles: reports.map(({ article, role, duplicateOf }) => ({
          id: article.id,
          url: address(article.url),
          title: cut(article.title, titleLength),
          source: cut(article.source, 253),
          published: iso(article.publishedAt),
          role,
          duplicate_of: duplicateOf,
        })),
        reason: {
          rule: cut(facts.reason.rule, 200),
          evidence: facts.reason.evidence.slice(0, MAX_TERMS).map((term) => cut(term, MAX_TERM_LENGTH)),
        },
      },
    },
  });
}

const WEIGHT: Record<Coverage["role"], number> = { origin: 0, independent: 1, near_duplicate: 2 };

function byWeight(a: Report, b: Report): number {
  return (
    WEIGHT[a.role] - WEIGHT[b.role] ||
    a.article.publishedAt - b.article.publishedAt ||
    (a.article.id < b.article.id ? -1 : a.article.id > b.article.id ? 1 : 0)
  );
}

/** At most `length` code points, the last of them "…" where something is missing; never half a character. */
function cut(text: string, length: number): string {
  // Twice the length in UTF-16 units holds at least that many code points.
  const points = Array.from(text.slice(0, length * 2 + 2).toWellFormed());
  return points.length <= length ? points.join("") : `${points.slice(0, length - 1).join("")}…`;
}

const address = (url: string): string | null => (url.length <= MAX_URL_LENGTH ? url.toWellFormed() : null);

/** ISO 8601 in UTC; the limits of what a date can be instead of an exception. */
function iso(at: number): string {
  const bounded = Number.isFinite(at) ? Math.min(Math.max(at, -8.64e15), 8.64e15) : 0;
  return new Date(bounded).toISOString();
}
