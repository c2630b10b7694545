/**
 * Near-duplicates: how fast text becomes a signature, next to npm `minhash` and `simhash-js` on the same texts in the
 * same run; how exact the estimate is; what the index takes, finds and holds; what a decision costs. CPU time of one
 * thread, the collector's included.
 *
 *   node bench/dedupe.ts                         # generated text
 *   node bench/dedupe.ts stream.jsonl            # {id,title,text} a line; with {origin_id} recall is told, too
 *   node bench/dedupe.ts --sizes 100000,1000000  # articles in the index (default both; a million takes 1.3 GB)
 */
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import minhashPackage from "minhash";
import simhashPackage from "simhash-js";
import { comparedText } from "../src/dedupe/compared-text.ts";
import { scriptKernel, type TextKernel, wasmKernel } from "../src/dedupe/kernel.ts";
import { BandIndex } from "../src/dedupe/lsh.ts";
import { estimateSimilarity, minhash, SIGNATURE_VALUES } from "../src/dedupe/minhash.ts";
import { NearDuplicateIndex } from "../src/dedupe/near-duplicate-index.ts";
import { Postings } from "../src/dedupe/postings.ts";
import { DEDUPE_DEFAULTS as settings } from "../src/dedupe/settings.ts";
import { type Sketch, sketchOf } from "../src/dedupe/sketch.ts";
import { encodeSketch, StoredSketches } from "../src/dedupe/stored-sketch.ts";
import { Tickets } from "../src/dedupe/tickets.ts";
import { mix32 } from "../src/model/word-hash.ts";

interface Given {
  id: string;
  title: string;
  text: string;
  source: string;
  /** The true original, where the stream is labelled. */
  origin_id?: string | null;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sizes: { type: "string", default: "100000,1000000" } },
});
const documents = positionals[0] ? readDocuments(positionals[0]) : generatedDocuments(500);
const texts = documents.map(comparedText);
const peers = texts.slice(0, 40);
const wasm = wasmKernel() ?? scriptKernel;

print("machine", `${cpus()[0]?.model.trim()}, Node ${process.version}`);
tellInput();
tellSignatures();
tellAccuracy();
if (documents.some(({ origin_id }) => origin_id)) tellRecall();
tellDecisions(100_000);
for (const size of values.sizes.split(",").map(Number)) {
  tellBands(size);
  tellIndex(size);
}

function tellInput(): void {
  const lengths = texts.map((text) => scriptKernel.outline(text, settings).words);
  const [words, chars] = [mean(lengths), mean(texts.map(({ length }) => length))];
  print("input", `${texts.length} texts, ${words.toFixed(0)} words and ${chars.toFixed(0)} characters on average`);
}

/** What copying the text costs depends on who copies, so all three ways are told. */
function tellSignatures(): void {
  const room = Math.max(...texts.map(({ length }) => length)) * 3;
  const [units, bytes] = [new Uint16Array(room), Buffer.alloc(room)];
  const encoder = new TextEncoder();
  const outline = (kernel: TextKernel) => (text: string) => void kernel.outline(text, settings);
  const copies: [string, (text: string) => void][] = [
    ["copy by charCodeAt", (text) => copyUnits(text, units)],
    ["copy as UTF-8", (text) => void encoder.encodeInto(text, bytes)],
    ["copy as UTF-16 (memcpy)", (text) => void bytes.write(text, "utf16le")],
  ];
  const floors = copies.map(([name, copy]) => [name, perText(texts, copy, 20)] as const);
  for (const [name, time] of floors) print(name, speed(time));
  for (const [name, kernel] of [
    ["WebAssembly", wasm],
    ["TypeScript", scriptKernel],
  ] as const) {
    const time = perText(texts, outline(kernel), 10);
    const times = floors.map(([floor, of]) => `${(time / of).toFixed(1)} times the ${floor}`);
    print(`sketch, ${name}`, `${speed(time)}; ${times.join(", ")}`);
  }
  print("on the same texts", `the first ${peers.length}, shingles of ${settings.shingleWords} words, 128 values`);
  const npm = perText(peers, npmSignature, 1);
  const simhash = new simhashPackage.SimHash();
  const sim = perText(peers, (text) => void simhash.hash(text), 1);
  print("npm minhash", speed(npm));
  print("npm simhash-js", `${speed(sim)} (64 bits over single words)`);
  // A window as wide as the text keeps one fingerprint: what is left is the signature.
  const alone = { ...settings, fingerprintWindow: settings.maxWords };
  for (const [name, kernel] of [
    ["WebAssembly", wasm],
    ["TypeScript", scriptKernel],
  ] as const) {
    const time = perText(peers, (text) => void kernel.outline(text, alone), 100);
    print(`signature, ${name}`, `${speed(time)}: ${(npm / time).toFixed(0)} times npm minhash`);
  }
  const fast = perText(peers, outline(wasm), 200);
  const script = perText(peers, outline(scriptKernel), 100);
  print(
    "with fingerprints, Wasm",
    `${speed(fast)}: ${(npm / fast).toFixed(0)} times npm minhash, ${(sim / fast).toFixed(0)} times simhash-js`,
  );
  print(
    "with fingerprints, TS",
    `${speed(script)}: ${(npm / script).toFixed(0)} times npm minhash, ${(sim / script).toFixed(0)} times simhash-js`,
  );
}

