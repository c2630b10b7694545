import type { Blocks } from "./blocks.ts";
import { massIn, massOf } from "./blocks.ts";
import { boilerplateLine } from "./boilerplate-lines.ts";
import type { Element, Tree } from "./tree.ts";

/** What a part of the page is for, as its tag, role and names say. */
export type Region =
  | "nav"
  | "header"
  | "footer"
  | "aside"
  | "comment"
  | "related"
  | "promo"
  | "share"
  | "caption"
  | "meta"
  | "hidden"
  | "dialog"
  | "form"
  /** An operator's rule for the host says so. */
  | "ruled-out";

/**
 * Words in class names and ids, lower case, parts joined with "-", camelCase split. The lists come from the names that
 * WordPress, Blogger, Drupal, Arc, Chorus and the CMSes of large papers give; a word is in only if it names a part that
 * is never the running text.
 */
const NAMES: [Region, RegExp][] = [
  [
    "comment",
    /(?:^|[-\s])(?:comments?|comment(?:list|links?|area|section|thread|stream|feed|wrapper|container|items?|block|board)|kommentare?n?|kommentar(?:bereich|liste|spalte)|commentaires?|comentarios?|comentários?|commenti|yorum(?:lar)?|reacties|komentarze?|kommentit|kommentarer|disqus|livefyre|wpdiscuz|spotim|viafoura|leserkommentare?|user-?comments?|respond|(?:user|customer|product)-reviews?|guestbook)(?:$|[-\s\d])/,
  ],
  [
    "dialog",
    /(?:^|[-\s])(?:consent|cookies?|cookie-?(?:law|notice|bar|banner|policy|settings|consent)\w*|gdpr|cmp|onetrust\w*|cookiebot|modal|popup|pop-up|lightbox)(?:$|[-\s\d])/,
  ],
  [
    "nav",
    /(?:^|[-\s])(?:nav|navi|navigation|navbar|menu|submenu|breadcrumbs?|breadcrumb|brotkrumen|pagination|pager|paginator|page-links|skip-?links?|topbar|toc|toc-(?:container|list|wrapper|box)|table-of-contents|inhaltsverzeichnis|sitemap|prev-?next|post-navigation|language-switch(?:er)?)(?:$|[-\s\d])/,
  ],
  [
    "footer",
    /(?:^|[-\s])(?:footer|footnav|colophon|site-info|impressum|imprint|copyright|legal|disclaimer)(?:$|[-\s\d])/,
  ],
  [
    "header",
    /(?:^|[-\s])(?:masthead|site-header|page-header|global-header|main-header|site-branding|logo)(?:$|[-\s\d])/,
  ],
  [
    "aside",
    /(?:^|[-\s])(?:sidebar|side-bar|sidebars|right-rail|left-rail|rail|rightcol|widget|widgets|secondary|marginalspalte)(?:$|[-\s\d])/,
  ],
  [
    "related",
    /(?:^|[-\s])(?:related\w*|relacionad[oa]s?|verwandte|recommend(?:ed|ations?|er)?|recirc\w*|outbrain|taboola|zergnet|plista|ligatus|readmore|read-more|read-next|read-also|also-read|more-stories|more-news|more-from|more-on|more-articles|see-also|popular|most-read|most-popular|trending|teasers?|upnext|up-next|similar|latest|suggested|jp-relatedposts|yarpp|linkbox|linklist|link-list|mehr-zum-thema|weiterlesen|weitere-artikel|lesetipps?|en-lire-plus|a-lire-aussi|onward|crosslinks?|previews?)(?:$|[-\s\d])/,
  ],
  [
    "promo",
    /(?:^|[-\s])(?:promos?|promotion|newsletter\w*|subscri(?:be|ption|bers?)|signup|sign-up|optin|opt-in|paywall|piano|advert\w*|ads?|adbox|ad-?slot|adsense|dfp|anzeige|werbung|publicidad|sponsor\w*|donat(?:e|ion)|cta|call-to-action|app-promo|membership|affiliate\w*|cookie\w*|overlay|support-us|callout-link|mailchimp|mc4wp\w*|banner|poll|quiz|survey)(?:$|[-\s\d])/,
  ],
  [
    "share",
    /(?:^|[-\s])(?:share\w*|sharing|sharedaddy|social\w*|shariff|addthis\w*|addtoany\w*|a2a|follow-us|follow|tweet-button|fb-like|likes?|star-ratings?|votes?|voting|tools?|toolbar|toolbox|article-actions|print|bookmark)(?:$|[-\s\d])/,
  ],
  [
    "caption",
    /(?:^|[-\s])(?:(?:\w+-)?captions?|figcaption|wp-caption-text|captiontext|credits?|photo-credit|image-credit|media-credit|bildunterschrift|bildtext|legende|picture-text|image-text|slideshow|carousel|gallery-nav|thumbs?|thumbnails?|video-?player|audio-?player|media-?player|jw-?player)(?:$|[-\s\d])/,
  ],
  [
    "meta",
    /(?:^|[-\s])(?:byline\w*|by-line|authors?|author-?\w+|autor\w*|about-author|biography|bio|dateline|timestamp|datetime|pubdate|publish(?:ed)?-?date|post-date|entry-date|date|posted-on|updated|entry-meta|post-meta|article-meta|postmeta|post-info|article-info|metadata|meta|metabar|postmetadata|tags?|taglist|tag-list|tagcloud|keywords|categor(?:y|ies)|cat-links|entry-footer|post-footer|article-footer|entry-utility|kicker|eyebrow|reading-time|read-time|topics|contributors?|source-?box|headline-meta|post-labels|edit-link|subheadline-meta)(?:$|[-\s\d])/,
  ],
];

