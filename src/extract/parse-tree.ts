import { PageTokenizer } from "./page-tokenizer.ts";
import type { Element, Tree } from "./tree.ts";
import { ENDS_PARAGRAPH, isInline } from "./tree.ts";

/** Drawings and formulas: their content is never running text, so no tree is built of it. */
const FOREIGN = new Set(["svg", "math"]);
/** Tags that cannot stand in a drawing: one that was never ended ends before them (HTML standard, 13.2.6.5). */
const BREAKS_OUT = new Set(
  (
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta " +
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
  ).split(" "),
);
/** Tags of both worlds; their end tags do not end the drawing. */
const SHARED = new Set(["a", "title", "style", "script"]);
const noFence = () => false;
/** Where HTML stands in a drawing after all. */
const INTEGRATION = "foreignobject";

/** Bounds of one tree. */
export interface TreeBounds {
  /** Elements nested deeper than this become siblings at that depth. */
  maxDepth: number;
  /** Attributes read per element; the rest is passed over. */
  maxAttributes: number;
  /** Elements in one tree; what follows adds its text to the element that is open. */
  maxElements: number;
}

const VOID = new Set(
  "area base basefont bgsound br col command embed frame hr img input keygen link meta param source track wbr".split(
    " ",
  ),
);

/** The attributes that some rule reads. Others cost memory and say nothing. */
const READ = new Set(
  (
    "class id itemprop itemtype itemscope role rel href content name property datetime title type lang style hidden " +
    "aria-hidden aria-label pubdate value http-equiv data-testid data-component data-type data-datetime"
  ).split(" "),
);

const HEADINGS = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);

/** Shared by all elements without attributes that are read: most of a page's. */
const NONE: Record<string, string> = Object.freeze({});

/** An opening tag ends an open one of these, if one is found before the fence. */
interface Closes {
  what: Set<string>;
  fence: Set<string>;
}
const set = (words: string) => new Set(words.split(" "));
/** What may stand in the head. Anything else ends one that was never closed (HTML standard, 13.2.6.4.4). */
const OF_HEAD = set("base basefont bgsound link meta title noscript noframes style script template");
/** What is opened in one of these ends nothing outside of it (HTML standard, 13.2.4.2, "button scope"). */
const SCOPES = set("applet button caption marquee object table td template th");
const TABLE = set("table");
const LISTS = set("ul ol menu dir");
const CLOSES: Record<string, Closes> = {
  li: { what: set("li"), fence: LISTS },
  dt: { what: set("dt dd"), fence: set("dl") },
  dd: { what: set("dt dd"), fence: set("dl") },
  tr: { what: set("tr"), fence: TABLE },
  td: { what: set("td th"), fence: set("table tr") },
  th: { what: set("td th"), fence: set("table tr") },
  tbody: { what: set("thead tbody tfoot"), fence: TABLE },
  tfoot: { what: set("thead tbody"), fence: TABLE },
  option: { what: set("option"), fence: set("select datalist") },
  a: { what: set("a"), fence: set("p div li td section article") },
};

/**
 * Markup to a tree in one pass over htmlparser2's tokenizer. The tokenizer keeps no stack of its own, so 100,000 nested
 * tags cost no more than 100,000 flat ones. Bad markup is repaired the way browsers do it in the common cases: a block
 * ends an open paragraph, a list item ends the one before, a stray end tag is passed over. Never throws.
 */
