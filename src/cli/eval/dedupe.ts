import { open } from "node:fs/promises";
import { comparedText } from "../../dedupe/compared-text.ts";
import { NearDuplicateIndex } from "../../dedupe/near-duplicate-index.ts";
import { DEDUPE_DEFAULTS, type DedupeSettings } from "../../dedupe/settings.ts";
import { sketchOf } from "../../dedupe/sketch.ts";
import { saidMoment } from "../times.ts";
import { eachCase, newId, textOr } from "./cases.ts";

interface StreamDocument {
  id: string;
  source: string;
  /** Epoch milliseconds; 0 where the line does not say. */
  publishedAt: number;
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
): Promise<{ documents: number; duplicates: number; unread: number }> {
  const index = new NearDuplicateIndex(settings);
  const bodies = new Map<string, string>();
  const out = await open(outFile, "w");
  let duplicates = 0;
  try {
    const unread = await eachCase(inFile, async (value) => {
      const article = readDocument(value, bodies);
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
    });
    return { documents: bodies.size, duplicates, unread };
  } finally {
    await out.close();
  }
}

function readDocument(value: Record<string, unknown>, known: ReadonlyMap<string, string>): StreamDocument {
  return {
    id: newId(value, known),
    source: textOr(value, "source"),
    publishedAt: saidMoment(textOr(value, "published")) ?? 0,
    title: textOr(value, "title"),
    text: textOr(value, "text"),
  };
}
