import { BadAddress } from "./http-failure.ts";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Longer addresses are an attack or a mistake; browsers and servers give up between 8 and 80 kB. */
const MAX_URL_LENGTH = 8_192;

/**
 * An http(s) address without fragment and credentials, which are never sent.
 *
 * @throws BadAddress
 */
export function httpAddress(text: string, base?: URL): URL {
  const url = text.length <= MAX_URL_LENGTH ? URL.parse(text, base?.href) : null;
  if (!url?.hostname || (url.protocol !== "http:" && url.protocol !== "https:"))
    throw new BadAddress(`not an http or https address: ${JSON.stringify(text.slice(0, 200))}`);
  url.hash = "";
  url.username = "";
  url.password = "";
  return url;
}

/**
 * Where a reply sends us; null when it does not.
 *
 * @param location the header as received, one character a byte
 * @throws BadAddress when it points nowhere
 */
export function redirectTarget(status: number, location: string | undefined, from: URL): URL | null {
  if (!REDIRECTS.has(status) || location === undefined || location.trim() === "") return null;
  return httpAddress(asText(location), from);
}

/** Locations with raw UTF-8 in them are common; the header came as latin-1. */
function asText(latin1: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(latin1, "latin1"));
  } catch {
    return latin1;
  }
}

/** 303 always, 301 and 302 for POST: the next hop is a GET without a body (RFC 9110, 15.4). */
export function methodAfter(status: number, method: "GET" | "POST"): "GET" | "POST" {
  return status === 303 || ((status === 301 || status === 302) && method === "POST") ? "GET" : method;
}
