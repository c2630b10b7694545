/**
 * Near-duplicates: how fast text becomes a signature, next to npm `minhash` in the same run, and how fast the index
 * takes and answers. CPU time of one thread.
 *
 *   node bench/dedupe.ts                    # generated text
 *   node bench/dedupe.ts stream.jsonl       # {title,text} a line
 *   node bench/dedupe.ts --articles 1000000 # size of the index (default 100,000)
 */
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import minhashPackage from "minhash";
import { comparedText } from "../src/dedupe/compared-text.ts";
import { NearDuplicateIndex } from "../src/dedupe/near-duplicate-index.ts";
import { DEDUPE_DEFAULTS as settings } from "../src/dedupe/settings.ts";
import { type Sketch, sketchOf } from "../src/dedupe/sketch.ts";
import { decodeSketch, encodeSketch } from "../src/dedupe/stored-sketch.ts";
import { mix32 } from "../src/dedupe/word-hash.ts";
import { walkWords } from "../src/dedupe/words.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { articles: { type: "string", default: "100000" } },
});
const texts = positionals[0] ? readTexts(positionals[0]) : generatedTexts(500);
const words = texts.reduce((sum, text) => sum + walkWords(text, settings.maxWords).hashes.length, 0) / texts.length;
const chars = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
print("machine", `${cpus()[0]?.model.trim()}, Node ${process.version}`);
print("input", `${texts.length} texts of ${words.toFixed(0)} words, ${chars.toFixed(0)} characters on average`);

const scratch = Buffer.alloc(Math.max(...texts.map((text) => text.length)) * 2);
const copy = microseconds(() => texts.forEach((text) => void scratch.write(text, "utf16le")), 20);
const walk = microseconds(() => texts.forEach((text) => void walkWords(text, settings.maxWords)), 20);
const sketch = microseconds(() => texts.forEach((text) => void sketchOf(text, settings)), 20);
const sample = texts.slice(0, 20);
const peerSample = microseconds(() => sample.forEach(npmSignature), 1) * (texts.length / sample.length);
const sketchSample = microseconds(() => sample.forEach((text) => void sketchOf(text, settings)), 200);
const ratio = peerSample / ((sketchSample * texts.length) / sample.length);
print("copying the text", perText(copy));
print("walk (fold, cut, hash)", perText(walk));
print("text to sketch", `${perText(sketch)}, ${(sketch / copy).toFixed(0)} times the copy`);
print("npm minhash", `${perText(peerSample)}, on ${sample.length} texts`);
print("ratio", `${ratio.toFixed(0)} times npm minhash, on the same ${sample.length} texts`);

const count = Number(values.articles);
const index = new NearDuplicateIndex({ ...settings, maxArticles: count });
const filled = microseconds(() => {
  for (let n = 0; n < count; n++) {
    const made = inventedSketch(n);
    index.candidates(made, { id: `n${n}`, source: "", publishedAt: n, now: n });
    index.add(`n${n}`, made, { source: "", publishedAt: n, originalId: `n${n}` });
  }
}, 1);
const making = microseconds(() => {
  for (let n = 0; n < count; n++) inventedSketch(n);
}, 1);
const { bands, fingerprints } = index.bytes;
print("index", `${count} articles: ${rate(count, filled - making)} queries and inserts a second`);
print(
  "memory",
  `${(bands / count).toFixed(0)} bytes an article, and ${(fingerprints / count).toFixed(0)} for fingerprints`,
);

const encoded = encodeSketch(inventedSketch(1), settings);
const rebuilt = new NearDuplicateIndex({ ...settings, maxArticles: count });
const rebuild = microseconds(() => {
  for (let n = 0; n < 20_000; n++) {
    const made = decodeSketch(encoded.bytes, encoded.params, settings) as Sketch;
    crypto.getRandomValues(made.signature);
    rebuilt.add(`n${n}`, made, { source: "", publishedAt: n, originalId: `n${n}` });
  }
}, 1);
print("rebuild", `${rate(20_000, rebuild)} stored sketches a second`);

const decisions = microseconds(() => {
  for (const [n, text] of texts.entries()) {
    const article = { id: `t${n}`, title: "", source: "", publishedAt: n, text };
    const made = sketchOf(comparedText(article), settings);
    const found = index.candidates(made, { ...article, now: n });
    const bodies = new Map(found.map((id) => [id, id.startsWith("t") ? (texts[Number(id.slice(1))] ?? "") : text]));
    const decision = index.decide(made, article, bodies);
    index.add(article.id, decision.sketch, { ...article, originalId: decision.duplicate?.originalId ?? article.id });
  }
}, 1);
print("full decision", `${(decisions / texts.length / 1000).toFixed(3)} ms an article, text to verdict and insert`);

function readTexts(file: string): string[] {
  const rows = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return rows.map((row) => comparedText(JSON.parse(row) as { title: string; text: string }));
}

/** Texts of about 505 words of 5 letters on average, with the quotes that make most news a two-byte string. */
function generatedTexts(many: number): string[] {
  const vocabulary = Array.from({ length: 8000 }, (_, n) => {
    let word = "";
    for (let k = 0, h = mix32(n + 1); k < 2 + (n % 7); k++, h = mix32(h)) word += "etaoinshrdlucmfw"[h & 15];
    return word;
  });
  return Array.from({ length: many }, (_, n) => {
    const out = Array.from({ length: 505 }, (_, k) => vocabulary[(mix32(n * 1000 + k) >>> 0) % vocabulary.length]);
    return `“${out.join(" ")}”`;
  });
}

function npmSignature(text: string): void {
  const list = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const hash = new minhashPackage.Minhash({ numPerm: 128 });
  const seen = new Set<string>();
  for (let i = 0; i + settings.shingleWords <= list.length; i++)
    seen.add(list.slice(i, i + settings.shingleWords).join(" "));
  for (const shingle of seen) hash.update(shingle);
}

/** A sketch as an article of 500 words has it: 128 values and 59 fingerprints. */
function inventedSketch(n: number): Sketch {
  const random = new Int32Array(32 + 59);
  for (let i = 0; i < random.length; i++) random[i] = mix32(n * 100 + i + 1);
  const keys = random.slice(32);
  const signature = new Uint8Array(random.buffer, 0, 128);
  return { words: 500, perWord: 1, whole: [n, ~n], signature, keys, borrowed: new Uint8Array(8), roundup: false };
}

/** CPU time of the fastest of three rounds of `times` calls, for one call. */
function microseconds(work: () => void, times: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < (times > 1 ? 3 : 1); round++) {
    const before = process.cpuUsage();
    for (let n = 0; n < times; n++) work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / times);
  }
  return best;
}

function perText(total: number): string {
  const one = total / texts.length;
  return `${one.toFixed(1)} µs a text, ${rate(1, one)} a second`;
}

function rate(many: number, inMicroseconds: number): string {
  return Math.round((many / inMicroseconds) * 1e6).toLocaleString("en");
}

function print(name: string, value: string): void {
  console.log(`${name.padEnd(24)} ${value}`);
}
