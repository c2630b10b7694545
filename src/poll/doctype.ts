/** A document without its doctype, and the few plain entities that the doctype declared. */
export interface WithoutDoctype {
  text: string;
  entities: ReadonlyMap<string, string>;
}

/** Of the internal subset; real ones declare a handful of characters. */
const MAX_SUBSET_CHARS = 65_536;
const MAX_ENTITIES = 256;
/** Plain entities of up to 256 characters: one that stands for more is a trick, not a character. */
const PLAIN_ENTITY = /<!ENTITY\s+([\w.-]{1,64})\s+(?:"([^"]{0,256})"|'([^']{0,256})')\s*>/g;

const NONE: ReadonlyMap<string, string> = new Map();

/**
 * Takes the doctype out. Entities declared inside as literal text are returned; their values are used as they are, never
 * expanded again (so no entity bomb), and external ones (`SYSTEM`, `PUBLIC`) do not exist (so no file or network access).
 */
export function withoutDoctype(text: string): WithoutDoctype {
  const start = /<!doctype/i.exec(text.slice(0, MAX_SUBSET_CHARS))?.index;
  if (start === undefined) return { text, entities: NONE };
  const root = text.search(/<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel|urlset)[\s>]/i);
  if (root !== -1 && root < start) return { text, entities: NONE };

  const close = text.indexOf(">", start);
  const bracket = text.indexOf("[", start);
  if (bracket === -1 || bracket > close) {
    return { text: close === -1 ? text : text.slice(0, start) + text.slice(close + 1), entities: NONE };
  }
  const subset = text.slice(bracket + 1, bracket + 1 + MAX_SUBSET_CHARS);
  const end = /\]\s*>/.exec(subset);
  // A subset without an end within bounds: the document goes on at its root, as if there had been no doctype.
  const after = end ? bracket + 1 + end.index + end[0].length : root === -1 ? text.length : root;
  const entities = new Map<string, string>();
  const declared = end ? subset.slice(0, end.index) : subset;
  for (const match of declared.matchAll(PLAIN_ENTITY)) {
    const value = match[2] ?? match[3] ?? "";
    if (entities.size < MAX_ENTITIES) entities.set(match[1]!, value);
  }
  return { text: text.slice(0, start) + text.slice(after), entities };
}
