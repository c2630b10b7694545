import type { Article } from "../model/article.ts";
import type { NearDuplicate } from "../model/signature.ts";
import type { CoverageRole, Evidence } from "../model/story.ts";
import { type Query, spelling } from "./article-vectors.ts";
import { type Asked, ask, ranking } from "./asked.ts";
import type { AssignContext, StoryChange } from "./change.ts";
import { NO_CONSTRAINTS } from "./constraints.ts";
import { continuedStory, continuingStories } from "./continued-story.ts";
import { sharedTerms } from "./explain.ts";
import { COPIED, type FamilyPlace, familyPlace, type Relative } from "./family-place.ts";
import { foundedId } from "./founded-id.ts";
import { leavingHalf } from "./halves.ts";
import { heldTogether } from "./held-together.ts";
import type { KnownStories } from "./known-stories.ts";
import { activeSince } from "./leaving-stories.ts";
import type { Leaving } from "./left-reports.ts";
import { looksBack, nearOthers } from "./look-back.ts";
import { memberFacts, memberTimes } from "./member-facts.ts";
import { storiesToMerge } from "./merge.ts";
import { nearestFormed } from "./nearest-formed.ts";
import type { Parting } from "./parting.ts";
import { familiesOf, planChange } from "./plan-change.ts";
import type { Ranked } from "./ranking.ts";
import type { ClusterSettings } from "./settings.ts";
import { byRight, inSequence, type Member, StoryState } from "./story-state.ts";
import { straysOf } from "./strays.ts";
import { toldElsewhere } from "./told-elsewhere.ts";
import { turnOf } from "./turn.ts";
import { twinsOf } from "./twins.ts";

/** While a story has so few reports, each newcomer may show that it turned: it costs little, and news waits for it. */
const MAY_TURN = 8;

/** What an article changes: where it belongs, and the rows, events and news that follow. Changes nothing. */
export function assignArticle(
  known: KnownStories,
  article: Article,
  duplicate: NearDuplicate | null,
  context: AssignContext,
): StoryChange {
  const { settings } = known;
  const { constraints = NO_CONSTRAINTS } = context;
  const apart = constraints.apartFrom(article.id, duplicate?.originalId ?? article.id, known);
  const family = relatives(known, article.id, duplicate, context).filter(({ story }) => !apart.has(story.id));
  const place = familyPlace(article.id, duplicate, family);
  const pinned = pinnedTo(known, article, duplicate, context);
  if (pinned) return putInto(known, article, pinned, place, context);
  if (place?.role === "near_duplicate") return copied(known, article, place, context);
  const asked = ask(known, article);
  if (place) return original(known, article, place, asked, context);
  const ranked = ranking(known, memberTimes(article), asked).filter(({ story }) => !apart.has(story.id));
  const [best, second] = ranked;
  const runnerUp = (one: Ranked | undefined) => (one ? { storyId: one.story.id, score: round(one.score) } : null);
  if (!best || best.score < settings.joinAt) {
    const evidence: Evidence = { rule: "founded", terms: [], features: {}, runnerUp: runnerUp(best) };
    const member = memberOf(article, asked.lang, "independent", context);
    const story = new StoryState(newStoryId(known, article.id, apart, context.taken), known.number, asked.lang);
    return change(known, story, { member, score: 1, evidence, asked }, { absorbed: [] }, context);
  }
  const evidence: Evidence = {
    rule: "joined",
    terms: sharedTerms(asked.query, best.story),
    features: Object.fromEntries(Object.entries(best.features).map(([name, value]) => [name, round(value)])),
    runnerUp: runnerUp(second),
  };
  const member = memberOf(article, asked.lang, "independent", context);
  const newcomer: Member = { ...member, sequence: known.sequence, vectors: asked.query.vectors, document: 0 };
  const measure = {
    weights: known.learned.weights,
    documents: known.lane(asked.lang).table.documents,
    elsewhere: best.features.elsewhere,
  };
  const grown = best.story.with([newcomer], settings.maxExemplars);
  const lookingBack = looksBack(grown.reports) || couldBeNews(grown, context, settings);
  const near = lookingBack ? [...ranked, ...nearOthers(known, best.story, ranked, asked)] : ranked;
  const merging = storiesToMerge(newcomer, near, settings, measure).filter(
    (other) => !apart.has(other.id) && !constraints.toldApart(best.story, other, known),
  );
  const [survivor, ...absorbed] = [best.story, ...merging].sort(byRight);
  // a story of reports that are no more asked would leave memory at once
  const since = activeSince(settings, context.now);
  const mayLeave = (one: Member) => one !== newcomer && one.addedAt >= since && !stays(one, context);
  const arrival = { member, score: round(best.score), evidence, asked };
  const together = constraints.joined(best.story, known);
  const mayTurn = !together && merging.length === 0 && (lookingBack || grown.reports <= MAY_TURN);
  const mayMove = (one: Member) => one === newcomer || mayLeave(one);
  const turn = mayTurn ? (turnOf(grown, settings) ?? twinsOf(grown, settings, mayMove)) : null;
  const ownStory = ({ articleId }: Member) =>
    newStoryId(known, articleId, constraints.apartFrom(articleId, articleId, known), context.taken);
  if (turn?.since.every(mayMove)) {
    const copies = turn.since.flatMap((one) => copiesOf(known, one, best.story, context));
    for (const { articleId } of copies) turn.before.remove(articleId, settings.maxExemplars);
    const parting = { ...turn, since: inSequence([...turn.since, ...copies]), storyId: ownStory(turn.since[0]!) };
    const later = turn.since.includes(newcomer);
    const story = later ? new StoryState(parting.storyId, known.number, asked.lang) : best.story;
    return change(known, story, arrival, { absorbed: [], parting }, context);
  }
  const held = together || !lookingBack;
  const half = held ? [] : leavingHalf(grown, settings, measure, mayLeave);
  const strays = held || half.length > 0 ? [] : straysOf(grown, settings, measure, mayLeave);
  const leaving = [...half, ...strays].map((stray) => {
    const first = half[0] ?? stray;
    return { ...stray, copies: copiesOf(known, stray.member, best.story, context), storyId: ownStory(first.member) };
  });
  return change(known, survivor!, arrival, { absorbed, leaving }, context);
}