/** Names that speak against a comment section although they hold the word. */
const NOT_COMMENTS = /comments?-(?:off|open|closed|count|link|number|popup|template)|no-comments|has-comments/;

/** What a blog's software writes on the element of a post: its tags and categories, which name no part of a page. */
const TAXONOMY =
  /(?<=^|\s)(?:tag|category|categoria|kategorie|post-tag|post|postid|type|status|format|author|topic)-[^\s]+(?=\s|$)/g;
const OF_POST = /(?:^|\s)(?:hentry|type-post|type-page)(?:\s|$)/;

/** Names that say "the article stands here", the strongest claim last. */
const BODY_NAMES =
  /(?:^|[-\s])(?:article-?body|articlebody|entry-?content|post-?content|post-?body|story-?body|story-?content|article-?content|article-?text|article-?copy|body-?copy|body-?content|content-?body|story-?text|story-?copy|news-?body|news-?text|news-?content|main-?text|the-?content|single-?content|postcontent|post-?text|paragraphs|rich-?text|article-?main|field-?name-?body|article-?wrap|article__body|paywall)(?:$|[-\s\d])/;

/** Class names and id of an element in the form that the lists are written in. */
export function namesOf(element: Element): string {
  element.names ??= readNames(element);
  return element.names;
}

/** What is not yet in the form of the lists: most names are. */
const UNTIDY = /[A-Z_:./\u0080-\uffff]|--/;

function readNames({ attributes }: Element): string {
  const { class: classes, id } = attributes;
  if (classes === undefined && id === undefined) return "";
  const raw = `${classes ?? ""} ${id ?? ""}`.slice(0, 400);
  if (!UNTIDY.test(raw)) return raw;
  return raw
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .replace(/[_:./]+/g, "-")
    .replace(/-{2,}/g, "-")
    .toLowerCase();
}

/** Microdata says that the body stands here. */
export const saidToBeBody = ({ attributes: { itemprop } }: Element): boolean =>
  itemprop !== undefined && /articleBody/i.test(itemprop);

/** Whether an element claims to hold the body of an article. */
export function claimsBody(element: Element): boolean {
  if (saidToBeBody(element)) return true;
  const names = namesOf(element);
  return names !== "" && BODY_NAMES.test(names);
}

/** The regions of a page: for each element (by index) its own mark, and the outermost marked element it stands in. */
export interface Regions {
  own: (Region | null)[];
  /** Index of the nearest marked element at or above, -1 without one. */
  nearest: Int32Array;
}

/** Marks each element with the region that its tag, role or names claim, unless it holds too much of the page's text. */
export function regionsOf(tree: Tree, blocks: Blocks, read: { comments: boolean }): Regions {
  const own: (Region | null)[] = new Array(tree.elements.length).fill(null);
  const nearest = new Int32Array(tree.elements.length).fill(-1);
  const known = new Map<string, Region | null>();
  const whole = Math.max(1, blocks.mass[blocks.list.length]!);
  const bodies: Element[] = [];
  for (const element of tree.elements) {
    if (element.tag === "h1") bodies.push(element);
    else if (saidToBeBody(element)) bodies.push(element);
  }
  const holdsBody = (element: Element) =>
    bodies.some((body) => body.index > element.index && body.index <= element.last);
  for (const element of tree.elements) {
    const above = element.parent ? nearest[element.parent.index]! : -1;
    nearest[element.index] = above;
    if (element.tag === "blockquote" && above >= 0 && QUOTABLE.has(own[above]!)) {
      // An embedded post or a quotation is text, whatever the frame around it is called.
      nearest[element.index] = -1;
      continue;
    }
    const region = element.tag === "figure" ? figure(tree, element) : claim(element, known);
    if (region === null || (region === "comment" && !read.comments)) continue;
    const mass = massIn(blocks, element);
    const share = mass / whole;
    // Running text is no navigation, and what claims the body is no offer although it may be sold.
    if (region === "nav" && element.tag !== "nav" && mass >= MAX_NAV_MASS) continue;
    if (BY_NAME.has(region) && isBodyOfClaim(blocks, element, mass)) continue;
    if (SELLING.has(region) && claimsBody(element) && share >= (makesOffer(blocks, element) ? OFFER_SHARE : SOLD_SHARE))
      continue;
    if (!believable(region, element, share, holdsBody)) continue;
    own[element.index] = region;
    nearest[element.index] = element.index;
  }
  return { own, nearest };
}

