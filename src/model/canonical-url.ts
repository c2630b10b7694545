import normalizeUrl from "normalize-url";
import { isTracking, REDIRECTORS } from "./tracking-parameters.ts";

/** Redirectors wrapped in redirectors; more than a few is a loop. */
const MAX_UNWRAPPED = 3;
/** RFC 9110 (4.1) asks for 8,000 octets; longer addresses are kept as they are. */
const MAX_URL_CHARS = 8_000;
/** Parameters that are sorted; addresses with more are kept in their order. */
const MAX_PARAMETERS = 100;

/**
 * The key form of an address: the same article always gets the same key. Used as a *key* only; what is fetched is the
 * address as given. Redirectors are unwrapped, tracking parameters, fragment (but `#!`), default port and the slash at the
 * end dropped, the rest of the query sorted. Host names keep `www.`, `m.` and `amp.`: those are other pages until the page
 * itself says otherwise. Null for something that is not an http(s) address. Never throws.
 *
 * @example canonicalUrl("https://Example.org:443/a/?utm_source=rss&b=2&a=1#top") // "https://example.org/a?a=1&b=2"
 */
export function canonicalUrl(url: string): string | null {
  const parsed = unwrapped(url);
  if (!parsed) return null;
  parsed.username = "";
  parsed.password = "";
  const hashBang = parsed.hash.startsWith("#!") ? parsed.hash : "";
  const tooLong = parsed.href.length > MAX_URL_CHARS || parsed.search.split("&").length > MAX_PARAMETERS;
  if (tooLong) return parsed.href;
  for (const name of new Set(parsed.searchParams.keys())) if (isTracking(name)) parsed.searchParams.delete(name);
  try {
    const key = normalizeUrl(parsed.href, {
      stripWWW: false,
      stripHash: true,
      removeQueryParameters: false,
      removeSingleSlash: false,
      sortQueryParameters: true,
    });
    return key + hashBang;
  } catch {
    return parsed.href;
  }
}

/** The address behind redirectors that name their target; null when it is not http(s). */
function unwrapped(url: string): URL | null {
  let current = webAddress(url);
  for (let i = 0; current && i < MAX_UNWRAPPED; i++) {
    const { hostname, pathname, searchParams } = current;
    const redirector = REDIRECTORS.find((one) => one.host.test(hostname) && one.path.test(pathname));
    const named = redirector?.parameters.map((name) => webAddress(searchParams.get(name) ?? ""));
    const target: URL | null | undefined = named?.find((one) => one !== null);
    if (!target) break;
    current = target;
  }
  return current;
}

function webAddress(url: string): URL | null {
  const parsed = URL.parse(url.trim());
  return parsed && (parsed.protocol === "http:" || parsed.protocol === "https:") ? parsed : null;
}
