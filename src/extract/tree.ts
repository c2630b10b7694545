/** A tag with what we read of it. `index` is its place in document order; its descendants are `index + 1 … last`. */
export interface Element {
  tag: string;
  attributes: Record<string, string>;
  children: (Element | string)[];
  parent: Element | null;
  index: number;
  /** Index of its last descendant, its own index when it has none. */
  last: number;
  depth: number;
  /** Its class names and id as `namesOf` gives them, once somebody has asked; many ask, up all of its ancestors. */
  names: string | null;
}

/** A page as a tree. `elements` lists every element in document order, so that no walk needs recursion. */
export interface Tree {
  root: Element;
  elements: Element[];
  /** What a bound cut off: nesting that was flattened, attributes that were not read. */
  cut: { nesting: number; attributes: number };
}

/** Tags that run on within a line of text. Everything else starts a block. */
const INLINE = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small " +
    "span strike strong sub sup time tt u var wbr img picture source svg math td th meta link"
  ).split(" "),
);

export const isInline = (tag: string): boolean => INLINE.has(tag);

/** Tags that end an open paragraph (HTML standard, 13.2.6.4.7): whatever else is met in one stands in its line of text. */
export const ENDS_PARAGRAPH = new Set(
  (
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 " +
    "h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp"
  ).split(" "),
);

/** True for an inline element, and in a paragraph for one of the page's own making, which may be a block elsewhere. */
export function runsOn({ tag, parent }: Element): boolean {
  if (INLINE.has(tag)) return true;
  if (ENDS_PARAGRAPH.has(tag)) return false;
  let around = parent;
  while (around && INLINE.has(around.tag)) around = around.parent;
  return around?.tag === "p";
}

/** True when `inner` is `outer` or stands inside it. */
export const holds = (outer: Element, inner: Element): boolean =>
  inner.index >= outer.index && inner.index <= outer.last;

/** All text below an element in reading order, white space collapsed. */
export function textOf(element: Element, maxChars = 100_000): string {
  const parts: string[] = [];
  let chars = 0;
  const stack: { element: Element; at: number }[] = [{ element, at: 0 }];
  while (stack.length > 0 && chars < maxChars) {
    const top = stack[stack.length - 1]!;
    const child = top.element.children[top.at++];
    if (child === undefined) {
      stack.pop();
      if (!runsOn(top.element)) parts.push(" ");
    } else if (typeof child === "string") {
      parts.push(child);
      chars += child.length;
    } else {
      if (!runsOn(child) || child.tag === "td" || child.tag === "th") parts.push(" ");
      if (!UNREAD.has(child.tag)) stack.push({ element: child, at: 0 });
    }
  }
  return collapse(parts.join("")).slice(0, maxChars);
}

/** Tags whose content is never running text; `rt` and `rp` repeat in small type how the word under them is read. */
export const UNREAD = new Set(
  (
    "script style noscript template iframe object embed svg math canvas audio video select option datalist textarea " +
    "button input head title map progress meter dialog rt rp"
  ).split(" "),
);

/** White space (also the no-break and zero-width kinds) to single spaces, trimmed. */
export function collapse(text: string): string {
  return text
    .replace(/[\u200B\u2060\uFEFF\u00AD]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
