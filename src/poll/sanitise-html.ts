import { type QuoteType, Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import { DocumentShare } from "./document-share.ts";
import { ADDRESS_ATTRIBUTES, VOID_ELEMENTS } from "./html-words.ts";
import { decodeReferences, escapeAttribute, escapeText } from "./xml-text.ts";

/** Elements that stay: text, structure, tables, pictures. Nothing that loads or runs code, frames a page or takes input. */
const ALLOWED = new Set(
  [
    "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup data dd del",
    "details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol",
    "p picture pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead",
    "time tr tt u ul var wbr audio video source track",
  ]
    .join(" ")
    .split(" "),
);

/** Elements that go with everything inside them: code, frames, other documents, other languages (SVG, MathML), raw text. */
const DROPPED_WHOLE = new Set(
  [
    "script style template iframe frame frameset object embed applet svg math noscript noembed noframes xmp plaintext",
    "title textarea select head xml",
  ]
    .join(" ")
    .split(" "),
);

/** Attributes that stay, besides addresses. No `style`, no `on…`, no `id` or `class` that could meet the page's own. */
const ALLOWED_ATTRIBUTES = new Set(
  "href src cite alt title lang dir width height colspan rowspan scope headers datetime start reversed value abbr span controls srclang kind label type".split(
    " ",
  ),
);

/** Schemes that an address may have once it is absolute. */
const ALLOWED_SCHEMES = /^(?:https?|mailto):/i;

/** Open elements; deeper tags go, their text stays. */
const MAX_OPEN = 128;

/**
 * HTML from a stranger made harmless: only listed elements and attributes, only http, https and mailto addresses (made
 * absolute against `base`), everything written anew with all special characters escaped, so that no reader of the result
 * can see another document than this function did.
 *
 * @param share that of the whole document, when the text is one of many
 */
export function sanitiseHtml(html: string, base: string, share = new DocumentShare()): string {
  if (!/[<&>]/.test(html)) return html.trim();
  const writer = new SafeWriter(html, base, share);
  const tokenizer = new Tokenizer({ decodeEntities: false }, writer);
  tokenizer.write(html);
  tokenizer.end();
  return writer.out.trim();
}

class SafeWriter implements TokenizerCallbacks {
  out = "";
  readonly #html: string;
  readonly #base: string;
  readonly #share: DocumentShare;
  readonly #open: string[] = [];
  /** The element being dropped with its content, and how many of its name are open inside. */
  #dropped = "";
  #droppedDepth = 0;
  #tag = "";
  /** Whether the tag being read is written out. */
  #stays = false;
  readonly #attributes = new Map<string, string>();
  /** The attribute being read; "" for one that goes. */
  #attribute = "";
  #value = "";

  constructor(html: string, base: string, share: DocumentShare) {
    this.#html = html;
    this.#base = base;
    this.#share = share;
  }

  ontext(start: number, end: number): void {
    if (!this.#dropped) this.out += this.#share.cut(escapeText(decodeReferences(this.#html.slice(start, end))));
  }

  ontextentity(): void {}

  onopentagname(start: number, end: number): void {
    this.#tag = this.#name(start, end);
    this.#stays = !this.#dropped && ALLOWED.has(this.#tag) && this.#share.admitsTag();
    if (this.#attributes.size > 0) this.#attributes.clear();
  }

  onattribname(start: number, end: number): void {
    if (!this.#stays) return;
    const name = this.#name(start, end);
    // The first of two attributes with one name counts, as in a browser.
    this.#attribute = ALLOWED_ATTRIBUTES.has(name) && !this.#attributes.has(name) ? name : "";
    this.#value = "";
  }

  onattribdata(start: number, end: number): void {
    if (this.#stays && this.#attribute) this.#value += this.#html.slice(start, end);
  }

  onattribentity(): void {}

  onattribend(_quote: QuoteType): void {
    if (this.#stays && this.#attribute) this.#attributes.set(this.#attribute, decodeReferences(this.#value));
  }

  onopentagend(): void {
    this.#begin(false);
  }

  onselfclosingtag(): void {
    this.#begin(true);
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#name(start, end).trim();
    if (this.#dropped) {
      if (tag === this.#dropped && --this.#droppedDepth === 0) this.#dropped = "";
      return;
    }
    const index = this.#open.lastIndexOf(tag);
    if (index >= 0) this.#closeTo(index);
  }

  onend(): void {
    this.#closeTo(0);
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.ontext(start, end - endOffset);
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}

  #name(start: number, end: number): string {
    return this.#html.slice(start, Math.min(end, start + 40)).toLowerCase();
  }

  #begin(selfClosing: boolean): void {
    const tag = this.#tag;
    if (this.#dropped) {
      if (tag === this.#dropped && !selfClosing) this.#droppedDepth++;
      return;
    }
    if (DROPPED_WHOLE.has(tag)) {
      // A self-closing flag counts in SVG and MathML only; for the rest the content follows all the same.
      if (selfClosing && (tag === "svg" || tag === "math")) return;
      if (tag === "embed" || tag === "frame") return;
      this.#dropped = tag;
      this.#droppedDepth = 1;
      return;
    }
    if (!this.#stays || (this.#open.length >= MAX_OPEN && !VOID_ELEMENTS.has(tag))) return;
    const isVoid = VOID_ELEMENTS.has(tag);
    this.out += `<${tag}${this.#written()}${isVoid && selfClosing ? " />" : ">"}`;
    if (isVoid) return;
    this.#open.push(tag);
    if (selfClosing) this.#closeTo(this.#open.length - 1);
  }

  #written(): string {
    let written = "";
    for (const [name, value] of this.#attributes) {
      const safe = ADDRESS_ATTRIBUTES.has(name) ? this.#safeAddress(value) : value;
      if (safe !== null) written += ` ${name}="${escapeAttribute(safe)}"`;
    }
    return written;
  }

  #safeAddress(value: string): string | null {
    const address = this.#share.absolute(value, this.#base);
    return address && ALLOWED_SCHEMES.test(address) ? address : null;
  }

  #closeTo(index: number): void {
    while (this.#open.length > index) this.out += `</${this.#open.pop()}>`;
  }
}
