import type { ArticleProfile } from "./article-profile.ts";
import type { Block, Blocks } from "./blocks.ts";
import { massIn, massOf } from "./blocks.ts";
import { boilerplateLine } from "./boilerplate-lines.ts";
import { commentMeta, nameLike } from "./comment-lines.ts";
import { scorerAgainst } from "./comment-spam.ts";
import { copyKey } from "./copies.ts";
import type { Ledger } from "./ledger.ts";
import { perText } from "./per-text.ts";
import type { Regions } from "./regions.ts";
import { namesOf } from "./regions.ts";
import type { Element, Tree } from "./tree.ts";
import { holds, textOf } from "./tree.ts";

const REPLY =
  /^(?:\W{0,3})(?:reply|antworten?|répondre|responder|rispondi|beantwoorden|reageer|odpowiedz|yanıtla|cevapla|ответить|відповісти|رد|जवाब दें|trả lời|balas|svara|svar)(?:\s(?:to .{1,40}|auf .{1,40}|\(\d+\)))?\W{0,3}$/u;

/**
 * Marks comments that no name gives away: what microdata calls one, two or more parts of the page that each end in a
 * "Reply" of their own, and entries of a list that the site signs with a speech bubble. Parts that hold the headline or
 * most of the text are not touched.
 */
export function markReplies(tree: Tree, blocks: Blocks, regions: Regions): void {
  markSigned(tree, blocks, regions);
  for (const element of tree.elements)
    if (
      element.attributes.itemtype !== undefined &&
      SAID_TO_BE.test(element.attributes.itemtype) &&
      regions.own[element.index] !== "comment"
    )
      mark(element, regions);
  const replies = blocks.list.filter(
    (block) => block.chars <= 60 && REPLY.test(block.text.toLowerCase()) && regions.nearest[block.element.index]! < 0,
  );
  if (replies.length < 2) return;
  for (const item of itemsAround(replies.map(({ element }) => element)))
    if (remarkable(tree, blocks, item)) mark(item, regions);
}

/** The largest part of the page around each of several elements that holds none of the others. */
function itemsAround(elements: Element[]): Element[] {
  return elements.map((element, i) => {
    let item = element;
    // They come in the order of the page: a part that holds another one holds a neighbour.
    const [before, after] = [elements[i - 1], elements[i + 1]];
    const alone = (part: Element) => !(before && holds(part, before)) && !(after && holds(part, after));
    while (item.parent && alone(item.parent)) item = item.parent;
    return item;
  });
}

/** Whether a part of the page can be a comment, by what it holds. */
function remarkable(tree: Tree, blocks: Blocks, item: Element): boolean {
  const whole = Math.max(1, blocks.mass[blocks.list.length]!);
  return item.tag !== "body" && massIn(blocks, item) <= whole * 0.4 && !holdsTag(tree, item, "h1");
}

/** Entries of a list that carry a sign; fewer may be buttons. */
const MIN_SIGNED = 3;
const BUBBLE = /(?:^|[-\s])(?:icon|ico|fa|glyphicon|dashicons)-(?:comment|commenting|comment-o|speech-bubble)(?:$|\s)/;

/**
 * Entries that the site itself signs as remarks: where others carry a time or a minute, they carry a speech bubble and
 * nothing beside it. A bubble beside a number or in a link counts comments or leads to them.
 */
function markSigned(tree: Tree, blocks: Blocks, regions: Regions): void {
  const signs = tree.elements.filter(
    (element) =>
      (element.tag === "i" || element.tag === "span") &&
      BUBBLE.test(namesOf(element)) &&
      regions.nearest[element.parent!.parent?.index ?? 0]! < 0 &&
      alone(element),
  );
  if (signs.length < MIN_SIGNED) return;
  const items = itemsAround(signs);
  const alike = new Map<Element | null, Element[]>();
  for (const item of items) {
    const group = alike.get(item.parent);
    if (group) group.push(item);
    else alike.set(item.parent, [item]);
  }
  for (const group of alike.values())
    if (group.length >= MIN_SIGNED) for (const item of group) if (remarkable(tree, blocks, item)) mark(item, regions);
}

/** Whether an element stands in a part of its own, outside of any link. */
function alone(element: Element): boolean {
  const { parent } = element;
  return parent !== null && parent.tag !== "a" && parent.tag !== "button" && textOf(parent, 10) === "";
}