/** Of a story that would be told of now, whether its publishers are enough. */
function couldBeNews(story: StoryState, { sourceFamily }: AssignContext, settings: ClusterSettings): boolean {
  return story.status === "growing" && familiesOf(story.members, sourceFamily) >= settings.independentToForm;
}

/** What an operator put where it is stays, and so does the rest of its text. */
function stays({ articleId }: Member, { constraints = NO_CONSTRAINTS, copies }: AssignContext): boolean {
  const family = [articleId, ...(copies?.get(articleId) ?? [])];
  return family.some((id) => constraints.pinOf(id, id) !== null);
}

/** The copies that a report has in its story: they go where it goes. */
function copiesOf(known: KnownStories, { articleId }: Member, story: StoryState, { copies }: AssignContext): Member[] {
  return (copies?.get(articleId) ?? []).flatMap((id) => {
    const place = known.placeOf(id);
    return place?.story === story && place.member.role === "near_duplicate" ? [place.member] : [];
  });
}

/** The stories an article could belong to, the likeliest first. */
export function rankArticle(known: KnownStories, article: Article): Ranked[] {
  return ranking(known, memberTimes(article), ask(known, article));
}

/** The articles in memory that have the same text, the parent and the original first. */
function relatives(
  known: KnownStories,
  articleId: string,
  duplicate: NearDuplicate | null,
  { family = [] }: AssignContext,
): Relative[] {
  const ids = new Set([...(duplicate ? [duplicate.parentId, duplicate.originalId] : []), ...family]);
  return [...ids].flatMap((id) => (id === articleId ? [] : (known.placeOf(id) ?? [])));
}

/** An id from the founding article; one that a story lives under without that article is not taken twice. */
function newStoryId(known: KnownStories, articleId: string, apart: ReadonlySet<string>, taken: AssignContext["taken"]) {
  for (let part = 1; ; part++) {
    const id = foundedId(articleId, part);
    if (!apart.has(id) && !taken?.has(id) && !known.story(id)) return id;
  }
}

function memberOf(article: Article, lang: string, role: CoverageRole, { now }: AssignContext): StoryChange["member"] {
  return { ...memberFacts(article), lang, storyId: "", role, addedAt: now };
}

/** The story that an operator put the article into; one of its own where there is none of this name yet. */
function pinnedTo(
  known: KnownStories,
  article: Article,
  duplicate: NearDuplicate | null,
  { constraints = NO_CONSTRAINTS }: AssignContext,
): StoryState | null {
  const pin = constraints.pinOf(article.id, duplicate?.originalId ?? article.id);
  if (pin === null) return null;
  return known.story(known.liveId(pin) ?? pin) ?? new StoryState(pin, known.number, known.terms(article).lang);
}

