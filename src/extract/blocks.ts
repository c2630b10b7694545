import type { Element, Tree } from "./tree.ts";
import { runsOn, UNREAD } from "./tree.ts";

/** A run of text that one block-level element holds: a paragraph, a heading, a list item, a table row. */
export interface Block {
  /** White space collapsed; a single `<br>` is a line break. */
  text: string;
  /** The block-level element it stands in. */
  element: Element;
  /** Order on the page, from 0. */
  index: number;
  chars: number;
  /** Counted in words of two to three letters and more where there are no spaces. */
  words: number;
  /** Characters inside links. */
  linkChars: number;
  links: number;
  /** Characters in bold or italic type. */
  markedChars: number;
  /** The address of the only link that covers the whole text; null otherwise. */
  href: string | null;
  /** Its first words stand in a link. */
  linkFirst: boolean;
  /** The first text after a picture. */
  afterImage: boolean;
  /** Ends the way a sentence does. */
  sentence: boolean;
  /** Blank lines that breaks and empty paragraphs make before it; 0 where nothing but its own element parts it. */
  gap: number;
}

/** The blocks of a page, and which of them stand inside each element. */
export interface Blocks {
  list: Block[];
  /** By element index: the first block inside it … */
  from: Int32Array;
  /** … and the one after its last. */
  to: Int32Array;
  /** `mass[i]` is the running text (in words) of the blocks before block i. */
  mass: Float64Array;
}

const MARKED = new Set(["b", "strong", "em", "i"]);
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/g;
const ENDS = /[.!?…。！？؟।۔:;][)\]"'”“’»›」』]*\s*$/;

/** Characters of no width, and where a word may be broken. */
const UNSEEN = /[\u200B\u2060\uFEFF\u00AD]/;
const EVERY_UNSEEN = new RegExp(UNSEEN.source, "g");
/** Stands for a `<br>` while the white space of the source is collapsed. */
const BREAK = "\u0001";
const BREAKS = / ?\u0001 ?/g;

/** Words in a text; scripts that write without spaces count two characters as a word. */
function countWords(text: string): number {
  let words = 0;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const space = code === 32 || code === 10 || code === 0xa0;
    if (!space && !inside) words++;
    inside = !space;
  }
  if (words > 0 && text.length / words > 12) {
    const wide = text.match(WIDE)?.length ?? 0;
    if (wide > text.length / 3) words = Math.max(words, Math.round(wide / 2));
  }
  return words;
}

/** True for text that ends the way a sentence ends (also with a colon, which leads on to what follows). */
const endsSentence = (text: string): boolean => ENDS.test(text);

/** Running text in words: what a paragraph has and a menu has not. */
export function massOf(block: Block): number {
  if (block.words < 7 || block.linkChars > block.chars * 0.45) return 0;
  if (!block.sentence && block.words < 18) return 0;
  return block.words * (1 - block.linkChars / block.chars);
}

/**
 * Walks the tree once and cuts its text into blocks, `maxBlocks` at most; text beyond is not read. What stands in `<noscript>` is read only when asked for: on most
 * pages it repeats pictures, on a few it is the article.
 */
