import type { Block, Blocks } from "./blocks.ts";
import { massOf } from "./blocks.ts";
import type { Body } from "./body.ts";
import { boilerplateLine, commentPolicy, ownChannel, siteOffer } from "./boilerplate-lines.ts";
import { copyKey } from "./copies.ts";
import { type GluedLine, gluedLines } from "./glued-lines.ts";
import { functionWordShare } from "./language.ts";
import { neighbours } from "./neighbours.ts";
import type { Region, Regions } from "./regions.ts";
import { namesOf } from "./regions.ts";
import { repeatsOneOf } from "./same-headline.ts";
import type { Element } from "./tree.ts";
import { holds } from "./tree.ts";

/** What becomes of a block inside the container; of a block with comments glued to it, `text` is what stays. */
export type Verdict =
  | { keep: true; text?: string; glued?: GluedLine[] }
  | { keep: false; reason: string; score: number; glued?: GluedLine[] };

const KEEP: Verdict = { keep: true };
const drop = (reason: string, score: number): Verdict => ({ keep: false, reason, score });

const REGION_REASON: Record<Region, string> = {
  nav: "navigation",
  header: "page-header",
  footer: "page-footer",
  aside: "aside",
  comment: "comment-section",
  related: "related-links",
  promo: "promo",
  share: "share-bar",
  caption: "caption",
  meta: "byline-or-meta",
  hidden: "hidden",
  dialog: "dialog",
  form: "form",
  "ruled-out": "host-rule",
};

const HEADINGS = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);
/** A finished sentence of this many words is a paragraph in large type. */
const NO_HEADING_WORDS = 14;
const isHeading = (block: Block) =>
  HEADINGS.has(block.element.tag) && !(block.sentence && block.words >= NO_HEADING_WORDS && block.links === 0);

/** Keep or drop for each block of the body, in order: region, words, links, then what its neighbours say. */
export function judgeBlocks(
  blocks: Blocks,
  body: Body,
  regions: Regions,
  titles: string[],
  headline: Element | null,
  lang: string | null,
  author: string | null,
  spamAt: number,
): Map<number, Verdict> {
  const list = blocksOfBody(blocks, body);
  const verdicts = new Map<number, Verdict>();
  const headlined = repeatsOneOf(titles);
  for (const block of list) verdicts.set(block.index, judgeAlone(block, body, regions, headlined));
  const kept = () => list.filter((block) => verdicts.get(block.index)!.keep);
  for (const [index, { rest, glued }] of gluedLines(kept(), titles[0] ?? "", spamAt))
    verdicts.set(index, rest === "" ? { ...drop("glued-comment", 0.8), glued } : { keep: true, text: rest, glued });
  dropRepeats(list, verdicts);
  dropPullQuotes(list, verdicts);
  cutAtHeading(list, verdicts);
  judgeHeadings(list, verdicts);
  const claimed = body.strategy !== "paragraphs" && body.strategy !== "whole-page";
  cutTail(list, verdicts, claimed);
  cutEnd(kept(), verdicts, author);
  judgeHeadings(list, verdicts);
  cutLabel(list, verdicts);
  cutHead(kept(), verdicts, claimed);
  for (const block of neighbours(blocks, body, regions, list, headline, lang)) {
    const verdict = judgeAlone(block, body, regions, headlined);
    if (verdict.keep) verdicts.set(block.index, verdict);
  }
  undo(list, verdicts);
  return new Map([...verdicts].sort((a, b) => a[0] - b[0]));
}

/** The blocks that stand in the container, or in its claimed parts when there are several. */
function blocksOfBody(blocks: Blocks, body: Body): Block[] {
  const all = blocks.list.slice(blocks.from[body.container.index]!, blocks.to[body.container.index]!);
  if (body.claimed.length < 2) return all;
  return all.filter((block) => body.claimed.some((part) => holds(part, block.element)));
}

