import type { HttpFailure } from "../ports/http.ts";

/** What went wrong on the way, in the operator's words. */
export const FAILURE_WORDS: Readonly<Record<HttpFailure, string>> = {
  "bad-address": "the address is not a web address",
  "refused-address": "the address leads to a private network, which is not allowed",
  "no-such-host": "no such host",
  connect: "no connection to the server",
  timeout: "the server did not answer in time",
  "too-large": "the document is larger than allowed",
  "too-many-redirects": "too many redirects",
  "bad-encoding": "the content encoding is broken",
  protocol: "the server's reply is broken",
  aborted: "stopped before the answer came",
};

/** An HTTP status in the operator's words. */
export function statusWords(status: number): string {
  const words: Readonly<Record<number, string>> = {
    401: "the server asks for a login (401)",
    403: "the server refuses us (403)",
    404: "not found (404)",
    410: "gone for good (410)",
    429: "too many requests, says the server (429)",
    451: "withheld for legal reasons (451)",
    503: "the server is busy (503)",
  };
  if (words[status]) return words[status];
  if (status >= 500) return `error in the server (${status})`;
  if (status >= 400) return `the server refuses the request (${status})`;
  if (status >= 300) return `a redirect that leads nowhere (${status})`;
  return `an answer without a document (${status})`;
}
