import { alertOf } from "../src/alert/alert-of.ts";
import { articlePayload } from "../src/alert/payload.ts";
import { composeArticle } from "../src/extract/compose-article.ts";
import { type RevisionChange, revisionChange } from "../src/extract/revision-change.ts";
import type { Article, Page, Removal } from "../src/model/article.ts";
import { dropped, next } from "../src/model/ending.ts";
import { madeBy } from "../src/model/version.ts";
import { rememberPage, siteOf } from "./site-memory.ts";
import { tell } from "./tell.ts";
import { type Desk, STALE, step, type Worker } from "./worker.ts";

/** Reads one stored page into an article and the ledger of what was removed. Key: entry id. */
export const extract: Worker = async (desk) => {
  const { store, parser, clock, settings } = desk.app;
  const maker = madeBy(settings.extract);
  return async (entryId) => {
    const startedAt = clock.now();
    const [entry, page, before, restorations] = await Promise.all([
      store.entry(entryId),
      store.page(entryId),
      store.article(entryId),
      store.corrections({ kinds: ["restore"], about: [entryId] }),
    ]);
    if (entry?.waitsFor !== "extract") return STALE;
    const restored = restorations.map(({ object }) => object);
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
    const change = await changeSince(desk, page, before, article, removals);
    const ending = next({
      ...(change && { changed: change.classes }),
      strategy: content.strategy,
      confidence: Number(content.confidence.toFixed(2)),
      characters: content.text.length,
      removed: removals.length,
      lang: content.lang,
    });
    if (change) await tellChange(desk, article, change);
    await store.commitArticle(step(desk, entryId, startedAt, ending), article, removals);
    return ending;
  };
};

/**
 * What its publisher changed in an article that had its place in a story: the page is a later one than the one read before.
 * Other settings or another version read the same page otherwise, and that is nobody's change: then it is not known who
 * changed what.
 */
async function changeSince(
  { app: { store } }: Desk,
  page: Page,
  before: Article | null,
  article: Omit<Article, "revision">,
  removals: readonly Removal[],
): Promise<(RevisionChange & { before: Article; storyId: string }) | null> {
  if (!before || before.madeBy !== article.madeBy || page.fetchedAt <= before.extractedAt) return null;
  const coverage = await store.coverageOf(article.id);
  const change = coverage && revisionChange(before, article, removals);
  return change && { ...change, before, storyId: coverage.storyId };
}

/** Tells of a revision that is about to be committed: if that fails, it is told under the same name again. */
async function tellChange(
  { app }: Desk,
  article: Omit<Article, "revision">,
  change: RevisionChange & { before: Article; storyId: string },
): Promise<void> {
  if (change.class === "cosmetic") return;
  const revision = change.before.revision + 1;
  const now = app.clock.now();
  const body = articlePayload({ ...article, revision }, change, change.storyId, now);
  const about = { id: article.id, occasion: String(revision), languages: article.lang === null ? [] : [article.lang] };
  await tell(app, alertOf("article.updated", about, body, now));
}
