/**
 * Plain-text articles with a comment glued under them: whether every advertisement goes and every sentence stays.
 *
 *     node bench/extract-glued.ts [--wrong] test/fixtures/comments/*.jsonl [--bodies test/fixtures/glued/bodies.jsonl]
 *
 * Each line is `{id,spam,title,article,comment}` as in `train-comment-spam.ts`. Each comment is glued to its article at
 * five distances, and in groups of readers and advertisements mixed, in the shapes in which they come. Printed by distance: advertisements that went,
 * sentences of articles that were lost, readers that went to the ledger as advertisements or as comments. Bodies
 * (`{id,title,paragraphs}`) are reports whose closing lines look like advertisements; each must come out whole, alone
 * and over every advertisement.
 */
import { readFileSync } from "node:fs";
import { extractPage } from "../src/extract/extract-page.ts";
import { EXTRACT_DEFAULTS } from "../src/extract/settings.ts";
import type { Removal } from "../src/model/article.ts";
import { SHAPES } from "./glued-groups.ts";

interface Glued {
  id: string;
  spam: boolean;
  title: string;
  article: string;
  comment: string;
}
interface Body {
  id: string;
  title: string;
  paragraphs: string[];
}

const DISTANCES = {
  "twenty blank lines": "\n".repeat(21),
  "six blank lines": "\n".repeat(7),
  "a blank line": "\n\n",
  "the next line": "\n",
  "the same line": " ",
};
/** Shorter texts are no report that something could be glued to. */
const MIN_ARTICLE = 200;
/** Advertisements tried under each body, spread over all of them. */
const UNDER_BODY = 12;
/** Groups tried under each body in each shape. */
const GROUPS_UNDER_BODY = 3;

/** A dot inside an address or a number ends nothing. */
const SENTENCE_END = /(?<=[.!?؟])\s+|(?<=[。।۔])\s*/u;
const flat = (text: string): string => text.replace(/\s+/g, " ").trim();
const sentencesOf = (text: string): string[] => text.split(SENTENCE_END).map(flat).filter(Boolean);

function paragraphsOf(article: string): string[] {
  const sentences = article.split(SENTENCE_END).filter((sentence) => sentence !== "");
  return [sentences.slice(0, 2), sentences.slice(2, 4), sentences.slice(4)].map((part) => part.join(" "));
}

function read(source: string): { text: string; removals: Removal[] } {
  const result = extractPage(
    {
      url: "https://paper.example/",
      status: 200,
      contentType: "text/plain",
      body: new TextEncoder().encode(source),
      fetchedAt: 0,
    },
    { title: null },
    EXTRACT_DEFAULTS,
  );
  return { text: result.ok ? flat(result.content.text) : "", removals: result.removals };
}

const wrong = process.argv.includes("--wrong");
const note = (...parts: unknown[]) => wrong && console.log("  ", ...parts);
const linesOf = <T>(file: string): T[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);

const args = process.argv.slice(2).filter((argument) => argument !== "--wrong");
const at = args.indexOf("--bodies");
const bodies = at < 0 ? [] : linesOf<Body>(args[at + 1]!);
const files = at < 0 ? args : args.toSpliced(at, 2);
const cases = files.flatMap((file) => linesOf<Glued>(file)).filter(({ article }) => article.length >= MIN_ARTICLE);
const adverts = cases.filter(({ spam }) => spam);

/** Comments that stand together. */
const GROUP = 6;

/** Each article with its own comments, filled up with advertisements and readers of its language, in turn. */
function groupsOf(cases: Glued[]) {
  const byTitle = Map.groupBy(cases, ({ title }) => title);
  return [...byTitle.values()].map((own, at) => {
    const { id, title, article } = own[0]!;
    const lang = id.match(/(?:^|-)([a-z]{2})-/)?.[1] ?? "en";
    const others = cases.filter((one) => one.title !== title && one.id.includes(`${lang}-`));
    const pick = (spam: boolean) =>
      [...own, ...others.slice(at % Math.max(1, others.length)), ...others].filter((one) => one.spam === spam);
    const [adverts, readers] = [pick(true), pick(false)];
    const comments = Array.from({ length: GROUP }, (_, i) => (i % 2 === at % 2 ? adverts : readers)[i >> 1]).filter(
      (one) => one !== undefined,
    );
    return { title, article, lang, comments };
  });
}

