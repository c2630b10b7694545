/** One request through the guarded client. */
export interface HttpRequest {
  url: string;
  /** `GET` when absent. */
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** From the first byte sent to the last byte read, all hops together. */
  timeoutMs: number;
  /** Of the body after inflation. */
  maxBytes: number;
  /**
   * The status is the answer and the body only a note: a body that is longer than `maxBytes`, breaks off, cannot be
   * inflated or outlasts `timeoutMs` is given as far as it was read, with `ok: true`. Absent: each of these is a failure.
   */
  partialBody?: boolean;
  /** Redirects to follow; 0 returns the 3xx as it is. */
  maxHops: number;
  signal?: AbortSignal;
}

/**
 * What came of it, as a value. `failed` reasons:
 * `bad-address` (not http/https, not parsable), `refused-address` (resolves to an address that is not public, on any hop),
 * `no-such-host`, `connect` (refused, reset, TLS), `timeout`, `too-large`, `too-many-redirects`, `bad-encoding`
 * (broken or too many content encodings), `protocol` (broken HTTP), `aborted`.
 */
export type HttpOutcome =
  | {
      ok: true;
      status: number;
      /** Lower-case names; several values of one name joined by ", ". */
      headers: Record<string, string>;
      /** Inflated. */
      body: Uint8Array;
      /** After redirects. */
      url: string;
      /** Each redirect followed, in order. */
      hops: { status: number; from: string; to: string }[];
      ms: number;
    }
  | { ok: false; reason: HttpFailure; detail: string; url: string; ms: number };

export type HttpFailure =
  | "bad-address"
  | "refused-address"
  | "no-such-host"
  | "connect"
  | "timeout"
  | "too-large"
  | "too-many-redirects"
  | "bad-encoding"
  | "protocol"
  | "aborted";

export interface Http {
  /** Never throws for what a server or network can do. */
  request(request: HttpRequest): Promise<HttpOutcome>;
  close(): Promise<void>;
}
