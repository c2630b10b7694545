import type { ClusterSettings } from "../cluster/settings.ts";
import type { Delivery } from "../model/alert.ts";
import type { Article } from "../model/article.ts";
import type { Coverage, Story, StoryEvent } from "../model/story.ts";
import { cleanLine } from "./clean.ts";
import { featureWords, many } from "./say.ts";
import { isoMinutes, isoSeconds } from "./times.ts";

export type Covered = Coverage & { article: Article; duplicateOf: string | null };

/** A story's title, then what it amounts to. */
export function storyHead(story: Story): string[] {
  const { articles, publishers, independent } = story.counts;
  const formed = story.formedAt === null ? "not formed" : `formed ${isoSeconds(story.formedAt)}`;
  return [
    cleanLine(story.title),
    `${story.id}  ${story.status}${story.mergedInto ? ` into ${story.mergedInto}` : ""}, ${formed}`,
    `${many(independent, "independent report")}, ${many(publishers, "publisher")}, ${many(articles, "article")}; ` +
      `languages ${story.languages.join(", ") || "unknown"}`,
    `published ${isoSeconds(story.firstPublishedAt)} to ${isoSeconds(story.lastPublishedAt)}`,
  ];
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

const inOrder = (coverage: readonly Covered[]): Covered[] =>
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

export interface StoryCase {
  story: Story;
  coverage: readonly Covered[];
  events: readonly StoryEvent[];
  deliveries: readonly Delivery[];
}

/** Why each article is in the story, what happened to it, and why it alerted or did not. */
export function explainLines({ story, coverage, events, deliveries }: StoryCase, settings: ClusterSettings): string[] {
  const lines: string[] = [`An article joins at a score of ${settings.joinAt} (cluster.joinAt).`, ""];
  for (const item of inOrder(coverage)) lines.push(...evidenceLines(item), "");
  lines.push("What happened:");
  lines.push(...events.map((event) => `  ${isoSeconds(event.at)}  ${event.kind}: ${cleanLine(event.reason)}`));
  return [...lines, "", ...alertLines({ story, coverage, events, deliveries }, settings)];
}

function evidenceLines({ article, role, score, evidence, duplicateOf }: Covered): string[] {
  const features = featureWords(evidence.features);
  const runnerUp = evidence.runnerUp;
  return [
    `${article.source}: ${cleanLine(article.title)}`,
    `  ${article.id}  ${role.replace("_", " ")}, ${evidence.rule}${duplicateOf ? ` of ${duplicateOf}` : ""}, score ${score.toFixed(2)}`,
    ...(evidence.terms.length > 0 ? [`  shares ${evidence.terms.join(", ")}`] : []),
    ...(features.length > 0 ? [`  because ${features.join(", ")}`] : []),
    ...(runnerUp ? [`  second came ${runnerUp.storyId}, score ${runnerUp.score.toFixed(2)}`] : []),
  ];
}

function alertLines({ story, events, deliveries }: StoryCase, settings: ClusterSettings): string[] {
  const told = events.findLast(({ kind }) => kind === "alerted" || kind === "held-back");
  if (told?.kind === "held-back") return [`No alert: ${cleanLine(told.reason)}`];
  if (story.formedAt === null)
    return [
      `No alert: ${many(story.counts.publishers, "publisher")} with ${many(story.counts.independent, "independent report")}; ` +
        `${settings.independentToForm} independent publishers make it news (cluster.independentToForm).`,
    ];
  if (deliveries.length === 0)
    return [
      `Formed at ${isoSeconds(story.formedAt)}; no delivery: no webhook was enabled then, or the alert was held back.`,
    ];
  return [
    `Alerted: ${many(deliveries.length, "delivery", "deliveries")}.`,
    ...deliveries.map(
      ({ id, endpointId, state, attempts }) => `  ${id} to ${endpointId}: ${state} after ${many(attempts, "attempt")}`,
    ),
  ];
}
