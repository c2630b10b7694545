import { holdLease } from "../../../workers/lease.ts";
import type { App } from "../../app.ts";
import type { Story, StoryEvent } from "../../model/story.ts";
import type { Rehoming, Store } from "../../ports/store.ts";
import { CliProblem } from "../exit.ts";
import { many } from "../say.ts";
import type { Homed } from "./compare.ts";
import { ReplayRecord } from "./record.ts";
import { homesOf, type ReplayResult, replay } from "./replay.ts";

const ACCEPTED = "a replay was accepted";
const NOBODY_TOLD = "formed in a replay that was accepted, alerts were off";
const TOLD_BEFORE = "its reports were told of before, as another story";

export interface AcceptOptions<T> {
  maxArticles: number;
  signal: AbortSignal;
  onProgress: (done: number, of: number) => void;
  /** What is to be said of the outcome, while the store is still as it was. */
  report: (result: ReplayResult) => Promise<T>;
}

/**
 * Goes over all stored articles under the settings in force, as `replay` does, and puts the outcome in the place of what
 * is stored, in one transaction. Nobody is told: a story that forms thereby is held back, and one whose reports were told
 * of counts as formed. Holds the writer's lease meanwhile, so that nothing comes in between.
 *
 * @throws LeaseHeld when a daemon writes
 * @throws CliProblem when there are more articles than `maxArticles`, stories hold reports that are stored no more, or
 * the signal ended it; nothing is changed then
 */
export async function acceptReplay<T>(app: App, options: AcceptOptions<T>): Promise<T> {
  const { report, ...bounds } = options;
  const held = await holdLease(app, 0, bounds.signal);
  if (!held) throw new CliProblem("stopped; nothing was changed");
  try {
    const record = new ReplayRecord();
    const result = await replay(app, { settings: app.settings, since: null, record, ...bounds });
    const said = await report(result);
    await app.store.rehome(held.lease(), await rehoming(app.store, result, record, app.clock.now()));
    return said;
  } finally {
    await held.release();
  }
}

async function rehoming(store: Store, result: ReplayResult, record: ReplayRecord, at: number): Promise<Rehoming> {
  const homed = homesOf(result);
  const before = await storiesBefore(store, homed);
  const moved = homed.filter((home) => home.before !== home.after);
  const touched = new Set(moved.flatMap((home) => [home.before, home.after]));
  const stories: Story[] = [];
  const events: StoryEvent[] = [];
  const tell = (storyId: string, kind: StoryEvent["kind"], reason: string) =>
    events.push({ storyId, at, kind, articleId: null, reason });
  for (const [id, origins] of counted(homed, "after", "before")) {
    const made = result.scratch.stories.get(id);
    if (!made) continue;
    const was = before.get(id);
    const told = [...origins.keys()]
      .flatMap((one) => before.get(one) ?? [])
      .filter(({ formedAt }) => formedAt !== null);
    const toldAt = told.length > 0 ? Math.min(...told.map(({ formedAt }) => formedAt ?? at)) : null;
    const formedAt = was?.formedAt ?? toldAt ?? made.formedAt;
    stories.push({ ...made, formedAt, status: formedAt === null ? made.status : "formed" });
    if (!was) tell(id, "founded", ACCEPTED);
    else if (touched.has(id)) tell(id, made.counts.articles < was.counts.articles ? "split" : "grown", ACCEPTED);
    if (formedAt !== null && (was?.formedAt ?? null) === null)
      tell(id, "held-back", toldAt === null ? NOBODY_TOLD : TOLD_BEFORE);
  }
  const living = new Set(homed.map(({ after }) => after));
  for (const [id, shares] of counted(homed, "before", "after")) {
    const was = before.get(id);
    if (!was || living.has(id)) continue;
    const mergedInto = largest(shares);
    stories.push({ ...was, status: "merged", mergedInto, counts: { articles: 0, publishers: 0, independent: 0 } });
    tell(id, "merged", `${ACCEPTED}: its reports are in ${mergedInto}`);
  }
  return {
    signatures: record.signatures,
    duplicates: [...result.scratch.duplicates.values()],
    coverage: [...record.coverage.values()],
    stories,
    events,
    // The end of a link may have been merged into another since.
    links: record.links.filter(({ storyId, otherId }) => living.has(storyId) && living.has(otherId)),
    steps: moved.map(({ articleId, before: from, after }) => {
      return { entryId: articleId, at, detail: { story: after, from, rule: ACCEPTED } };
    }),
  };
}

/** The stories as stored. @throws CliProblem when one has reports that are stored no more: they would be lost */
async function storiesBefore(store: Store, homed: readonly Homed[]): Promise<Map<string, Story>> {
  const stories = new Map<string, Story>();
  const partly: string[] = [];
  for (const [id, shares] of counted(homed, "before", "after")) {
    const story = await store.story(id);
    if (!story) continue;
    stories.set(id, story);
    const replayed = [...shares.values()].reduce((sum, n) => sum + n, 0);
    if (story.counts.articles > replayed) partly.push(id);
  }
  if (partly.length > 0)
    throw new CliProblem(
      `${many(partly.length, "story holds", "stories hold")} reports that are stored no more (store.articleDays), such as ` +
        `${partly[0]}: they cannot be decided anew. Nothing was changed.`,
    );
  return stories;
}

/** For each story of one side, how many of its articles are in which story of the other. */
function counted(homed: readonly Homed[], side: "before" | "after", other: "before" | "after") {
  const stories = new Map<string, Map<string, number>>();
  for (const home of homed) {
    const shares = stories.get(home[side]) ?? new Map<string, number>();
    shares.set(home[other], (shares.get(home[other]) ?? 0) + 1);
    stories.set(home[side], shares);
  }
  return stories;
}

/** The story with most articles; of equals the lesser id. */
function largest(shares: ReadonlyMap<string, number>): string | null {
  const [first] = [...shares].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first?.[0] ?? null;
}
