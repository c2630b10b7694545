import type { ExtractResult, Page } from "../model/article.ts";
import { decodeText } from "../model/charset.ts";
import { creditLine } from "../model/credit-line.ts";
import type { Known } from "../model/known.ts";
import { profileOf } from "./article-profile.ts";
import type { Block, Blocks } from "./blocks.ts";
import { blocksOf, massIn, massOf } from "./blocks.ts";
import { ledgerChrome } from "./chrome.ts";
import { inComments, ledgerComments } from "./comments.ts";
import type { GluedLine } from "./glued-lines.ts";
import { headlineOf } from "./headline.ts";
import { datedByRule, ruledDate, rulesFor } from "./host-rules.ts";
import { linkedDataOf, textField, typesOf } from "./json-ld.ts";
import { languageOf } from "./language.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { readMetadata } from "./metadata.ts";
import { readPage } from "./page-reading.ts";
import { parseTree } from "./parse-tree.ts";
import { ledgerGlued } from "./plain-comments.ts";
import type { Regions } from "./regions.ts";
import type { ExtractSettings } from "./settings.ts";
import type { Element } from "./tree.ts";
import { collapse } from "./tree.ts";
import type { Verdict } from "./verdict.ts";

/** Words of running text below which a page's `<noscript>` is read too. */
const THIN_PAGE = 60;
/** Pages on which the replies are the content. */
const DISCUSSION = /^(?:DiscussionForumPosting|QAPage|Question)$/;

/**
 * An HTML page: tree, blocks, regions, body, a verdict for each block of the body, comments apart, the rest of the page
 * summed up; then text and metadata.
 */
export function extractHtml(page: Page, known: Known, settings: ExtractSettings): ExtractResult {
  const html = decodeText(page.body, page.contentType, "html").text;
  if (html.length > settings.maxChars) return { ok: false, reason: "too-large", removals: [] };
  const tree = parseTree(html, settings);
  const { maxBlocks } = settings;
  const plain = blocksOf(tree, { maxBlocks });
  const blocks = plain.mass[plain.list.length]! < THIN_PAGE ? blocksOf(tree, { noscript: true, maxBlocks }) : plain;
  const linked = linkedDataOf(tree);
  const discussion = linked.some((node) => typesOf(node).some((type) => DISCUSSION.test(type)));
  const rules = rulesFor(settings.sites, page.url);
  const meta = readMetadata(tree, blocks.list, linked, page.url, known);
  const ruled = ruledDate(tree, rules);
  if (ruled !== null) Object.assign(meta, datedByRule(ruled));
  const titles = [meta.title, known.title, ...meta.headlines].filter((title): title is string => !!title);
  const articleBody = linked.map((node) => textField(node, "articleBody")).find((text) => text !== null) ?? null;
  const { regions, body, verdicts, kept, whole, sightings } = readPage(
    {
      tree,
      blocks,
      discussion,
      rules,
      titles,
      headline: headlineOf(tree, meta.title),
      articleBody,
      lang: meta.lang ?? languageOf(titles.join(" ")) ?? "en",
      author: meta.author,
      site: known.site ?? new Map(),
    },
    settings,
  );
  const ledger = createLedger(settings);
  ledgerPage(blocks, regions, verdicts, { title: meta.title ?? "", text: whole.text }, settings, ledger);
  const settled = ledger.settle(whole, known.restored ?? []);
  const { removals } = settled;
  const hidden = settled.text.length < settings.minTextChars ? hiddenBody(articleBody, settings) : null;
  const text = hidden ?? settled.text;
  if (text.length < settings.minTextChars) return { ok: false, reason: "no-text", removals: ledger.rows() };
  const { headlines: _, ...content } = meta;
  return {
    ok: true,
    content: {
      ...content,
      creditLine: creditLine(text),
      lang: meta.lang ?? languageOf(text),
      text,
      strategy: hidden === null ? body.strategy : "json-ld-text",
      confidence: hidden === null ? confidence(blocks, body.container, body.strategy, kept) : HIDDEN_CONFIDENCE,
    },
    removals,
    sightings,
  };
}

