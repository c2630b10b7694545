import type { App } from "../app.ts";
import { correction } from "../model/correction.ts";
import { heirOf } from "../model/heir.ts";
import { stableId } from "../model/id.ts";
import type { Story } from "../model/story.ts";
import type { Store } from "../ports/store.ts";
import { CliProblem, EXIT } from "./exit.ts";
import { ofCorrection, rerun } from "./rerun.ts";
import type { Covered } from "./story-text.ts";

/** What came of an operator's decision about stories. */
export interface Corrected {
  /** False when the same was decided before, or there was nothing to take back. */
  changed: boolean;
  /** The story that the articles are in now; null while another process works on it. */
  storyId: string | null;
  /** Articles that went through cluster again. */
  articles: number;
  /** Another process writes; it goes on with the articles. */
  handedOver: boolean;
}

/** The story with this id, or the one that it was merged into. */
export async function liveStory({ store }: App, id: string): Promise<Story> {
  const story = await store.story(id);
  if (!story) throw new CliProblem(`there is no story ${id}; list them with: samestory stories list --all`);
  return heirOf(story, store.story);
}

/** Keeps for this and every later run that two stories are one, and makes them so. */
export async function mergeStories(app: App, idA: string, idB: string, signal: AbortSignal): Promise<Corrected> {
  const [a, b] = await Promise.all([liveStory(app, idA), liveStory(app, idB)]);
  if (a.id === b.id) throw new CliProblem(`${idA} and ${idB} are one story already: ${a.id}`, EXIT.usage);
  const { store, clock } = app;
  const now = clock.now();
  const changed = await store.addCorrection(correction("merge", a.id, b.id, now));
  const [smaller, larger] = a.counts.articles < b.counts.articles ? [a, b] : [b, a];
  const coming = (await store.coverage(smaller.id)).map(({ articleId }) => articleId);
  // so that a re-run, which asks each article anew, leaves it there
  for (const articleId of coming) {
    await unpin(store, articleId);
    await store.addCorrection(correction("pin", articleId, larger.id, now));
  }
  return sent(app, coming, changed, signal);
}

/** Takes back that two stories are one: what came in by the one that was merged is a story of its own again. */
export async function unmergeStories(app: App, idA: string, idB: string, signal: AbortSignal): Promise<Corrected> {
  const { store, clock } = app;
  const changed = await store.removeCorrection(correction("merge", idA, idB, clock.now()).id);
  const ended = (await Promise.all([store.story(idA), store.story(idB)])).find((story) => story?.mergedInto);
  if (!changed || !ended) return { changed, storyId: null, articles: 0, handedOver: false };
  const live = await liveStory(app, ended.id);
  const came = new Set(
    (await store.storyEvents(ended.id)).map(({ kind, articleId }) => kind !== "merged" && articleId),
  );
  const theirs = (await store.coverage(live.id)).filter(({ articleId }) => came.has(articleId));
  return splitStory(
    app,
    live.id,
    theirs.map(({ articleId }) => articleId),
    signal,
  );
}

/** Keeps that these articles do not belong to a story, and makes them one of their own. Copies go with them. */
export async function splitStory(
  app: App,
  id: string,
  given: readonly string[],
  signal: AbortSignal,
): Promise<Corrected> {
  const { store, clock } = app;
  const story = await liveStory(app, id);
  const coverage = await store.coverage(story.id);
  const missing = given.filter((articleId) => !coverage.some((row) => row.articleId === articleId));
  if (missing.length > 0) throw new CliProblem(`not in ${story.id}: ${missing.join(", ")}`, EXIT.usage);
  const leaving = withCopies(given, coverage);
  if (!coverage.some(({ articleId, role }) => role !== "near_duplicate" && !leaving.includes(articleId)))
    throw new CliProblem(`${story.id} would be left without a report; name fewer articles`, EXIT.usage);
  const now = clock.now();
  const target = await freshId(store, leaving[0] ?? "");
  for (const articleId of leaving) {
    await unpin(store, articleId);
    await store.addCorrection(correction("split", articleId, story.id, now));
    await store.addCorrection(correction("pin", articleId, target, now));
  }
  return sent(app, leaving, true, signal);
}

