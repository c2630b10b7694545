import type { App } from "../app.ts";
import { withHeir } from "../model/heir.ts";
import type { ArticleRecord } from "../ports/store.ts";
import { deliveryRow, placeOfEntry } from "./records.ts";
import { iso, isoOrNull } from "./times.ts";

/** What can be exported, each as rows in a stable order, oldest first. A row's keys are the columns of the CSV. */
export const EXPORTS: Record<string, (app: App) => AsyncIterable<Record<string, unknown>>> = {
  articles,
  stories,
  removals,
  alerts,
};

async function* articles({ store }: App) {
  for await (const record of store.articleRecords()) yield articleRow(record);
}

function articleRow({ article, entry, feedUrls, removals, duplicate, storyId }: ArticleRecord) {
  return {
    id: article.id,
    url: article.url,
    canonical_url: article.canonicalUrl,
    source: article.source,
    feed_urls: feedUrls,
    title: article.title,
    author: article.author,
    published: iso(article.publishedAt),
    date_source: article.dateSource,
    first_seen: iso(article.firstSeenAt),
    lang: article.lang,
    text: article.text,
    removed: removals.map(({ kind, text, reason }) => ({ kind, text, reason })),
    duplicate_of: duplicate?.parentId ?? null,
    original_id: duplicate?.originalId ?? article.id,
    relation: duplicate?.relation ?? null,
    story_id: storyId,
    status: placeOfEntry(entry),
  };
}

async function* stories({ store }: App) {
  const all = await store.stories({ limit: Number.MAX_SAFE_INTEGER });
  all.sort((a, b) => a.firstPublishedAt - b.firstPublishedAt || (a.id < b.id ? -1 : 1));
  const byId = new Map(all.map((story) => [story.id, story]));
  for (const stored of all) {
    const story = await withHeir(stored, (id) => byId.get(id) ?? null);
    const coverage = await store.coverage(story.id);
    const { articles, publishers, independent } = story.counts;
    yield {
      id: story.id,
      title: story.title,
      formed_at: isoOrNull(story.formedAt),
      first_published: iso(story.firstPublishedAt),
      articles: coverage.map(({ article, role }) => ({
        id: article.id,
        url: article.url,
        source: article.source,
        role,
      })),
      counts: { articles, publishers, independent },
      status: story.status,
      merged_into: story.mergedInto,
    };
  }
}

async function* removals({ store }: App) {
  for await (const { article, removals } of store.articleRecords())
    for (const { kind, text, reason, score, position } of removals)
      yield { article_id: article.id, url: article.url, source: article.source, position, kind, reason, score, text };
}

async function* alerts({ store }: App) {
  const all = await store.alerts({ limit: Number.MAX_SAFE_INTEGER });
  all.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  for (const alert of all) {
    const deliveries = await store.deliveries({ limit: Number.MAX_SAFE_INTEGER, subject: alert.subject });
    yield {
      id: alert.id,
      event: alert.event,
      subject: alert.subject,
      story_id: alert.event.startsWith("story.") ? alert.subject : null,
      created: iso(alert.createdAt),
      body: JSON.parse(alert.body) as unknown,
      deliveries: deliveries.filter(({ alertId }) => alertId === alert.id).map(deliveryRow),
    };
  }
}

/** The CSV's first line for an export that has no rows too. */
export const COLUMNS: Record<string, readonly string[]> = {
  articles:
    "id url canonical_url source feed_urls title author published date_source first_seen lang text removed duplicate_of original_id relation story_id status".split(
      " ",
    ),
  stories: "id title formed_at first_published articles counts status merged_into".split(" "),
  removals: "article_id url source position kind reason score text".split(" "),
  alerts: "id event story_id created body deliveries subject".split(" "),
};