/** Verdict by the block itself and by what it stands in. */
function judgeAlone(block: Block, body: Body, regions: Regions, headlined: (line: string) => boolean): Verdict {
  const region = regionInside(block.element, body.container, regions);
  if (region) {
    if (region !== "header")
      return drop(REGION_REASON[region], region === "hidden" || region === "comment" ? 0.95 : 0.85);
    if (block.words < 25 || block.linkChars > block.chars / 2) return drop("article-header", 0.8);
  }
  const linkShare = block.linkChars / block.chars;
  if (headlined(block.text)) return drop("headline", 0.95);
  if (block.words <= 60) {
    const line = boilerplateLine(block.text);
    if (line) return drop(line.reason, line.score);
  }
  if (block.href?.startsWith("#") && block.element.tag === "li") return drop("navigation", 0.8);
  if (linkShare > 0.8 && block.words >= 3 && !isHeading(block)) {
    // A line that is one link: a pointer to another article, unless it reads like a sentence in the text.
    if (block.links >= 1 && block.words < 40) return drop("link-line", 0.75);
  }
  if (linkShare > 0.55 && block.links >= 2 && !block.sentence) return drop("link-list", 0.8);
  if (block.afterImage && block.words <= 25 && !block.sentence && CAPTION_TAGS.has(block.element.tag))
    return drop("caption", 0.7);
  if (!/[\p{L}\p{N}]/u.test(block.text)) return drop("ornament", 0.9);
  if (capitals(block) && linkShare > 0.5) return drop("related-link", 0.85);
  return KEEP;
}

/** A caption stands in one of these; a heading, a list item or a table row after a picture is no caption. */
const CAPTION_TAGS = new Set(["p", "div", "center", "section", "figure", "span"]);

/** All-capitals text of some length. */
function capitals(block: Block): boolean {
  const letters = block.text.replace(/[^\p{L}]/gu, "");
  return letters.length >= 12 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
}

/** The nearest marked region between a block and the container, the container's own mark apart. */
function regionInside(element: Element, container: Element, regions: Regions): Region | null {
  const marked = regions.nearest[element.index]!;
  if (marked < 0 || marked <= container.index) return null;
  return regions.own[marked] ?? null;
}

/** Reasons that a name gave; a wrong name is undone when it took most of the text. */
const NAMED = new Set([
  "promo",
  "share-bar",
  "caption",
  "byline-or-meta",
  "related-links",
  "aside",
  "form",
  "hidden",
  "dialog",
  "article-header",
  "link-line",
]);

/** Guard: when less than half of the running text is left, what names alone took comes back. */
function undo(list: Block[], verdicts: Map<number, Verdict>): void {
  let kept = 0;
  let taken = 0;
  for (const block of list) {
    const verdict = verdicts.get(block.index)!;
    if (verdict.keep) kept += massOf(block);
    else if (NAMED.has(verdict.reason)) taken += massOf(block);
  }
  if (taken <= kept) return;
  for (const block of list) {
    const verdict = verdicts.get(block.index)!;
    if (!verdict.keep && NAMED.has(verdict.reason) && massOf(block) > 0) verdicts.set(block.index, KEEP);
  }
}

/** The same paragraph twice: the second is a layout's copy. Lines of lists and recipes may well repeat. */
function dropRepeats(list: Block[], verdicts: Map<number, Verdict>): void {
  const seen = new Set<string>();
  for (const block of list) {
    if (block.words < 6 || !block.sentence || block.element.tag === "li" || !verdicts.get(block.index)!.keep) continue;
    if (seen.has(block.text)) verdicts.set(block.index, drop("repeated-block", 0.8));
    seen.add(block.text);
  }
}

/** Words of a quotation that is looked for in the text: fewer repeat by chance, more is an embedded post. */
const PULL_QUOTE_WORDS = { least: 4, most: 45 };
const PULL_QUOTE = /(?:^|[-\s])(?:pull-?quotes?|quotes?|blockquote|zitat|citation|cita|citazione)(?:$|[-\s])/;

/** A quotation set apart by the layout that stands in a paragraph, too: it was pulled out of there. */
function dropPullQuotes(list: Block[], verdicts: Map<number, Verdict>): void {
  let keys: { block: Block; key: string }[] | null = null;
  for (const block of list) {
    const { least, most } = PULL_QUOTE_WORDS;
    if (block.words < least || block.words > most || !verdicts.get(block.index)!.keep) continue;
    const frame = frameOf(block);
    if (!frame || list.some((other) => other !== block && holds(frame, other.element))) continue;
    keys ??= list
      .filter(({ index }) => verdicts.get(index)!.keep)
      .map((one) => ({ block: one, key: copyKey(one.text) }));
    const own = copyKey(block.text);
    if (keys.some(({ block: other, key }) => other.words > block.words && !frameOf(other) && key.includes(own)))
      verdicts.set(block.index, drop("pull-quote", 0.8));
  }
}

