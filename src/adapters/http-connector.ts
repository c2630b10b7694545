import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction, connect as openTcp, type Socket } from "node:net";
import { connect as openTls, rootCertificates } from "node:tls";
import type { buildConnector } from "undici";
import type { AddressGuard } from "./address-guard.ts";

/** All addresses of a name, in the order in which to try them. Throws what `dns.lookup` throws. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** The system's own resolver (hosts file, DNS), all answers. */
export const systemResolve: Resolve = async (host) => (await lookup(host, { all: true })).map((found) => found.address);

/** An address that must not be dialled. Its message names host, address and kind. */
export class RefusedAddress extends Error {
  override name = "RefusedAddress";
}

export interface DialRules {
  guard: AddressGuard;
  resolve: Resolve;
  /** Certificates trusted besides the public roots, as PEM. */
  ca: readonly string[];
}

/** Of a name's addresses, how many are tried; all are checked. */
const MAX_DIALLED = 8;
/** Time for one address before the next is tried beside it (Happy Eyeballs). Node's 250 ms fails on slow lines. */
const ATTEMPT_MS = 1_500;

/**
 * Opens undici's sockets, one per call: resolves once, checks every answer, dials only what was checked. A name cannot
 * change its mind between check and dial, because the socket's own lookup gives the checked addresses back. An address
 * written as a literal, which never reaches a lookup, goes through the same check.
 */
export function guardedConnector(rules: DialRules, signal: AbortSignal): buildConnector.connector {
  return (target, callback) => {
    dial(target, rules, signal).then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    );
  };
}

async function dial(target: buildConnector.Options, rules: DialRules, signal: AbortSignal): Promise<Socket> {
  const host = target.hostname;
  const secure = target.protocol === "https:";
  const port = target.port ? Number(target.port) : secure ? 443 : 80;
  const addresses = await checkedAddresses(host, port, rules, signal);
  const options = {
    host,
    port,
    lookup: answering(addresses.slice(0, MAX_DIALLED)),
    autoSelectFamily: addresses.length > 1,
    autoSelectFamilyAttemptTimeout: ATTEMPT_MS,
  };
  const socket = secure
    ? openTls({
        ...options,
        // A literal has no server name (RFC 6066); the certificate is then checked against the address.
        ...(isIP(host) ? {} : { servername: host.replace(/\.$/, "") }),
        ALPNProtocols: ["http/1.1"],
        ...(rules.ca.length > 0 ? { ca: [...rootCertificates, ...rules.ca] } : {}),
      })
    : openTcp(options);
  await opened(socket, secure ? "secureConnect" : "connect", signal);
  // Belt and braces: whatever happened in between, this is who answers.
  const refusal = rules.guard.refusal(socket.remoteAddress ?? "", port);
  if (refusal) {
    socket.destroy();
    throw new RefusedAddress(`${host} was reached at ${socket.remoteAddress}, which is not public (${refusal})`);
  }
  return socket.setNoDelay(true);
}

async function checkedAddresses(
  host: string,
  port: number,
  rules: DialRules,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const literal = isIP(host) > 0;
  const addresses = literal ? [host] : await unlessAborted(rules.resolve(host), signal);
  if (addresses.length === 0) throw Object.assign(new Error(`${host} has no address`), { code: "ENOTFOUND" });
  for (const address of addresses) {
    const refusal = rules.guard.refusal(address, port);
    if (!refusal) continue;
    const what = literal ? `${host} is` : `${host} has the address ${address}, which is`;
    throw new RefusedAddress(`${what} not public (${refusal}); setting fetch.allow opens a range`);
  }
  return addresses;
}

const answering =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, done) => {
    const found = addresses.map((address) => ({ address, family: isIP(address) }));
    if (options.all) done(null, found);
    else done(null, found[0]?.address ?? "", found[0]?.family);
  };

/** A lookup cannot be called off, but nobody has to wait for it. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function opened(socket: Socket, event: "connect" | "secureConnect", signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => socket.destroy(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    const settle = (error?: Error) => {
      signal.removeEventListener("abort", abort);
      socket.off(event, ready).off("close", closed);
      // The error listener stays: undici adds its own only when it takes the socket over.
      if (error) reject(error);
      else resolve();
    };
    const ready = () => settle();
    const closed = () => settle(Object.assign(new Error("connection closed"), { code: "ECONNRESET" }));
    socket.once(event, ready).once("error", settle).once("close", closed);
  });
}
