import type { Sightings } from "../model/known.ts";
import type { Block, Blocks } from "./blocks.ts";
import { type Body, findBody } from "./body.ts";
import { markCards } from "./cards.ts";
import { markReplies, openFirstPost } from "./comments.ts";
import { type HostRule, markDropped, selectedBody } from "./host-rules.ts";
import { judgeBlocks } from "./judge-blocks.ts";
import type { KeptText } from "./ledger.ts";
import type { Regions } from "./regions.ts";
import { regionsOf } from "./regions.ts";
import type { ExtractSettings } from "./settings.ts";
import { sightingsOf, takeRepeated } from "./site-memory.ts";
import type { Element, Tree } from "./tree.ts";
import type { Verdict } from "./verdict.ts";

/** What a page says before it is read, and what is known of its site. */
export interface PageClues {
  tree: Tree;
  blocks: Blocks;
  /** The replies are the content. */
  discussion: boolean;
  rules: readonly HostRule[];
  titles: string[];
  headline: Element | null;
  articleBody: string | null;
  lang: string;
  author: string | null;
  site: ReadonlyMap<string, readonly string[]>;
}

/** A page's parts, its body, what becomes of each block of it, and the text that is left. */
export interface PageReading {
  regions: Regions;
  body: Body;
  verdicts: Map<number, Verdict>;
  kept: Block[];
  whole: KeptText;
  sightings: Sightings;
}

/**
 * Reads a page. Where all of its text is called comments, it is a forum's, and the first post is what the others answer.
 */
export function readPage(clues: PageClues, settings: ExtractSettings): PageReading {
  const reading = readAs("article", clues, settings);
  if (!reading || reading.whole.text.length >= settings.minTextChars || clues.discussion) return reading!;
  return readAs("thread", clues, settings) ?? reading;
}

function readAs(what: "article" | "thread", clues: PageClues, settings: ExtractSettings): PageReading | null {
  const { tree, blocks, discussion, rules, titles, headline, articleBody, lang, author } = clues;
  const regions = regionsOf(tree, blocks, { comments: !discussion });
  if (!discussion) markReplies(tree, blocks, regions);
  if (what === "thread" && !openFirstPost(blocks, regions, headline)) return null;
  markCards(tree, blocks, regions);
  markDropped(tree, regions, rules);
  const body = selectedBody(tree, blocks, rules) ?? findBody(tree, blocks, regions, { articleBody, headline });
  const verdicts = judgeBlocks(blocks, body, regions, titles, headline, lang, author, settings.spamAt);
  const judged = blocks.list.filter((block) => verdicts.get(block.index)?.keep);
  const sightings = sightingsOf(judged);
  const kept = takeRepeated(judged, verdicts, sightings, clues.site, settings.siteMemoryPages);
  return { regions, body, verdicts, kept, whole: joinBlocks(kept, verdicts), sightings };
}

/** One blank line between blocks; rows of a table follow each other line by line. */
function joinBlocks(kept: Block[], verdicts: Map<number, Verdict>): KeptText {
  let text = "";
  const parts: { at: number; from: number }[] = [];
  let before: Block | null = null;
  for (const block of kept) {
    const row = block.element.tag === "tr" && before?.element.tag === "tr";
    text += before ? (row ? "\n" : "\n\n") : "";
    const verdict = verdicts.get(block.index);
    parts.push({ at: block.index, from: text.length });
    text += (verdict?.keep ? verdict.text : undefined) ?? block.text;
    before = block;
  }
  return { text, parts };
}
