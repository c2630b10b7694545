import type { App } from "../../app.ts";
import type { Store } from "../../ports/store.ts";
import { type ChangedStory, type Comparison, compareStories, type Homed, type StoryKind } from "./compare.ts";
import { homesOf, type ReplayResult } from "./replay.ts";

/** A setting that the replay turned, with the value in force. */
export interface TurnedKnob {
  name: string;
  was: unknown;
  is: unknown;
}

/** A story as the report names it: an id is of the side on which it stands. */
export interface NamedStory {
  id: string;
  title: string;
}

export interface NamedArticle {
  id: string;
  title: string;
  source: string;
}

/** A changed story with titles, as `--json` prints it. */
export interface ReportedStory {
  kind: StoryKind;
  before: NamedStory | null;
  after: NamedStory | null;
  articles: { before: number; after: number };
  independent: { before: number; after: number };
  merged_from: NamedStory[];
  split_into: NamedStory[];
  /** The first `MAX_ARTICLES`; `came_more` and `went_more` count the rest. */
  came: (NamedArticle & { from: NamedStory | null })[];
  came_more: number;
  went: (NamedArticle & { to: NamedStory | null })[];
  went_more: number;
}

/** Everything that a replay shows. It holds no moment and no id of this run: the same replay gives the same bytes. */
export interface ReplayReport {
  settings: TurnedKnob[];
  /** First seen since then, as given; null: all that is stored. */
  since: string | null;
  articles: number;
  moved: number;
  copies: { before: number; after: number };
  stories: { before: number; after: number; unchanged: number } & Record<StoryKind, number>;
  alerts: {
    before: number;
    after: number;
    would_fire: NamedStory[];
    would_not_fire: NamedStory[];
    more: number;
  };
  changed: ReportedStory[];
  /** Changed stories beyond the limit, counted above and not listed. */
  not_listed: number;
}

/** Articles of one story that are listed on each side. */
export const MAX_ARTICLES = 50;

export interface ReportOptions {
  settings: TurnedKnob[];
  since: { text: string; at: number } | null;
  /** Changed stories, and alerts, that are listed. */
  limit: number;
}

/** What a replay's outcome means beside what is stored, in words and titles. */
export async function replayReport(
  app: App,
  { articles, scratch }: ReplayResult,
  { settings, since, limit }: ReportOptions,
): Promise<ReplayReport> {
  const homed = homesOf({ articles, scratch });
  const recent = new Set<string>();
  for (const { articleId, firstSeenAt } of articles)
    if (since === null || firstSeenAt >= since.at) recent.add(articleId);
  const comparison = compareStories(homed);
  const told = concerning(comparison, homed, recent);
  const names = namesFrom(app.store, (id) => scratch.stories.get(id)?.title);
  const alertsNow = (id: string) => scratch.alerted.has(id);
  const alertsThen = await storiesAlerted(app.store, new Set(told.before));
  const gone = told.before.filter((id) => {
    const next = comparison.successors.get(id);
    return alertsThen.has(id) && !(next !== undefined && alertsNow(next));
  });
  const carried = new Set([...comparison.successors].filter(([from]) => alertsThen.has(from)).map(([, to]) => to));
  const fired = told.after.filter((id) => alertsNow(id) && !carried.has(id));
  const counted = homed.filter(({ articleId }) => recent.has(articleId));
  const kinds = { merged: 0, split: 0, gone: 0, new: 0, shrunk: 0, grown: 0, exchanged: 0, recounted: 0 };
  for (const { kind } of told.changed) kinds[kind]++;
  const listed = told.changed.slice(0, limit);
  return {
    settings,
    since: since?.text ?? null,
    articles: counted.length,
    moved: new Set(told.changed.flatMap(({ came, went }) => [...came, ...went].map(({ articleId }) => articleId))).size,
    copies: {
      before: counted.filter((home) => !home.independentBefore).length,
      after: counted.filter((home) => !home.independentAfter).length,
    },
    stories: { before: told.before.length, after: told.after.length, unchanged: told.unchanged, ...kinds },
    alerts: {
      before: alertsThen.size,
      after: told.after.filter(alertsNow).length,
      would_fire: await Promise.all(fired.slice(0, limit).map(names.after)),
      would_not_fire: await Promise.all(gone.slice(0, limit).map(names.before)),
      more: Math.max(0, fired.length - limit) + Math.max(0, gone.length - limit),
    },
    changed: await Promise.all(listed.map((story) => reported(story, names))),
    not_listed: told.changed.length - listed.length,
  };
}

