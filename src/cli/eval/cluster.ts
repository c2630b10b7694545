import { open } from "node:fs/promises";
import { CLUSTER_DEFAULTS } from "../../cluster/settings.ts";
import { StoryIndex } from "../../cluster/story-index.ts";
import type { Article } from "../../model/article.ts";
import { FieldProblem } from "../json-lines.ts";
import { saidMoment } from "../times.ts";
import { eachCase, newId, textOr } from "./cases.ts";

/** One line of the input, in order of arrival. */
export interface StreamArticle {
  id: string;
  /** ISO 8601 with its zone. */
  published: string;
  lang?: string;
  title: string;
  text: string;
  source: string;
}

/** One line of the output. */
interface ClusteredArticle {
  id: string;
  /** The story in the end, after merges and splits. */
  cluster: string;
  /** The story at arrival. */
  online: string;
  /** Whether this arrival fired the new-story alert. */
  alert: boolean;
}

export interface ClusterEvalOptions {
  /** Independent reports that make news. */
  alertAt?: number;
  /** `article` counts each article as a publisher of its own, for data that do not name the source. */
  by?: "article" | "publisher";
}

/** Articles between two evictions. */
const EVICT_EVERY = 500;

/** Runs the cluster stage over a JSONL stream without a store; the clock is each article's published time. */
export async function evalCluster(
  inFile: string,
  outFile: string,
  options: ClusterEvalOptions = {},
): Promise<{ articles: number; stories: number; alerts: number; unread: number }> {
  const stream = new Map<string, StreamArticle>();
  const unread = await eachCase(inFile, (value) => {
    const article = readArticle(value, stream);
    stream.set(article.id, article);
  });
  const settings = { ...CLUSTER_DEFAULTS, independentToForm: options.alertAt ?? CLUSTER_DEFAULTS.independentToForm };
  const clustered = clusterStream([...stream.values()], new StoryIndex(settings), options);
  const out = await open(outFile, "w");
  try {
    for (const line of clustered) await out.write(`${JSON.stringify(line)}\n`);
  } finally {
    await out.close();
  }
  return {
    articles: clustered.length,
    stories: new Set(clustered.map(({ cluster }) => cluster)).size,
    alerts: clustered.filter(({ alert }) => alert).length,
    unread,
  };
}

/**
 * Assigns one article after another. A story is let go when nothing that is still to come can belong to it, so that a
 * stream out of order is judged by what is made of it, not by a clock that leaps.
 */
export function clusterStream(
  stream: readonly StreamArticle[],
  index: StoryIndex,
  options: ClusterEvalOptions = {},
): ClusteredArticle[] {
  const mergedInto = new Map<string, string>();
  const oldestToCome = stream.map(({ published }) => Date.parse(published));
  for (let i = oldestToCome.length - 2; i >= 0; i--) {
    oldestToCome[i] = Math.min(oldestToCome[i]!, oldestToCome[i + 1]!);
  }
  const leftFor = new Map<string, string>();
  const ended = new Set<string>();
  const clustered = stream.map((line, i) => {
    const article = asArticle(line, options);
    const change = index.assign(article, null, { now: article.publishedAt, taken: ended });
    index.apply(change);
    for (const id of change.absorbed) {
      mergedInto.set(id, change.storyId);
      ended.add(id);
    }
    for (const { articleId, storyId } of change.left) leftFor.set(articleId, storyId);
    if (i % EVICT_EVERY === EVICT_EVERY - 1) index.evict(oldestToCome[i]!);
    return { id: line.id, cluster: change.storyId, online: change.storyId, alert: change.formed.length > 0 };
  });
  const finalId = (id: string): string => {
    const next = mergedInto.get(id);
    return next === undefined ? id : finalId(next);
  };
  return clustered.map((line) => ({ ...line, cluster: finalId(leftFor.get(line.id) ?? line.cluster) }));
}

function readArticle(value: Record<string, unknown>, known: ReadonlyMap<string, StreamArticle>): StreamArticle {
  const id = newId(value, known);
  const at = saidMoment(textOr(value, "published"));
  if (at === null) throw new FieldProblem('"published" is not a date');
  const lang = textOr(value, "lang");
  return {
    id,
    published: new Date(at).toISOString(),
    title: textOr(value, "title"),
    text: textOr(value, "text"),
    source: textOr(value, "source"),
    ...(lang ? { lang } : {}),
  };
}

/** A line of the stream as an article. */
export function asArticle(line: StreamArticle, options: ClusterEvalOptions): Article {
  const publishedAt = Date.parse(line.published);
  return {
    id: line.id,
    revision: 1,
    url: "",
    canonicalUrl: "",
    source: options.by === "article" ? line.id : line.source,
    title: line.title,
    author: null,
    publishedAt,
    dateSource: "given",
    firstSeenAt: publishedAt,
    lang: line.lang ?? null,
    text: line.text,
    strategy: "given",
    confidence: 1,
    details: null,
    madeBy: "",
    extractedAt: publishedAt,
  };
}
