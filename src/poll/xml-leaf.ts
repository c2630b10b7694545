import { DocumentShare } from "./document-share.ts";
import { ADDRESS_ATTRIBUTES } from "./html-words.ts";
import { escapeAttribute, escapeText } from "./xml-text.ts";

/** An element that holds a value: a title, a link, a date, a text construct. */
export interface XmlLeaf {
  name: string;
  /** Names in lower case, values decoded. */
  attributes: Record<string, string>;
  /** The address that relative ones inside it are resolved against. */
  base: string;
  /** Its characters, decoded; of the elements inside only their characters. */
  text: string;
  /** Its content as HTML when there are elements inside, else null. */
  markup: string | null;
}

/** Characters of one value; what follows is not read. */
const MAX_VALUE_CHARS = 1_000_000;
/** The same with its tags; elements that begin beyond it are not read. */
const MAX_MARKUP_CHARS = 3_000_000;

/** Writes values of one document, within bounds. */
export class LeafWriter {
  readonly #share = new DocumentShare();

  /** How many characters of text a value still takes. */
  room(leaf: XmlLeaf): number {
    return MAX_VALUE_CHARS - leaf.text.length;
  }

  text(leaf: XmlLeaf, text: string): void {
    const room = this.room(leaf);
    if (room <= 0) return;
    const fitting = text.length > room ? text.slice(0, room) : text;
    leaf.text += fitting;
    if (leaf.markup !== null) leaf.markup += escapeText(fitting);
  }

  /** A start tag inside a value, addresses made absolute; false when the value is full. */
  startTag(
    leaf: XmlLeaf,
    tag: string,
    attributes: readonly (readonly [string, string])[],
    base: string,
    closed: boolean,
  ): boolean {
    leaf.markup ??= escapeText(leaf.text);
    if (leaf.markup.length > MAX_MARKUP_CHARS) return false;
    let written = `<${tag}`;
    for (const [name, value] of attributes) {
      if (name === "xml:base" || name.startsWith("xmlns") || !/^[\w.:-]+$/.test(name)) continue;
      const address = ADDRESS_ATTRIBUTES.has(name) ? this.#share.absolute(value, base) : null;
      written += ` ${name}="${escapeAttribute(address ?? value)}"`;
    }
    leaf.markup += written + (closed ? " />" : ">");
    return true;
  }

  endTag(leaf: XmlLeaf, tag: string): void {
    if (leaf.markup !== null) leaf.markup += `</${tag}>`;
  }
}
