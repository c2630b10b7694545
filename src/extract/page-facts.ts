import type { LinkedData } from "./json-ld.ts";
import { textField } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";

/** What a page says of an article beside who wrote it and when. */
export interface PageFacts {
  /** The part of the paper: "Politics". */
  section: string | null;
  /** Address of its picture. */
  image: string | null;
  /** Whether all of it is for subscribers; null where the page does not say. */
  paywalled: boolean | null;
}

const MAX_SECTION_CHARS = 80;
const SECTION_TAGS = ["article:section", "og:article:section", "section", "parsely-section", "cxenseparse:section"];
const IMAGE_TAGS = ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"];

export function pageFacts(tags: MetaTags, linked: LinkedData[], url: string): PageFacts {
  const first = (keys: readonly string[]) => keys.map((key) => tags.get(key)).find((value) => value !== undefined);
  const section = linked.map((node) => textField(node, "articleSection")).find(Boolean) ?? first(SECTION_TAGS) ?? null;
  const image = [first(IMAGE_TAGS), ...linked.map(imageOf)].map((one) => absolute(one, url)).find(Boolean) ?? null;
  return {
    section: section !== null && section.length <= MAX_SECTION_CHARS ? section : null,
    image,
    paywalled: linked.map(freeFlag).find((free) => free !== null) ?? tierFlag(tags.get("article:content_tier")),
  };
}

/** schema.org: a text, an ImageObject with `url`, or a list of either. */
function imageOf(node: LinkedData): string | undefined {
  const value = Array.isArray(node.image) ? node.image[0] : node.image;
  const address = value && typeof value === "object" ? (value as LinkedData).url : value;
  return typeof address === "string" ? address : undefined;
}

function absolute(address: string | undefined, url: string): string | null {
  const parsed = address ? URL.parse(address.trim(), url) : null;
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : null;
}

/** `isAccessibleForFree`, which publishers write as a boolean and as "False". */
function freeFlag(node: LinkedData): boolean | null {
  const free = node.isAccessibleForFree;
  if (free === undefined || free === null) return null;
  return /^(?:false|no|0)$|\/false$/i.test(String(free));
}

/** Facebook's tiers: free, metered, locked. */
function tierFlag(tier: string | undefined): boolean | null {
  if (tier === undefined) return null;
  return /^(?:metered|locked)$/i.test(tier.trim()) ? true : /^free$/i.test(tier.trim()) ? false : null;
}
