import { comparedText } from "../src/dedupe/compared-text.ts";
import { pinnedTo } from "../src/dedupe/constraints.ts";
import { describeJoining, joinFamilies, outdated, rowsOf } from "../src/dedupe/family.ts";
import { NearDuplicateIndex } from "../src/dedupe/near-duplicate-index.ts";
import { sketchOf } from "../src/dedupe/sketch.ts";
import { encodeSketch, StoredSketches } from "../src/dedupe/stored-sketch.ts";
import { creditLine } from "../src/model/credit-line.ts";
import { next } from "../src/model/ending.ts";
import type { Signed } from "../src/ports/store.ts";
import { breathing } from "./breathing.ts";
import { STALE, step, type Worker } from "./worker.ts";

const HOUR_MS = 3_600_000;

/** Finds out whether an article repeats another. One at a time, in order. Key: entry id. */
export const dedupe: Worker = async (desk) => {
  const { store, clock, settings, log } = desk.app;
  const windowMs = settings.dedupe.windowHours * HOUR_MS;
  const index = new NearDuplicateIndex(settings.dedupe);
  const sketches = new StoredSketches(settings.dedupe);
  const since = clock.now() - windowMs;
  index.expect(await store.signatureCount(since));
  let rebuilt = 0;
  // Sketches of other settings or of an earlier version, made anew from the text.
  let renewed = 0;
  for await (const { signature, article, originalId, parentId } of breathing(store.signatures(since))) {
    let sketch = sketches.read(signature);
    if (!sketch) {
      const { title, text } = (await store.article(article.id)) ?? { title: "", text: "" };
      sketch = { ...sketchOf(comparedText({ title, text }), settings.dedupe), credit: creditLine(text) };
      renewed++;
    }
    index.add(article.id, sketch, { ...factsOf(article), credit: sketch.credit, originalId, parentId });
    rebuilt++;
  }
  log.info("index rebuilt", { stage: desk.stage, articles: rebuilt, renewed });

  return async (entryId) => {
    const startedAt = clock.now();
    const [entry, article] = await Promise.all([store.entry(entryId), store.article(entryId)]);
    if (entry?.waitsFor !== "dedupe") return STALE;
    if (!article)
      throw new Error(`${entryId} waits for dedupe but has no article; run: samestory rerun extract --ids ${entryId}`);
    index.evict(startedAt - windowMs);
    const sketch = sketchOf(comparedText(article), settings.dedupe);
    const candidates = index.candidates(sketch, { ...article, now: startedAt });
    const about = [article.id, ...index.relatives(candidates)];
    const [constraints, texts] = await Promise.all([
      store.corrections({ kinds: ["duplicate", "not-duplicate"], about }),
      store.texts([...candidates]),
    ]);
    const pinned = pinnedTo(article.id, constraints).filter((id) => !texts.has(id));
    for (const [id, text] of pinned.length > 0 ? await store.texts(pinned) : []) texts.set(id, text);
    const decision = index.decide(sketch, article, texts, constraints);
    const { sketch: decided } = decision;
    const facts = { ...factsOf(article), credit: creditLine(article.text) };
    const newcomer = { ...facts, id: article.id, firstSeenAt: article.firstSeenAt, roundup: decided.roundup };
    const familyOf = (originalId: string) => index.family(originalId);
    const joining = joinFamilies(newcomer, decision, familyOf, constraints, index.originalOf(article.id));
    const rows = await Promise.all(outdated(joining).map((id) => store.copiesOf(id)));
    const { duplicate, others } = rowsOf(joining, rows.flat());
    const ending = next({ ...decision.detail, ...describeJoining(joining) });
    const signature = { articleId: article.id, ...encodeSketch(decided, settings.dedupe, facts.credit) };
    await store.commitDedupe(step(desk, entryId, startedAt, ending), desk.lease(), signature, duplicate, others);
    const { originalId = article.id, parentId = null } = duplicate ?? {};
    index.add(article.id, decided, { ...facts, originalId, parentId });
    index.rehome(others);
    return ending;
  };
};

/** What the index is told of an article besides its text. */
function factsOf({ source, publishedAt, dateSource, firstSeenAt }: Signed["article"]) {
  return { source, publishedAt, dateSource, seenAt: firstSeenAt };
}
