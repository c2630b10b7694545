/**
 * Clusters labelled streams and measures: `node bench/cluster.ts FILE.jsonl…` (`{id,published,lang?,title,text,source,cluster}`).
 *
 * For each file: BCubed precision, recall and F1, pairwise F1, stories found and labelled, and articles per CPU second; alerts
 * at `independentToForm` articles: the share of stories of three articles and more that were told, the share of alerts that
 * told of such a story for the first time (smaller stories not counted), and second alerts by story; BCubed F1 with
 * neighbours in the stream shuffled; the bytes of heap that a story takes; and the F1 of baselines on the same file,
 * which look ahead for their document frequencies: title Jaccard and TF-IDF centroid online, average linkage offline.
 * The shipped weights may have been learned from the files given: `bench/train-cluster.ts` reports without them.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { clusterStream, type StreamArticle } from "../src/cli/eval/cluster.ts";
import { CLUSTER_DEFAULTS } from "../src/cluster/settings.ts";
import { StoryIndex } from "../src/cluster/story-index.ts";
import { bcubed } from "./bcubed.ts";
import { averageLinkage, comparedArticles, tfidfCentroid, titleJaccard } from "./cluster-peers.ts";

type Labelled = StreamArticle & { cluster: string };

/** Articles that may change places: feeds are read in any order, but not weeks apart. */
const SHUFFLED_TOGETHER = 200;

/** One threshold for all files, set by hand: full texts like a lower one for average linkage, leads a higher one. */
const JACCARD = 0.25;
const CENTROID = 0.2;
const LINKAGE = 0.12;
/** The best of these is what average linkage could reach if it knew the labels. */
const LINKAGE_TRIED = [0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.18, 0.22];

/** Stories below this many articles need no alert and spoil none. */
const LEAST_STORY = 3;

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node bench/cluster.ts FILE.jsonl…");
  process.exit(2);
}
const percent = (value: number) => (100 * value).toFixed(1);
console.log(
  "set              P     R     F1  pairs    stories  alerts R     P  again  shuffled F1   articles/CPU s   kB/story   Jaccard  centroid  linkage (best)",
);
for (const file of files) {
  const articles = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Labelled);
  const inOrder = measure(articles);
  const shuffled = measure(shuffle(articles));
  const labels = new Set(articles.map(({ cluster }) => cluster)).size;
  console.log(
    [
      basename(file)
        .replace(/\.jsonl$/, "")
        .padEnd(15),
      [inOrder.precision, inOrder.recall, inOrder.f1].map((value) => percent(value).padStart(5)).join(" "),
      percent(inOrder.pairs).padStart(5),
      `${inOrder.stories}/${labels}`.padStart(9),
      [inOrder.told, inOrder.right, inOrder.again].map((value) => percent(value).padStart(5)).join(" "),
      percent(shuffled.f1).padStart(11),
      inOrder.perSecond.toFixed(0).padStart(15),
      inOrder.kilobytes.toFixed(1).padStart(13),
      ...peers(articles),
    ].join("  "),
  );
}

function measure(articles: Labelled[]) {
  const index = new StoryIndex(CLUSTER_DEFAULTS);
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const start = process.cpuUsage();
  const lines = clusterStream(articles, index, { by: "article" });
  const { user, system } = process.cpuUsage(start);
  globalThis.gc?.();
  const clusters = lines.map(({ cluster }) => cluster);
  return {
    ...bcubed(
      articles.map(({ cluster }) => cluster),
      clusters,
    ),
    pairs: pairwise(articles, clusters),
    ...alerted(articles, lines),
    stories: new Set(clusters).size,
    perSecond: articles.length / ((user + system) / 1e6),
    kilobytes: (process.memoryUsage().heapUsed - heap) / 1024 / Math.max(1, index.size),
  };
}

/** F1 of pairs of articles that are in one story. */
function pairwise(articles: readonly Labelled[], clusters: readonly string[]): number {
  const pairs = (keys: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  };
  const labels = articles.map(({ cluster }) => String(cluster));
  const both = pairs(labels.map((label, i) => `${label}\u0000${clusters[i]}`));
  return (2 * both) / (pairs(labels) + pairs(clusters) || 1);
}

/** An alert tells of the label that most of its story's articles have at that moment; it is wrong when none has half. */
function alerted(articles: readonly Labelled[], lines: ReturnType<typeof clusterStream>) {
  const sizes = Map.groupBy(articles, ({ cluster }) => cluster);
  const large = [...sizes.values()].filter(({ length }) => length >= LEAST_STORY).length;
  const members = new Map<string, string[]>();
  const told = new Set<string>();
  let alerts = 0;
  let again = 0;
  lines.forEach(({ online, alert }, i) => {
    const labels = [...(members.get(online) ?? []), articles[i]!.cluster];
    members.set(online, labels);
    if (!alert) return;
    const ranked = [...Map.groupBy(labels, (label) => label)].sort(([, a], [, b]) => b.length - a.length);
    const [label, most] = ranked[0]!;
    const pure = most.length * 2 > labels.length;
    if (pure && sizes.get(label)!.length < LEAST_STORY) return;
    alerts++;
    if (!pure) return;
    if (told.has(label)) again++;
    else told.add(label);
  });
  return { told: told.size / large, right: told.size / Math.max(1, alerts), again: again / large };
}

/** F1 of the baselines. */
function peers(articles: Labelled[]): string[] {
  const labels = articles.map(({ cluster }) => cluster);
  const compared = comparedArticles(articles);
  const f1 = (stories: number[]) => bcubed(labels, stories.map(String)).f1;
  const linked = averageLinkage(compared);
  const best = Math.max(...LINKAGE_TRIED.map((threshold) => f1(linked(threshold))));
  return [
    percent(f1(titleJaccard(compared, JACCARD))).padStart(8),
    percent(f1(tfidfCentroid(compared, CENTROID))).padStart(8),
    `${percent(f1(linked(LINKAGE)))} (${percent(best)})`.padStart(14),
  ];
}

/** Another order of arrival, the same on every run. */
function shuffle<T>(list: readonly T[]): T[] {
  const out = [...list];
  let state = 1;
  for (let i = out.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const first = Math.floor(i / SHUFFLED_TOGETHER) * SHUFFLED_TOGETHER;
    const j = first + Math.floor((state / 0x80000000) * (i - first + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