export function parseTree(html: string, bounds: TreeBounds): Tree {
  const root: Element = {
    tag: "#root",
    attributes: {},
    children: [],
    parent: null,
    index: 0,
    last: 0,
    depth: 0,
    names: null,
  };
  const elements: Element[] = [root];
  const cut = { nesting: 0, attributes: 0 };
  let top = root;
  /** Open tags beyond `maxDepth`; their end tags are counted off before any other is looked at. */
  let beyond = 0;
  let text = "";
  let opening: Element | null = null;
  let openingName = "";
  let openingBeyond = false;
  let attributeName = "";
  let attributeValue = "";
  let attributeRead = false;
  let attributeCount = 0;
  /** Drawings that are open, one in another, and the parts of them that hold HTML. */
  let foreign = 0;
  let integrated = 0;
  let skipping = false;

  const flush = () => {
    if (text === "") return;
    if (top.tag !== "style" && (top.tag !== "script" || /json/i.test(top.attributes.type ?? "")))
      top.children.push(text);
    text = "";
  };
  const close = (element: Element) => {
    flush();
    const last = elements.length - 1;
    while (top !== element) {
      top.last = last;
      top = top.parent!;
    }
    element.last = last;
    top = element.parent!;
  };
  const findOpen = (what: (tag: string) => boolean, fence: (tag: string) => boolean): Element | null => {
    for (let at = top; at !== root; at = at.parent!) {
      if (what(at.tag)) return at;
      if (fence(at.tag)) return null;
    }
    return null;
  };
  /** An open paragraph, or heading, with no block and nothing of a scope of its own open in it. */
  const openParagraph = (orHeading: boolean): Element | null => {
    for (let at = top; at !== root; at = at.parent!) {
      if (at.tag === "p" || (orHeading && HEADINGS.has(at.tag))) return at;
      if (ENDS_PARAGRAPH.has(at.tag) || SCOPES.has(at.tag)) return null;
    }
    return null;
  };
  const open = (tag: string) => {
    if (foreign > 0) {
      skipping = integrated > 0 || !BREAKS_OUT.has(tag);
      if (skipping) {
        opening = null;
        return;
      }
      foreign = 0;
    }
    skipping = false;
    if (top.tag === "head" && !OF_HEAD.has(tag)) close(top);
    if (ENDS_PARAGRAPH.has(tag)) {
      const paragraph = openParagraph(HEADINGS.has(tag));
      if (paragraph) close(paragraph);
    }
    const rule = CLOSES[tag];
    if (rule) {
      const found = findOpen(
        (name) => rule.what.has(name),
        (name) => rule.fence.has(name),
      );
      if (found) close(found);
    }
    flush();
    attributeCount = 0;
    if (top.depth >= bounds.maxDepth || elements.length >= bounds.maxElements) {
      cut.nesting++;
      opening = null;
      openingBeyond = true;
      text += isInline(tag) ? "" : "\n";
      return;
    }
    openingBeyond = false;
    opening = {
      tag,
      attributes: NONE,
      children: [],
      parent: top,
      index: elements.length,
      last: elements.length,
      depth: top.depth + 1,
      names: null,
    };
    top.children.push(opening);
    elements.push(opening);
  };

  const tokenizer = new PageTokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      isInForeignContext: () => foreign > 0,
      ontext: (start, end) => {
        if (foreign === 0) text += html.slice(start, end);
      },
      ontextentity: (codepoint) => {
        if (foreign === 0) text += String.fromCodePoint(codepoint);
      },
      onopentagname: (start, end) => {
        openingName = html.slice(start, end).toLowerCase();
        open(openingName);
      },
      onattribname: (start, end) => {
        attributeName = end - start <= 32 ? html.slice(start, end).toLowerCase() : "";
        attributeRead = opening !== null && READ.has(attributeName);
        attributeValue = "";
      },
      onattribdata: (start, end) => {
        if (attributeRead) attributeValue += html.slice(start, end);
      },
      onattribentity: (codepoint) => {
        attributeValue += String.fromCodePoint(codepoint);
      },
      onattribend: () => {
        if (++attributeCount > bounds.maxAttributes) {
          cut.attributes++;
        } else if (attributeRead && opening && opening.attributes[attributeName] === undefined) {
          if (opening.attributes === NONE) opening.attributes = {};
          opening.attributes[attributeName] = attributeValue;
        }
      },
      onopentagend: () => {
        if (skipping) {
          if (FOREIGN.has(openingName)) foreign++;
          else if (openingName === INTEGRATION) integrated++;
          return;
        }
        if (VOID.has(openingName)) return;
        if (FOREIGN.has(openingName)) {
          foreign = 1;
          integrated = 0;
          return;
        }
        if (openingBeyond) beyond++;
        else if (opening) top = opening;
      },
      onselfclosingtag: () => {
        // In HTML the slash means nothing; in foreign content it ends the tag.
        if (skipping || FOREIGN.has(openingName) || VOID.has(openingName)) return;
        if (openingBeyond) beyond++;
        else if (opening) top = opening;
      },
      onclosetag: (start, end) => {
        const name = html.slice(start, end).toLowerCase();
        if (foreign > 0) {
          if (FOREIGN.has(name)) foreign--;
          else if (name === INTEGRATION) integrated = Math.max(0, integrated - 1);
          const around = integrated > 0 || SHARED.has(name) ? null : findOpen((tag) => tag === name, noFence);
          if (!around) return;
          foreign = 0;
        }
        if (beyond > 0) {
          beyond--;
          if (!isInline(name)) text += "\n";
          return;
        }
        if (name === "br") open("br");
        if (VOID.has(name)) return;
        const inline = isInline(name) && name !== "td" && name !== "th";
        const found = findOpen(
          (tag) => tag === name,
          // An inline end tag does not reach out of its block; nothing inside a cell ends the table around it.
          (tag) => (inline ? !isInline(tag) || tag === "td" || tag === "th" : tag === "table" && name !== "table"),
        );
        if (found) close(found);
      },
      oncomment: () => {},
      oncdata: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onend: () => {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  while (top !== root) close(top);
  flush();
  root.last = elements.length - 1;
  return { root, elements, cut };
}
