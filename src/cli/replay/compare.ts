/** An article's story before and after. */
export interface Homed {
  articleId: string;
  before: string;
  after: string;
  /** Whether it is a report of its own, not a near-duplicate of another. */
  independentBefore: boolean;
  independentAfter: boolean;
}

/**
 * What became of a story. `merged`: two or more are one. `split`: one is two or more. `new`: single articles came
 * together. `gone`: its articles stand alone. `exchanged`: as many came as went. `recounted`: the same articles, other
 * copies among them.
 */
export const STORY_KINDS = ["merged", "split", "gone", "new", "shrunk", "grown", "exchanged", "recounted"] as const;
export type StoryKind = (typeof STORY_KINDS)[number];

/** A story that changed. Stories are those of two or more articles; who is alone is no story yet. */
export interface ChangedStory {
  kind: StoryKind;
  /** Its id before; null for a new one, and for a part that split off. */
  before: string | null;
  /** The id under which it lives now; null for one that is gone. */
  after: string | null;
  articles: { before: number; after: number };
  independent: { before: number; after: number };
  /** Articles that were elsewhere before: in the story `from`, or alone (null). */
  came: { articleId: string; from: string | null }[];
  /** Articles that are elsewhere now: in the story `to`, or alone (null). */
  went: { articleId: string; to: string | null }[];
  /** Other stories of before that live in this one now, without their own successor. */
  mergedFrom: string[];
  /** Other stories of now that came out of this one, without another predecessor. */
  splitInto: string[];
}

export interface Comparison {
  /** Stories of two or more articles. */
  stories: { before: number; after: number };
  unchanged: number;
  /** The weightiest kinds first, the largest stories first. */
  changed: ChangedStory[];
  /** The story of now that goes on with a story of before; a story without successor is not in it. */
  successors: Map<string, string>;
}

/**
 * Compares two ways of gathering the same articles. A story goes on as the one that holds most of its articles: of all
 * pairs of a story before and one after, those that share most articles are matched first, each story once; of equals the
 * pair with the same id, then the lesser ids.
 */
export function compareStories(homed: readonly Homed[]): Comparison {
  const before = gathered(homed, "before");
  const after = gathered(homed, "after");
  const shared = overlaps(homed, before, after);
  const successors = new Map<string, string>();
  const predecessors = new Map<string, string>();
  for (const { from, to } of shared) {
    if (successors.has(from) || predecessors.has(to)) continue;
    successors.set(from, to);
    predecessors.set(to, from);
  }
  const mergedFrom = new Map<string, string[]>();
  const splitInto = new Map<string, string[]>();
  // The pairs of each story come with the largest first, so the first one met is where most of it is.
  const endedIn = new Set<string>();
  const cameFrom = new Set<string>();
  for (const { from, to } of shared) {
    if (!successors.has(from) && !endedIn.has(from)) into(mergedFrom, to, from);
    if (!successors.has(from)) endedIn.add(from);
    if (!predecessors.has(to) && !cameFrom.has(to)) into(splitInto, from, to);
    if (!predecessors.has(to)) cameFrom.add(to);
  }
  const homeBefore = (home: Homed) => (before.has(home.before) ? home.before : null);
  const homeAfter = (home: Homed) => (after.has(home.after) ? home.after : null);
  const change = (b: string | null, a: string | null): ChangedStory | null => {
    const [own, now] = [(b && before.get(b)) || [], (a && after.get(a)) || []];
    const came = now.filter((home) => home.before !== b).map((home) => ({ ...named(home), from: homeBefore(home) }));
    const went = own.filter((home) => home.after !== a).map((home) => ({ ...named(home), to: homeAfter(home) }));
    const independent = {
      before: own.filter((home) => home.independentBefore).length,
      after: now.filter((home) => home.independentAfter).length,
    };
    const merged = (a && mergedFrom.get(a)) || [];
    const split = (b && splitInto.get(b)) || [];
    const story = { before: b, after: a, articles: { before: own.length, after: now.length }, independent };
    const kind = kindOf({ ...story, came, went }, merged, split);
    return kind && { kind, ...story, came, went, mergedFrom: merged, splitInto: split };
  };
  const pairs: [string | null, string | null][] = [
    ...[...before.keys()].map((b): [string, string | null] => [b, successors.get(b) ?? null]),
    ...[...after.keys()].filter((a) => !predecessors.has(a)).map((a): [null, string] => [null, a]),
  ];
  // What ended in another story, or came out of one, is told there.
  const told = pairs.filter(
    ([b, a]) => (a !== null || !endedIn.has(b ?? "")) && (b !== null || !cameFrom.has(a ?? "")),
  );
  const changed = told.flatMap(([b, a]) => change(b, a) ?? []);
  return {
    stories: { before: before.size, after: after.size },
    unchanged: told.length - changed.length,
    changed: changed.sort(byWeight),
    successors,
  };
}

const named = ({ articleId }: Homed) => ({ articleId });

function into(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** The stories of two or more articles. */
function gathered(homed: readonly Homed[], when: "before" | "after"): Map<string, Homed[]> {
  const stories = new Map<string, Homed[]>();
  for (const home of homed) {
    const known = stories.get(home[when]);
    if (known) known.push(home);
    else stories.set(home[when], [home]);
  }
  for (const [id, members] of stories) if (members.length < 2) stories.delete(id);
  return stories;
}

function overlaps(
  homed: readonly Homed[],
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): { from: string; to: string; count: number }[] {
  const pairs = new Map<string, { from: string; to: string; count: number }>();
  for (const { before: from, after: to } of homed) {
    if (!before.has(from) || !after.has(to)) continue;
    const key = `${from} ${to}`;
    const pair = pairs.get(key);
    if (pair) pair.count++;
    else pairs.set(key, { from, to, count: 1 });
  }
  const same = ({ from, to }: { from: string; to: string }) => Number(from === to);
  return [...pairs.values()].sort(
    (a, b) => b.count - a.count || same(b) - same(a) || order(a.from, b.from) || order(a.to, b.to),
  );
}

function kindOf(
  { before, after, independent, came, went }: Omit<ChangedStory, "kind" | "mergedFrom" | "splitInto">,
  merged: readonly string[],
  split: readonly string[],
): StoryKind | null {
  if (before === null) return "new";
  if (after === null) return "gone";
  if (merged.length > 0) return "merged";
  if (split.length > 0) return "split";
  if (came.length > went.length) return "grown";
  if (went.length > came.length) return "shrunk";
  if (came.length > 0) return "exchanged";
  return independent.before === independent.after ? null : "recounted";
}

const size = ({ articles }: ChangedStory) => Math.max(articles.before, articles.after);

const byWeight = (a: ChangedStory, b: ChangedStory): number =>
  STORY_KINDS.indexOf(a.kind) - STORY_KINDS.indexOf(b.kind) ||
  size(b) - size(a) ||
  order(a.before ?? a.after ?? "", b.before ?? b.after ?? "");

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
