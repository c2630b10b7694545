import { collapse, type Tree } from "./tree.ts";

/** A page's `<meta>` tags: by lower-case name, property, itemprop or http-equiv, the first that is not empty. */
export type MetaTags = Map<string, string>;

export function metaTags(tree: Tree): MetaTags {
  const tags: MetaTags = new Map();
  for (const { tag, attributes } of tree.elements) {
    if (tag !== "meta") continue;
    const content = collapse(attributes.content ?? "");
    if (content === "") continue;
    for (const key of [attributes.property, attributes.name, attributes.itemprop, attributes["http-equiv"]]) {
      const name = key?.trim().toLowerCase();
      if (name && !tags.has(name)) tags.set(name, content);
    }
  }
  return tags;
}
