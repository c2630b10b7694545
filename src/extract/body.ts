import type { Blocks } from "./blocks.ts";
import { massOf } from "./blocks.ts";
import type { Regions } from "./regions.ts";
import { claimsBody, namesOf, saidToBeBody } from "./regions.ts";
import type { Element, Tree } from "./tree.ts";
import { holds } from "./tree.ts";

/** Where the article stands. */
export interface Body {
  /** The smallest part of the page that holds all of it. */
  container: Element;
  /** Elements inside the container that claim the body; empty when no claim was believed. */
  claimed: Element[];
  /** How it was found: `claimed` (names and paragraphs agree), `json-ld`, `paragraphs`, `whole-page`. */
  strategy: string;
  /** Share of the page's running text that the container holds, 0 to 1. */
  share: number;
}

/**
 * While one child holds at least this share of the running text, it is the better container. Below it, the text is
 * spread over siblings (an advertisement between two halves, a list of posts), and the parent is.
 */
const DOMINANT = 0.7;
/** A claimed body is believed when it holds at least this share of what the paragraphs' container holds. */
const CLAIM_SHARE = 0.5;

/**
 * Finds the body by agreement: paragraphs vote for a container, names claim one, JSON-LD's articleBody points at one.
 * Running text in parts that are marked as something else (navigation, comments, related) has no vote.
 */
export function findBody(
  tree: Tree,
  blocks: Blocks,
  regions: Regions,
  known: { articleBody: string | null; headline: Element | null },
): Body {
  const { articleBody, headline } = known;
  const votes = voteSums(blocks, regions, true);
  const all = votes[blocks.list.length]!;
  const sums = all > 0 ? votes : voteSums(blocks, regions, false);
  const inside = (element: Element) => sums[blocks.to[element.index]!]! - sums[blocks.from[element.index]!]!;
  const total = Math.max(1, inside(tree.root));

  const pointed = articleBody ? holderOf(tree, blocks, articleBody) : null;
  let container = tree.root;
  for (;;) {
    let best: Element | null = null;
    for (const child of container.children) {
      if (typeof child === "string") continue;
      if (!best || inside(child) > inside(best)) best = child;
    }
    if (!best || inside(best) === 0 || onePart(blocks, best, container, inside)) break;
    if (inside(best) < DOMINANT * inside(container) && !(headline && opensWith(best, headline, container, inside)))
      break;
    container = best;
  }
  if (pointed && inside(pointed) >= CLAIM_SHARE * inside(container))
    return { container: pointed, claimed: [], strategy: "json-ld", share: inside(pointed) / total };

  const claimed = believedClaims(tree, regions, inside, container);
  if (claimed.length > 0) {
    const common = commonAncestor(claimed);
    return { container: common, claimed, strategy: "claimed", share: inside(common) / total };
  }
  const strategy = container === tree.root || container.tag === "body" ? "whole-page" : "paragraphs";
  return { container, claimed: [], strategy, share: inside(container) / total };
}

/** Running text, in words, that makes a sibling of the same name a part of the body. */
const PART_MASS = 15;
/** Elements that hold one paragraph of a text; cells, items and the like do when they hold one block. */
const PARAGRAPHS = new Set(["p", "dd", "pre", "h1", "h2", "h3", "h4", "h5", "h6"]);

/**
 * Whether the largest child is no container of the text but one part of it: a long paragraph among short ones, or one of
 * several rows of a layout that share tag and class.
 */
function onePart(blocks: Blocks, child: Element, parent: Element, inside: (element: Element) => number): boolean {
  const single = blocks.to[child.index]! - blocks.from[child.index]! <= 1;
  if (PARAGRAPHS.has(child.tag) || (single && child.tag !== "div" && child.tag !== "article")) return true;
  if (child.tag === "article" || child.attributes.class === undefined) return false;
  return parent.children.some(
    (other) =>
      typeof other !== "string" &&
      other !== child &&
      other.tag === child.tag &&
      other.attributes.class === child.attributes.class &&
      inside(other) >= PART_MASS,
  );
}

/**
 * On a page that lists several articles, the one under the page's headline is meant: the largest child that holds the
 * headline, where the others have headings of their own.
 */
function opensWith(child: Element, headline: Element, parent: Element, inside: (element: Element) => number): boolean {
  if (!holds(child, headline) || inside(child) < 60) return false;
  let others = 0;
  let largest = 0;
  for (const other of parent.children) {
    if (typeof other === "string" || other === child || inside(other) === 0) continue;
    others++;
    largest = Math.max(largest, inside(other));
  }
  return others >= 1 && largest < inside(child) * 0.8;
}

/** Prefix sums of running text, leaving out (when `marked` says so) the blocks of marked regions. */
function voteSums(blocks: Blocks, regions: Regions, marked: boolean): Float64Array {
  const sums = new Float64Array(blocks.list.length + 1);
  for (const block of blocks.list) {
    const out = marked && regions.nearest[block.element.index]! >= 0;
    sums[block.index + 1] = sums[block.index]! + (out ? 0 : massOf(block));
  }
  return sums;
}

/**
 * The elements that claim the body and hold enough: the outermost of nested claims, and its siblings under the same
 * name (a body cut into pieces by advertisements is one body).
 */
function believedClaims(
  tree: Tree,
  regions: Regions,
  inside: (element: Element) => number,
  container: Element,
): Element[] {
  const groups = new Map<string, { elements: Element[]; mass: number }>();
  for (const element of tree.elements) {
    if (element.tag === "body" || element.tag === "html" || !claimsBody(element)) continue;
    const mass = inside(element);
    if (mass === 0 || regions.nearest[element.index]! >= 0) continue;
    const key = `${saidToBeBody(element) ? "itemprop " : ""}${namesOf(element)}`;
    const group = groups.get(key) ?? { elements: [], mass: 0 };
    if (group.elements.some((known) => holds(known, element))) continue;
    group.elements.push(element);
    group.mass += mass;
    groups.set(key, group);
  }
  let best: { elements: Element[]; mass: number } | null = null;
  for (const [key, group] of groups) {
    if (group.mass < CLAIM_SHARE * inside(container)) continue;
    const better =
      !best ||
      (key.startsWith("itemprop ") ? group.mass >= 0.7 * best.mass : group.mass > best.mass * 1.1) ||
      (group.mass > best.mass * 0.9 &&
        group.elements.every((one) => best!.elements.some((other) => holds(other, one))));
    if (better) best = group;
  }
  return best?.elements ?? [];
}

/** The smallest element that holds both the beginning and the end of a text. */
function holderOf(tree: Tree, blocks: Blocks, text: string): Element | null {
  const squeeze = (value: string) => value.replace(/<[^>]{0,200}>/g, " ").replace(/[^\p{L}\p{N}]+/gu, "");
  const flat = squeeze(text.slice(0, 200_000));
  if (flat.length < 200) return null;
  const hits: Element[] = [];
  for (const block of blocks.list) {
    if (block.words < 8) continue;
    const probe = squeeze(block.text).slice(0, 60);
    if (probe.length >= 30 && flat.includes(probe)) hits.push(block.element);
  }
  if (hits.length < 2) return null;
  const found = commonAncestor(hits);
  return found === tree.root || found.tag === "body" || found.tag === "html" ? null : found;
}

export function commonAncestor(elements: Element[]): Element {
  let at = elements[0]!;
  const low = Math.min(...elements.map((element) => element.index));
  const high = Math.max(...elements.map((element) => element.index));
  while (at.parent && (at.index > low || at.last < high)) at = at.parent;
  return at;
}