for (const [distance, gap] of Object.entries(DISTANCES)) {
  const seen = { gone: 0, lost: 0, asSpam: 0, asComment: 0 };
  for (const { id, spam, title, article, comment } of cases) {
    const { text, removals } = read(
      `${[title, ...paragraphsOf(article)].filter(Boolean).join("\n\n")}${gap}${comment}`,
    );
    for (const sentence of sentencesOf(article))
      if (!text.includes(sentence)) {
        seen.lost++;
        note("LOST", distance, id, sentence, "|", comment);
      }
    const own = sentencesOf(comment).filter((sentence) => !article.includes(sentence));
    const gone = own.every((sentence) => !text.includes(sentence));
    if (spam && gone) seen.gone++;
    else if (spam) note("KEPT", distance, id, comment);
    else if (gone && removals.some(({ kind }) => kind === "spam")) {
      seen.asSpam++;
      note("HAM ", distance, id, comment);
    } else if (gone) seen.asComment++;
  }
  const readers = cases.length - adverts.length;
  console.log(
    `${distance}: ${seen.gone} of ${adverts.length} advertisements went, ${seen.lost} sentences of articles lost; of ${readers} readers ${seen.asSpam} taken for advertisements, ${seen.asComment} for readers`,
  );
}

const groups = groupsOf(cases);
for (const [shape, glue] of Object.entries(SHAPES)) {
  const seen = { gone: 0, adverts: 0, lost: 0, asSpam: 0, readers: 0 };
  for (const { title, article, comments, lang } of groups) {
    const texts = comments.map(({ comment }) => comment);
    const { text, removals } = read(
      `${[title, ...paragraphsOf(article)].filter(Boolean).join("\n\n")}${glue(texts, lang)}`,
    );
    for (const sentence of sentencesOf(article))
      if (!text.includes(sentence)) {
        seen.lost++;
        note("LOST", shape, title, sentence);
      }
    const spam = flat(
      removals
        .filter(({ kind }) => kind === "spam")
        .map((removal) => removal.text)
        .join(" "),
    );
    for (const { id, spam: advert, comment } of comments) {
      const own = sentencesOf(comment).filter((sentence) => !article.includes(sentence));
      if (!advert) {
        seen.readers++;
        if (own.some((sentence) => spam.includes(sentence))) seen.asSpam++;
        continue;
      }
      seen.adverts++;
      if (own.every((sentence) => !text.includes(sentence))) seen.gone++;
      else note("KEPT", shape, id, comment);
    }
  }
  console.log(
    `${groups.length} groups, ${shape}: ${seen.gone} of ${seen.adverts} advertisements went, ${seen.lost} sentences of articles lost; ${seen.asSpam} of ${seen.readers} readers taken for advertisements`,
  );
}

if (bodies.length > 0) {
  let lost = 0;
  let kept = 0;
  let tried = 0;
  for (const { id, title, paragraphs } of bodies) {
    const body = [title, ...paragraphs].join("\n\n");
    const sentences = paragraphs.flatMap(sentencesOf);
    const step = Math.max(1, Math.floor(adverts.length / UNDER_BODY));
    for (const advert of [null, ...adverts.filter((_, i) => i % step === 0)])
      for (const gap of advert ? Object.values(DISTANCES) : [""]) {
        // Behind a line without an end nobody can say where the next begins.
        if (gap === " " && !/[.!?…。।۔]"?$/u.test(body)) continue;
        const { text } = read(advert ? `${body}${gap}${advert.comment}` : body);
        tried++;
        for (const sentence of sentences)
          if (!text.includes(sentence)) {
            lost++;
            note("LOST", id, JSON.stringify(gap), sentence, "|", advert?.comment ?? "alone");
          }
        if (advert && sentencesOf(advert.comment).some((sentence) => text.includes(sentence))) kept++;
      }
  }
  let ofGroups = 0;
  let lostToGroups = 0;
  const readers = cases.filter(({ spam }) => !spam);
  for (const [at, { id, title, paragraphs }] of bodies.entries())
    for (const glue of Object.values(SHAPES))
      for (let round = 0; round < GROUPS_UNDER_BODY; round++) {
        const pick = (from: Glued[], k: number) => from[(at * 7 + round * 31 + k) % from.length]!.comment;
        const comments = [pick(adverts, 0), pick(readers, 0), pick(adverts, 11), pick(readers, 5), pick(adverts, 23)];
        const { text } = read(`${[title, ...paragraphs].join("\n\n")}${glue(comments, "en")}`);
        ofGroups++;
        for (const sentence of paragraphs.flatMap(sentencesOf))
          if (!text.includes(sentence)) {
            lostToGroups++;
            note("LOST", id, "over a group", sentence, "|", comments.join(" | "));
          }
      }
  console.log(
    `the same over groups of three advertisements and two readers, ${ofGroups} texts: ${lostToGroups} sentences lost`,
  );
  console.log(
    `${bodies.length} reports with closing lines of a seller's kind, ${tried} texts: ${lost} sentences lost, ${kept} advertisements kept`,
  );
}
