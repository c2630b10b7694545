import type { Coverage, Story, StoryEvent, StoryLink } from "../model/story.ts";
import type { AssignContext, FormedStory, HeldBackStory, StoryChange } from "./change.ts";
import { commonTerms } from "./explain.ts";
import { COPIED } from "./family-place.ts";
import { type FormedQuestion, storyFormed } from "./formed.ts";
import { goingWith, type Leaving, leftCoverage, leftEvents, leftRows, leftStories } from "./left-reports.ts";
import { broughtBy, leftTogether, movingBy, otherSide, type Parting, partingEvents, turned } from "./parting.ts";
import type { ClusterSettings } from "./settings.ts";
import { changedCoverage, rowFacts, storyRow } from "./story-row.ts";
import { inSequence, type Member, type StoryState } from "./story-state.ts";

/** A member that joins a story, the stories that end in it, and the one that the member left empty, if any. */
export interface Joining {
  story: StoryState;
  added: Member;
  /** The newcomer's row but for the story and the role. */
  arrival: Pick<Coverage, "score" | "evidence">;
  /** Members whose text goes back to another's, so that they are no reports any more: as they are from now on. */
  yielding: readonly Member[];
  leaving: readonly Leaving[];
  /** How the story parted by the newcomer, which is on the side that goes by the name of `story`. */
  parting: Parting | null;
  absorbed: readonly StoryState[];
  /** Of the stories that become one, those that an operator named. */
  told: ReadonlySet<string>;
  emptied: StoryState | null;
}

/** What the index is asked when a story may be news. */
export interface IndexView {
  nearestFormed: (whole: StoryState) => FormedQuestion["nearest"];
  written: (id: number) => string;
  heldTogether: (whole: StoryState) => number;
  /** The story of the past that the newcomer goes on with. */
  continued: () => { storyId: string; probability: number } | null;
  /** The story that was news and from which an operator took the newcomer. */
  takenFrom: () => string | null;
  /** Stories in other languages that tell of the same. */
  elsewhere: (whole: StoryState) => { storyId: string; shared: number }[];
  /** Stories that go on with this one. */
  continuing: (whole: StoryState) => { storyId: string; probability: number }[];
}

/** Publisher families with a report of their own. */
export function familiesOf(members: readonly Member[], sourceFamily = (source: string) => source): number {
  return new Set(members.filter(isReport).map(({ source }) => sourceFamily(source))).size;
}

interface News {
  row: Story;
  events: StoryEvent[];
  formed: FormedStory[];
  heldBack: HeldBackStory[];
  /** The story of which it is a development. */
  developmentOf: string | null;
  /** The story as it becomes news, by this report. */
  formsAs: StoryState | null;
}

/** The rows, events and news that follow from a member joining a story. */
export function planChange(
  joining: Joining,
  context: AssignContext,
  settings: ClusterSettings,
  view: IndexView,
): Omit<StoryChange, "member" | "vectors"> {
  const { story, added, yielding, leaving, parting, absorbed, emptied } = joining;
  const { articleId } = added;
  const brought = broughtBy(parting, story, added);
  const other = parting && otherSide(parting, story);
  const told = new Map([
    ...yielding.map((member) => [member.articleId, { score: 1, evidence: COPIED, addedAt: member.addedAt }] as const),
    [articleId, { ...joining.arrival, addedAt: added.addedAt }],
  ]);
  const gone = new Set([...leaving.flatMap(goingWith), ...(other?.members ?? [])].map((one) => one.articleId));
  const members = inSequence([
    ...story.members,
    ...absorbed.flatMap((one) => one.members),
    ...brought,
    ...yielding,
    added,
  ]).filter((member) => !gone.has(member.articleId));
  const formedBefore = [story, ...absorbed].find((one) => one.status === "formed");
  const status = formedBefore ? "formed" : "growing";
  const row = storyRow({ ...rowFacts(story), status, formedAt: formedBefore?.formedAt ?? null }, members);
  const news = newsOf(row, joining, members, context, settings, view);
  const changed = changedCoverage(story.id, members);
  const ending = emptied ? [...absorbed, emptied] : absorbed;
  return {
    articleId,
    storyId: story.id,
    coverage: [
      ...changed.flatMap((move) => {
        const row = told.get(move.articleId);
        return row ? [{ ...move, ...row }] : [];
      }),
      ...leftCoverage(leaving, story.id),
    ],
    moved: [
      ...changed.filter(({ articleId }) => !told.has(articleId)),
      ...leaving.flatMap((one) => changedCoverage(one.storyId, one.copies)),
      ...(other ? changedCoverage(other.id, other.members) : []),
    ],
    stories: [
      news.row,
      ...(other ? [storyRow(other, other.members)] : []),
      ...leftRows(leaving),
      ...ending.map((one) => mergedRow(one, story.id, added.publishedAt)),
    ],
    events: [
      ...(parting ? partingEvents(parting, story, articleId, context.now) : []),
      ...(cameBack(joining, context) ? [] : [arrivalEvent(joining, context.now)]),
      ...departure(joining, context),
      ...leftEvents(leaving, story.id, context.now),
      ...ending.flatMap((one) => mergeEvents(one, joining, context.now)),
      ...news.events,
      ...unaskedEvents(joining, context, settings),
    ],
    links: [...linksOf(joining, news, context.now, view), ...linksAbroad(joining, news, context.now, settings, view)],
    formed: news.formed,
    heldBack: news.heldBack,
    absorbed: absorbed.map(({ id }) => id),
    left: [
      ...leaving.flatMap((one) => goingWith(one).map(({ articleId }) => ({ articleId, storyId: one.storyId }))),
      ...(parting ? movingBy(parting, added).map((one) => ({ articleId: one, storyId: parting.storyId })) : []),
    ],
  };
}

