import type { Block } from "./blocks.ts";
import { massOf } from "./blocks.ts";
import { boilerplateLine, commentPolicy, ownChannel, siteOffer } from "./boilerplate-lines.ts";
import { isHeading } from "./judge-headings.ts";
import { functionWordShare } from "./language.ts";
import type { Element } from "./tree.ts";
import { drop, type Verdict } from "./verdict.ts";

const isProse = (block: Block) =>
  massOf(block) > 0 || (block.sentence && block.words >= 4 && block.linkChars < block.chars / 2);

/** Tail: after the last prose, short lines that are no sentences. */
export function cutTail(list: Block[], verdicts: Map<number, Verdict>, claimed: boolean): void {
  let last = -1;
  for (let i = list.length - 1; i >= 0; i--) {
    const block = list[i]!;
    if (verdicts.get(block.index)!.keep && isProse(block)) {
      last = i;
      break;
    }
  }
  if (last < 0) return;
  while (goesOn(list[last]!, list[last + 1]) && verdicts.get(list[last + 1]!.index)!.keep) last++;
  for (let i = last + 1; i < list.length; i++) {
    const block = list[i]!;
    if (!verdicts.get(block.index)!.keep) continue;
    const listed = block.element.tag === "li" || block.element.tag === "tr" || block.element.tag === "dd";
    if (claimed && block.linkChars < block.chars / 2) continue;
    if (!listed || block.linkChars > 0) verdicts.set(block.index, drop("tail", 0.6));
  }
}

/** A sentence of a word or two ("And now?" "Bees.") right behind a paragraph is the next paragraph. */
const goesOn = ({ element }: Block, next: Block | undefined): boolean =>
  next !== undefined &&
  next.element.tag === "p" &&
  next.element.parent === element.parent &&
  element.tag === "p" &&
  next.links === 0 &&
  /[.!?…]["”’»]?$/.test(next.text);

/** Words of a line that leads on to something: "Read before?", "More from our shop:". */
const LABEL_WORDS = 8;

/** The last line, where it leads on to links or boxes that were taken out behind it. */
export function cutLabel(list: Block[], verdicts: Map<number, Verdict>): void {
  let last = list.length - 1;
  while (last >= 0 && !verdicts.get(list[last]!.index)!.keep) last--;
  const block = list[last];
  const next = list[last + 1];
  if (!block || !next || block.words > LABEL_WORDS || last === 0) return;
  const labels = isHeading(block) || /[:?…]\s*$/.test(block.text);
  const verdict = verdicts.get(next.index)!;
  if (labels && !verdict.keep && LED_TO.has(verdict.reason)) verdicts.set(block.index, drop("label", 0.65));
}

const LED_TO = new Set(["link-line", "link-list", "related-links", "related-link", "promo", "form", "aside", "tail"]);

/** Lines at the end of a report that are looked at for what sites put there. */
const END_LINES = 6;
/** A longer paragraph is no such line. */
const END_WORDS = 90;

/** The last lines: who the author is, what the site offers, what it says about comments. */
export function cutEnd(kept: Block[], verdicts: Map<number, Verdict>, author: string | null): void {
  for (const block of kept.slice(Math.max(1, kept.length - END_LINES))) {
    if (block.words > END_WORDS || quoted(block)) continue;
    if (commentPolicy(block.text)) verdicts.set(block.index, drop("comment-policy", 0.8));
    else if (siteOffer(block.text) || ownChannel(block.text)) verdicts.set(block.index, drop("promo", 0.7));
    else if (author && block.words <= 70 && introduces(block.text, author))
      verdicts.set(block.index, drop("author-bio", 0.8));
  }
}

/** Whether a block is quoted from somebody else: an embedded post may well speak of its author's own channel. */
function quoted(block: Block): boolean {
  for (let at: Element | null = block.element; at; at = at.parent) if (at.tag === "blockquote") return true;
  return false;
}

/** "Ann Reed is a reporter …", "Ann Reed writes about …", under what she wrote. */
function introduces(text: string, author: string): boolean {
  if (author.length < 5 || !text.startsWith(author)) return false;
  const next = text.slice(author.length);
  return /^,? (?:is|was|has|writes|covers|works|joined|serves|reports|ist|schreibt|arbeitet|est|es|é|è|yazar)(?!\p{L})|^['’]s\s|^\s?[,|–—:-]\s/u.test(
    next,
  );
}

/** Head: before the first prose, lines that are neither a sentence nor a heading over the text. */
export function cutHead(kept: Block[], verdicts: Map<number, Verdict>, claimed: boolean): void {
  const first = kept.findIndex((block) => massOf(block) > 0);
  if (first <= 0) return;
  for (let i = 0; i < first; i++) {
    const block = kept[i]!;
    if (isHeading(block) && i === first - 1) continue;
    if (block.sentence && block.words >= 4) continue;
    if (claimed && block.linkChars === 0 && block.words >= 3) continue;
    if (block.element.tag === "li" && functionWordShare(block.text) > 0.15 && block.words >= 5) continue;
    verdicts.set(block.index, drop("head", 0.6));
  }
}

/** Share of the running text that may follow a heading over links, 0 to 1; with more behind it, it stood in the middle. */
const MAX_AFTER_HEADING = 0.15;

/** Items of a list, each with a link in it. */
const linkedItems = (blocks: readonly Block[]): boolean =>
  blocks.length === NEXT_LOOKED_AT && blocks.every(({ element, links }) => element.tag === "li" && links > 0);

/** Blocks behind a heading that show what it stands over. */
const NEXT_LOOKED_AT = 3;

/**
 * A section heading that only ever stands after an article ("More on this", "12 comments") ends it, when little running
 * text follows.
 */
export function cutAtHeading(list: Block[], verdicts: Map<number, Verdict>): void {
  const total = list.reduce((sum, block) => sum + (verdicts.get(block.index)!.keep ? massOf(block) : 0), 0);
  let before = 0;
  for (let i = 0; i < list.length; i++) {
    const block = list[i]!;
    if (verdicts.get(block.index)!.keep) before += massOf(block);
    if (before < total * 0.6 || block.words > 8 || block.sentence) continue;
    const line = boilerplateLine(block.text);
    const comments = line?.reason === "comment-heading";
    if (!line || (!comments && line.reason !== "related-link" && line.reason !== "promo")) continue;
    const next = list.slice(i + 1, i + 1 + NEXT_LOOKED_AT);
    const after = list.slice(i).reduce((sum, one) => sum + (verdicts.get(one.index)!.keep ? massOf(one) : 0), 0);
    if (!comments && after > total * MAX_AFTER_HEADING) continue;
    const overLinks = isHeading(block) && next.some((one) => one.linkChars > one.chars * 0.6);
    if (!comments && !overLinks && !linkedItems(next)) continue;
    for (const rest of list.slice(i)) {
      if (verdicts.get(rest.index)!.keep)
        verdicts.set(rest.index, drop(comments ? "comment-section" : "related-links", 0.7));
    }
    return;
  }
}
