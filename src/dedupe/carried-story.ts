import type { NearDuplicate } from "../model/signature.ts";
import type { Compared } from "./compared.ts";
import { type Constraints, pinnedTo, toldApart } from "./constraints.ts";
import { judge, seenFromOther } from "./near-duplicates.ts";
import type { DedupeSettings } from "./settings.ts";

/** A round-up that was there before and carries the newcomer's text. */
export interface CarriedStory {
  /** From the round-up to the newcomer; `originalId` is the round-up's so far. */
  link: NearDuplicate;
  /** The round-up has no report for a parent, only another round-up. */
  underRoundup: boolean;
}

/** Share of both texts from which one that has no signs of a live blog is the same live blog and not a part of it. */
const SAME_TEXT = 0.9;

/** A live blog is a parent only of the same live blog elsewhere: a story that it carries is an original of its own. */
export function mayBeParent({ older, verdict, shares }: Compared, ofRoundup: boolean): boolean {
  if (!older.roundup || verdict.rule === "operator") return true;
  return ofRoundup
    ? verdict.relation === "copy"
    : Math.min(shares.whole.covered, shares.whole.parentCovered) >= SAME_TEXT;
}

/**
 * The parent of a round-up: the report of which it has most words, common ones too, so that this hangs on the two texts alone;
 * without one, the round-up that is most like it.
 *
 * @param parents who may be it, the closest first
 */
export function parentOfRoundup(parents: readonly Compared[]): Compared | undefined {
  const pinned = parents.find(({ verdict }) => verdict.rule === "operator");
  const reports = parents.filter(({ older }) => !older.roundup);
  const words = ({ shares }: Compared) => shares.whole.matchedWords;
  return pinned ?? reports.sort((a, b) => words(b) - words(a))[0] ?? parents[0];
}

/**
 * The round-ups that would have had the newcomer for a parent if they had come after it. So it does not matter who came
 * first.
 */
export function carriedBy(
  newcomer: { id: string; source: string },
  compared: readonly Compared[],
  settings: DedupeSettings,
): CarriedStory[] {
  return compared.flatMap(({ id, originalId, older, shares, similarity, verdict }) => {
    if (!older.roundup || verdict.rule === "operator") return [];
    const { whole } = shares;
    const { relation } = judge(seenFromOther(shares), older.source === newcomer.source, settings);
    if (relation === null) return [];
    const [covered, parentCovered] = [whole.parentCovered, whole.covered];
    const link = { articleId: id, parentId: newcomer.id, originalId, relation, covered, parentCovered };
    const { underRoundup } = older;
    return [{ link: { ...link, matchedWords: Math.round(whole.matchedWords), similarity }, underRoundup }];
  });
}

/** Those whose place no operator decided. */
export function freeToMove(
  carried: readonly CarriedStory[],
  family: ReadonlySet<string>,
  constraints: Constraints,
): CarriedStory[] {
  return carried.filter(({ link: { articleId } }) => {
    if (pinnedTo(articleId, constraints).length > 0) return false;
    return !toldApart(new Set([articleId]), family, constraints);
  });
}

/**
 * The rows of the round-ups that go with the newcomer from now on, and of what repeats them.
 *
 * @param rows the rows of the families that the round-ups are in
 * @param told the rows that change anyway, the newcomer's own among them
 */
export function rowsOfCarried(
  carried: readonly CarriedStory[],
  originId: string,
  rows: readonly NearDuplicate[],
  told: readonly NearDuplicate[],
): NearDuplicate[] {
  const known = new Map([...rows, ...told].map((row) => [row.articleId, row]));
  const moved = new Map<string, NearDuplicate>();
  for (const { link, underRoundup } of carried) {
    const before = known.get(link.articleId);
    if (before && !underRoundup && before.matchedWords >= link.matchedWords) continue;
    if (link.articleId === originId || isAbove(link.articleId, link.parentId, known)) continue;
    moved.set(link.articleId, { ...link, originalId: originId });
  }
  const along = new Map<string, NearDuplicate>();
  for (const row of known.values()) {
    const follows = [...moved.keys()].some((id) => isAbove(id, row.articleId, known));
    if (follows && !moved.has(row.articleId)) along.set(row.articleId, { ...row, originalId: originId });
  }
  return [...moved.values(), ...along.values()];
}

/** Whether a chain of copies leads from one up to the other. */
function isAbove(id: string, from: string, known: ReadonlyMap<string, NearDuplicate>): boolean {
  const passed = new Set<string>();
  for (let at = known.get(from)?.parentId; at !== undefined && !passed.has(at); at = known.get(at)?.parentId) {
    if (at === id) return true;
    passed.add(at);
  }
  return false;
}
