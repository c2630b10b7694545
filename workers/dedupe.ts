import { NearDuplicateIndex } from "../src/dedupe/index-window.ts";
import { decodeSketch, encodeSketch, sketchOf } from "../src/dedupe/sketch.ts";
import { next } from "../src/model/ending.ts";
import { STALE, step, type Worker } from "./worker.ts";

const HOUR = 3_600_000;

/** Finds out whether an article repeats another. One at a time, in order. Key: entry id. */
export const dedupe: Worker = async (desk) => {
  const { store, clock, settings, log } = desk.app;
  const windowMs = settings.dedupe.windowHours * HOUR;
  const index = new NearDuplicateIndex(settings.dedupe);
  let rebuilt = 0;
  for await (const { signature, article, originalId } of store.signatures(clock.now() - windowMs)) {
    const sketch =
      decodeSketch(signature.bytes, signature.params, settings.dedupe) ??
      sketchOf(`${article.title}\n\n${article.text}`, settings.dedupe);
    index.add(article.id, sketch, { source: article.source, publishedAt: article.publishedAt, originalId });
    rebuilt++;
  }
  log.info("index rebuilt", { stage: desk.stage, articles: rebuilt });

  return async (entryId) => {
    const startedAt = clock.now();
    const entry = await store.entry(entryId);
    if (entry?.waitsFor !== "dedupe") return STALE;
    const article = await store.article(entryId);
    if (!article) throw new Error(`${entryId} waits for dedupe but has no article; run: samestory rerun extract --ids ${entryId}`);
    index.evict(startedAt - windowMs);
    const sketch = sketchOf(`${article.title}\n\n${article.text}`, settings.dedupe);
    const candidates = index.candidates(sketch, article);
    const texts = await store.texts(candidates);
    const { duplicate, detail } = index.decide(sketch, article, texts);
    const ending = next(detail);
    const signature = { articleId: article.id, ...encodeSketch(sketch, settings.dedupe) };
    await store.commitDedupe(step(desk, entryId, startedAt, ending), desk.lease(), signature, duplicate);
    const { source, publishedAt } = article;
    index.add(article.id, sketch, { source, publishedAt, originalId: duplicate?.originalId ?? article.id });
    return ending;
  };
};