/** Running text, in words, that a part named as navigation may hold. */
const MAX_NAV_MASS = 40;
/** Share of the page's running text from which what is sold is the body, and the same where it holds an offer. */
const SOLD_SHARE = 0.1;
const OFFER_SHARE = 0.3;

/** Whether a line of a part asks its reader to subscribe. */
function makesOffer(blocks: Blocks, element: Element): boolean {
  const inside = blocks.list.slice(blocks.from[element.index], blocks.to[element.index]);
  return inside.some(({ text, words }) => words <= OFFER_WORDS && boilerplateLine(text)?.reason === "promo");
}
const OFFER_WORDS = 12;
const SELLING = new Set<Region>(["promo", "share", "meta"]);
/** Names that are not believed of what holds most of a claimed body: then the body stands there. */
const BY_NAME = new Set<Region>(["related", "share", "caption", "meta"]);
const MOST_OF_BODY = 0.7;
const MIN_BODY_MASS = 30;
const MIN_BODY_PARAGRAPHS = 2;

/** Whether a part holds most of the running text of the part around it that claims the body, in several paragraphs. */
function isBodyOfClaim(blocks: Blocks, element: Element, mass: number): boolean {
  if (mass < MIN_BODY_MASS) return false;
  const inside = blocks.list.slice(blocks.from[element.index], blocks.to[element.index]);
  if (inside.filter((block) => massOf(block) > 0).length < MIN_BODY_PARAGRAPHS) return false;
  for (let at = element.parent; at && at.tag !== "body"; at = at.parent)
    if (claimsBody(at)) return mass >= MOST_OF_BODY * massIn(blocks, at);
  return false;
}
const QUOTABLE = new Set<Region>(["share", "caption", "promo"]);

/** A figure is a picture with its caption, unless it frames a table, a listing or a quotation. */
function figure(tree: Tree, element: Element): Region | null {
  for (let i = element.index + 1; i <= element.last; i++)
    if (/^(?:table|pre|blockquote|ul|ol)$/.test(tree.elements[i]!.tag)) return null;
  return "caption";
}

function claim(element: Element, known: Map<string, Region | null>): Region | null {
  const { tag, attributes } = element;
  if (tag === "html" || tag === "body" || tag === "#root") return null;
  if (attributes.hidden !== undefined || attributes["aria-hidden"] === "true") return "hidden";
  if (attributes.style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.style))
    return "hidden";
  switch (tag) {
    case "nav":
      return "nav";
    case "footer":
      return "footer";
    case "aside":
      return "aside";
    case "header":
      return "header";
    case "form":
    case "fieldset":
      return "form";
    case "figcaption":
      return "caption";
    case "time":
      return null;
  }
  switch (attributes.role) {
    case "navigation":
    case "menu":
    case "menubar":
      return "nav";
    case "contentinfo":
      return "footer";
    case "complementary":
      return "aside";
    case "banner":
      return "header";
    case "search":
    case "form":
      return "form";
    case "dialog":
    case "alertdialog":
      return "dialog";
  }
  if (tag === "main" || tag === "article") return null;
  const named = namesOf(element);
  const names = OF_POST.test(named) ? named.replace(TAXONOMY, " ") : named;
  if (names.trim() === "") return null;
  const found = known.get(names);
  if (found !== undefined) return found;
  let region: Region | null = null;
  if (
    /(?:^|\s)(?:hidden|visually-?hidden|sr-only|screen-reader-text|print-only|noprint-hidden|offscreen)(?:$|\s)/.test(
      names,
    )
  )
    region = "hidden";
  else
    for (const [name, pattern] of NAMES) {
      if (!pattern.test(names)) continue;
      if (name === "comment" && NOT_COMMENTS.test(names)) continue;
      region = name;
      break;
    }
  known.set(names, region);
  return region;
}

/**
 * A name is a claim, not a proof: `<div class="share-content">` may hold the whole article. A part that holds the
 * headline or the body, or much of the page's running text, is not what its name says.
 */
function believable(
  region: Region,
  element: Element,
  share: number,
  holdsBody: (element: Element) => boolean,
): boolean {
  if (region === "comment") return share < 0.85 && !holdsBody(element);
  if (region === "nav" || region === "footer") return share < 0.4;
  if (region === "header") return share < 0.25;
  if (holdsBody(element) && share > 0.05) return false;
  // A privacy notice may be longer than the article under it.
  if (region === "dialog") return share < 0.6;
  return share < 0.35;
}
