import { dateOnly } from "./date-lines.ts";
import type { LinkedData } from "./json-ld.ts";
import { typesOf } from "./json-ld.ts";
import { byRange } from "./letters.ts";
import type { MetaTags } from "./meta-tags.ts";
import { namesOf } from "./regions.ts";
import type { Element, Tree } from "./tree.ts";
import { collapse, holds, textOf } from "./tree.ts";

/** Authors named, at most. */
const MAX_AUTHORS = 10;

/**
 * Who wrote it: JSON-LD persons, meta tags, microdata, rel=author, a byline. Several names are joined by "; ". A firm or an
 * editorial office is named only where nobody else is.
 */
export function readAuthor(
  tree: Tree,
  tags: MetaTags,
  linked: LinkedData[],
  siteName: string | null,
  headline: Element | null,
  lines: { near: readonly string[]; all: () => readonly string[] },
): string | null {
  const ways: (() => Iterable<readonly string[]>)[] = [
    () => fromLinked(linked),
    () => fromTags(tags),
    () => fromMarkup(tree, headline, ({ attributes }) => saysAuthor(attributes.itemprop)),
    () => fromMarkup(tree, headline, ({ attributes }) => saysAuthor(attributes.rel)),
    () =>
      fromMarkup(
        tree,
        headline,
        (element) => namesOf(element) !== "" && AUTHOR_NAMES.test(namesOf(element)) && element.tag !== "body",
      ),
    () => [fromNear(lines.near)],
    () => [fromLabel(lines.all())],
  ];
  let office: string | null = null;
  for (const way of ways)
    for (const said of way()) {
      const names = clean([...said], siteName);
      if (names.length === 0) continue;
      if (names.every((name) => OFFICE.test(name))) office ??= names.join("; ");
      else if (!office || names.every((name) => PERSON.test(name))) return names.join("; ");
    }
  return office;
}

/** Firms, societies, editorial offices. */
const OFFICE =
  /(?:^|[\s.-])(?:e\.\s?V\.?|GmbH|AG|SE|KG|Inc\.?|Ltd\.?|LLC|S\.?A\.?|Redaktion(?:steam)?|Redaction|Rédaction|Redacción|Redação|Redazione|Redactie|Newsroom|Staff|Desk|Verlag|Stiftung|Foundation|Verband|Zeitung)$/u;

const AUTHOR_NAMES =
  /(?:^|[-\s])(?:byline(?:-?name|-?author)?|author(?:-?name|-?link|-?vcard)?|by-?author|entry-author(?:-name)?|(?:\w+-)*contributors?|author-header|post-author(?:-name)?|article-author|(?:\w+-)*authors|autor(?:en)?|vcard|fn|p-author|writer|author__name)(?:$|\s)/;

const BYLINE = byRange(
  /^(?:(?:[Ww]ritten |[Pp]osted |[Pp]ublished )?(?:[Bb]y|BY)|(?:[Ee]in (?:[Gg]ast)?[Bb]eitrag )?[Vv]on|VON|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|Text|Autor(?:in)?|Author|Автор)\s*:?\s+(\p{Lu}[\p{L}.'’-]+(?:\s(?:\p{Lu}[\p{L}.'’-]*|und|and|et|y|e|de|van|von|der|di|la|del)){0,6})/u,
);

const PARTS = /\s*[\n|•·]\s*|\s[–—-]\s/;
const PERSON = byRange(/^\p{Lu}[\p{L}.'’-]*(?:\s(?:\p{Lu}[\p{L}.'’-]*|de|van|von|der|di|la|del)){1,3}$/u);

/** A line near the headline that has a byline as one of its parts, or a name beside a date. */
function fromNear(near: readonly string[]): string[] {
  for (const line of near) {
    const parts = line.slice(0, 300).split(PARTS);
    for (const part of parts) {
      const name = part.match(BYLINE)?.[1] ?? part.match(GLUED_BYLINE)?.[1];
      if (name?.includes(" ")) return [name];
    }
    const name = parts.find((part) => PERSON.test(part) && !dateOnly(part));
    if (name && parts.length <= 3 && parts.some((part) => dateOnly(part))) return [name];
  }
  return [];
}

const saysAuthor = (value: string | undefined): boolean => value !== undefined && /(?:^|\s)author(?:\s|$)/.test(value);

/** For lower case; whether it is a name shows in the line as it was. */
const LABELLED = byRange(
  /^[\s\p{P}]*(?:(?:(?:text|words|story|blog|posted|written|published|erstellt|geschrieben|verfasst|beitrag|gastbeitrag|ein|publié|escrito|publicado)\s|on\s.{6,24}\s){0,3}(?:by|von|par|por)|autor(?:in|en|es|a)?|authors?|auteure?s?|autore|yazan|автор)\s*[:：]?\s+(\p{L}[\p{L}.'’-]+(?:,?\s\p{L}[\p{L}.'’-]*){1,6})\s*$/u,
);
const LABEL_CHARS = 90;

