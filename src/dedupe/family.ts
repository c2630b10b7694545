import type { Detail } from "../model/ending.ts";
import type { NearDuplicate, Relation } from "../model/signature.ts";
import { type CarriedStory, freeToMove, rowsOfCarried } from "./carried-story.ts";
import type { Compared } from "./compared.ts";
import { type Constraints, NO_CONSTRAINTS, toldApart } from "./constraints.ts";
import { type Decision, linkTo } from "./decision.ts";
import { type Carrier, nameOrigin } from "./lineage.ts";

/** A newcomer among the families of copies that it belongs to. They are one family from now on. */
export interface Joining {
  articleId: string;
  /** The article that all of them go back to. */
  originId: string;
  /** The newcomer's closest match in each family, the closest of all first. None: an original so far without copies. */
  links: NearDuplicate[];
  /** The family that it was in before it was run again and leaves now, by its original; null for most. */
  left: string | null;
  /** Round-ups that may go with the newcomer from now on. */
  carriedBy: CarriedStory[];
}

/**
 * Whose family a newcomer joins, and who is its origin now. An original that has left the window stays: nothing is
 * known of it any more. `familyOf` gives the members in the window of the family with this original;
 * `formerOriginalId` is the newcomer's own from an earlier run.
 *
 * @example a reprint is here, then comes the agency's own article, dated earlier: `originId` is the newcomer
 */
export function joinFamilies(
  newcomer: Carrier,
  decision: Decision,
  familyOf: (originalId: string) => readonly Carrier[],
  constraints: Constraints = NO_CONSTRAINTS,
  formerOriginalId: string | null = null,
): Joining {
  const { id: articleId } = newcomer;
  const links = compatible(linksOf(articleId, decision), articleId, familyOf, constraints);
  const stays = formerOriginalId === articleId || links.some(({ originalId }) => originalId === formerOriginalId);
  const left = stays ? null : formerOriginalId;
  const joined = new Set([articleId, ...links.flatMap(({ originalId }) => familyOf(originalId).map(({ id }) => id))]);
  const carriedBy = freeToMove(decision.carriedBy, joined, constraints);
  if (links.length === 0) return { articleId, originId: articleId, links, left, carriedBy };
  const families = links.map(({ originalId }) => familyOf(originalId));
  const gone = links.find(({ originalId }, i) => !families[i]?.some(({ id }) => id === originalId));
  const others = [...families.flat(), ...familyOf(articleId)].filter(({ id }) => id !== articleId);
  const originId = gone?.originalId ?? nameOrigin([...others, newcomer]).articleId ?? articleId;
  return { articleId, originId, links, left, carriedBy };
}

/** Articles that are no originals (any more), or may lose copies: their copies have to be told. */
export function outdated({ articleId, originId, links, left, carriedBy }: Joining): string[] {
  const merged = [articleId, ...links.map(({ originalId }) => originalId)].filter((id) => id !== originId);
  const losing = carriedBy.map(({ link }) => link.originalId);
  return [...new Set([...merged, ...(left === null ? [] : [left]), ...losing])];
}

/**
 * The rows of a joining: the newcomer's own (null when it is the origin) and those of others that change. Each row
 * keeps telling of two texts that were compared: where a family gets another root, the links between the old root and
 * the new one are turned round.
 *
 * @param copies the rows of the outdated ones' copies
 */
export function rowsOf(
  { articleId, originId, links, left, carriedBy }: Joining,
  copies: readonly NearDuplicate[],
): { duplicate: NearDuplicate | null; others: NearDuplicate[] } {
  const rows = copies.filter((row) => row.articleId !== articleId);
  const familyOf = (id: string) => rows.filter((row) => row.originalId === id);
  const newRoot = (family: NearDuplicate[]) =>
    family.some((row) => row.articleId === originId) ? originId : articleId;
  const told = links.flatMap((link) => {
    if (link.originalId === originId) return [link];
    const family = familyOf(link.originalId);
    return rerooted([...family, link], newRoot(family));
  });
  const own = familyOf(articleId);
  told.push(...rerooted(own, newRoot(own)));
  // Who repeats one that leaves its family goes along.
  if (left !== null) told.push(...descendants(articleId, familyOf(left)));
  const all = new Map(told.map((row) => [row.articleId, { ...row, originalId: originId }]));
  for (const row of rowsOfCarried(carriedBy, originId, rows, [...all.values()])) all.set(row.articleId, row);
  const duplicate = all.get(articleId) ?? null;
  all.delete(articleId);
  return { duplicate, others: [...all.values()] };
}

/** What the trace says of it beside the decision. */
export function describeJoining({ articleId, originId, links }: Joining): Detail {
  if (links.length === 0) return {};
  return originId === articleId ? { originOf: links.map(({ originalId }) => originalId) } : { origin: originId };
}

/** The match of each family. A round-up matches many and makes them no family: it has its one parent. */
function linksOf(articleId: string, { duplicate, compared, sketch }: Decision): NearDuplicate[] {
  if (!duplicate) return [];
  const links = [duplicate];
  if (sketch.roundup) return links;
  const matches = compared.filter(({ verdict, older }) => verdict.relation !== null && !older.roundup);
  const closest = (a: Compared, b: Compared) => b.shares.matchedWords - a.shares.matchedWords;
  for (const match of matches.sort((a, b) => closest(a, b) || a.older.order - b.older.order)) {
    if (!links.some(({ originalId }) => originalId === match.originalId)) links.push(linkTo(match, articleId));
  }
  return links;
}

/** The links without those that would bring together what operators told apart; the closest match goes before. */
function compatible(
  links: NearDuplicate[],
  articleId: string,
  familyOf: (originalId: string) => readonly Carrier[],
  constraints: Constraints,
): NearDuplicate[] {
  if (constraints.length === 0) return links;
  const together = new Set([articleId, ...familyOf(articleId).map(({ id }) => id)]);
  return links.filter(({ parentId, originalId }) => {
    const family = new Set([parentId, originalId]);
    // Who is run again is still listed where it was, and has its place decided now.
    for (const { id } of familyOf(originalId)) if (id !== articleId) family.add(id);
    if (toldApart(together, family, constraints)) return false;
    for (const id of family) together.add(id);
    return true;
  });
}

/** The rows of a tree of copies when another member is its root; that member has no row. */
function rerooted(rows: readonly NearDuplicate[], rootId: string): NearDuplicate[] {
  const before = new Map(rows.map((row) => [row.articleId, row]));
  const after = new Map(before);
  after.delete(rootId);
  const passed = new Set([rootId]);
  for (let row = before.get(rootId); row && !passed.has(row.parentId); row = before.get(row.parentId)) {
    passed.add(row.parentId);
    after.set(row.parentId, turned(row));
  }
  return [...after.values()];
}

/** The rows below an article: its copies, their copies, and so on. */
function descendants(articleId: string, rows: readonly NearDuplicate[]): NearDuplicate[] {
  const below = new Set([articleId]);
  const found = new Set<NearDuplicate>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const row of rows) {
      if (found.has(row) || !below.has(row.parentId)) continue;
      below.add(row.articleId);
      found.add(row);
    }
  }
  return [...found];
}

const SEEN_FROM_THE_OTHER: Record<Relation, Relation> = { copy: "copy", excerpt: "contains", contains: "excerpt" };

function turned(link: NearDuplicate): NearDuplicate {
  return {
    ...link,
    articleId: link.parentId,
    parentId: link.articleId,
    relation: SEEN_FROM_THE_OTHER[link.relation],
    covered: link.parentCovered,
    parentCovered: link.covered,
  };
}
