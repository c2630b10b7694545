import type { Block, Blocks } from "./blocks.ts";
import { massIn, massOf } from "./blocks.ts";
import type { Body } from "./body.ts";
import { commonAncestor } from "./body.ts";
import { functionWordShare } from "./language.ts";
import type { Regions } from "./regions.ts";
import { namesOf } from "./regions.ts";
import type { Element } from "./tree.ts";

/**
 * Words from which a line between headline and body is the first paragraph of the report. Papers in English set a deck
 * there, which sums up what the text says again; a Vorspann, chapô or entradilla tells the news and the text goes on
 * from it.
 */
const LEAD_WORDS = { en: 32, other: 9 };

/** A Vorspann often ends without a full stop; then it must be this long, and this share of it function words, 0 to 1. */
const BARE_LEAD_WORDS = 12;
const PROSE = 0.2;

const LEAD =
  /(?:^|[-\s])(?:lead|intro|standfirst|teaser|summary|excerpt|subtitle|subheadline|dek|deck|chapo|vorspann|entradilla|abstract|description)(?:$|[-\s])/;

/**
 * Running text beside the container: a standfirst under the headline, a half of the report behind an advertisement. It
 * must stand under the headline's own ancestor, in no marked part, and be little beside the container's text.
 */
export function neighbours(
  blocks: Blocks,
  body: Body,
  regions: Regions,
  list: Block[],
  headline: Element | null,
  lang: string | null,
): Block[] {
  const first = list[0];
  const last = list[list.length - 1];
  if (!first || !last || !headline || headline.index > first.element.index) return [];
  const leadWords = lang === "en" ? LEAD_WORDS.en : LEAD_WORDS.other;
  const leads: Block[] = [];
  for (let i = blocks.to[headline.index]!; i < first.index && leads.length < 6; i++) {
    const block = blocks.list[i]!;
    const marked = regions.nearest[block.element.index]!;
    const region = marked < 0 ? null : regions.own[marked];
    const lead =
      LEAD.test(namesOf(block.element)) || (region === "related" && LEAD.test(namesOf(markedAt(block, marked))));
    if (region !== null && region !== "header" && !lead) continue;
    if (block.words < leadWords || block.linkChars > block.chars * 0.3) continue;
    if (!block.sentence && (lang === "en" || block.words < BARE_LEAD_WORDS || functionWordShare(block.text) < PROSE))
      continue;
    leads.push(block);
  }
  const found = leads.length <= 4 ? leads : [];
  if (body.strategy !== "paragraphs") return found;
  const around = commonAncestor([headline, body.container]);
  if (around.tag === "body" || around.tag === "#root" || around.tag === "html") return found;
  const after: Block[] = [];
  let mass = 0;
  for (let i = last.index + 1; i < blocks.to[around.index]!; i++) {
    const block = blocks.list[i]!;
    if (offers(blocks, block, around)) continue;
    if (regions.nearest[block.element.index]! >= 0 || massOf(block) === 0) continue;
    if (block.words < 15 || !block.sentence || block.linkChars > block.chars * 0.2) continue;
    after.push(block);
    mass += massOf(block);
  }
  return mass <= massIn(blocks, body.container) * 0.5 ? [...found, ...after] : found;
}

/** Running text of a box that makes an offer, in words at most. */
const MAX_OFFER_MASS = 80;

/** Whether a block stands beside the article in a small box of its own that ends in a button: a line that is one link. */
function offers(blocks: Blocks, block: Block, around: Element): boolean {
  let box = block.element;
  while (box.parent && box.parent !== around) box = box.parent;
  if (box.parent !== around || massIn(blocks, box) > MAX_OFFER_MASS) return false;
  for (let i = blocks.from[box.index]!; i < blocks.to[box.index]!; i++)
    if (blocks.list[i]!.href !== null && blocks.list[i]!.words <= 8) return true;
  return false;
}

/** The element at or above a block that has this index. */
function markedAt(block: Block, index: number): Element {
  let at = block.element;
  while (at.index !== index && at.parent) at = at.parent;
  return at;
}
