import type { Tree } from "./tree.ts";

/** One object of a page's JSON-LD. */
export type LinkedData = Record<string, unknown>;

const MAX_NODES = 2_000;
const ARTICLE = /(?:Article|BlogPosting|Report|Review|Posting|VideoObject|WebPage|Recipe|Event)$/;

/**
 * All objects of a page's JSON-LD blocks, graphs unfolded, articles first. Broken JSON is mended where the break is a
 * known one: raw line breaks inside strings, comments or CDATA around it, a trailing comma, HTML entities.
 */
export function linkedDataOf(tree: Tree): LinkedData[] {
  const found: LinkedData[] = [];
  for (const element of tree.elements) {
    if (element.tag !== "script" || !/ld\+json/i.test(element.attributes.type ?? "")) continue;
    const source = element.children.filter((child) => typeof child === "string").join("");
    if (source.length > 2_000_000) continue;
    const value = readJson(source);
    if (value !== undefined) unfold(value, found);
  }
  const rank = (node: LinkedData) => {
    const type = typesOf(node).join(" ");
    if (/Article|BlogPosting|Report/.test(type)) return 0;
    return ARTICLE.test(type) ? 1 : 2;
  };
  return found
    .map((node, order) => ({ node, order, rank: rank(node) }))
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ node }) => node);
}

function unfold(value: unknown, into: LinkedData[]): void {
  const queue: unknown[] = [value];
  for (let seen = 0; queue.length > 0 && seen < MAX_NODES; seen++) {
    const node = queue.shift();
    if (Array.isArray(node)) queue.push(...node.slice(0, MAX_NODES));
    else if (node && typeof node === "object") {
      const object = node as LinkedData;
      into.push(object);
      for (const key of ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "liveBlogUpdate"])
        if (object[key] && typeof object[key] === "object" && key !== "liveBlogUpdate") queue.push(object[key]);
    }
  }
}

function readJson(source: string): unknown {
  const attempts = [
    (text: string) => text,
    (text: string) =>
      text
        .replace(/^\s*(?:\/\/\s*)?<!\[CDATA\[|(?:\/\/\s*)?\]\]>\s*$/g, "")
        .replace(/^\s*<!--|-->\s*$/g, "")
        .replace(/[\u0000-\u001f]+/g, " ")
        .replace(/,\s*([}\]])/g, "$1")
        .replace(/;\s*$/, ""),
    (text: string) => text.replace(/&quot;/g, '"').replace(/[\u0000-\u001f]+/g, " "),
  ];
  for (const mend of attempts) {
    try {
      return JSON.parse(mend(source));
    } catch {}
  }
  return salvage(source);
}

/** Of JSON that stays broken, the plain string fields that matter. */
function salvage(source: string): LinkedData | undefined {
  const node: LinkedData = {};
  for (const key of ["headline", "datePublished", "dateModified", "articleBody", "@type"]) {
    const match = source.match(new RegExp(`"${key}"\\s*:\\s*"((?:[^"\\\\]|\\\\.){1,100000})"`));
    if (match) node[key] = match[1]!.replace(/\\n/g, "\n").replace(/\\(.)/g, "$1");
  }
  const author = source.match(/"author"\s*:\s*\[?\s*(?:\{[^{}]*?"name"\s*:\s*)?"((?:[^"\\]|\\.){1,200})"/);
  if (author) node.author = author[1];
  return Object.keys(node).length > 0 ? node : undefined;
}

export function typesOf(node: LinkedData): string[] {
  const type = node["@type"];
  if (typeof type === "string") return [type];
  return Array.isArray(type) ? type.filter((one): one is string => typeof one === "string") : [];
}

/** A field as text; the first of a list. */
export function textField(node: LinkedData, key: string): string | null {
  const value = node[key];
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first === "string") return first.trim() || null;
  if (first && typeof first === "object") {
    const inner = (first as LinkedData)["@value"] ?? (first as LinkedData).name;
    return typeof inner === "string" ? inner.trim() || null : null;
  }
  return null;
}
