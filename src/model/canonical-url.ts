/**
 * The key form of an address: the same article always gets the same key. Used as a *key* only; what is fetched is the
 * address as given. Null for something that is not an http(s) address. Never throws.
 */
export function canonicalUrl(url: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed || (parsed.protocol !== "http:" && parsed.protocol !== "https:")) return null;
  parsed.hash = "";
  return parsed.href;
}
