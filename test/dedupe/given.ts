import { readdirSync, readFileSync } from "node:fs";
import { comparedText } from "../../src/dedupe/compared-text.ts";
import { type Constraints, NO_CONSTRAINTS, pinnedTo } from "../../src/dedupe/constraints.ts";
import type { Decision } from "../../src/dedupe/decision.ts";
import { NearDuplicateIndex } from "../../src/dedupe/near-duplicate-index.ts";
import { DEDUPE_DEFAULTS, type DedupeSettings } from "../../src/dedupe/settings.ts";
import { sketchOf } from "../../src/dedupe/sketch.ts";

const FIXTURES = new URL("../fixtures/neardup/", import.meta.url);

/** A fixture: its first line is the title. */
export function fixture(path: string): { title: string; text: string } {
  const [title = "", ...lines] = readFileSync(new URL(`${path}.txt`, FIXTURES), "utf8").split("\n");
  return { title, text: lines.join("\n").trim() };
}

export function fixturesIn(folder: string): { title: string; text: string }[] {
  const names = readdirSync(new URL(`${folder}/`, FIXTURES)).sort();
  return names.map((name) => fixture(`${folder}/${name.replace(/\.txt$/, "")}`));
}

/** The stage as the worker drives it: sketch, candidates, decision, add. */
export class Desk {
  readonly settings: DedupeSettings;
  readonly index: NearDuplicateIndex;
  readonly texts = new Map<string, string>();

  constructor(settings: Partial<DedupeSettings> = {}) {
    this.settings = { ...DEDUPE_DEFAULTS, ...settings };
    this.index = new NearDuplicateIndex(this.settings);
  }

  decide(
    id: string,
    given: { title: string; text: string },
    source = `${id}.example`,
    at = 0,
    constraints: Constraints = NO_CONSTRAINTS,
  ): Decision {
    const article = { ...given, id, source, publishedAt: at, dateSource: "page" as const };
    const sketch = sketchOf(comparedText(article), this.settings);
    const candidates = this.index.candidates(sketch, { ...article, now: at });
    const compared = [...new Set([...candidates, ...pinnedTo(id, constraints)])].filter((other) =>
      this.texts.has(other),
    );
    const texts = new Map(compared.map((other) => [other, this.texts.get(other) ?? ""]));
    return this.index.decide(sketch, article, texts, constraints);
  }

  take(id: string, given: { title: string; text: string }, source = `${id}.example`, at = 0): Decision {
    const decision = this.decide(id, given, source, at);
    const originalId = decision.duplicate?.originalId ?? id;
    this.index.add(id, decision.sketch, { source, publishedAt: at, dateSource: "page", originalId });
    this.texts.set(id, given.text);
    return decision;
  }
}

/** Numbers from 0 (inclusive) to 1, the same for the same seed (mulberry32, public domain). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SYLLABLES = [
  "ka",
  "lo",
  "mi",
  "ren",
  "tas",
  "ul",
  "ve",
  "dor",
  "ni",
  "sha",
  "gar",
  "po",
  "el",
  "tri",
  "mon",
  "be",
];

/** Prose-like text of invented words. */
export function inventedText(words: number, seed: number): string {
  const random = chance(seed);
  const out: string[] = [];
  for (let i = 0; i < words; i++) {
    let word = "";
    for (let k = 0; k < 1 + random() * 3; k++) word += SYLLABLES[Math.floor(random() * SYLLABLES.length)];
    out.push(i % 17 === 16 ? `${word}.` : word);
  }
  return out.join(" ");
}
