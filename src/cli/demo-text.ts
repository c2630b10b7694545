import type { FoundArticle, FoundNews } from "../demo/differences.ts";
import { hostOf } from "../model/publisher.ts";
import type { Story } from "../model/story.ts";
import { cleanLine } from "./clean.ts";
import type { DemoResult } from "./demo.ts";
import { counts, many } from "./say.ts";
import { type Covered, coverageTree } from "./story-text.ts";

/** What the demo found, read back from its store. */
export interface DemoNews extends FoundNews {
  stories: { story: Story; coverage: Covered[] }[];
  /** Removed blocks, the repeated ones together. */
  removed: { kind: string; reason: string; text: string; times: number }[];
  articles: FoundArticle[];
  /** Articles that share their story with no other. */
  alone: number;
}

export async function readNews({ app, newsroom, received }: DemoResult): Promise<DemoNews> {
  const { store } = app;
  const articles: FoundArticle[] = [];
  const removed = new Map<string, DemoNews["removed"][number]>();
  for await (const { article, duplicate, removals, storyId } of store.articleRecords()) {
    articles.push({
      id: article.id,
      url: article.url,
      text: article.text,
      removed: removals,
      duplicate_of: duplicate?.parentId ?? null,
      original_id: duplicate?.originalId ?? article.id,
      story_id: storyId,
    });
    for (const { kind, reason, text } of removals) {
      const known = removed.get(`${kind} ${text}`);
      if (known) known.times++;
      else removed.set(`${kind} ${text}`, { kind, reason, text, times: 1 });
    }
  }
  const stories = [];
  const names = new Map(newsroom.origins.map((origin, i) => [hostOf(origin), newsroom.names[i] ?? origin]));
  for (const story of (await store.stories({ limit: 1_000, minArticles: 2 })).sort(formedFirst)) {
    const coverage = await store.coverage(story.id);
    for (const { article } of coverage) article.source = names.get(article.source) ?? article.source;
    stories.push({ story, coverage });
  }
  const endings = new Map<string, string>();
  for (const feed of await store.feeds())
    for (const { url, ending } of await store.entriesOfFeed(feed.id, 1_000)) if (ending) endings.set(url, ending);
  const covered = new Set(stories.flatMap(({ coverage }) => coverage.map(({ articleId }) => articleId)));
  return {
    articles,
    stories,
    removed: [...removed.values()],
    endings,
    alone: articles.filter(({ id }) => !covered.has(id)).length,
    alerts: new Map(Object.entries(counts(received.map(({ body }) => storyIn(body))))),
  };
}

/** Stories that became news before those that did not, each kind by when its first report was published. */
const formedFirst = (a: Story, b: Story): number =>
  Number(b.formedAt !== null) - Number(a.formedAt !== null) || a.firstPublishedAt - b.firstPublishedAt;

/** The story that a webhook is about; "" when it names none. */
function storyIn(body: Record<string, unknown>): string {
  const { story } = (body.data ?? {}) as { story?: { id?: unknown } };
  return String(story?.id ?? "");
}

const SHOWN_CHARS = 66;

/** The stories with their outlets, what was removed, and the alerts. */
export function newsLines({ stories, removed, articles, alone, alerts }: DemoNews): string[] {
  const lines: string[] = [];
  for (const { story, coverage } of stories) {
    const { independent, publishers, articles: all } = story.counts;
    lines.push(
      "",
      `STORY  ${cleanLine(story.title)}`,
      `  ${many(independent, "independent report")}, ${many(publishers, "publisher")}, ${many(all, "article")}; ` +
        `${story.id}`,
      story.formedAt === null
        ? "  no alert: not enough independent publishers"
        : `  ALERT: ${many(alerts.get(story.id) ?? 0, "webhook")} received, signature valid`,
      ...coverageTree(coverage).map((line) => `  ${line}`),
    );
  }
  lines.push("", "REMOVED");
  for (const kind of ["spam", "comment"])
    for (const { reason, text, times } of removed.filter((block) => block.kind === kind))
      lines.push(`  ${kind} ×${times} (${reason}): ${shortened(cleanLine(text))}`);
  const furniture = removed.filter(({ kind }) => kind === "boilerplate").reduce((sum, { times }) => sum + times, 0);
  lines.push(`  and ${many(furniture, "block")} of boilerplate`, "");
  const webhooks = [...alerts.values()].reduce((sum, n) => sum + n, 0);
  lines.push(
    `${many(articles.length, "article")}: ${many(stories.length, "story", "stories")} of more than one article, ` +
      `${many(alone, "article")} alone, ${many(webhooks, "webhook")}.`,
  );
  return lines;
}

const shortened = (text: string): string =>
  text.length <= SHOWN_CHARS ? text : `${[...text].slice(0, SHOWN_CHARS).join("")}…`;
