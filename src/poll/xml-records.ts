import { QuoteType, Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import { withoutDoctype } from "./doctype.ts";
import { VOID_ELEMENTS } from "./html-words.ts";
import { resolveUrl } from "./resolve-url.ts";
import { LeafWriter, type XmlLeaf } from "./xml-leaf.ts";
import { canonicalName, type Scope } from "./xml-names.ts";
import { EntityReader } from "./xml-text.ts";
import { LEAVES, RECORDS, STRUCTURAL, TRANSPARENT } from "./xml-words.ts";

/** The feed itself, or one item. */
export interface XmlRecord {
  name: string;
  attributes: Record<string, string>;
  base: string;
  leaves: XmlLeaf[];
}

export interface XmlRecords {
  /** Name of the first element that is part of a feed: `rss`, `rdf:rdf`, `feed`, `urlset`, `channel`; null without any. */
  root: string | null;
  rootAttributes: Record<string, string>;
  feed: XmlRecord;
  items: XmlRecord[];
  /** Items beyond `maxItems`, not read. */
  cut: number;
}

export interface XmlBounds {
  maxItems: number;
  /** Open elements; deeper ones keep their characters and lose their tags. */
  maxDepth: number;
  /** Of one element, and declared namespaces at one place; further ones are not read. */
  maxAttributes: number;
}

/** Values of one record; a real item has some twenty. */
const MAX_LEAVES = 256;

interface Frame {
  /** As written, lower case: what the end tag is compared with. */
  raw: string;
  /** `open` is looked through, `record` collects leaves, `leaf` collects text, `markup` is inside a leaf, `skip` is not read. */
  kind: "open" | "record" | "leaf" | "markup" | "skip";
  base: string;
  scope: Scope | null;
}

/**
 * Reads a feed's XML, however broken, into flat records. Tokens come from htmlparser2; the stack of open elements is ours,
 * because depth and attributes must be bounded: the library's own stack takes time quadratic in the depth. End tags
 * that fit nothing are ignored, end tags that fit something further out close what is inside, an `item` that begins inside
 * a value ends that value.
 */
export function readRecords(document: string, url: string, bounds: XmlBounds): XmlRecords {
  const { text, entities } = withoutDoctype(document);
  const reader = new RecordReader(text, url, bounds, new EntityReader(entities));
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, reader);
  tokenizer.write(text);
  tokenizer.end();
  return reader.records;
}

class RecordReader implements TokenizerCallbacks {
  readonly records: XmlRecords;
  readonly #text: string;
  readonly #url: string;
  readonly #bounds: XmlBounds;
  readonly #entities: EntityReader;
  readonly #writer = new LeafWriter();
  readonly #frames: Frame[] = [];
  /** How many frames have each name, so that an end tag that fits none costs nothing. */
  readonly #open = new Map<string, number>();
  /** Open elements beyond the depth bound. */
  #tooDeep = 0;
  #record: XmlRecord | null = null;
  #leaf: XmlLeaf | null = null;
  #rootNamespace: string | null = null;
  #atomIsOwn = true;
  // the tag being read
  #tag = "";
  #attributes: [string, string][] = [];
  #attribute = "";
  #value = "";

  constructor(text: string, url: string, bounds: XmlBounds, entities: EntityReader) {
    this.#text = text;
    this.#url = url;
    this.#bounds = bounds;
    this.#entities = entities;
    const feed: XmlRecord = { name: "feed", attributes: {}, base: url, leaves: [] };
    this.records = { root: null, rootAttributes: {}, feed, items: [], cut: 0 };
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#text.slice(start, Math.min(end, start + 200)).toLowerCase();
    this.#attributes = [];
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#text.slice(start, Math.min(end, start + 200)).toLowerCase();
    this.#value = "";
  }

