/** Longer than any byline; what is longer is cut here, before patterns look at it. */
const MAX_NAME_CHARS = 400;

/**
 * A person's name out of the habits of feeds.
 * @example personName("jo@example.org (Jo Doe)") // "Jo Doe"
 * @example personName("Jo Doe <jo@example.org>") // "Jo Doe"
 */
export function personName(written: string): string | null {
  const text = written
    .slice(0, 2 * MAX_NAME_CHARS)
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MAX_NAME_CHARS);
  const named =
    /^[^\s()<>]+@[^\s()<>]+ ?\(([^()]+)\)$/.exec(text)?.[1] ?? /^(.+?) ?[(<][^\s()<>]+@[^\s()<>]+[)>]$/.exec(text)?.[1];
  return (named ?? text).replace(/^"(.*)"$/, "$1").trim() || null;
}

/** Of several names together; an item that has none inherits those of its feed, so they may stand in every item. */
const MAX_NAMES_CHARS = 1_000;

/** Several names as one line, each once. */
export function joinNames(names: readonly (string | null)[]): string | null {
  const known = names.filter((name) => name !== null);
  return [...new Set(known)].join(", ").slice(0, MAX_NAMES_CHARS) || null;
}