/** "Posted in Travel by annr on 3 May 2020": here an account's name counts too. */
const POSTED =
  /^(?:posted|filed|published|veröffentlicht|publié)\b.{0,60}\s(?:by|von|par)\s(\S.{1,40}?)\s(?:on|am|le|at|um|in)\s/iu;
/** Nothing but the word: the name stands in the next line. */
const LABEL_ALONE =
  /^(?:(?:written |posted |published |words )?by|von|par|por|text|autor(?:in|en|a)?|authors?|auteure?s?|autore)\s*[:：]?$/iu;

/** A line anywhere that is nothing but a byline: "Autor: Ann Reed", "Posted on 3 May 2020 by Ann Reed". */
function fromLabel(lines: readonly string[]): string[] {
  for (const [at, line] of lines.entries()) {
    if (line.length > LABEL_CHARS) continue;
    const posted = line.match(POSTED)?.[1];
    if (posted) return [posted];
    const next = lines[at + 1];
    if (next && PERSON.test(next) && LABEL_ALONE.test(line)) return [next];
    const labelled = line.toLowerCase().match(LABELLED);
    if (!labelled) continue;
    const name = line.slice(labelled[0].trimEnd().length - labelled[1]!.length).trimEnd();
    if (/^\p{Lu}/u.test(name) && /\s\p{Lu}/u.test(name)) return [name];
  }
  return [];
}

/** "ByAnn Reed": the word and the name stood in two elements. */
const GLUED_BYLINE = byRange(/^(?:By|BY|Von|Par|Por)(\p{Lu}[\p{L}.'’-]*(?:\s\p{Lu}[\p{L}.'’-]*){1,3})$/u);

function* fromLinked(linked: LinkedData[]): Iterable<string[]> {
  const byId = new Map<unknown, LinkedData>();
  for (const node of linked)
    if (typeof node["@id"] === "string" && node.name !== undefined) byId.set(node["@id"], node);
  for (const node of linked) {
    const names: string[] = [];
    const value = node.author ?? node.creator;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === "string") names.push(one);
      else if (one && typeof one === "object") {
        // A graph names its persons once and points at them.
        const given = one as LinkedData;
        const person = given.name === undefined ? (byId.get(given["@id"]) ?? given) : given;
        if (typesOf(person).some((type) => /Organization|Brand/.test(type))) continue;
        const name = Array.isArray(person.name) ? person.name[0] : person.name;
        if (typeof name === "string") names.push(name);
      }
    }
    if (names.length > 0) yield names;
  }
}

function* fromTags(tags: MetaTags): Iterable<string[]> {
  for (const key of [
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "dcsext.author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "byl",
    "citation_author",
    "twitter:data1",
  ]) {
    const value = tags.get(key);
    if (!value || /^https?:/.test(value)) continue;
    if (
      key === "twitter:data1" &&
      !/^(?:written by|verfasst von|by|von|écrit par|escrito por)$/i.test(tags.get("twitter:label1") ?? "")
    )
      continue;
    yield value.split(/\s*[;|]\s*/);
  }
}

/** Marked places looked at, at most: the first may hold the word before the name and nothing else. */
const MAX_PLACES = 6;

/** What stands in the marked places, one after the other. */
function* fromMarkup(tree: Tree, headline: Element | null, matches: (element: Element) => boolean): Iterable<string[]> {
  let places = 0;
  for (const element of tree.elements) {
    if (element.tag === "meta" || element.tag === "link" || element.tag === "html" || !matches(element)) continue;
    if (inAside(element, headline)) continue;
    const inner = findName(tree, element) ?? textOf(element, 160);
    if (inner === "" || inner.length > 100) continue;
    yield [inner];
    if (++places === MAX_PLACES) return;
  }
}

function findName(tree: Tree, element: Element): string | null {
  for (let i = element.index + 1; i <= element.last; i++) {
    const inner = tree.elements[i]!;
    if (inner.attributes.itemprop === "name") return (inner.attributes.content ?? textOf(inner, 160)) || null;
  }
  return null;
}

/**
 * Comment sections and lists of teasers name authors too. An article's own footer is where blogs put the byline. What
 * holds the headline is no aside, whatever it is called: themes name the whole layout after its sidebar.
 */
function inAside(element: Element, headline: Element | null): boolean {
  let footer = false;
  for (let at: Element | null = element; at; at = at.parent) {
    if (at.tag === "nav") return true;
    if (headline && at !== headline && holds(at, headline)) return footer && at.tag !== "article";
    if (at.tag === "footer") footer = true;
    if (at.tag === "article") footer = false;
    if (at.tag === "body" || at.tag === "html") break;
    if (/(?:^|[-\s])(?:comments?|commentlist|related|sidebar|widget)(?:$|[-\s])/.test(namesOf(at))) return true;
  }
  return footer;
}