  onattribdata(start: number, end: number): void {
    if (this.#wanted()) this.#value += this.#text.slice(start, end);
  }

  onattribentity(): void {}

  onattribend(quote: QuoteType): void {
    if (!this.#wanted()) return;
    this.#attributes.push([this.#attribute, quote === QuoteType.NoValue ? "" : this.#entities.decode(this.#value)]);
  }

  onopentagend(): void {
    this.#begin(false);
  }

  onselfclosingtag(): void {
    this.#begin(true);
  }

  onclosetag(start: number, end: number): void {
    const raw = this.#text
      .slice(start, Math.min(end, start + 200))
      .trim()
      .toLowerCase();
    if (this.#tooDeep > 0 && !STRUCTURAL.has(raw)) {
      this.#tooDeep--;
      return;
    }
    this.#tooDeep = 0;
    if (this.#open.has(raw)) this.#closeTo(this.#frames.findLastIndex((frame) => frame.raw === raw));
  }

  ontext(start: number, end: number): void {
    if (!this.#leaf || this.#top()?.kind === "skip") return;
    // References are longer than what they stand for, in real text by far less than twice.
    const room = 2 * this.#writer.room(this.#leaf);
    this.#writer.text(this.#leaf, this.#entities.decode(this.#text.slice(start, Math.min(end, start + room))));
  }

  ontextentity(): void {}

  oncdata(start: number, end: number, endOffset: number): void {
    if (this.#leaf && this.#top()?.kind !== "skip")
      this.#writer.text(this.#leaf, this.#text.slice(start, end - endOffset));
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}

  onend(): void {
    this.#closeTo(0);
  }

  #top(): Frame | undefined {
    return this.#frames.at(-1);
  }

  /** Attributes of what is not read are not kept either. */
  #wanted(): boolean {
    return this.#attributes.length < this.#bounds.maxAttributes && this.#top()?.kind !== "skip" && this.#tooDeep === 0;
  }

  /** A start tag: decides what the element is, and remembers it until its end. */
  #begin(selfClosing: boolean): void {
    const raw = this.#tag;
    if (this.#leaf && STRUCTURAL.has(raw)) this.#leave();
    else if (!this.#record && (raw === "item" || raw === "entry")) this.#leaveUnknown();
    if (this.#frames.length >= this.#bounds.maxDepth && !STRUCTURAL.has(raw)) {
      if (!selfClosing) this.#tooDeep++;
      return;
    }
    const outer = this.#frames.at(-1);
    const scope = this.#scope(outer?.scope ?? null);
    const base = this.#base(outer?.base ?? this.#url);
    const tag = raw.slice(raw.indexOf(":") + 1);
    const isVoid = this.#leaf !== null && VOID_ELEMENTS.has(tag);
    let kind: Frame["kind"];
    if (this.#leaf) {
      const fits = this.#writer.startTag(this.#leaf, tag, this.#attributes, base, isVoid && selfClosing);
      kind = fits ? "markup" : "skip";
    } else if (outer?.kind === "skip" && !RECORDS.has(tag)) kind = "skip";
    else kind = this.#beginElement(raw, base, scope, outer?.kind === "skip");
    if (isVoid) return;
    this.#frames.push({ raw, kind, base, scope });
    this.#open.set(raw, (this.#open.get(raw) ?? 0) + 1);
    if (selfClosing) this.#closeTo(this.#frames.length - 1);
  }

  #beginElement(raw: string, base: string, scope: Scope | null, skipping: boolean): Frame["kind"] {
    const attributes = Object.fromEntries(this.#attributes);
    if (this.records.root === null) this.#rootNamespace = attributes.xmlns ?? null;
    const name = canonicalName(raw, scope, this.#rootNamespace, this.#atomIsOwn);
    if (this.records.root === null && (TRANSPARENT.has(name) || RECORDS.has(name))) {
      this.records.root = name;
      this.records.rootAttributes = attributes;
      this.#atomIsOwn = name !== "rss" && name !== "rdf:rdf" && name !== "channel";
    }
    // `url` is an item in a sitemap and a detail of an image elsewhere.
    const isItem = RECORDS.has(name) && (name === "url") === (this.records.root === "urlset");
    if (isItem && this.#record === null) return this.#beginItem(name, attributes, base);
    if (skipping) return "skip";
    if (TRANSPARENT.has(name)) {
      if (this.#record === null && this.records.root !== null) this.#enterFeed(name, attributes, base);
      return "open";
    }
    if (this.records.root === null) return "open";
    const record = this.#record ?? this.records.feed;
    if (!LEAVES.has(name) || record.leaves.length >= MAX_LEAVES) return "skip";
    this.#leaf = { name, attributes, base, text: "", markup: null };
    record.leaves.push(this.#leaf);
    return "leaf";
  }

  #enterFeed(name: string, attributes: Record<string, string>, base: string): void {
    const feed = this.records.feed;
    feed.base = base;
    if (name === "channel" || name === "feed") feed.attributes = attributes;
  }

  #beginItem(name: string, attributes: Record<string, string>, base: string): Frame["kind"] {
    if (this.records.items.length >= this.#bounds.maxItems) {
      this.records.cut++;
      return "skip";
    }
    this.#record = { name, attributes, base, leaves: [] };
    this.records.items.push(this.#record);
    return "record";
  }

  /** Closes the frames from `index` on; none when it is -1. */
  #closeTo(index: number): void {
    if (index < 0) return;
    while (this.#frames.length > index) {
      const frame = this.#frames.pop()!;
      const left = this.#open.get(frame.raw)! - 1;
      if (left > 0) this.#open.set(frame.raw, left);
      else this.#open.delete(frame.raw);
      if (frame.kind === "markup" && this.#leaf) {
        this.#writer.endTag(this.#leaf, frame.raw.slice(frame.raw.indexOf(":") + 1));
      } else if (frame.kind === "leaf") this.#leaf = null;
      else if (frame.kind === "record") this.#record = null;
    }
  }

  /** Ends the value that is open, because something begins that cannot be inside one. */
  #leave(): void {
    this.#tooDeep = 0;
    this.#closeTo(this.#frames.findLastIndex((frame) => frame.kind === "leaf"));
  }

  /** An item inside something unknown is an item all the same; what is around it counts as ended. */
  #leaveUnknown(): void {
    this.#tooDeep = 0;
    this.#closeTo(this.#frames.findIndex((frame) => frame.kind === "skip"));
  }

  #base(outer: string): string {
    const own = this.#attributes.find(([name]) => name === "xml:base")?.[1];
    return own ? (resolveUrl(own, outer) ?? outer) : outer;
  }

  #scope(outer: Scope | null): Scope | null {
    let scope = outer;
    for (const [name, namespace] of this.#attributes) {
      if (!name.startsWith("xmlns") || (scope && scope.size >= this.#bounds.maxAttributes)) continue;
      const prefix = name === "xmlns" ? "" : name.slice(6);
      scope = { prefix, namespace, outer: scope, size: (scope?.size ?? 0) + 1 };
    }
    return scope;
  }
}