export function blocksOf(tree: Tree, read: { noscript?: boolean; maxBlocks?: number } = {}): Blocks {
  const maxBlocks = read.maxBlocks ?? Number.POSITIVE_INFINITY;
  const list: Block[] = [];
  const from = new Int32Array(tree.elements.length);
  const to = new Int32Array(tree.elements.length);
  let text = "";
  // Asked of each piece of text, so that the text itself, which may be long, is not looked through each time.
  let blank = true;
  let broken = false;
  let breaking = false;
  let linkChars = 0;
  let links = 0;
  let markedChars = 0;
  let href: string | null = null;
  let inLink = 0;
  let inMarked = 0;
  let holder = tree.root;
  let image = false;
  let breaks = 0;
  let linkFirst = false;

  const flush = () => {
    if (!blank && list.length < maxBlocks) {
      const shown = UNSEEN.test(text) ? text.replace(EVERY_UNSEEN, "") : text;
      const spaced = shown.replace(/\s{2,}|[^\S ]/g, " ");
      const clean = (breaking ? spaced.replace(BREAKS, "\n") : spaced).trim();
      if (clean !== "") {
        const chars = clean.length;
        list.push({
          text: clean,
          element: holder,
          index: list.length,
          chars,
          words: countWords(clean),
          linkChars: Math.min(linkChars, chars),
          links,
          markedChars: Math.min(markedChars, chars),
          href: linkChars >= chars - 2 && links === 1 ? href : null,
          linkFirst,
          afterImage: image,
          sentence: endsSentence(clean),
          gap: Math.max(0, breaks - 1),
        });
        image = false;
        breaks = 0;
      }
    }
    text = "";
    blank = true;
    broken = false;
    breaking = false;
    linkChars = 0;
    links = inLink > 0 ? 1 : 0;
    markedChars = 0;
  };

  const stack: { element: Element; at: number }[] = [{ element: tree.root, at: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const child = top.element.children[top.at++];
    if (child === undefined) {
      const { element } = top;
      stack.pop();
      const { tag } = element;
      if (tag === "a") inLink--;
      if (MARKED.has(tag)) inMarked--;
      if (tag === "td" || tag === "th") text += " ";
      if (!runsOn(element)) {
        if (tag === "p" && from[element.index] === list.length && blank) breaks++;
        flush();
        holder = blockHolder(element.parent ?? tree.root);
      }
      to[element.index] = list.length;
      continue;
    }
    if (typeof child === "string") {
      const chars = child.trim().length;
      if (chars > 0 && blank) linkFirst = inLink > 0;
      if (chars > 0) {
        blank = false;
        broken = false;
      }
      // Blanks between tags are most of a page's pieces of text.
      if (chars > 0) text += child;
      else if (!blank) text += " ";
      if (inLink > 0) linkChars += chars;
      if (inMarked > 0) markedChars += chars;
      continue;
    }
    const { tag } = child;
    from[child.index] = list.length;
    to[child.index] = list.length;
    if (tag === "img") image = blank;
    if (UNREAD.has(tag) && !(tag === "noscript" && read.noscript) && !(tag === "button" && opensPanel(child))) continue;
    if (tag === "br") {
      // Two in a row end a paragraph, one is a line break.
      if (broken) {
        flush();
        breaks = 2;
      } else if (!blank) {
        text += BREAK;
        broken = true;
        breaking = true;
      } else breaks++;
      continue;
    }
    if (!runsOn(child)) {
      flush();
      holder = child;
      from[child.index] = list.length;
    } else if (tag === "a") {
      inLink++;
      links++;
      href = child.attributes.href ?? null;
    } else if (MARKED.has(tag)) {
      inMarked++;
    } else if (tag === "td" || tag === "th") {
      text += " ";
    }
    if (child.children.length > 0) stack.push({ element: child, at: 0 });
    else {
      if (tag === "a") inLink--;
      if (MARKED.has(tag)) inMarked--;
      if (!runsOn(child)) holder = blockHolder(child.parent ?? tree.root);
    }
  }
  flush();
  to[0] = list.length;

  const mass = new Float64Array(list.length + 1);
  for (const block of list) mass[block.index + 1] = mass[block.index]! + massOf(block);
  return { list, from, to, mass };
}

/** A heading that is a button opens what it is the heading of (WAI-ARIA Authoring Practices, accordion). */
const opensPanel = ({ parent }: Element): boolean => parent !== null && /^h[1-6]$/.test(parent.tag);

/** The nearest block-level element at or above. */
function blockHolder(element: Element): Element {
  let at = element;
  while (runsOn(at) && at.parent) at = at.parent;
  return at;
}

/** Running text inside an element, in words. */
export const massIn = (blocks: Blocks, element: Element): number =>
  blocks.mass[blocks.to[element.index]!]! - blocks.mass[blocks.from[element.index]!]!;