const LEAD_IN =
  /^\s*(?:(?:view all posts|alle beiträge|written|posted|published|publiziert|reported|text|words|story|article|artikel|veröffentlicht|geschrieben|ein beitrag|beitrag|gastbeitrag|publié|escrito|publicado|scritto|geschreven|автор)\s+)?(?:by|von|par|por|di|door|av|af|od|auteure?s?|autor(?:in|en|es)?|autora|autore|authors?|автор|texte?|testo|texto)?\s*[:：]?\s+/iu;

/** "View all posts by Ann Reed", "Zeige alle Beiträge von Ann Reed", "erstellt von Ann Reed", "vom Support Team". */
const POSTS_OF =
  /^(?:(?:(?:view|see|show|zeige?|all|alle|more|mehr|posts?|articles?|beitr(?:ag|äge)|artikel|erstellt|created|eingestellt|story|post|author)\s){1,4}(?:by|von|from|par|por)|vom|beitragvon)\s+(.+?)(?:\s+(?:anzeigen|»))?$/iu;

/** Who took the pictures stands behind who wrote the words. */
const OTHER_TRADE =
  /[\s,/|]+(?:(?:mit\s)?(?:fotos?|photos?|photograph(?:y|s|er|e|ie)|pictures?|bild(?:er)?|illustrations?|illustrated|illustriert|grafik|video|übersetzt|übersetzung|translated|traduit|traducción|fotografie)(?![\p{L}]))[\s:].*$/iu;

/** What parts a name from what stands before it in its line. */
const BEFORE_NAME = /^[\s|•·–—/-]+/;

/** Cheap to look for; no name is led up to without one of these. */
const LED_BY = /(?:^|\s)(?:by|von|from|par|por|vom|beitragvon)\s/i;

function clean(names: string[], siteName: string | null): string[] {
  const out: string[] = [];
  for (const raw of names.slice(0, MAX_AUTHORS)) {
    let name = collapse(raw.replace(/<[^>]*>/g, " ")).replace(BEFORE_NAME, "");
    const led = LED_BY.test(name);
    const signed =
      led && name.match(/^(?:posted|published|written)\s.{0,40}\d\s(?:by|von|par|por)\s+(\p{Lu}.*)$/iu)?.[1];
    const listed = led && name.match(POSTS_OF)?.[1];
    if (signed) name = signed;
    else if (listed) name = listed;
    else if (
      /^(?:by|von|par|por|di|door|auteure?s?|autor(?:in|en|es)?|autora|autore|authors?|artikel|article|texte?|testo|texto|words|veröffentlicht|written|posted|publiziert|geschrieben|ein beitrag|view all posts by|alle beiträge von|vom)\b/i.test(
        name,
      )
    )
      name = name.replace(LEAD_IN, "");
    name = name
      .replace(
        /\s*(?:[|•·–—]|\s(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]{0,2}\s+\d|,\s*(?:staff|special|reporter|editor|correspondent|redakt\w*)|\b(?:am|on|le|el)\s+\d|\d{1,2}[./]\d{1,2}[./]|\d{4}).*$/i,
        "",
      )
      .replace(OTHER_TRADE, "")
      .replace(/[\s,:;-]+$/, "")
      .replace(/(\p{L}{4,})\.$/u, "$1")
      .replace(/,\s\d{1,2}\.?\s\p{L}+$/u, "")
      .replace(/\s@\w+$/, "")
      .replace(/^@/, "")
      .replace(/,?\s(?:PhD|Ph\.D\.|MD|M\.D\.|RD|MSc|MA)$/, "");
    if (name === "" || name.length > 80 || /^https?:|www\.|@\w+\./.test(name)) continue;
    // A site's address is no person, a photographer no author.
    if (
      /^\S+\.(?:de|com|at|ch|net|org|info|fr|it|es|pl|nl|tr|ru)$|^(?:foto|photo|bild|image|illustration)s?\s?:/i.test(
        name,
      )
    )
      continue;
    if (name.split(/\s+/).length > 8 || !/\p{L}{2}/u.test(name)) continue;
    if (
      /^(?:admin|administrator|editor|redaktion|redaction|staff|webmaster|author|user|root|guest|unknown|null|undefined|none|by|von|posted|publiziert am|published on|posted on)$/i.test(
        name,
      )
    )
      continue;
    if (siteName && name.toLowerCase() === siteName.toLowerCase()) continue;
    if (!out.includes(name)) out.push(name);
  }
  return out;
}
