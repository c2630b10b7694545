import type { LinkedData } from "./json-ld.ts";
import { textField } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import { sameHeadline, squeeze } from "./same-headline.ts";
import type { Element, Tree } from "./tree.ts";
import { collapse, textOf } from "./tree.ts";

const SEPARATOR = /\s+[|»«·•–—-]\s+|\s*\|\s*|\s+::\s+/;

/** The headline, and every form of it that may stand in the text. */
export function readTitle(
  tree: Tree,
  tags: MetaTags,
  linked: LinkedData[],
  siteName: string | null,
  known: string | null,
): { title: string | null; headlines: string[] } {
  const h1s: string[] = [];
  let pageTitle: string | null = null;
  for (const element of tree.elements) {
    if (element.tag === "h1" && h1s.length < 20 && !leadsHome(tree, element)) {
      const text = textOf(element, 400);
      if (text !== "" && !h1s.includes(text)) h1s.push(text);
    } else if (element.tag === "title" && pageTitle === null && element.parent?.tag !== "svg") {
      pageTitle = collapse(element.children.filter((child) => typeof child === "string").join("")) || null;
    }
  }
  const headline = linked.map((node) => textField(node, "headline")).find((text) => text !== null);
  const declared = [tags.get("og:title"), headline, tags.get("twitter:title"), tags.get("dc.title"), pageTitle]
    .map((text) => (text ? decodeLeft(collapse(text)) : null))
    .filter((text): text is string => !!text);
  const stripped = declared.map((text) => withoutSite(text, siteName));
  const opening = declared.map((text) => squeeze(text.split(SEPARATOR)[0]!));
  // The h1 is what readers see; it is believed when something else on the page says the same, or begins with it.
  const shown = h1s.find(
    (h1) =>
      h1.length >= 8 &&
      ([...declared, ...stripped].some((text) => sameHeadline(text, h1)) || opening.includes(squeeze(h1))),
  );
  const title =
    (shown && withoutKicker(shown, declared)) ?? stripped[0] ?? (h1s.length === 1 ? h1s[0]! : null) ?? known;
  const headlines = new Set([...(shown ? [shown] : h1s.slice(0, 1)), ...stripped, ...declared]);
  return { title, headlines: [...headlines] };
}

/** The name of the site at its top: a heading that is a link to its first page. */
function leadsHome(tree: Tree, heading: Element): boolean {
  for (let i = heading.index + 1; i <= heading.last; i++) {
    const { tag, attributes } = tree.elements[i]!;
    if (tag === "a") return /^(?:https?:\/\/[^/]+)?\/?$/.test(attributes.href?.trim() ?? "-");
  }
  return false;
}

/** A heading may hold a topic or a day before its headline: they go where the page never says the headline with them. */
function withoutKicker(heading: string, declared: readonly string[]): string {
  const whole = squeeze(heading);
  if (declared.some((text) => squeeze(text).includes(whole))) return heading;
  const parts = declared.flatMap((text) => [text, ...text.split(SEPARATOR)]);
  const rest = (text: string) => whole !== text && whole.endsWith(text) && text.length > whole.length / 2;
  const found = parts.find((text) => rest(squeeze(text)));
  if (!found) return heading;
  const own = heading.slice(-found.length);
  return squeeze(own) === squeeze(found) ? own : found;
}

/** Takes the site's name off either end. Without a known name, the shorter of two parts goes if it is the last. */
function withoutSite(text: string, siteName: string | null): string {
  const parts = text.split(SEPARATOR);
  if (parts.length < 2) return text;
  const squeeze = (value: string) => value.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const last = parts[parts.length - 1]!;
  const first = parts[0]!;
  const site = siteName ? squeeze(siteName) : "";
  const isSite = (part: string) =>
    site !== "" && squeeze(part) !== "" && (site.includes(squeeze(part)) || squeeze(part).includes(site));
  if (isSite(last)) return text.slice(0, text.lastIndexOf(last)).replace(/[\s|»«·•–—:-]+$/, "");
  if (isSite(first)) return text.slice(first.length).replace(/^[\s|»«·•–—:-]+/, "");
  if (last.split(/\s+/).length <= 4 && text.length - last.length > 20 && /\||»|·|•|–|—|\s-\s/.test(text))
    return text.slice(0, text.lastIndexOf(last)).replace(/[\s|»«·•–—:-]+$/, "");
  return text;
}

/** Entities that were escaped twice. */
function decodeLeft(text: string): string {
  return text
    .replace(/&quot;|&#0?34;/g, '"')
    .replace(/&#0?39;|&apos;|&#x27;/gi, "'")
    .replace(/&amp;/g, "&")
    .replace(/&nbsp;/g, " ");
}
