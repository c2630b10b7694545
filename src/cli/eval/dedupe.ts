import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { comparedText } from "../../dedupe/compared-text.ts";
import { NearDuplicateIndex } from "../../dedupe/near-duplicate-index.ts";
import { DEDUPE_DEFAULTS, type DedupeSettings } from "../../dedupe/settings.ts";
import { sketchOf } from "../../dedupe/sketch.ts";

interface StreamDocument {
  id: string;
  source: string;
  published: string;
  title: string;
  text: string;
}

/**
 * Runs the dedupe stage on a stream of articles, in order, as the worker would: JSONL `{id,url,source,published,title,text}`
 * in, JSONL `{id,duplicate_of,relation,covered}` out. The whole stream is one window.
 */
export async function evalDedupe(
  inFile: string,
  outFile: string,
  settings: DedupeSettings = DEDUPE_DEFAULTS,
): Promise<{ documents: number; duplicates: number }> {
  const index = new NearDuplicateIndex(settings);
  const bodies = new Map<string, string>();
  const out = await open(outFile, "w");
  let duplicates = 0;
  let line = 0;
  try {
    for await (const row of createInterface({ input: createReadStream(inFile), crlfDelay: Number.POSITIVE_INFINITY })) {
      line++;
      if (row.trim() === "") continue;
      const document = readDocument(row, inFile, line);
      const publishedAt = Date.parse(document.published);
      const article = { ...document, publishedAt: Number.isNaN(publishedAt) ? 0 : publishedAt };
      const sketch = sketchOf(comparedText(article), settings);
      const candidates = index.candidates(sketch, { ...article, now: article.publishedAt });
      const texts = new Map(candidates.map((id) => [id, bodies.get(id) ?? ""]));
      const decision = index.decide(sketch, article, texts);
      const { duplicate } = decision;
      const originalId = duplicate?.originalId ?? article.id;
      index.add(article.id, decision.sketch, { ...article, originalId });
      bodies.set(article.id, article.text);
      if (duplicate) duplicates++;
      const result = {
        id: article.id,
        duplicate_of: duplicate?.parentId ?? null,
        relation: duplicate?.relation ?? null,
        covered: duplicate ? Math.round(duplicate.covered * 1e4) / 1e4 : 0,
      };
      await out.write(`${JSON.stringify(result)}\n`);
    }
  } finally {
    await out.close();
  }
  return { documents: bodies.size, duplicates };
}

function readDocument(row: string, file: string, line: number): StreamDocument {
  let value: Partial<StreamDocument>;
  try {
    value = JSON.parse(row) as Partial<StreamDocument>;
  } catch {
    throw new Error(`${file}: line ${line} is not JSON`);
  }
  if (typeof value?.id !== "string") throw new Error(`${file}: line ${line} has no id`);
  return {
    id: value.id,
    source: value.source ?? "",
    published: value.published ?? "",
    title: value.title ?? "",
    text: value.text ?? "",
  };
}
