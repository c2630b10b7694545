/**
 * An address in a document made absolute. What is absolute already stays as it was written (only trimmed): that is what
 * will be fetched. Null for an empty one or one that is not an address.
 */
export function resolveUrl(written: string, base: string): string | null {
  const trimmed = written.trim().replace(/[\t\r\n]+/g, "");
  if (!trimmed) return null;
  if (/^https?:\/\//i.test(trimmed) && URL.canParse(trimmed)) return trimmed;
  return URL.parse(trimmed, base)?.href ?? URL.parse(trimmed)?.href ?? null;
}

/** The same, for links that lead to an article: http(s) alone. */
export function resolveLink(written: string, base: string): string | null {
  const url = resolveUrl(written, base);
  return url && /^https?:\/\//i.test(url) ? url : null;
}
