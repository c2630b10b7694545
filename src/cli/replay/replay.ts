import type { Settings } from "../../../config/schema.ts";
import { cluster } from "../../../workers/cluster.ts";
import { dedupe } from "../../../workers/dedupe.ts";
import type { Desk, Work } from "../../../workers/worker.ts";
import type { App } from "../../app.ts";
import type { CoverageRole } from "../../model/story.ts";
import type { Log } from "../../ports/log.ts";
import type { Lease } from "../../ports/store.ts";
import { CliProblem } from "../exit.ts";
import type { Homed } from "./compare.ts";
import { lastingIds } from "./lasting-ids.ts";
import type { ReplayRecord } from "./record.ts";
import { ScratchStore } from "./scratch-store.ts";

const HOUR_MS = 3_600_000;

/** An article in the order in which it is replayed, with its place as stored. */
export interface Replayed {
  articleId: string;
  firstSeenAt: number;
  storyId: string;
  role: CoverageRole;
}

export interface ReplayOptions {
  /** The settings to try. */
  settings: Settings;
  /** Articles first seen at or after this are reported; null: all. */
  since: number | null;
  maxArticles: number;
  signal: AbortSignal;
  /** Told all that the stages write. */
  record?: ReplayRecord;
  /** Called after each article. */
  onProgress?: (done: number, of: number) => void;
}

export interface ReplayResult {
  articles: Replayed[];
  scratch: ScratchStore;
}

/**
 * Dedupe and cluster over what is stored, as the workers do it, from nothing and under other settings, in the order in
 * which the articles were first clustered and at the moments when they were first seen. Reads the store and writes nothing.
 *
 * @throws CliProblem when there are more articles than `maxArticles`, or the signal ended it
 */
export async function replay(app: App, options: ReplayOptions): Promise<ReplayResult> {
  const { settings, signal, record = null } = options;
  const articles = await articlesToReplay(app, options);
  const scratch = new ScratchStore(app.store, record);
  let now = articles[0]?.firstSeenAt ?? 0;
  const replaying = replayingApp(app, settings, scratch, () => now);
  const desk = (stage: "dedupe" | "cluster"): Desk => {
    return { app: replaying, stage, next: stage === "dedupe" ? "cluster" : null, lease: () => NO_LEASE, signal };
  };
  const steps: [stage: "dedupe" | "cluster", work: Work][] = [
    ["dedupe", await dedupe(desk("dedupe"))],
    ["cluster", await cluster(desk("cluster"))],
  ];
  let done = 0;
  for (const { articleId, firstSeenAt } of articles) {
    if (signal.aborted)
      throw new CliProblem(`stopped after ${done} of ${articles.length} articles; nothing was changed`);
    now = Math.max(now, firstSeenAt);
    for (const [stage, work] of steps) {
      scratch.wait(articleId, stage);
      await work(articleId);
    }
    options.onProgress?.(++done, articles.length);
  }
  const result = { articles, scratch };
  const lasting = await lastingIds(app.store, homesOf(result));
  const named = (id: string) => lasting.get(id) ?? id;
  scratch.rename(named);
  record?.rename(named);
  return result;
}

/** Where each article was and is. */
export function homesOf({ articles, scratch }: ReplayResult): Homed[] {
  return articles.flatMap(({ articleId, storyId, role }) => {
    const place = scratch.places.get(articleId);
    if (!place) return [];
    return [
      {
        articleId,
        before: storyId,
        after: place.storyId,
        independentBefore: role !== "near_duplicate",
        independentAfter: place.role !== "near_duplicate",
      },
    ];
  });
}

/** What came before `since` within the longest window goes first, so that the stages know what they knew then. */
async function articlesToReplay(app: App, { settings, since, maxArticles }: ReplayOptions): Promise<Replayed[]> {
  const from = since === null ? Number.MIN_SAFE_INTEGER : since - warmUpMs(settings, app.settings);
  const articles: Replayed[] = [];
  const ids = new Map<string, string>();
  for await (const { article, coverage } of app.store.clustered(from)) {
    if (article.firstSeenAt < from) continue;
    if (articles.length >= maxArticles)
      throw new CliProblem(
        `more than ${maxArticles} articles to replay, about 1 kB of memory each; name a later moment with --since, or more with --max-articles`,
      );
    const { storyId, role } = coverage;
    if (!ids.has(storyId)) ids.set(storyId, storyId);
    articles.push({ articleId: article.id, firstSeenAt: article.firstSeenAt, storyId: ids.get(storyId)!, role });
  }
  return inFirstOrder(app, articles);
}

/**
 * In the order in which they were clustered the first time. What was run again since stands last in the store, and a
 * story's id, to which corrections refer, is that of the article that founded it.
 */
async function inFirstOrder({ store }: App, articles: readonly Replayed[]): Promise<Replayed[]> {
  const placed: { article: Replayed; at: number }[] = [];
  for (const article of articles) {
    const first = (await store.steps(article.articleId)).find(
      ({ stage, kind }) => stage === "cluster" && kind === "next",
    );
    placed.push({ article, at: first?.startedAt ?? article.firstSeenAt });
  }
  return placed.sort((a, b) => a.at - b.at).map(({ article }) => article);
}

/** A story lives for two windows after its last article, a text is compared for one. */
function warmUpMs(...settings: Settings[]): number {
  return (
    Math.max(...settings.flatMap(({ dedupe, cluster }) => [dedupe.windowHours, 2 * cluster.windowHours])) * HOUR_MS
  );
}

/** The program with the scratch store in the place of the real one. A replay needs no network and parses nothing. */
function replayingApp(app: App, settings: Settings, scratch: ScratchStore, now: () => number): App {
  const { dataDir, shared, holder, queue, webToken, sourceFamily } = app;
  const none = (): never => {
    throw new Error("a replay neither fetches nor parses");
  };
  return {
    ...{ settings, dataDir, shared, holder, queue, webToken, sourceFamily },
    clock: { ...app.clock, now },
    log: SILENT,
    store: scratch.port(),
    get http() {
      return none();
    },
    get parser() {
      return none();
    },
    close: async () => {},
  };
}

const nothing = () => {};
const SILENT: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** The scratch store has one user. */
const NO_LEASE: Lease = { name: "replay", holder: "replay", token: 0, expiresAt: Number.MAX_SAFE_INTEGER };
