/**
 * Learns what `src/extract/comment-weights.json` holds: the weight of each sign of a promotional comment.
 *
 *     node bench/train-comment-spam.ts [--write] [--wrong] test/fixtures/comments/*.jsonl
 *
 * Each line is `{id,spam,family,title,article,comment}`. Articles and their sentences are rows too, as readers that are
 * none: a report that names prices and addresses must not be taken for an advertisement. Without `--write` it reports
 * five folds; no article stands in two of them, and the last holds out whole families of advertisements, which nothing
 * was learned from.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { profileOf } from "../src/extract/article-profile.ts";
import { COMMENT_FEATURES, featuresOf } from "../src/extract/comment-features.ts";
import type { CommentWeights } from "../src/extract/comment-spam.ts";
import type { WordRole } from "../src/extract/spam-words.ts";
import { fitLogistic } from "./logistic.ts";

interface Labelled {
  id: string;
  spam: boolean;
  family: string;
  title: string;
  article: string;
  comment: string;
}
interface Row {
  id: string;
  family: string;
  title: string;
  text: string;
  values: number[];
  spam: boolean;
  weight: number;
  /** No words were hidden from it: counts when it is tested. */
  whole: boolean;
}

/** An advertisement is learned from as it is, and as if some of its words were new. */
const UNKNOWN: WordRole[][] = [
  [],
  ["goods", "wares"],
  ["sales", "testimony", "earnings"],
  ["goods", "testimony", "calls"],
  ["goods", "wares", "sales", "earnings"],
  ["goods", "wares", "sales", "earnings", "testimony", "calls"],
];
/** Strength of the penalty: a few hundred rows carry no large weights. */
const RIDGE = 4e-3;
/** A reader called an advertisement costs this many times the other mistake. */
const HAM_WEIGHT = 1.8;
/** The article's sentences are many and easy. */
const SENTENCE_WEIGHT = 0.6;
const FOLDS = 5;
/** Families that the last fold holds out. */
const HELD_OUT = new Set(["healing", "recovery", "streaming", "services", "papers", "unforeseen"]);
/** Signs of a reader; all others speak for an advertisement or say nothing. */
const FOR_A_READER = new Set(["cites-a-source", "shares-words-with-article", "question"]);
/** Weight of either sign: what is about the text and not about a promotion. */
const EITHER = new Set(["length", "offer-without-contact", "foreign-language", "no-shared-words"]);

function rowsOf(labelled: Labelled[]): Row[] {
  const rows: Row[] = [];
  const articles = new Map<string, Labelled>();
  for (const one of labelled) {
    articles.set(one.title, one);
    if (!one.spam) rows.push(row(one, one.comment, HAM_WEIGHT, {}));
    else for (const unknown of UNKNOWN) rows.push(row(one, one.comment, 1 / UNKNOWN.length, {}, unknown));
  }
  for (const one of articles.values()) {
    rows.push(row({ ...one, id: "", family: "sentence" }, one.article, SENTENCE_WEIGHT, { included: true }));
    for (const sentence of one.article.split(/(?<=[.!?。।۔])\s*/u))
      if (sentence.length > 20)
        rows.push(row({ ...one, id: "", family: "sentence" }, sentence, SENTENCE_WEIGHT, { included: true }));
  }
  return rows;
}

function row(
  one: Labelled,
  text: string,
  weight: number,
  context: { included?: boolean },
  unknown: WordRole[] = [],
): Row {
  const features = featuresOf(text, profileOf(one.title, one.article), context, unknown);
  const values = COMMENT_FEATURES.map((name) => features[name]);
  const { id, family, title, spam } = one;
  return { id, family, title, text, values, spam: spam && family !== "sentence", weight, whole: unknown.length === 0 };
}

