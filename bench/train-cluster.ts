/**
 * Learns what `src/cluster/learned.json` holds: the weights of the decision and the shares of common terms.
 *
 *     node bench/train-cluster.ts [--write] FILE.jsonl…
 *
 * Each file is one set of `{id,published,lang?,title,text,source,cluster}` in order of arrival. A row is an article and
 * a story it could belong to; it is right when the story is of the article's cluster. Rows come from a run in which every
 * article is put where it belongs, and from a run of the index's own, whose mistakes it must live with. Each set is
 * also fed in short pieces to a fresh index, so that an empty store is as well prepared as a full one. Sets count the same.
 *
 * Without `--write` it reports: the weights for each set are learned without that set.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { asArticle, clusterStream, type StreamArticle } from "../src/cli/eval/cluster.ts";
import { FEATURE_NAMES, type Weights } from "../src/cluster/decision.ts";
import { LEARNED, type Learned } from "../src/cluster/learned.ts";
import { CLUSTER_DEFAULTS } from "../src/cluster/settings.ts";
import type { Features } from "../src/cluster/similarity.ts";
import { StoryIndex } from "../src/cluster/story-index.ts";
import type { TermShares } from "../src/cluster/term-table.ts";
import { articleTerms } from "../src/cluster/terms.ts";
import { bcubed } from "./bcubed.ts";
import { fitLogistic } from "./logistic.ts";

type Labelled = StreamArticle & { cluster: string };
interface LabelledSet {
  name: string;
  articles: Labelled[];
}
interface Row {
  lang: string;
  features: Features;
  right: boolean;
  weight: number;
}

/** Articles in one piece for the cold start. */
const PIECE = 150;
/** A term is common language when it stands in at least this mean share of articles … */
const MIN_SHARE = 0.003;
/** … in this many sets, in at least two articles of each: then it is no matter of one event. */
const MIN_SETS = 3;
/** With fewer sets a term must be commoner, lest it belong to their events. */
const MIN_SHARE_OF_FEW = 0.02;
/** Texts and sets too small to tell shares from. */
const MIN_LETTERS = 200;
const MIN_TEXTS = 100;
/** Rows needed to learn how much a language differs. */
const MIN_ROWS = 1000;

function readSet(file: string): LabelledSet {
  const articles = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Labelled);
  return { name: basename(file).replace(/\.dev\.jsonl$|\.jsonl$/, ""), articles };
}

/** By language, the mean share of articles with a term, over the sets of running text. */
function learnShares(sets: LabelledSet[]): Record<string, TermShares> {
  const byLanguage = new Map<string, { counts: Map<string, number>; texts: number }[]>();
  for (const { articles } of sets) {
    const counted = new Map<string, { counts: Map<string, number>; texts: number }>();
    for (const article of articles) {
      if (article.text.length < MIN_LETTERS) continue;
      const terms = articleTerms({ ...article, lang: article.lang ?? null }, CLUSTER_DEFAULTS.readWords, () => false);
      const count = counted.get(terms.lang) ?? { counts: new Map<string, number>(), texts: 0 };
      counted.set(terms.lang, count);
      count.texts++;
      for (const term of new Set([...terms.fields.all.keys(), ...terms.fields.names.keys()])) {
        count.counts.set(term, (count.counts.get(term) ?? 0) + 1);
      }
    }
    for (const [lang, count] of counted) {
      if (count.texts >= MIN_TEXTS) byLanguage.set(lang, [...(byLanguage.get(lang) ?? []), count]);
    }
  }
  return Object.fromEntries([...byLanguage].map(([lang, counts]) => [lang, meanShares(counts)]));
}

function meanShares(sets: { counts: Map<string, number>; texts: number }[]): TermShares {
  const shares: Record<string, number> = {};
  for (const term of [...new Set(sets.flatMap(({ counts }) => [...counts.keys()]))].sort()) {
    const found = sets.filter(({ counts }) => (counts.get(term) ?? 0) >= 2).length;
    const share = sets.reduce((sum, { counts, texts }) => sum + (counts.get(term) ?? 0) / texts, 0) / sets.length;
    const least = sets.length >= MIN_SETS ? MIN_SHARE : MIN_SHARE_OF_FEW;
    if (found >= Math.min(MIN_SETS, sets.length) && share >= least) shares[term] = Math.round(share * 1e4) / 1e4;
  }
  return shares;
}