/** Root mean square error over 1,000 pairs of sets of 500, next to theory for 128 independent permutations. */
function tellAccuracy(): void {
  const size = 500;
  for (const similarity of [0.2, 0.5, 0.8, 0.95]) {
    const shared = Math.round((2 * size * similarity) / (1 + similarity));
    const exact = shared / (2 * size - shared);
    let squares = 0;
    for (let n = 0; n < 1000; n++) {
      const start = mix32(n + 1) >>> 4;
      const set = (from: number) => minhash(Int32Array.from({ length: size }, (_, i) => mix32(start + from + i)));
      squares += (estimateSimilarity(set(0), set(size - shared)).value - exact) ** 2;
    }
    const theory = Math.sqrt((exact * (1 - exact)) / SIGNATURE_VALUES);
    print(`error at J ${similarity}`, `${Math.sqrt(squares / 1000).toFixed(4)}, theory ${theory.toFixed(4)}`);
  }
}

/** How often a copy's family is among what the bands, the fingerprints and both propose. */
function tellRecall(): void {
  const tickets = new Tickets();
  const bands = new BandIndex(tickets, settings.maxPostings);
  const postings = new Postings(tickets, settings.maxPostings);
  const families: string[] = [];
  const seen = new Set<string>();
  const found = { bands: 0, fingerprints: 0, both: 0 };
  let copies = 0;
  for (const [slot, document] of documents.entries()) {
    const family = document.origin_id ?? document.id;
    const sketch = sketchOf(texts[slot] as string, settings);
    if (seen.has(family)) {
      const [byBand, byFingerprint] = [new Set<string>(), new Set<string>()];
      bands.each(sketch.signature, (other) => byBand.add(families[other] as string));
      for (const key of sketch.keys)
        postings.each(key, (other) => byFingerprint.add(families[other] as string) !== null);
      copies++;
      if (byBand.has(family)) found.bands++;
      if (byFingerprint.has(family)) found.fingerprints++;
      if (byBand.has(family) || byFingerprint.has(family)) found.both++;
    }
    seen.add(family);
    families.push(family);
    const ticket = tickets.issue(slot);
    bands.add(slot, ticket, sketch.signature);
    postings.add(ticket, sketch.keys, sketch.borrowed);
  }
  const share = (n: number) => (n / copies).toFixed(3);
  const { both } = found;
  print(
    "recall of candidates",
    `bands ${share(found.bands)}, fingerprints ${share(found.fingerprints)}, both ${share(both)} of ${copies} copies`,
  );
}

function tellBands(size: number): void {
  const tickets = new Tickets();
  const bands = new BandIndex(tickets, settings.maxPostings);
  const signature = new Uint8Array(SIGNATURE_VALUES);
  const words = new Int32Array(signature.buffer);
  let met = 0;
  const making = (n: number) => {
    for (let i = 0; i < words.length; i++) words[i] = mix32(n * 100 + i + 1);
  };
  const time = microseconds(() => {
    for (let n = 0; n < size; n++) {
      making(n);
      bands.each(signature, () => met++);
      bands.add(n, tickets.issue(n), signature);
    }
  });
  const inventing = microseconds(() => {
    for (let n = 0; n < size; n++) making(n);
  });
  const room = ((bands.bytes + tickets.bytes) / size).toFixed(0);
  print(
    `LSH at ${figure(size)}`,
    `${rate(size, time - inventing)} queries and inserts a second, ${room} bytes an article, ${met} met`,
  );
}

/** Bands, fingerprints and what else is known of an article, as the worker drives them. */
function tellIndex(size: number): void {
  const index = new NearDuplicateIndex({ ...settings, maxArticles: size });
  const time = microseconds(() => {
    for (let n = 0; n < size; n++) {
      const sketch = inventedSketch(n);
      const id = articleId(n);
      index.candidates(sketch, { id, source: "", publishedAt: n, now: n });
      index.add(id, sketch, { source: "one.example", publishedAt: n * 1000, originalId: id });
    }
  });
  const inventing = microseconds(() => {
    for (let n = 0; n < size; n++) inventedSketch(n);
  });
  const { bands, fingerprints, articles } = index.bytes;
  const each = (bytes: number) => (bytes / size).toFixed(0);
  print(
    `index at ${figure(size)}`,
    `${rate(size, time - inventing)} queries and inserts a second, with fingerprints and rows`,
  );
  print("bytes an article", `${each(bands)} bands, ${each(fingerprints)} for 59 fingerprints, ${each(articles)} rows`);
  const many = Math.min(size, 100_000);
  // Ids as a store gives them: letters in a row, not a chain of parts that are put together at the first look.
  const ids = JSON.parse(JSON.stringify(Array.from({ length: many }, (_, n) => articleId(n)))) as string[];
  const stored = Array.from({ length: many }, (_, n) => encodeSketch(inventedSketch(n), settings));
  const rebuilt = new NearDuplicateIndex({ ...settings, maxArticles: size });
  let added = 0;
  const rebuild = microseconds(() => {
    rebuilt.expect(many);
    const sketches = new StoredSketches(settings);
    for (; added < many; added++) {
      const sketch = sketches.read(stored[added] as { bytes: Uint8Array; params: string }) as Sketch;
      const id = ids[added] as string;
      rebuilt.add(id, sketch, { source: "one.example", publishedAt: added * 1000, originalId: id });
    }
    rebuilt.candidates(inventedSketch(0), { id: "", source: "", publishedAt: 0, now: 0 });
  });
  print("rebuild", `${rate(added, rebuild)} stored sketches a second, over ${figure(added)}`);
}