/** Where an operator put it. It stays a copy when its text has a report somewhere. */
function putInto(
  known: KnownStories,
  article: Article,
  story: StoryState,
  place: FamilyPlace | null,
  context: AssignContext,
): StoryChange {
  const evidence: Evidence = { rule: "pinned", terms: [], features: {}, runnerUp: null };
  const role = place?.role ?? "independent";
  const asked = role === "near_duplicate" ? null : ask(known, article);
  const member = memberOf(article, asked?.lang ?? story.lang, role, context);
  const yielding = (place?.yielding ?? []).filter(({ articleId }) => known.placeOf(articleId)?.story === story);
  return change(known, story, { member, score: 1, evidence, asked }, { absorbed: [], yielding }, context);
}

/** A near-duplicate goes where its original is and adds nothing else. */
function copied(known: KnownStories, article: Article, place: FamilyPlace, context: AssignContext): StoryChange {
  const { story } = place;
  const member = memberOf(article, story.lang, "near_duplicate", context);
  return change(known, story, { member, score: 1, evidence: COPIED, asked: null }, place, context);
}

/** An original takes the place that a copy of it had as a report: one text stays one independent report. */
function original(
  known: KnownStories,
  article: Article,
  place: FamilyPlace,
  asked: Asked,
  context: AssignContext,
): StoryChange {
  const evidence: Evidence = { rule: "original", terms: [], features: {}, runnerUp: null };
  const member = memberOf(article, asked.lang, "independent", context);
  return change(known, place.story, { member, score: 1, evidence, asked }, place, context);
}

/** An article as it comes in, and why. */
interface Newcomer {
  member: StoryChange["member"];
  score: number;
  evidence: Evidence;
  /** Null for a near-duplicate. */
  asked: Asked | null;
}

function change(
  known: KnownStories,
  into: StoryState,
  { member, score, evidence, asked }: Newcomer,
  {
    absorbed: found,
    yielding = [],
    leaving = [],
    parting = null,
  }: { absorbed: StoryState[]; yielding?: Member[]; leaving?: Leaving[]; parting?: Parting | null },
  context: AssignContext,
): StoryChange {
  const { sequence, settings } = known;
  const { constraints = NO_CONSTRAINTS } = context;
  const told = [into, ...found].flatMap(({ id }) => constraints.oneWith(id, known));
  const [story = into, ...absorbed] = [...new Set([into, ...found, ...told])].sort(byRight);
  const vectors = asked?.query.vectors ?? null;
  const added: Member = { ...member, sequence, vectors, document: 0 };
  const left = known.emptiedBy(member.articleId);
  const emptied = left && left.members.length === 0 && left.id !== story.id && !absorbed.includes(left) ? left : null;
  const toldIds = new Set(told.map(({ id }) => id));
  if (emptied && constraints.toldOne(emptied.id, story.id, known)) toldIds.add(emptied.id);
  const arrival = { score, evidence };
  const plan = planChange(
    { story, added, arrival, yielding, leaving, parting, absorbed, told: toldIds, emptied },
    context,
    settings,
    {
      nearestFormed: (whole) =>
        asked &&
        nearestFormed(known, whole, new Set([whole.id, ...absorbed.map(({ id }) => id)]), asked, parting?.before),
      heldTogether: (whole) => heldTogether(whole, known.lane(whole.lang).table),
      written: writtenBy(known, [story, ...absorbed], asked),
      continued: () => asked && continuedStory(known, asked.lang, asked.query, added),
      takenFrom: () => {
        const apart = constraints.apartFrom(member.articleId, member.articleId, known);
        return [...apart].find((id) => known.story(id)?.status === "formed") ?? null;
      },
      elsewhere: (whole) => toldElsewhere(known, whole),
      continuing: (whole) => (asked ? continuingStories(known, asked.query, whole) : []),
    },
  );
  return { ...plan, member, vectors };
}

/** How a term is written: as in the newcomer, or else as in a headline of the story. Each is read when it is its turn. */
function writtenBy(known: KnownStories, stories: readonly StoryState[], asked: Asked | null): (id: number) => string {
  const headlines = stories.flatMap(({ lang, exemplars }) => exemplars.map(({ title }) => ({ title, text: "", lang })));
  const read: Query["written"][] = [];
  return (id) => {
    let written = asked?.query.written(id) ?? "";
    for (let i = 0; i < headlines.length && written === ""; i++) {
      read[i] ??= spelling(known.terms(headlines[i]!));
      written = read[i]!(id);
    }
    return written;
  };
}

/** Four decimals are enough to explain and keep rows small. */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