/** Rows of one set: forced and own run, whole and in pieces. */
function rowsOf({ articles }: LabelledSet, learned: Learned): Row[] {
  const rows: Row[] = [];
  const pieces = [articles];
  for (
    let i = 0;
    i + PIECE <= articles.length && pieces.length < 6;
    i += Math.max(PIECE, Math.floor(articles.length / 6))
  ) {
    pieces.push(articles.slice(i, i + PIECE));
  }
  for (const piece of pieces) {
    const weight = 1 / piece.length / (piece === articles ? 1 : pieces.length - 1);
    rows.push(...forcedRun(piece, learned, weight), ...ownRun(piece, learned, weight));
  }
  return rows;
}

function forcedRun(articles: Labelled[], learned: Learned, weight: number): Row[] {
  const index = new StoryIndex(CLUSTER_DEFAULTS, learned);
  return articles.flatMap((line) => {
    const article = asArticle(line, { by: "article" });
    const ranked = index.rank(article);
    const evidence = { rule: "joined", terms: [], features: {}, runnerUp: null };
    const coverage = {
      storyId: line.cluster,
      articleId: line.id,
      role: "independent",
      score: 1,
      evidence,
      addedAt: 0,
    } as const;
    index.restore({ number: index.sequence, coverage, article, analysed: index.analyse(article) });
    index.evict(article.publishedAt);
    return ranked.map(({ story, features }) => ({
      lang: story.lang,
      features,
      right: story.id === line.cluster,
      weight,
    }));
  });
}

function ownRun(articles: Labelled[], learned: Learned, weight: number): Row[] {
  const index = new StoryIndex(CLUSTER_DEFAULTS, learned);
  const clusterOf = new Map(articles.map(({ id, cluster }) => [id, cluster]));
  return articles.flatMap((line) => {
    const article = asArticle(line, { by: "article" });
    const ranked = index.rank(article);
    const rows = ranked.map(({ story, features }) => {
      const same = story.members.filter(({ articleId }) => clusterOf.get(articleId) === line.cluster).length;
      return { lang: story.lang, features, right: same * 2 > story.members.length, weight };
    });
    index.apply(index.assign(article, null, { now: article.publishedAt }));
    index.evict(article.publishedAt);
    return rows;
  });
}

/** Learns in two rounds: the second one's own runs use the first one's weights. */
function learn(sets: LabelledSet[]): Learned {
  const shares = learnShares(sets);
  let weights = LEARNED.weights;
  for (let round = 0; round < 2; round++) {
    const rows = sets.flatMap((set) => rowsOf(set, { weights, shares }));
    weights = fit(rows);
  }
  return { weights, shares };
}

function fit(rows: Row[]): Weights {
  const languages = [...new Set(rows.map(({ lang }) => lang))].filter((lang) => lang !== "en").sort();
  const spoken = languages.filter((lang) => rows.filter((row) => row.lang === lang).length >= MIN_ROWS);
  const fitted = fitLogistic(
    rows.map(({ features, lang }) => [
      ...FEATURE_NAMES.map((name) => features[name]),
      ...spoken.map((one) => (one === lang ? 1 : 0)),
    ]),
    rows.map(({ right }) => (right ? 1 : 0)),
    rows.map(({ weight }) => weight),
  );
  const round = (value: number | undefined) => Math.round((value ?? 0) * 1e3) / 1e3;
  const features = Object.fromEntries(FEATURE_NAMES.map((name, i) => [name, round(fitted.weights[i])]));
  const offsets = spoken.map((lang, i) => [lang, round(fitted.weights[FEATURE_NAMES.length + i])]);
  return {
    bias: round(fitted.bias),
    languages: Object.fromEntries(offsets),
    features: features as Record<keyof Features, number>,
  };
}

const files = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const sets = files.map(readSet);
if (sets.length < 2) {
  console.error("usage: node bench/train-cluster.ts [--write] FILE.jsonl FILE.jsonl…");
  process.exit(2);
}
if (process.argv.includes("--write")) {
  const learned = learn(sets);
  const note = `Written by bench/train-cluster.ts from ${sets.map(({ name, articles }) => `${name} (${articles.length})`).join(", ")}. Numbers only: weights of a logistic and shares of articles with a term.`;
  const file = new URL("../src/cluster/learned.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify({ note, ...learned }, null, 2)}\n`);
  console.log(JSON.stringify(learned.weights));
} else {
  for (const held of sets) {
    const learned = learn(sets.filter((set) => set !== held));
    const lines = clusterStream(held.articles, new StoryIndex(CLUSTER_DEFAULTS, learned), { by: "article" });
    const { precision, recall, f1 } = bcubed(
      held.articles.map(({ cluster }) => cluster),
      lines.map(({ cluster }) => cluster),
    );
    const show = (value: number) => (100 * value).toFixed(1);
    console.log(
      `${held.name.padEnd(14)} B3 ${show(precision)}/${show(recall)}/${show(f1)} ${JSON.stringify(learned.weights)}`,
    );
  }
}
