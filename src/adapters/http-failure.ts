import { errors } from "undici";
import type { HttpFailure } from "../ports/http.ts";
import { BadEncoding, TooLarge } from "./http-body.ts";
import { RefusedAddress } from "./http-connector.ts";
import { CalledOff } from "./http-deadline.ts";

/** An address that is not one, or not ours to ask. */
export class BadAddress extends Error {
  override name = "BadAddress";
}

/** More hops than allowed, or a circle. */
export class TooManyRedirects extends Error {
  override name = "TooManyRedirects";
}

/** Resolver codes: no such name, no address for it, resolver out of reach. */
const NO_HOST = new Set(["ENOTFOUND", "ENODATA", "EAI_AGAIN", "EAI_NODATA", "EAI_NONAME", "EAI_FAIL", "ESERVFAIL"]);

/** What went wrong as one of the port's words, and a plain sentence on it. */
export function failureOf(error: unknown): { reason: HttpFailure; detail: string } {
  const detail = inWords(error);
  if (error instanceof CalledOff) return { reason: error.reason, detail };
  if (error instanceof RefusedAddress) return { reason: "refused-address", detail };
  if (error instanceof BadAddress) return { reason: "bad-address", detail };
  if (error instanceof TooManyRedirects) return { reason: "too-many-redirects", detail };
  if (error instanceof TooLarge) return { reason: "too-large", detail };
  if (error instanceof BadEncoding) return { reason: "bad-encoding", detail };
  if (NO_HOST.has(codeOf(error))) return { reason: "no-such-host", detail };
  if (error instanceof Error && error.name === "HTTPParserError") return { reason: "protocol", detail };
  // A connection that ended too early is one of undici's errors; its others are about what was said on it.
  const endedEarly = error instanceof errors.SocketError || error instanceof errors.ResponseContentLengthMismatchError;
  if (error instanceof errors.UndiciError && !endedEarly) return { reason: "protocol", detail };
  return { reason: "connect", detail };
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? "");

/** One line, at most 300 characters, never empty. */
function inWords(error: unknown): string {
  const all = error instanceof AggregateError && !error.message ? error.errors : [error];
  const messages = all.map((one) => (one instanceof Error ? one.message || one.name : String(one)));
  return messages
    .join("; ")
    .replace(/[0-9A-F]{8,}:error:[0-9A-F]+:SSL routines:[^:]*:([^:]*):[^;]*/g, "TLS: $1")
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ")
    .slice(0, 300);
}