const mergedRow = (story: StoryState, into: string, left: number): Story =>
  storyRow({ ...rowFacts(story), status: "merged", mergedInto: into }, story.members, left);

const ARRIVALS: Readonly<Record<string, string>> = {
  founded: "no other story was likely enough",
  "near-duplicate": "a copy of what is here",
  original: "the original of copies that are here",
  pinned: "put here by an operator",
};

function arrivalEvent({ story, added, arrival, yielding, parting }: Joining, at: number): StoryEvent {
  const { rule } = arrival.evidence;
  if (parting && story.id === parting.storyId)
    return { storyId: story.id, at, kind: "founded", articleId: added.articleId, reason: leftTogether(parting) };
  const joined = rule === "joined" ? `belongs with probability ${arrival.score.toFixed(2)}` : (ARRIVALS[rule] ?? rule);
  const copies = yielding.map((member) => member.articleId).join(", ");
  const reason = copies === "" ? joined : `${joined}; counts as a copy from now on: ${copies}`;
  const kind = story.members.length === 0 ? "founded" : "grown";
  return { storyId: story.id, at, kind, articleId: added.articleId, reason };
}

/** Asked again, the article is where it was: the story did not grow. */
const cameBack = ({ story, arrival, yielding, parting }: Joining, { left }: AssignContext): boolean =>
  left === story.id && arrival.evidence.rule !== "pinned" && yielding.length === 0 && parting === null;

/** A story that an article leaves tells where it went. */
function departure({ story, added, arrival, absorbed, emptied }: Joining, { left, now }: AssignContext): StoryEvent[] {
  const gone = [story, ...absorbed, ...(emptied ? [emptied] : [])].some(({ id }) => id === left);
  if (!left || gone) return [];
  const by = arrival.evidence.rule === "pinned" ? ", put there by an operator" : "";
  const { articleId } = added;
  return [{ storyId: left, at: now, kind: "split", articleId, reason: `an article left for ${story.id}${by}` }];
}

function mergeEvents(ended: StoryState, { story, added, told }: Joining, at: number): StoryEvent[] {
  const { articleId } = added;
  const together = ended.members.length > 0 ? "one story told by reports of both" : "its only article moved";
  const byOperator = told.has(ended.id) || told.has(story.id);
  const reason = byOperator ? "an operator said that they are one" : together;
  return [
    { storyId: ended.id, at, kind: "merged", articleId, reason: `into ${story.id}: ${reason}` },
    { storyId: story.id, at, kind: "merged", articleId, reason: `${ended.id} merged in: ${reason}` },
  ];
}

/**
 * Asked of the report that founds a story and of the one that could make it news: what goes on with an earlier story
 * says so in its first lines, or in what several write of it.
 */
function linksOf(joining: Joining, news: News, at: number, view: IndexView): StoryLink[] {
  const { story, added } = joining;
  const link = (storyId: string, otherId: string, reason: string): StoryLink => {
    return { storyId, otherId, kind: "continues", reason, at };
  };
  const likely = (probability: number) => `would have belonged to it with probability ${probability.toFixed(2)}`;
  const { parting } = joining;
  if (parting) return parting.hours === null ? [] : [link(parting.storyId, parting.before.id, turned(parting))];
  if (news.developmentOf !== null) return [link(story.id, news.developmentOf, news.heldBack[0]?.reason ?? "")];
  const founds = isReport(added) && story.members.length === 0;
  const earlier = founds || news.formsAs ? view.continued() : null;
  const later = news.formsAs ? view.continuing(news.formsAs) : [];
  return [
    ...(earlier && earlier.storyId !== story.id ? [link(story.id, earlier.storyId, likely(earlier.probability))] : []),
    ...later.map(({ storyId, probability }) => link(storyId, story.id, likely(probability))),
  ];
}

