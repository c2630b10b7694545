import type { FoundArticle, FoundNews } from "../demo/differences.ts";
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
  /** Articles that belong to no formed story. */
  alone: number;
}

export async function readNews({ app, received }: DemoResult): Promise<DemoNews> {
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
  for (const story of await store.stories({ limit: 1_000, status: "formed" }))
    stories.push({ story, coverage: await store.coverage(story.id) });
  const covered = new Set(stories.flatMap(({ coverage }) => coverage.map(({ articleId }) => articleId)));
  return {
    articles,
    stories,
    removed: [...removed.values()],
    alone: articles.filter(({ id }) => !covered.has(id)).length,
    alerts: new Map(Object.entries(counts(received.map(({ body }) => storyIn(body))))),
  };
}

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
        `${story.id}; ${many(alerts.get(story.id) ?? 0, "webhook")} received, signature valid`,
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
    `${many(articles.length, "article")}: ${many(stories.length, "story", "stories")} that formed, ` +
      `${many(alone, "article")} outside of them, ${many(webhooks, "webhook")}.`,
  );
  return lines;
}

const shortened = (text: string): string =>
  text.length <= SHOWN_CHARS ? text : `${[...text].slice(0, SHOWN_CHARS).join("")}…`;
