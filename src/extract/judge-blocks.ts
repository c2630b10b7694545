import type { Block, Blocks } from "./blocks.ts";
import { massOf } from "./blocks.ts";
import type { Body } from "./body.ts";
import { boilerplateLine } from "./boilerplate-lines.ts";
import { cutAtHeading, cutEnd, cutHead, cutLabel, cutTail } from "./cut-edges.ts";
import { gluedLines } from "./glued-lines.ts";
import { isHeading, judgeHeadings } from "./judge-headings.ts";
import { neighbours } from "./neighbours.ts";
import type { Region, Regions } from "./regions.ts";
import { dropPullQuotes, dropRepeats } from "./repeated-blocks.ts";
import { repeatsOneOf } from "./same-headline.ts";
import type { Element } from "./tree.ts";
import { holds } from "./tree.ts";
import { drop, KEEP, type Verdict } from "./verdict.ts";

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
  if (linkShare > 0.5 && capitals(block)) return drop("related-link", 0.85);
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