/** Asked when a story becomes news and each time that its reports have doubled: the more, the surer are their names. */
function linksAbroad(
  joining: Joining,
  { row, formsAs }: News,
  at: number,
  { maxExemplars }: ClusterSettings,
  view: IndexView,
): StoryLink[] {
  const { story, added } = joining;
  const { independent } = row.counts;
  const doubled =
    row.status === "formed" && isReport(added) && independent > 3 && Number.isInteger(Math.log2(independent));
  if (!formsAs && !doubled) return [];
  const whole = formsAs ?? wholeOf(joining, maxExemplars);
  return view.elsewhere(whole).map(({ storyId, shared }) => {
    const [one = "", other = ""] = [story.id, storyId].sort();
    const reason = `${shared} rare names and numbers in common`;
    return { storyId: one, otherId: other, kind: "elsewhere", reason, at };
  });
}

/**
 * Only a new report makes a story news. One that begins with enough publishers at once, taken out of another, says why it
 * is none yet.
 */
function unaskedEvents(
  { story, added, leaving, parting }: Joining,
  { now, sourceFamily }: AssignContext,
  { independentToForm }: ClusterSettings,
): StoryEvent[] {
  const begun = leftStories(leaving).map((together) => {
    return { storyId: together[0]!.storyId, from: story, members: together.map(({ member }) => member) };
  });
  if (parting && story.id !== parting.storyId)
    begun.push({ storyId: parting.storyId, from: parting.before, members: [...parting.since] });
  return begun.flatMap(({ storyId, from, members }) => {
    if (familiesOf(members, sourceFamily) < independentToForm) return [];
    const why = from.status === "formed" ? "which was news" : "its next report is asked whether it is news";
    const reason = `taken out of ${from.id}, ${why}`;
    return [{ storyId, at: now, kind: "held-back", articleId: added.articleId, reason } as const];
  });
}

/** The story as it will be. */
function wholeOf(joining: Joining, maxExemplars: number): StoryState {
  const { story, added, yielding, leaving, parting, absorbed } = joining;
  const others = [...absorbed.flatMap(({ members }) => members), ...broughtBy(parting, story, added), ...yielding];
  const whole = story.with([...others, added], maxExemplars);
  const other = parting ? otherSide(parting, story).members : [];
  for (const { articleId } of [...leaving.flatMap(goingWith), ...other]) whole.remove(articleId, maxExemplars);
  return whole;
}

const isReport = (member: Member) => member.role !== "near_duplicate";

/** Whether this moment makes news of the story. Only a new independent report can. */
function newsOf(
  row: Story,
  joining: Joining,
  members: readonly Member[],
  { now, sourceFamily }: AssignContext,
  settings: ClusterSettings,
  view: IndexView,
): News {
  const { story, added, absorbed } = joining;
  const families = familiesOf(members, sourceFamily);
  const quiet: News = { row, events: [], formed: [], heldBack: [], developmentOf: null, formsAs: null };
  if (row.status !== "growing" || !isReport(added) || families < settings.independentToForm) return quiet;
  const whole = wholeOf(joining, settings.maxExemplars);
  const takenFrom = view.takenFrom();
  const nearest = view.nearestFormed(whole);
  const { status, lastPublishedAt } = row;
  const together = view.heldTogether(whole);
  const question = { status, families, lastPublishedAt, now, together, nearest };
  const answer = storyFormed(question, settings);
  if (answer.kind === "growing") return quiet;
  const event = (kind: "formed" | "held-back", reason: string): StoryEvent => {
    return { storyId: row.id, at: now, kind, articleId: added.articleId, reason };
  };
  // its reports were told of under the other story's name
  if (takenFrom !== null) {
    const reason = `taken out of ${takenFrom}, which was news`;
    return { ...quiet, events: [event("held-back", reason)], heldBack: [{ story: row, reason }] };
  }
  const formedRow: Story = { ...row, status: "formed", formedAt: now };
  if (answer.kind === "formed") {
    const reason = { rule: answer.rule, evidence: commonTerms(whole, view.written) };
    return {
      ...quiet,
      row: formedRow,
      events: [event("formed", answer.rule)],
      formed: [{ story: formedRow, reason }],
      formsAs: whole,
    };
  }
  const { reason } = answer;
  if (answer.cause === "old") {
    return {
      ...quiet,
      row: formedRow,
      events: [event("held-back", reason)],
      heldBack: [{ story: formedRow, reason }],
      formsAs: whole,
    };
  }
  // what is held back is asked again with each new report, but told once
  const familiesBefore = Math.max(...[story, ...absorbed].map((one) => familiesOf(one.members, sourceFamily)));
  if (familiesBefore >= settings.independentToForm) return quiet;
  const heldBack = [{ story: row, reason }];
  return {
    ...quiet,
    events: [event("held-back", reason)],
    heldBack,
    developmentOf: answer.cause === "development" ? answer.of : null,
  };
}
