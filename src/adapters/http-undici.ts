import { Client } from "undici";
import type { Http, HttpOutcome, HttpRequest } from "../ports/http.ts";
import { addressGuard } from "./address-guard.ts";
import { contentEncodings, readBody, TooLarge } from "./http-body.ts";
import { type DialRules, guardedConnector, type Resolve, systemResolve } from "./http-connector.ts";
import { CalledOff, type Deadline, deadline } from "./http-deadline.ts";
import { failureOf, TooManyRedirects } from "./http-failure.ts";
import { headersToSend, receivedHeaders } from "./http-headers.ts";
import { httpAddress, methodAfter, redirectTarget } from "./http-redirect.ts";

export interface HttpOptions {
  /** Private ranges that may be reached: CIDR with an optional port. */
  allow: readonly string[];
  userAgent: string;
  /** The system's resolver when absent. */
  resolve?: Resolve;
  /** Certificates trusted besides the public roots, as PEM. */
  ca?: readonly string[];
}

/** Header bytes of one reply. Large news sites send up to 20 kB of policies. */
export const MAX_HEADER_BYTES = 65_536;
/** With what a client that has served is put away: without one, each makes an error with a stack of its own. */
const DONE = new CalledOff("aborted", "done");
/** Interim replies (103 Early Hints) before the real one. */
const MAX_INTERIM_REPLIES = 32;

/**
 * The only way out. Every hop gets a connection of its own, to an address that was checked for it: requests to one host
 * are seconds apart, so a kept connection would rarely be used again.
 * Proxies from the environment, cookies and Referer do not exist here.
 */
export function createHttp(options: HttpOptions): Http {
  const rules: DialRules = {
    guard: addressGuard(options.allow),
    resolve: options.resolve ?? systemResolve,
    ca: options.ca ?? [],
  };
  const closing = new AbortController();
  const running = new Set<Promise<HttpOutcome>>();
  return {
    request(request) {
      const outcome = answer(request, rules, options.userAgent, closing.signal);
      running.add(outcome);
      return outcome.finally(() => running.delete(outcome));
    },
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}

async function answer(
  request: HttpRequest,
  rules: DialRules,
  userAgent: string,
  closing: AbortSignal,
): Promise<HttpOutcome> {
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  const limit = deadline(request.timeoutMs, [request.signal, closing]);
  const hops: { status: number; from: string; to: string }[] = [];
  const seen = new Set<string>();
  let at = request.url.slice(0, 200);
  try {
    let url = httpAddress(request.url);
    let method = request.method ?? "GET";
    const { origin } = url;
    for (;;) {
      at = url.href;
      seen.add(`${method} ${at}`);
      const given = request.headers ?? {};
      const headers = headersToSend(given, userAgent, { sameOrigin: url.origin === origin, body: method === "POST" });
      const reply = await oneHop(url, { ...request, method, headers }, rules, limit);
      if (!reply.next) return { ok: true, ...reply.answer, url: at, hops, ms: elapsed() };
      const { status, next } = reply;
      method = methodAfter(status, method);
      if (hops.length >= request.maxHops) throw new TooManyRedirects(`more than ${request.maxHops} redirects`);
      if (seen.has(`${method} ${next.href}`)) throw new TooManyRedirects(`redirected in a circle to ${next.href}`);
      hops.push({ status, from: at, to: next.href });
      url = next;
    }
  } catch (error) {
    return { ok: false, ...failureOf(limit.signal.aborted ? limit.signal.reason : error), url: at, ms: elapsed() };
  } finally {
    limit.dispose();
  }
}

type Hop =
  | { next: null; answer: { status: number; headers: Record<string, string>; body: Uint8Array } }
  | { next: URL; status: number };

async function oneHop(url: URL, request: HttpRequest, rules: DialRules, limit: Deadline): Promise<Hop> {
  let interim = 0;
  const client = new Client(url.origin, {
    connect: guardedConnector(rules, limit.signal),
    pipelining: 0, // one request, one connection
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: 0, // the deadline covers everything; idle timers would never end a slow drip
    bodyTimeout: 0,
  });
  try {
    const reply = await client.request({
      method: request.method ?? "GET",
      path: url.pathname + url.search,
      headers: request.headers,
      body: request.method === "POST" ? (request.body ?? "") : null,
      signal: limit.signal,
      responseHeaders: "raw",
      onInfo: () => {
        if (++interim > MAX_INTERIM_REPLIES)
          limit.end(new CalledOff("protocol", `more than ${MAX_INTERIM_REPLIES} interim replies`));
      },
    });
    reply.body.on("error", () => {}); // comes again through readBody, when somebody reads
    const headers = receivedHeaders(reply.headers as unknown as string[]);
    const status = reply.statusCode;
    const next = request.maxHops > 0 ? redirectTarget(status, headers.location, url) : null;
    if (next) return { next, status };
    return { next: null, answer: { status, headers, body: await bodyOf(reply.body, headers, request) } };
  } finally {
    client.destroy(DONE).catch(() => {});
  }
}

async function bodyOf(source: AsyncIterable<Uint8Array>, headers: Record<string, string>, request: HttpRequest) {
  const { maxBytes, partialBody = false } = request;
  try {
    const encodings = contentEncodings(headers["content-encoding"]);
    const announced = Number(headers["content-length"] ?? 0);
    if (encodings.length === 0 && announced > maxBytes && !partialBody)
      throw new TooLarge(`${announced} bytes announced, at most ${maxBytes} allowed`);
    return await readBody(source, encodings, maxBytes, partialBody);
  } catch (error) {
    if (partialBody) return new Uint8Array();
    throw error;
  }
}
