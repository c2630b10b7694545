import type { Detail } from "../model/ending.ts";
import type { NearDuplicate, Relation } from "../model/signature.ts";
import { type Compared, type Decision, linkTo } from "./decision.ts";
import { type Carrier, nameOrigin } from "./lineage.ts";

/** A newcomer among the families of copies that it belongs to. They are one family from now on. */
export interface Joining {
  articleId: string;
  /** The article that all of them go back to. */
  originId: string;
  /** The newcomer's closest match in each family, the closest of all first. None: an original so far without copies. */
  links: NearDuplicate[];
}

/**
 * Whose family a newcomer joins, and who is its origin now. An original that has left the window stays: nothing is
 * known of it any more. `familyOf` gives the members in the window of the family with this original.
 *
 * @example a reprint is here, then comes the agency's own article, dated earlier: `originId` is the newcomer
 */
export function joinFamilies(
  newcomer: Carrier,
  decision: Decision,
  familyOf: (originalId: string) => readonly Carrier[],
): Joining {
  const { id: articleId } = newcomer;
  const links = linksOf(articleId, decision);
  if (links.length === 0) return { articleId, originId: articleId, links };
  const families = links.map(({ originalId }) => familyOf(originalId));
  const gone = links.find(({ originalId }, i) => !families[i]?.some(({ id }) => id === originalId));
  const others = [...families.flat(), ...familyOf(articleId)].filter(({ id }) => id !== articleId);
  const originId = gone?.originalId ?? nameOrigin([...others, newcomer]).articleId ?? articleId;
  return { articleId, originId, links };
}

/** Articles that are no originals (any more): their copies have to be told. */
export function outdated({ articleId, originId, links }: Joining): string[] {
  return [articleId, ...links.map(({ originalId }) => originalId)].filter((id) => id !== originId);
}

/**
 * The rows of a joining: the newcomer's own (null when it is the origin) and those of others that change. Each row
 * keeps telling of two texts that were compared: where a family gets another root, the links between the old root and
 * the new one are turned round.
 *
 * @param copies the rows of the outdated ones' copies
 */
export function rowsOf(
  { articleId, originId, links }: Joining,
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
  const all = told.map((row) => ({ ...row, originalId: originId }));
  return {
    duplicate: all.find((row) => row.articleId === articleId) ?? null,
    others: all.filter((row) => row.articleId !== articleId),
  };
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
