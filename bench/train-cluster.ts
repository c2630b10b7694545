/**
 * Learns what `src/cluster/learned.json` holds: the weights of the decision and the shares of common terms.
 *
 *     node bench/train-cluster.ts [--write] FILE.jsonl…
 *
 * Each file is one set of `{id,published,lang?,title,text,source,cluster}` in order of arrival. What is learned from is
 * the choice that an article has: one of the stories it could belong to, or a new one. Choices come from runs in
 * which every article is put where it belongs. Parts of each set are also fed to a fresh index, so that an empty store is as well prepared as a full one: short pieces, and
 * articles on one subject, which are alike and yet tell of several stories. Sets count the same. A set's choices are
 * made with shares of terms that were learned without it.
 *
 * Without `--write` it reports: the weights and shares for each set are learned without that set.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { asArticle, clusterStream, type StreamArticle } from "../src/cli/eval/cluster.ts";
import { INPUT_NAMES, inputsOf, type Weights } from "../src/cluster/decision.ts";
import type { Learned } from "../src/cluster/learned.ts";
import { CLUSTER_DEFAULTS } from "../src/cluster/settings.ts";
import { StoryIndex } from "../src/cluster/story-index.ts";
import type { TermShares } from "../src/cluster/term-table.ts";
import { articleTerms } from "../src/cluster/terms.ts";
import { bcubed } from "./bcubed.ts";
import { type Choice, fitChoice } from "./choice.ts";
import { comparedArticles, cosine } from "./cluster-peers.ts";

type Labelled = StreamArticle & { cluster: string };
interface LabelledSet {
  name: string;
  articles: Labelled[];
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
/** Pieces of one set. */
const MAX_PIECES = 5;
/** Starts of an empty store, of so few articles that the likeness to other stories is hardly known. */
const FRESH_STARTS = 30;
const FRESH_FROM = 5;
const FRESH_TO = 50;
/** All lengths come up, in no order: 7 and the number of lengths have no common factor. */
const freshLength = (window: number) => FRESH_FROM + ((window * 7) % (FRESH_TO - FRESH_FROM + 1));
/** Subjects of one set, and articles of one cluster in each. */
const SUBJECTS = 30;
const MOST_OF_CLUSTER = 5;
/** Makes choices without judging them. */
const NOTHING: Weights = {
  bias: 0,
  languages: {},
  inputs: Object.fromEntries(INPUT_NAMES.map((name) => [name, 0])) as Weights["inputs"],
};
/** Choices needed to learn how much a language differs. */
const MIN_CHOICES = 200;

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
      for (const term of new Set([...terms.fields.all, ...terms.fields.names].map(({ term }) => term))) {
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

interface Part {
  articles: Labelled[];
  weight: number;
}

/** Parts of a set that are fed to an index of their own; the weights of a set make 1. */
function partsOf({ articles }: LabelledSet): Part[] {
  const parts = [
    { pieces: [articles], weight: 0.4 },
    { pieces: windows(articles, MAX_PIECES, () => PIECE), weight: 0.2 },
    { pieces: windows(articles, FRESH_STARTS, freshLength), weight: 0.2 },
    { pieces: subjects(articles), weight: 0.2 },
  ];
  return parts.flatMap(({ pieces, weight }) => {
    const count = pieces.reduce((sum, { length }) => sum + length, 0);
    return pieces.map((piece) => ({ articles: piece, weight: weight / count }));
  });
}

/** Of articles at even distances, those of the same days that are most like them, few of each cluster. */
function subjects(articles: Labelled[]): Labelled[][] {
  const compared = comparedArticles(articles);
  const seeds = Math.min(SUBJECTS, articles.length);
  return Array.from({ length: seeds }, (_, k) => {
    const seed = compared[Math.floor((articles.length * k) / seeds)]!;
    const near = compared.map((one, place) => ({ place, likeness: cosine(seed, one) }));
    near.sort((a, b) => b.likeness - a.likeness || a.place - b.place);
    const taken = new Map<string, number>();
    const chosen: number[] = [];
    for (const { place } of near) {
      const { cluster } = articles[place]!;
      const already = taken.get(cluster) ?? 0;
      if (already >= MOST_OF_CLUSTER) continue;
      taken.set(cluster, already + 1);
      if (chosen.push(place) >= freshLength(k)) break;
    }
    return chosen.sort((a, b) => a - b).map((place) => articles[place]!);
  });
}

/** Windows at even distances, the last one at the end. */
function windows(articles: Labelled[], most: number, lengthOf: (window: number) => number): Labelled[][] {
  const count = Math.max(1, Math.min(most, Math.floor(articles.length / lengthOf(0))));
  return Array.from({ length: count }, (_, k) => {
    const length = lengthOf(k);
    const start = Math.floor((Math.max(0, articles.length - length) * k) / Math.max(1, count - 1));
    return articles.slice(start, start + length);
  });
}

/** Every article is put where it belongs. */
function givenRun({ articles, weight }: Part, learned: Learned): Asked[] {
  const index = new StoryIndex(CLUSTER_DEFAULTS, learned);
  return articles.map((line) => {
    const article = asArticle(line, { by: "article" });
    const ranked = index.rank(article);
    const coverage = { storyId: line.cluster, role: "independent", addedAt: article.publishedAt } as const;
    index.restore({ number: index.sequence, coverage, article, analysed: index.analyse(article) });
    index.evict(article.publishedAt);
    const options = ranked.map(({ features }) => inputsOf(features));
    const { lang } = index.terms(article);
    return { options, right: ranked.findIndex(({ story }) => story.id === line.cluster), weight, lang };
  });
}

/** A choice in a language. */
type Asked = Choice & { lang: string };

/** The choices of each set. */
class Choices {
  readonly #sets: LabelledSet[];
  readonly #shares: Map<LabelledSet, Learned["shares"]>;
  readonly #bySet: Map<LabelledSet, Asked[]>;

  constructor(sets: LabelledSet[]) {
    this.#sets = sets;
    this.#shares = new Map(sets.map((set) => [set, learnShares(sets.filter((other) => other !== set))]));
    this.#bySet = new Map(sets.map((set) => [set, partsOf(set).flatMap((part) => this.#choicesOf(part, set))]));
  }

  sharesWithout(set: LabelledSet): Learned["shares"] {
    return this.#shares.get(set)!;
  }

  #choicesOf(part: Part, set: LabelledSet): Asked[] {
    return givenRun(part, { weights: NOTHING, shares: this.sharesWithout(set) }).filter(
      ({ options }) => options.length > 0,
    );
  }

  fit(without: LabelledSet | null): Weights {
    const choices = this.#sets.filter((set) => set !== without).flatMap((set) => this.#bySet.get(set)!);
    const total = choices.reduce((sum, { weight }) => sum + weight, 0);
    const spoken = [...new Set(choices.map(({ lang }) => lang))].sort().filter((one) => {
      return one !== "en" && choices.filter(({ lang }) => lang === one).length >= MIN_CHOICES;
    });
    const fitted = fitChoice(
      choices.map(({ options, right, weight, lang }) => ({
        options: options.map((inputs) => [...inputs, ...spoken.map((one) => (one === lang ? 1 : 0))]),
        right,
        weight: weight / total,
      })),
    );
    const round = (value: number | undefined) => Math.round((value ?? 0) * 1e3) / 1e3;
    const languages = Object.fromEntries(
      spoken.map((lang, i) => [lang, round(fitted.weights[INPUT_NAMES.length + i])]),
    );
    const inputs = Object.fromEntries(INPUT_NAMES.map((name, i) => [name, round(fitted.weights[i])]));
    return { bias: round(fitted.bias), languages, inputs: inputs as Weights["inputs"] };
  }
}

const files = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const sets = files.map(readSet);
if (sets.length < 2) {
  console.error("usage: node bench/train-cluster.ts [--write] FILE.jsonl FILE.jsonl…");
  process.exit(2);
}
const choices = new Choices(sets);
if (process.argv.includes("--write")) {
  const learned: Learned = { weights: choices.fit(null), shares: learnShares(sets) };
  const note = `Written by bench/train-cluster.ts from ${sets.map(({ name, articles }) => `${name} (${articles.length})`).join(", ")}. Numbers only: weights of a conditional logit and shares of articles with a term.`;
  const file = new URL("../src/cluster/learned.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify({ note, ...learned }, null, 2)}\n`);
  console.log(JSON.stringify(learned.weights));
}
for (const held of sets) {
  const learned: Learned = { weights: choices.fit(held), shares: choices.sharesWithout(held) };
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
