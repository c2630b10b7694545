import { repeatsOneOf } from "./same-headline.ts";
import type { Element, Tree } from "./tree.ts";
import { textOf } from "./tree.ts";

/** A longer heading is no headline. */
const MAX_CHARS = 500;
/** Blogs put the headline of a post below that of the blog. */
const HEADINGS = new Set(["h1", "h2", "h3"]);

/** The heading that repeats the page's title, or its first h1. */
export function headlineOf(tree: Tree, title: string | null): Element | null {
  let first: Element | null = null;
  const headlined = repeatsOneOf(title ? [title] : []);
  for (const element of tree.elements) {
    if (!HEADINGS.has(element.tag)) continue;
    if (element.tag === "h1" && !first) first = element;
    if (headlined(textOf(element, MAX_CHARS))) return element;
  }
  return first;
}