/** What microdata calls a comment. */
const SAID_TO_BE = /schema\.org\/(?:User)?Comments?$/;

function mark(item: Element, regions: Regions): void {
  regions.own[item.index] = "comment";
  for (let i = item.index; i <= item.last; i++) regions.nearest[i] = item.index;
}

function holdsTag(tree: Tree, element: Element, tag: string): boolean {
  for (let i = element.index; i <= element.last; i++) if (tree.elements[i]!.tag === tag) return true;
  return false;
}

/** Whether a block stands in a part of the page that is a comment section. */
export function inComments(block: Block, regions: Regions): boolean {
  for (let at = regions.nearest[block.element.index]!, element = block.element; at >= 0; ) {
    if (regions.own[at] === "comment") return true;
    while (element.index !== at) element = element.parent!;
    if (!element.parent) return false;
    element = element.parent;
    at = regions.nearest[element.index]!;
  }
  return false;
}

/**
 * Takes the mark of a comment from the first post of a discussion: what stands first under the headline, with no running
 * text between. False where there is none.
 */
export function openFirstPost(blocks: Blocks, regions: Regions, headline: Element | null): boolean {
  if (!headline) return false;
  const opening = blocks.list.find(
    (block) => block.index >= blocks.to[headline.index]! && massOf(block) > 0 && readable(block, regions),
  );
  if (!opening || !inComments(opening, regions)) return false;
  const post = itemOf(opening);
  for (let i = post.index; i <= post.last; i++) {
    if (regions.own[i] === "comment") regions.own[i] = null;
    regions.nearest[i] = -1;
  }
  return true;
}

/** Whether a block is running text of the page or a comment, no part of its furniture. */
const readable = (block: Block, regions: Regions): boolean =>
  regions.nearest[block.element.index]! < 0 || inComments(block, regions);

/** The comment that a block belongs to: the nearest list item, article or element named so. */
function itemOf(block: Block): Element {
  let at: Element | null = block.element;
  while (at) {
    if (at.tag === "li" || at.tag === "article" || /Comment$|Answer$/.test(at.attributes.itemtype ?? "")) return at;
    if (at.tag !== "p" && ITEM.test(namesOf(at))) return at;
    if (at.tag === "body") break;
    at = at.parent;
  }
  return block.element.parent ?? block.element;
}
const ITEM =
  /(?:^|[-\s])(?:comment|comment-(?:\d+|item|body|container|wrapper|entry|single|box)|kommentar|commentaire|comentario|commento|yorum)(?:$|[\s\d])/;

/** Writes each comment of the page to the ledger as one row: `spam` when it scores so, `comment` otherwise. */
export function ledgerComments(list: Block[], profile: ArticleProfile, spamAt: number, ledger: Ledger): void {
  const items: { element: Element; blocks: Block[] }[] = [];
  for (const block of list) {
    const element = itemOf(block);
    const last = items[items.length - 1];
    if (last?.element === element) last.blocks.push(block);
    else items.push({ element, blocks: [block] });
  }
  const spoken = items.map(({ blocks }) => blocks.filter((block) => !about(block)));
  const keyOf = perText(copyKey);
  const keys = spoken.map((blocks) => keyOf(blocks.map(({ text }) => text).join(" ")));
  const scored = scorerAgainst(profile);
  const copies = new Map<string, number>();
  for (const key of keys) if (key.length >= 12) copies.set(key, (copies.get(key) ?? 0) + 1);
  for (const [i, { blocks }] of items.entries()) {
    const at = blocks[0]!.index;
    const text = blocks.map((block) => block.text).join("\n");
    if (spoken[i]!.length === 0) {
      ledger.add("boilerplate", "comment-form", 0.85, text, at);
      continue;
    }
    const said = spoken[i]!.map((block) => block.text).join("\n");
    const count = copies.get(keys[i]!) ?? 1;
    const { score, spam, reasons } = scored(said, { copies: count, afterEnd: true }, spamAt);
    if (spam) ledger.add("spam", reasons[0] ?? "comment-spam", score, text, at);
    else ledger.add("comment", "comment-section", 1 - score, text, at);
  }
}

/** Lines about a comment, not of it: its author, its date, buttons, prompts. */
function about(block: Block): boolean {
  if (block.words > 25) return false;
  return commentMeta(block.text) || boilerplateLine(block.text) !== null || (nameLike(block.text) && block.words <= 4);
}
