/**
 * Learns what `src/cluster/learned.json` holds: the weights of the decision and the shares of common terms.
 *
 *     node bench/train-cluster.ts [--write] FILE.jsonl…
 *
 * Each file is one set of `{id,published,lang?,title,text,source,cluster}` in order of arrival. What is learned from is
 * the choice that an article has: one of the stories it could belong to, or a new one. Choices come from runs in which
 * articles are put where they belong (`cluster-lessons.ts`). Sets count the same. A set's choices are made with shares of
 * terms that were learned without it.
 *
 * Without `--write` it reports: the weights and shares for each set are learned without that set.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { asArticle, clusterStream } from "../src/cli/eval/cluster.ts";
import { INPUT_NAMES, inputsOf, type Weights } from "../src/cluster/decision.ts";
import type { Learned } from "../src/cluster/learned.ts";
import type { Ranked } from "../src/cluster/ranking.ts";
import { CLUSTER_DEFAULTS } from "../src/cluster/settings.ts";
import { StoryIndex } from "../src/cluster/story-index.ts";
import type { TermShares } from "../src/cluster/term-table.ts";
import { articleTerms } from "../src/cluster/terms.ts";
import { bcubed } from "./bcubed.ts";
import { type Choice, fitChoice, RIDGE, sharpened } from "./choice.ts";
import { type Labelled, type Lesson, lessonsOf } from "./cluster-lessons.ts";

interface LabelledSet {
  name: string;
  articles: Labelled[];
}

/** A term is common language when it stands in at least this mean share of articles … */
const MIN_SHARE = 0.003;
/** … in this many sets, in at least two articles of each: then it is no matter of one event. */
const MIN_SETS = 3;
/** With fewer sets a term must be commoner, lest it belong to their events. */
const MIN_SHARE_OF_FEW = 0.02;
/** Texts and sets too small to tell shares from. */
const MIN_LETTERS = 200;
const MIN_TEXTS = 100;
/** Makes choices without judging them. */
const NOTHING: Weights = {
  bias: 0,
  languages: {},
  inputs: Object.fromEntries(INPUT_NAMES.map((name) => [name, 0])) as Weights["inputs"],
};
/**
 * The penalty on how many tell a story already. What a mixture of two stories takes makes it larger still, and choices
 * among stories as they should be do not tell of that.
 */
const RIDGE_OF_MANY = 5e-2;
/** Added to the bias: a report that joined wrongly can be told later and leaves, parts of one story seldom all come home. */
const LEANING = 0.5;
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

/** Every article is put where it belongs, or of so many one into the likest of the other stories. */
function givenRun({ articles, weight, mixedEvery }: Lesson, learned: Learned): Asked[] {
  const index = new StoryIndex(CLUSTER_DEFAULTS, learned);
  let others = 0;
  return articles.map((line) => {
    const article = asArticle(line, { by: "article" });
    const ranked = index.rank(article);
    const other = mixedEvery > 0 ? likestOther(ranked, line.cluster) : null;
    const storyId = other !== null && ++others % mixedEvery === 0 ? other : line.cluster;
    const coverage = { storyId, role: "independent", addedAt: article.publishedAt } as const;
    index.restore({ number: index.sequence, coverage, article, analysed: index.analyse(article) });
    index.evict(article.publishedAt);
    const options = ranked.map(({ features }) => inputsOf(features));
    const { lang } = index.terms(article);
    return { options, right: ranked.findIndex(({ story }) => story.id === line.cluster), weight, lang };
  });
}

function likestOther(ranked: readonly Ranked[], own: string): string | null {
  let likest: Ranked | null = null;
  for (const one of ranked) {
    if (one.story.id !== own && one.features.mean > (likest?.features.mean ?? -1)) likest = one;
  }
  return likest?.story.id ?? null;
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
    this.#bySet = new Map(
      sets.map((set) => [set, lessonsOf(set.articles).flatMap((lesson) => this.#choicesOf(lesson, set))]),
    );
  }

  sharesWithout(set: LabelledSet): Learned["shares"] {
    return this.#shares.get(set)!;
  }

  #choicesOf(lesson: Lesson, set: LabelledSet): Asked[] {
    return givenRun(lesson, { weights: NOTHING, shares: this.sharesWithout(set) }).filter(
      ({ options }) => options.length > 0,
    );
  }

  fit(without: LabelledSet | null): Weights {
    const choices = this.#sets.filter((set) => set !== without).flatMap((set) => this.#bySet.get(set)!);
    const total = choices.reduce((sum, { weight }) => sum + weight, 0);
    const spoken = [...new Set(choices.map(({ lang }) => lang))].sort().filter((one) => {
      return one !== "en" && choices.filter(({ lang }) => lang === one).length >= MIN_CHOICES;
    });
    const asked = choices.map(({ options, right, weight, lang }) => ({
      options: options.map((inputs) => [...inputs, ...spoken.map((one) => (one === lang ? 1 : 0))]),
      right,
      weight: weight / total,
    }));
    const ridgeOf = (input: number) => (INPUT_NAMES[input] === "many" ? RIDGE_OF_MANY : RIDGE);
    const fitted = sharpened(asked, fitChoice(asked, ridgeOf));
    const round = (value: number | undefined) => Math.round((value ?? 0) * 1e3) / 1e3;
    const languages = Object.fromEntries(
      spoken.map((lang, i) => [lang, round(fitted.weights[INPUT_NAMES.length + i])]),
    );
    const inputs = Object.fromEntries(INPUT_NAMES.map((name, i) => [name, round(fitted.weights[i])]));
    return { bias: round(fitted.bias + LEANING), languages, inputs: inputs as Weights["inputs"] };
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
for (const held of process.argv.includes("--write") ? [] : sets) {
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
