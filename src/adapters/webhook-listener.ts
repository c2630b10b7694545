import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhook } from "../alert/sign.ts";
import { CannotListen } from "../model/cannot-listen.ts";

/** A webhook that arrived and is who it says it is. */
export interface ReceivedWebhook {
  /** The `webhook-id`: the same on every retry. */
  id: string;
  /** Whether this id came before. */
  repeated: boolean;
  /** The event name: `story.created`, `ping`. */
  type: string;
  /** When it was sent, by its own word; milliseconds since 1970. */
  sentAt: number;
  /** The body as it came, and as read. */
  raw: string;
  body: Record<string, unknown>;
}

export interface ListenOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  secret: string | readonly string[];
  onEvent: (event: ReceivedWebhook) => void | Promise<void>;
  /** A webhook that was turned away, with the reason. */
  onRefused?: (reason: string) => void;
  /** Milliseconds since 1970; the machine's clock when absent. */
  now?: () => number;
}

/** Three times what a sender should send. */
export const MAX_WEBHOOK_BYTES = 65_536;
/** Ids remembered to tell a repetition. */
const MAX_REMEMBERED = 10_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** For answers in hand while closing. */
const CLOSE_GRACE_MS = 1_000;

/**
 * A small receiver for the local machine: checks signature and timestamp, then hands the event on.
 * Answers 204, or 401 (not from us, or not from now), 405, 413, 400 (signed, but no JSON object), 500 (`onEvent` failed: send it again).
 *
 * @throws CannotListen when the address is taken or not of this machine
 */
export async function listenWebhooks(options: ListenOptions): Promise<{ url: string; close(): Promise<void> }> {
  const now = options.now ?? Date.now;
  const seen = new Set<string>();
  const receive = async (request: IncomingMessage): Promise<number> => {
    if (request.method !== "POST") return refuse(405, `${request.method} instead of POST`);
    const bytes = await bodyOf(request);
    if (bytes === null) return refuse(413, `more than ${MAX_WEBHOOK_BYTES} bytes`);
    const raw = bytes.toString("utf8");
    const check = verifyWebhook(options.secret, request.headers, raw, now() / 1_000);
    if (!check.ok) return refuse(401, check.reason);
    const body = objectIn(raw);
    if (!body) return refuse(400, "the body is not a JSON object");
    const repeated = seen.has(check.id);
    const type = typeof body.type === "string" ? body.type : "";
    await options.onEvent({ id: check.id, repeated, type, sentAt: check.at * 1_000, raw, body });
    if (seen.size >= MAX_REMEMBERED) seen.clear();
    seen.add(check.id);
    return 204;
  };
  const refuse = (status: number, reason: string): number => {
    options.onRefused?.(reason);
    return status;
  };
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS },
    (request, reply) => {
      receive(request).then(
        (status) => answer(reply, status),
        (error) => answer(reply, refuse(500, error instanceof Error ? error.message : String(error))),
      );
    },
  );
  await new Promise<void>((resolve, reject) => {
    const failed = (error: Error) =>
      reject(new CannotListen(`cannot listen for webhooks: ${error.message}; choose another --port or --host`));
    server.once("error", failed);
    server.listen(options.port, options.host, () => resolve(void server.off("error", failed)));
  });
  const { address, family, port } = server.address() as AddressInfo;
  return {
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${port}/`,
    close: () =>
      new Promise((resolve) => {
        // Answers in hand still go out: a receiver may close itself from within `onEvent`.
        const late = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
      }),
  };
}

function answer(reply: ServerResponse, status: number): void {
  reply.writeHead(status, {
    ...(status === 405 ? { allow: "POST" } : {}),
    ...(status === 413 ? { connection: "close" } : {}),
  });
  reply.end();
}

/** The whole body, or null when it is too long; the rest is then not read. */
function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request
      .on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MAX_WEBHOOK_BYTES) chunks.push(chunk);
        else {
          request.pause();
          resolve(null);
        }
      })
      .once("end", () => resolve(Buffer.concat(chunks)))
      .once("error", reject);
  });
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
