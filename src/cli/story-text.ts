import type { Article } from "../model/article.ts";
import type { Coverage, Story, StoryEvent, StoryLink } from "../model/story.ts";
import { cleanLine } from "./clean.ts";
import { many } from "./say.ts";
import { isoMinutes, isoSeconds } from "./times.ts";

export type Covered = Coverage & { article: Article; duplicateOf: string | null };

/** Another story that this one has to do with. */
export interface Related {
  link: StoryLink;
  /** The other end as it is now: where it was merged into another, that one. */
  other: Story;
}

/** A story's title, then what it amounts to. `kept`: articles of it that are still stored. */
export function storyHead(story: Story, kept: number, related: readonly Related[] = []): string[] {
  const { articles, publishers, independent } = story.counts;
  const merged = story.mergedInto ? [`merged into ${story.mergedInto}`] : [];
  const formed = story.formedAt === null ? "not news yet" : `formed ${isoSeconds(story.formedAt)}`;
  return [
    cleanLine(story.title),
    `${story.id}  ${story.status}; ${[...merged, formed].join(", ")}`,
    `${many(independent, "independent report")}, ${many(publishers, "publisher")}, ${many(articles, "article")}; ` +
      `languages ${story.languages.join(", ") || "unknown"}`,
    `published ${isoSeconds(story.firstPublishedAt)} to ${isoSeconds(story.lastPublishedAt)}`,
    ...(kept < articles ? [`${articles - kept} of its articles are no longer kept (store.articleDays)`] : []),
    ...related.map((one) => relatedLine(story, one)),
  ];
}

function relatedLine({ id }: Story, { link, other }: Related): string {
  const words = { continues: link.storyId === id ? "continues" : "continued by", elsewhere: "told elsewhere" };
  const languages = link.kind === "elsewhere" ? ` (${other.languages.join(", ")})` : "";
  const day = isoMinutes(other.firstPublishedAt).slice(0, 10);
  return `${words[link.kind]}${languages}: ${cleanLine(other.title)} (${other.id}, ${day}; ${link.reason})`;
}

/** What happened to a story, each with the publisher whose article it was. */
export function timeline(events: readonly StoryEvent[], coverage: readonly Covered[]): string[] {
  const sources = new Map(coverage.map(({ article }) => [article.id, article.source]));
  return events.map(({ at, kind, articleId, reason }) => {
    const source = articleId === null ? undefined : sources.get(articleId);
    const by = source && (kind === "founded" || kind === "grown") ? ` by ${source}` : "";
    return `${isoSeconds(at)}  ${kind}${by}: ${cleanLine(reason)}`;
  });
}

/** Coverage in the order of publication, each copy under the article that it repeats. */
export function coverageTree(coverage: readonly Covered[]): string[] {
  const here = new Set(coverage.map(({ articleId }) => articleId));
  const copies = Map.groupBy(coverage, ({ duplicateOf }) =>
    duplicateOf !== null && here.has(duplicateOf) ? duplicateOf : "",
  );
  const lines: string[] = [];
  // A chain of copies can be long and, after a re-run, even be a ring: every article is printed once.
  const printed = new Set<string>();
  const pending = inOrder(copies.get("") ?? []).map((item) => ({ item, depth: 0 }));
  for (let next = pending.shift(); next; next = pending.shift()) {
    const { item, depth } = next;
    if (printed.has(item.articleId)) continue;
    printed.add(item.articleId);
    lines.push(...coverageLines(item, depth));
    pending.unshift(...inOrder(copies.get(item.articleId) ?? []).map((copy) => ({ item: copy, depth: depth + 1 })));
  }
  for (const item of inOrder(coverage)) if (!printed.has(item.articleId)) lines.push(...coverageLines(item, 0));
  return lines;
}

/** In the order of publication. */
export const inOrder = (coverage: readonly Covered[]): Covered[] =>
  [...coverage].sort((a, b) => a.article.publishedAt - b.article.publishedAt || (a.articleId < b.articleId ? -1 : 1));

function coverageLines({ article, role }: Covered, depth: number): string[] {
  const indent = depth === 0 ? "" : `${"   ".repeat(Math.min(depth, 6))}└ `;
  const margin = " ".repeat(indent.length);
  return [
    `${indent}${isoMinutes(article.publishedAt)}  ${article.source}  ${role.replace("_", " ")}`,
    `${margin}  ${cleanLine(article.title)}`,
    `${margin}  ${article.id}  ${article.url}`,
  ];
}
