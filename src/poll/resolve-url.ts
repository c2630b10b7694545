/**
 * Longer ones are no addresses: servers refuse them (Apache reads request lines of 8,190 bytes, nginx headers of 8 kB), and
 * a base that long would stand in every link of a document.
 */
const MAX_ADDRESS_CHARS = 4_096;

/**
 * An address in a document made absolute. What is absolute already stays as it was written (only trimmed): that is what
 * will be fetched. Null for an empty one, one that is too long or one that is not an address.
 */
export function resolveUrl(written: string, base: string): string | null {
  // White space around an address is not part of it, but nobody writes thousands of it.
  if (written.length > 2 * MAX_ADDRESS_CHARS) return null;
  const trimmed = written.trim().replace(/[\t\r\n]+/g, "");
  if (!trimmed) return null;
  const absolute = /^https?:\/\//i.test(trimmed) && URL.canParse(trimmed) ? trimmed : null;
  const resolved = absolute ?? URL.parse(trimmed, base)?.href ?? URL.parse(trimmed)?.href ?? null;
  return resolved && resolved.length <= MAX_ADDRESS_CHARS ? resolved : null;
}

/** The same, for links that lead to an article: http(s) alone. */
export function resolveLink(written: string, base: string): string | null {
  const url = resolveUrl(written, base);
  return url && /^https?:\/\//i.test(url) ? url : null;
}
