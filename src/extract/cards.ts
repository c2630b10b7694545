import type { Blocks } from "./blocks.ts";
import { massIn } from "./blocks.ts";
import { boilerplateLine } from "./boilerplate-lines.ts";
import type { Regions } from "./regions.ts";
import type { Element, Tree } from "./tree.ts";

/** Fewer alike siblings than this are no list of cards. */
const MIN_CARDS = 3;
/** Characters of a linked headline, and words of it with its teaser. */
const HEADLINE_CHARS = 25;
const MIN_TEASER_WORDS = 20;
/** Running text of one card, in words; a card is a teaser, not an article. */
const MAX_CARD_MASS = 90;
/** The same of one that is tagged as an article: blogs list the first hundred words of each. */
const MAX_ARTICLE_CARD_MASS = 120;

/**
 * Marks lists of teasers as related: three or more siblings of one tag and class, most of them opening with a line that
 * is one link, each with little text. No name is needed, so it works where names are machine-made.
 */
export function markCards(tree: Tree, blocks: Blocks, regions: Regions): void {
  const whole = Math.max(1, blocks.mass[blocks.list.length]!);
  for (const parent of tree.elements) {
    if (parent.children.length < MIN_CARDS || regions.nearest[parent.index]! >= 0) continue;
    const groups = new Map<string, Element[]>();
    for (const child of parent.children) {
      if (typeof child === "string" || !CARD_TAGS.has(child.tag)) continue;
      // Articles in a list carry their own numbers and categories as names.
      const key = child.tag === "article" ? "article" : `${child.tag} ${child.attributes.class ?? ""}`;
      const group = groups.get(key);
      if (group) group.push(child);
      else groups.set(key, [child]);
    }
    for (const [key, group] of groups) {
      if (group.length < MIN_CARDS) continue;
      const filled = group.filter((card) => blocks.to[card.index]! > blocks.from[card.index]!);
      if (filled.length < MIN_CARDS) continue;
      const linked = filled.filter((card) => opensWithLink(blocks, card));
      const mass = filled.reduce((sum, card) => sum + massIn(blocks, card), 0);
      if (
        (linked.length < filled.length * 0.75 && !(key === "article" && announced(blocks, filled[0]!))) ||
        mass / filled.length > (key === "article" ? MAX_ARTICLE_CARD_MASS : MAX_CARD_MASS)
      )
        continue;
      // A list of links inside the text (`<li><a>…</a></li>`) is judged line by line.
      if (key.startsWith("li") && mass === 0) continue;
      // What holds most of the page is its content, unless an article's worth of text stands beside it.
      if (mass / whole > 0.5 && whole - mass < 120) continue;
      for (const card of filled) mark(regions, card);
    }
  }
}

const CARD_TAGS = new Set(["div", "article", "li", "section", "a", "tr", "dl"]);

/** Whether the line before a card says that other articles follow. */
function announced(blocks: Blocks, card: Element): boolean {
  const before = blocks.list[blocks.from[card.index]! - 1];
  return before !== undefined && boilerplateLine(before.text)?.reason === "related-link";
}

/** Whether one of a card's first three lines is one link to elsewhere (the teaser's headline). */
function opensWithLink(blocks: Blocks, card: Element): boolean {
  const from = blocks.from[card.index]!;
  const to = blocks.to[card.index]!;
  if (to - from > 12) return false;
  for (let i = from; i < Math.min(to, from + 3); i++) {
    const block = blocks.list[i]!;
    if (block.href !== null && block.words >= 3 && !block.href.startsWith("#")) return true;
    if (block.linkChars >= block.chars - 2 && block.words >= 3) return true;
    // The headline runs on into the teaser.
    if (i === from && block.linkFirst && block.links === 1 && block.linkChars >= HEADLINE_CHARS && to - from <= 3)
      return block.words >= MIN_TEASER_WORDS;
  }
  return false;
}

function mark(regions: Regions, card: Element): void {
  regions.own[card.index] = "related";
  for (let i = card.index; i <= card.last; i++) {
    if (regions.nearest[i]! < card.index) regions.nearest[i] = card.index;
  }
}