function articleId(n: number): string {
  return `e_${String(n).padStart(16, "0")}`;
}

/** The stream in a window of `size` other articles; `cold`: the first that this code runs. */
function tellDecisions(size: number): void {
  const [cold, warm, again] = [0, size, size].map((others) => decisionTime(others)) as [number, number, number];
  const ms = (time: number) => (time / 1000).toFixed(3);
  print(
    "full decision",
    `${ms(Math.min(warm, again))} ms an article at ${figure(size)}, text to verdict and insert (code cold: ${ms(cold)})`,
  );
}

/** CPU microseconds for one article of the stream. */
function decisionTime(others: number): number {
  const index = new NearDuplicateIndex({ ...settings, maxArticles: others + documents.length });
  for (let n = 0; n < others; n++)
    index.add(`n${n}`, inventedSketch(n), { source: "one.example", publishedAt: n * 1000, originalId: `n${n}` });
  index.candidates(inventedSketch(others), { id: "", source: "", publishedAt: 0, now: 0 });
  const bodies = new Map<string, string>();
  const time = microseconds(() => {
    for (const document of documents) {
      const article = { ...document, publishedAt: others * 1000 };
      const sketch = sketchOf(comparedText(article), settings);
      const found = index.candidates(sketch, { ...article, now: article.publishedAt });
      const decision = index.decide(sketch, article, new Map(found.map((id) => [id, bodies.get(id) ?? ""])));
      index.add(article.id, decision.sketch, { ...article, originalId: decision.duplicate?.originalId ?? article.id });
      bodies.set(article.id, article.text);
    }
  });
  return time / documents.length;
}

function readDocuments(file: string): Given[] {
  const rows = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return rows.map((row, n) => ({
    id: `d${n}`,
    title: "",
    source: "",
    ...(JSON.parse(row) as Partial<Given> & { text: string }),
  }));
}

/** Texts of about 505 words of 5 letters on average, with the quotes that make most news a two-byte string. */
function generatedDocuments(many: number): Given[] {
  const vocabulary = Array.from({ length: 8000 }, (_, n) => {
    let word = "";
    for (let k = 0, h = mix32(n + 1); k < 2 + (n % 7); k++, h = mix32(h)) word += "etaoinshrdlucmfw"[h & 15];
    return word;
  });
  return Array.from({ length: many }, (_, n) => {
    const out = Array.from({ length: 505 }, (_, k) => vocabulary[(mix32(n * 1000 + k) >>> 0) % vocabulary.length]);
    return { id: `d${n}`, title: "", source: "", text: `“${out.join(" ")}”` };
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

function copyUnits(text: string, out: Uint16Array): void {
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
}

/** A sketch as an article of 500 words has it: 128 values and 59 fingerprints. */
function inventedSketch(n: number): Sketch {
  const random = new Int32Array(32 + 59);
  for (let i = 0; i < random.length; i++) random[i] = mix32(n * 100 + i + 1);
  const keys = random.slice(32);
  const signature = new Uint8Array(random.buffer, 0, SIGNATURE_VALUES);
  return {
    words: 500,
    perWord: 1,
    whole: [mix32(n), ~n],
    signature,
    keys,
    borrowed: new Uint8Array(8),
    roundup: false,
  };
}

/** CPU microseconds for one text: the fastest of three rounds of `times` runs over all. */
function perText(over: readonly string[], work: (text: string) => void, times: number): number {
  const rounds = [1, 2, 3].map(() =>
    microseconds(() => {
      for (let n = 0; n < times; n++) for (const text of over) work(text);
    }),
  );
  return Math.min(...rounds) / times / over.length;
}

function microseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function speed(time: number): string {
  return `${time.toFixed(1)} µs a text, ${rate(1, time)} a second`;
}

function rate(many: number, inMicroseconds: number): string {
  return figure(Math.round((many / inMicroseconds) * 1e6));
}

function figure(number: number): string {
  return number.toLocaleString("en");
}

function print(name: string, value: string): void {
  console.log(`${name.padEnd(24)} ${value}`);
}