/** The part of a comparison that concerns the articles that were asked about. */
function concerning({ changed, successors }: Comparison, homed: readonly Homed[], recent: ReadonlySet<string>) {
  const [before, after] = [countsOf(homed, "before", recent), countsOf(homed, "after", recent)];
  const asked = (story: ChangedStory) =>
    [story.before, ...story.mergedFrom].some((id) => id !== null && before.has(id)) ||
    [story.after, ...story.splitInto].some((id) => id !== null && after.has(id));
  const touched = changed.filter(asked);
  const told = new Set(touched.flatMap((story) => [story.before, ...story.mergedFrom]));
  const unchanged = [...before].filter((id) => !told.has(id) && successors.has(id)).length;
  return { before: [...before].sort(), after: [...after].sort(), changed: touched, unchanged };
}

/** Stories of two or more articles of which one at least was asked about. */
function countsOf(homed: readonly Homed[], when: "before" | "after", recent: ReadonlySet<string>): Set<string> {
  const sizes = new Map<string, number>();
  const asked = new Set<string>();
  for (const home of homed) {
    sizes.set(home[when], (sizes.get(home[when]) ?? 0) + 1);
    if (recent.has(home.articleId)) asked.add(home[when]);
  }
  return new Set([...asked].filter((id) => sizes.get(id)! > 1));
}

/** Those of these stories that were told of, themselves or a story that lives in them. */
async function storiesAlerted(store: Store, ids: ReadonlySet<string>): Promise<Set<string>> {
  const alerted = new Set<string>();
  const told = async (id: string) => (await store.alerts({ limit: 1, subject: id, event: "story.created" })).length > 0;
  for (const id of ids) if (await told(id)) alerted.add(id);
  const merged = await store.stories({ limit: Number.MAX_SAFE_INTEGER, status: "merged" });
  const nextOf = new Map(merged.map(({ id, mergedInto }) => [id, mergedInto]));
  for (const { id } of merged) {
    let live: string | null | undefined = id;
    while (live && nextOf.has(live)) live = nextOf.get(live);
    if (live && ids.has(live) && !alerted.has(live) && (await told(id))) alerted.add(live);
  }
  return alerted;
}

interface Names {
  before: (id: string) => Promise<NamedStory>;
  after: (id: string) => Promise<NamedStory>;
  article: (id: string) => Promise<NamedArticle>;
}

function namesFrom(store: Store, titleAfter: (id: string) => string | undefined): Names {
  return {
    before: async (id) => ({ id, title: (await store.story(id))?.title ?? "" }),
    after: async (id) => ({ id, title: titleAfter(id) ?? "" }),
    article: async (id) => {
      const article = await store.article(id);
      return { id, title: article?.title ?? "", source: article?.source ?? "" };
    },
  };
}

async function reported(story: ChangedStory, { before, after, article }: Names): Promise<ReportedStory> {
  const { kind, articles, independent, came, went } = story;
  return {
    kind,
    before: story.before === null ? null : await before(story.before),
    after: story.after === null ? null : await after(story.after),
    articles,
    independent,
    merged_from: await Promise.all(story.mergedFrom.map(before)),
    split_into: await Promise.all(story.splitInto.map(after)),
    came: await Promise.all(
      came.slice(0, MAX_ARTICLES).map(async ({ articleId, from }) => ({
        ...(await article(articleId)),
        from: from === null ? null : await before(from),
      })),
    ),
    came_more: Math.max(0, came.length - MAX_ARTICLES),
    went: await Promise.all(
      went.slice(0, MAX_ARTICLES).map(async ({ articleId, to }) => ({
        ...(await article(articleId)),
        to: to === null ? null : await after(to),
      })),
    ),
    went_more: Math.max(0, went.length - MAX_ARTICLES),
  };
}