/** How far the text of the metadata can be trusted that no reader of the markup sees. */
const HIDDEN_CONFIDENCE = 0.5;

/** The article as the page's JSON-LD tells it, for pages that put it together in the browser; null where it is too short. */
function hiddenBody(articleBody: string | null, settings: ExtractSettings): string | null {
  if (articleBody === null) return null;
  const text = articleBody
    .replace(/<\/?(?:p|br|div|li|h\d)\b[^>]{0,200}>/gi, "\n")
    .replace(/<[^>]{0,200}>/g, " ")
    .split(/\n+/)
    .map(collapse)
    .filter((line) => line !== "")
    .join("\n\n");
  return text.length >= settings.minTextChars ? text : null;
}

/** Everything that is not in the text: comments one by one, blocks of the body by rule and part, the site summed up. */
function ledgerPage(
  blocks: Blocks,
  regions: Regions,
  verdicts: Map<number, Verdict>,
  article: { title: string; text: string },
  settings: ExtractSettings,
  ledger: Ledger,
): void {
  const taken = new Set<number>();
  const comments: Block[] = [];
  const glued: GluedLine[] = [];
  let run: { reason: string; score: number; part: number; texts: string[]; at: number; end: number } | null = null;
  const close = () => {
    if (run) ledger.add("boilerplate", run.reason, run.score, run.texts.join("\n"), run.at);
    run = null;
  };
  for (const block of blocks.list) {
    const verdict = verdicts.get(block.index);
    if (verdict?.glued) {
      glued.push(...verdict.glued);
      taken.add(block.index);
      close();
      continue;
    }
    const comment =
      !verdict?.keep &&
      (inComments(block, regions) || (verdict && !verdict.keep && verdict.reason === "comment-section"));
    if (comment) comments.push(block);
    // Where no better container was found than the page, the site's furniture stands in it.
    const furniture = verdict && !verdict.keep && FURNITURE.has(verdict.reason);
    if (comment || (verdict && !furniture)) taken.add(block.index);
    if (!verdict || verdict.keep || comment || furniture) {
      close();
      continue;
    }
    const part = regions.nearest[block.element.index]!;
    if (run && run.reason === verdict.reason && run.part === part && part >= 0 && run.end === block.index - 1) {
      run.texts.push(block.text);
      run.end = block.index;
    } else {
      close();
      run = {
        reason: verdict.reason,
        score: verdict.score,
        part,
        texts: [block.text],
        at: block.index,
        end: block.index,
      };
    }
  }
  close();
  if (comments.length > 0) ledgerComments(comments, profileOf(article.title, article.text), settings.spamAt, ledger);
  const paragraphs = glued.map(({ paragraph }) => paragraph);
  ledgerGlued(
    paragraphs,
    glued.map(({ role }) => role),
    article,
    settings.spamAt,
    ledger,
  );
  ledgerChrome(blocks, taken, regions, settings.maxChromeChars, ledger);
}

const FURNITURE = new Set(["navigation", "page-header", "page-footer"]);

/**
 * How far the text can be trusted, 0 to 1: how it was found, how much of the page's running text it holds, and whether
 * there is enough of it to be an article.
 */
function confidence(blocks: Blocks, container: Element, strategy: string, kept: Block[]): number {
  const found = { "host-rule": 1, claimed: 0.95, "json-ld": 0.95, paragraphs: 0.8, "whole-page": 0.5 }[strategy] ?? 0.5;
  const mass = kept.reduce((sum, block) => sum + massOf(block), 0);
  const held = mass / Math.max(1, massIn(blocks, container));
  const enough = Math.min(1, mass / 100);
  return Math.round(found * (0.4 + 0.3 * Math.min(1, held) + 0.3 * enough) * 100) / 100;
}