/** The part of the page that frames a block as a quotation, or null. */
function frameOf(block: Block): Element | null {
  for (let at: Element | null = block.element, up = 0; at && up < 3; at = at.parent, up++)
    if (at.tag === "blockquote" || at.tag === "aside" || PULL_QUOTE.test(namesOf(at))) return at;
  return null;
}

/** A heading lives by what follows it: text keeps it, another heading of the same rank or the end does not. */
function judgeHeadings(list: Block[], verdicts: Map<number, Verdict>): void {
  for (let i = list.length - 1; i >= 0; i--) {
    const block = list[i]!;
    if (!isHeading(block) || !verdicts.get(block.index)!.keep) continue;
    if (overLinks(list, verdicts, i)) {
      verdicts.set(block.index, drop("heading-over-links", 0.7));
      continue;
    }
    let j = i + 1;
    while (j < list.length && !verdicts.get(list[j]!.index)!.keep && j - i < 12) j++;
    const next = list[j];
    if (!next || !verdicts.get(next.index)!.keep || j - i >= 12)
      verdicts.set(block.index, drop("heading-without-text", 0.7));
  }
}

/** Links that were taken out right behind a heading before it is theirs. */
const LINKS_UNDER_HEADING = 2;

function overLinks(list: Block[], verdicts: Map<number, Verdict>, heading: number): boolean {
  for (let i = heading + 1; i <= heading + LINKS_UNDER_HEADING; i++) {
    const verdict = list[i] && verdicts.get(list[i]!.index)!;
    if (!verdict || verdict.keep || (verdict.reason !== "link-line" && verdict.reason !== "related-link")) return false;
  }
  return true;
}

const isProse = (block: Block) =>
  massOf(block) > 0 || (block.sentence && block.words >= 4 && block.linkChars < block.chars / 2);

/** Tail: after the last prose, short lines that are no sentences. */
function cutTail(list: Block[], verdicts: Map<number, Verdict>, claimed: boolean): void {
  let last = -1;
  for (let i = list.length - 1; i >= 0; i--) {
    const block = list[i]!;
    if (verdicts.get(block.index)!.keep && isProse(block)) {
      last = i;
      break;
    }
  }
  if (last < 0) return;
  for (let i = last + 1; i < list.length; i++) {
    const block = list[i]!;
    if (!verdicts.get(block.index)!.keep) continue;
    const listed = block.element.tag === "li" || block.element.tag === "tr" || block.element.tag === "dd";
    if (claimed && block.linkChars < block.chars / 2) continue;
    if (!listed || block.linkChars > 0) verdicts.set(block.index, drop("tail", 0.6));
  }
}

/** Words of a line that leads on to something: "Read before?", "More from our shop:". */
const LABEL_WORDS = 8;

/** The last line, where it leads on to links or boxes that were taken out behind it. */
function cutLabel(list: Block[], verdicts: Map<number, Verdict>): void {
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
function cutEnd(kept: Block[], verdicts: Map<number, Verdict>, author: string | null): void {
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
function cutHead(kept: Block[], verdicts: Map<number, Verdict>, claimed: boolean): void {
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

/**
 * A section heading that only ever stands after an article ("More on this", "12 comments") ends it, when little running
 * text follows.
 */
function cutAtHeading(list: Block[], verdicts: Map<number, Verdict>): void {
  const total = list.reduce((sum, block) => sum + (verdicts.get(block.index)!.keep ? massOf(block) : 0), 0);
  let before = 0;
  for (let i = 0; i < list.length; i++) {
    const block = list[i]!;
    if (verdicts.get(block.index)!.keep) before += massOf(block);
    if (before < total * 0.6 || block.words > 8 || block.sentence) continue;
    const line = boilerplateLine(block.text);
    const comments = line?.reason === "comment-heading";
    if (!line || (!comments && line.reason !== "related-link" && line.reason !== "promo")) continue;
    const next = list.slice(i + 1, i + 4);
    const after = list.slice(i).reduce((sum, one) => sum + (verdicts.get(one.index)!.keep ? massOf(one) : 0), 0);
    if (!comments && after > total * MAX_AFTER_HEADING) continue;
    if (!comments && !(isHeading(block) && next.some((one) => one.linkChars > one.chars * 0.6))) continue;
    for (const rest of list.slice(i)) {
      if (verdicts.get(rest.index)!.keep)
        verdicts.set(rest.index, drop(comments ? "comment-section" : "related-links", 0.7));
    }
    return;
  }
}