/** Signs too rare among a few hundred comments to be learned, and what moderators' practice gives them at least. */
const AT_LEAST: Record<string, number> = {
  "link-markup": 2,
  "shortened-address": 1.2,
  "foreign-script": 0.8,
  "easy-money": 2,
  "personal-offer": 1.2,
};

/** Fits, leaves out what came out with the wrong sign (it stands for something else), fits again. */
function learn(rows: Row[]): CommentWeights {
  const out = new Set<number>();
  for (;;) {
    const { bias, weights } = fitLogistic(
      rows.map(({ values }) => values.map((value, i) => (out.has(i) ? 0 : value))),
      rows.map(({ spam }) => Number(spam)),
      rows.map(({ weight }) => weight),
      RIDGE,
    );
    const wrong = COMMENT_FEATURES.findIndex(
      (name, i) => !EITHER.has(name) && (FOR_A_READER.has(name) ? weights[i]! > 0 : weights[i]! < 0),
    );
    if (wrong < 0)
      return {
        bias: round(bias),
        weights: Object.fromEntries(
          COMMENT_FEATURES.map((name, i) => [name, Math.max(round(weights[i]!), AT_LEAST[name] ?? -9)] as const).filter(
            ([, weight]) => weight !== 0,
          ),
        ),
      };
    out.add(wrong);
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000 + 0;

function scoreOf({ values }: Row, { bias, weights }: CommentWeights): number {
  const sum = values.reduce((total, value, i) => total + value * (weights[COMMENT_FEATURES[i]!] ?? 0), bias);
  return 1 / (1 + Math.exp(-sum));
}

/** Fold of a row: by its article, but for families held out in the last. */
function folds(rows: Row[]): number[] {
  const titles = [...new Set(rows.map(({ title }) => title))].sort();
  return rows.map(({ title, spam, family }) =>
    spam && HELD_OUT.has(family) ? FOLDS - 1 : titles.indexOf(title) % FOLDS,
  );
}

function report(name: string, tested: { row: Row; score: number }[]): void {
  const all = tested.filter(({ row }) => row.family !== "sentence");
  const hit = all.filter(({ row, score }) => row.spam && score >= 0.5).length;
  const called = all.filter(({ score }) => score >= 0.5).length;
  const spam = all.filter(({ row }) => row.spam).length;
  const sentences = tested.filter(({ row, score }) => row.family === "sentence" && score >= 0.5).length;
  const [precision, recall] = [hit / called, hit / spam];
  const f1 = (2 * precision * recall) / (precision + recall);
  console.log(
    `${name}: precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} F1 ${f1.toFixed(3)} of ${spam} advertisements and ${all.length - spam} readers; ${sentences} sentences taken`,
  );
}

const files = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const labelled = files.flatMap((file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Labelled),
);
const rows = rowsOf(labelled);
const foldOf = folds(rows);
const tested: { row: Row; score: number }[] = [];
for (let fold = 0; fold < FOLDS; fold++) {
  const weights = learn(rows.filter((_, i) => foldOf[i] !== fold));
  const part = rows
    .filter((row, i) => foldOf[i] === fold && row.whole)
    .map((row) => ({ row, score: scoreOf(row, weights) }));
  report(`fold ${fold + 1}${fold === FOLDS - 1 ? ` (without ${[...HELD_OUT].join(", ")})` : ""}`, part);
  tested.push(...part);
}
report("all folds", tested);
if (process.argv.includes("--wrong"))
  for (const { row, score } of tested)
    if (score >= 0.5 !== row.spam) {
      const signs = COMMENT_FEATURES.filter((_, i) => row.values[i] !== 0).join(" ");
      console.log(
        `${row.spam ? "missed" : "TAKEN "} ${score.toFixed(2)} ${row.id} ${row.family} | ${row.text} | ${signs}`,
      );
    }
if (process.argv.includes("--write")) {
  const weights = learn(rows);
  writeFileSync("src/extract/comment-weights.json", `${JSON.stringify(weights, null, 2)}\n`);
  console.log(weights);
}
