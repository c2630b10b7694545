import type { HttpRequest } from "../ports/http.ts";
import type { FetchSettings } from "./settings.ts";

/** Asks for one article page, at the address as the feed gave it. */
export function pageRequest(url: string, settings: FetchSettings): HttpRequest {
  return {
    url,
    headers: { accept: "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5,*/*;q=0.1" },
    timeoutMs: settings.timeoutMs,
    maxBytes: settings.maxBytes,
    maxHops: settings.maxHops,
  };
}
