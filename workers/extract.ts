import { composeArticle } from "../src/extract/compose-article.ts";
import { dropped, next } from "../src/model/ending.ts";
import { madeBy } from "../src/model/version.ts";
import { rememberPage, siteOf } from "./site-memory.ts";
import { STALE, step, type Worker } from "./worker.ts";

/** Reads one stored page into an article and the ledger of what was removed. Key: entry id. */
export const extract: Worker = async (desk) => {
  const { store, parser, clock, settings } = desk.app;
  const maker = madeBy(settings.extract);
  return async (entryId) => {
    const startedAt = clock.now();
    const entry = await store.entry(entryId);
    if (entry?.waitsFor !== "extract") return STALE;
    const page = await store.page(entryId);
    const restored = (await store.corrections({ kinds: ["restore"], about: [entryId] })).map(({ object }) => object);
    const parsed =
      page && (await parser.page(page, { title: entry.title, restored, site: await siteOf(desk.app, page.url) }));
    if (!page || !parsed?.ok || !parsed.value.ok) {
      const ending = !parsed
        ? dropped("no-page")
        : !parsed.ok
          ? dropped(parsed.reason, { error: parsed.detail })
          : dropped(parsed.value.ok ? "no-text" : parsed.value.reason);
      await store.commitStep(step(desk, entryId, startedAt, ending));
      return ending;
    }
    const { content, sightings } = parsed.value;
    const removals = sightings
      ? await rememberPage(desk.app, page.url, sightings, parsed.value.removals)
      : parsed.value.removals;
    const article = composeArticle(entry, page, content, { madeBy: maker, now: clock.now() });
    const ending = next({
      strategy: content.strategy,
      confidence: Number(content.confidence.toFixed(2)),
      characters: content.text.length,
      removed: removals.length,
      lang: content.lang,
    });
    await store.commitArticle(step(desk, entryId, startedAt, ending), article, removals);
    return ending;
  };
};
