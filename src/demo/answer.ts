import type { ServedDocument } from "./documents.ts";

/** A request as far as the newsroom cares. Header names in lower case. */
export interface Asked {
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string | string[] | undefined>;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Null where the status forbids a body. */
  body: Uint8Array | null;
}

const NOT_FOUND = "<!doctype html><title>Not found</title><h1>404</h1><p>There is no such page here.</p>";

/**
 * What an outlet answers: GET and HEAD, whole or 304, compressed where it can be and is wanted (RFC 9110: a strong
 * validator, If-None-Match before If-Modified-Since). The query of an address is not looked at.
 */
export function answer(asked: Asked, documents: ReadonlyMap<string, ServedDocument>): Answer {
  if (asked.method !== "GET" && asked.method !== "HEAD") {
    return { status: 405, headers: { allow: "GET, HEAD" }, body: new Uint8Array() };
  }
  const document = documents.get(asked.url.split("?")[0]!);
  if (!document) {
    return { status: 404, headers: { "content-type": "text/html; charset=utf-8" }, body: Buffer.from(NOT_FOUND) };
  }
  if (document.location !== null) {
    return { status: document.status, headers: { location: document.location }, body: new Uint8Array() };
  }
  const gzipped = /\bgzip\b/.test(header(asked, "accept-encoding") ?? "") ? document.gzipped : null;
  // A strong validator names bytes as sent, so the compressed form has its own.
  const etag = gzipped ? `${document.etag.slice(0, -1)}-gzip"` : document.etag;
  const headers: Record<string, string> = { etag, "last-modified": new Date(document.modifiedAt).toUTCString() };
  if (document.gzipped) headers.vary = "accept-encoding";
  if (unchanged(asked, etag, document.modifiedAt)) return { status: 304, headers, body: null };
  headers["content-type"] = document.contentType;
  if (gzipped) headers["content-encoding"] = "gzip";
  return { status: document.status, headers, body: gzipped ?? document.body };
}

function unchanged(asked: Asked, etag: string, modifiedAt: number): boolean {
  const noneMatch = header(asked, "if-none-match");
  if (noneMatch !== undefined) {
    return noneMatch.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
  }
  const since = Date.parse(header(asked, "if-modified-since") ?? "");
  // HTTP dates have whole seconds.
  return !Number.isNaN(since) && Math.floor(modifiedAt / 1000) * 1000 <= since;
}

function header(asked: Asked, name: string): string | undefined {
  const value = asked.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
