/** What the client decides alone. Cookies and Referer are never sent; the rest would let a caller bend the request. */
const OURS = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "cookie",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "referer",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);

/** What may follow a redirect to another origin: nothing that could be a secret. */
const HARMLESS = new Set([
  "accept",
  "accept-language",
  "a-im",
  "cache-control",
  "if-modified-since",
  "if-none-match",
  "pragma",
]);

/** What can be written in a header as it is: no line ends, no controls, latin-1. */
const SENDABLE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/** The headers of one hop. A header that cannot be written is left out. */
export function headersToSend(
  given: Record<string, string>,
  userAgent: string,
  hop: { sameOrigin: boolean; body: boolean },
): Record<string, string> {
  const headers: Record<string, string> = { "accept-encoding": "gzip, br, zstd" };
  if (userAgent && SENDABLE.test(userAgent)) headers["user-agent"] = userAgent;
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (OURS.has(lower) || !SENDABLE.test(value) || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) continue;
    if (!hop.sameOrigin && !HARMLESS.has(lower)) continue;
    if (!hop.body && lower.startsWith("content-")) continue;
    headers[lower] = value;
  }
  return headers;
}

/** Raw names and values as the port gives them. Values are latin-1, so a validator can be sent back byte for byte. */
export function receivedHeaders(raw: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = String(raw[at]).toLowerCase();
    const before = headers.get(name);
    headers.set(name, before === undefined ? String(raw[at + 1]) : `${before}, ${raw[at + 1]}`);
  }
  return Object.fromEntries(headers); // defines even `__proto__` as plain data
}