/** Takes back all that was split from a story; the articles go where they say. */
export async function unsplitStory(app: App, id: string, signal: AbortSignal): Promise<Corrected> {
  const { store } = app;
  const story = await liveStory(app, id);
  const splits = (await store.corrections({ kinds: ["split"], about: [id, story.id] })).filter(
    ({ object }) => object === id || object === story.id,
  );
  const articles = [...new Set(splits.map(({ subject }) => subject))];
  for (const { id: correctionId } of splits) await store.removeCorrection(correctionId);
  for (const articleId of articles) await unpin(store, articleId);
  return sent(app, articles, splits.length > 0, signal);
}

/** Keeps that an article belongs to a story, and puts it there. Its copies follow. */
export async function pinArticle(app: App, articleId: string, id: string, signal: AbortSignal): Promise<Corrected> {
  const { store, clock } = app;
  const story = await liveStory(app, id);
  if (!(await store.article(articleId)))
    throw new CliProblem(`${articleId} has no text that a story could hold; why: samestory trace ${articleId}`);
  const known = await store.corrections({ kinds: ["pin"], about: [articleId] });
  const changed = !known.some(({ subject, object }) => subject === articleId && object === story.id);
  await unpin(store, articleId);
  await store.removeCorrection(correction("split", articleId, story.id, 0).id);
  await store.addCorrection(correction("pin", articleId, story.id, clock.now()));
  return sent(app, await familyIn(store, articleId), changed, signal);
}

/** Takes back where an article was put. */
export async function unpinArticle(app: App, articleId: string, signal: AbortSignal): Promise<Corrected> {
  const changed = (await unpin(app.store, articleId)) > 0;
  return sent(app, changed ? await familyIn(app.store, articleId) : [], changed, signal);
}

/** Sends articles through cluster again and tells where the first of them is then. */
async function sent(app: App, ids: readonly string[], changed: boolean, signal: AbortSignal): Promise<Corrected> {
  const [first] = ids;
  if (first === undefined) return { changed, storyId: null, articles: 0, handedOver: false };
  const { handedOver } = await rerun(app, "cluster", { ids: [...ids] }, { ...ofCorrection("cluster", ids), signal });
  const storyId = handedOver ? null : ((await app.store.coverageOf(first))?.storyId ?? null);
  return { changed, storyId, articles: ids.length, handedOver };
}

async function unpin(store: Store, articleId: string): Promise<number> {
  const pins = await store.corrections({ kinds: ["pin"], about: [articleId] });
  const own = pins.filter(({ subject }) => subject === articleId);
  for (const { id } of own) await store.removeCorrection(id);
  return own.length;
}

/** The articles and, in the same story, what repeats them. */
function withCopies(given: readonly string[], coverage: readonly Covered[]): string[] {
  const leaving = new Set(given);
  for (let before = -1; before !== leaving.size; ) {
    before = leaving.size;
    for (const { articleId, duplicateOf } of coverage)
      if (duplicateOf !== null && leaving.has(duplicateOf)) leaving.add(articleId);
  }
  return [...leaving];
}

/** The article, then the copies of it. */
async function familyIn(store: Store, articleId: string): Promise<string[]> {
  return [articleId, ...(await store.copiesOf(articleId)).map((copy) => copy.articleId)];
}

/** An id that no story has or had. */
async function freshId(store: Store, articleId: string): Promise<string> {
  for (let part = 1; ; part++) {
    const id = part === 1 ? stableId("s", articleId) : stableId("s", articleId, String(part));
    if (!(await store.story(id))) return id;
  }
}
