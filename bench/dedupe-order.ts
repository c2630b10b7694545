/**
 * Does it matter who arrives first? The same stream in shuffled orders through dedupe as the worker runs it, families
 * joined: `node bench/dedupe-order.ts stream.jsonl`, JSONL of {id,source,published,title,text}. A link is a pair of
 * articles in one family, whoever is whose parent; parents are compared besides. A round-up carries several stories and
 * goes with one of them, so links are told without round-ups, too.
 */
import { readFileSync } from "node:fs";
import { comparedText } from "../src/dedupe/compared-text.ts";
import { joinFamilies, outdated, rowsOf } from "../src/dedupe/family.ts";
import { NearDuplicateIndex } from "../src/dedupe/near-duplicate-index.ts";
import { DEDUPE_DEFAULTS as settings } from "../src/dedupe/settings.ts";
import { sketchOf } from "../src/dedupe/sketch.ts";
import { creditLine } from "../src/model/credit-line.ts";
import type { NearDuplicate } from "../src/model/signature.ts";

interface Given {
  id: string;
  source: string;
  published: string;
  title: string;
  text: string;
}

const [file = ""] = process.argv.slice(2);
const given = readFileSync(file, "utf8")
  .split("\n")
  .filter(Boolean)
  .map((row) => JSON.parse(row) as Given);

const roundups = new Set<string>();
const inOrder = run(given);
const orders = [1, 2, 3, 4, 5].map((seed) => run(shuffled(given, seed)));
const nobody = new Set<string>();
console.log(`${given.length} articles, ${pairsOf(inOrder, nobody).size} links in the order of the stream`);
console.log(
  `run again: ${JSON.stringify([...inOrder]) === JSON.stringify([...run(given)]) ? "the same" : "DIFFERENT"}`,
);
const told = orders.map((rows) => ({
  links: changed(pairsOf(inOrder, roundups), pairsOf(rows, roundups)),
  "links, round-ups too": changed(pairsOf(inOrder, nobody), pairsOf(rows, nobody)),
  "copies in one order only": part(({ id }) => inOrder.has(id) !== rows.has(id)),
  "other origin": part(({ id }) => originOf(inOrder, id) !== originOf(rows, id)),
  "other parent": part(({ id }) => inOrder.get(id)?.parentId !== rows.get(id)?.parentId),
}));
for (const name of Object.keys(told[0] as object) as (keyof (typeof told)[0])[]) {
  const shares = told.map((order) => order[name]);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  console.log(
    `${name.padEnd(26)} ${percent(mean)} changed on average of ${shares.length} orders: ${shares.map(percent).join(", ")}`,
  );
}

function changed(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return ([...a].filter((pair) => !b.has(pair)).length + [...b].filter((pair) => !a.has(pair)).length) / a.size;
}

function part(differs: (document: Given) => boolean): number {
  return given.filter(differs).length / given.length;
}

function run(stream: readonly Given[]): Map<string, NearDuplicate> {
  const index = new NearDuplicateIndex(settings);
  const bodies = new Map<string, string>();
  const rows = new Map<string, NearDuplicate>();
  for (const [n, document] of stream.entries()) {
    const dated = { publishedAt: Date.parse(document.published), dateSource: "page" as const };
    const article = { ...document, ...dated };
    const sketch = sketchOf(comparedText(article), settings);
    const candidates = index.candidates(sketch, { ...article, now: n });
    const decision = index.decide(sketch, article, new Map(candidates.map((id) => [id, bodies.get(id) ?? ""])));
    const facts = { source: article.source, ...dated };
    const credit = creditLine(article.text);
    const newcomer = { ...facts, credit, id: article.id, firstSeenAt: n, roundup: decision.sketch.roundup };
    const joining = joinFamilies(newcomer, decision, (originalId) => index.family(originalId));
    const told = new Set(outdated(joining));
    const copies = [...rows.values()].filter(({ originalId }) => told.has(originalId));
    const { duplicate, others } = rowsOf(joining, copies);
    if (duplicate) rows.set(article.id, duplicate);
    for (const row of others) rows.set(row.articleId, row);
    for (const { originalId } of others) rows.delete(originalId);
    const { originalId = article.id, parentId = null } = duplicate ?? {};
    index.add(article.id, decision.sketch, { ...facts, credit, seenAt: n, originalId, parentId });
    index.rehome(others);
    bodies.set(article.id, article.text);
    if (decision.sketch.roundup) roundups.add(article.id);
  }
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function originOf(rows: ReadonlyMap<string, NearDuplicate>, id: string): string {
  return rows.get(id)?.originalId ?? id;
}

function pairsOf(rows: ReadonlyMap<string, NearDuplicate>, leftOut: ReadonlySet<string>): Set<string> {
  const kept = given.filter(({ id }) => !leftOut.has(id));
  const families = Map.groupBy(kept, ({ id }) => originOf(rows, id));
  const pairs = new Set<string>();
  for (const family of families.values()) {
    const ids = family.map(({ id }) => id).sort();
    for (const [i, a] of ids.entries()) for (const b of ids.slice(i + 1)) pairs.add(`${a} ${b}`);
  }
  return pairs;
}

/** Fisher and Yates, with a generator of Park and Miller. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const out = [...items];
  let state = seed;
  for (let i = out.length - 1; i > 0; i--) {
    state = (state * 48271) % 0x7fffffff;
    const j = state % (i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
