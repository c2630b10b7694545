import fastify, { type FastifyInstance } from "fastify";
import { CannotListen } from "../model/cannot-listen.ts";
import { answer } from "./answer.ts";
import { outletDocuments, type ServedDocument } from "./documents.ts";
import { OUTLETS } from "./outlets/index.ts";

/** Port of all outlets: the address is the publisher, so one port serves for all. */
export const NEWSROOM_PORT = 8800;

const DAY_MS = 86_400_000;

export interface NewsroomOptions {
  /** 0 takes any port that is free on every address. */
  port?: number;
  /** Milliseconds since 1970; all dates are told from here. See `newsroomAnchor`. */
  anchor: number;
  /** Addresses to serve on, the first outlet on the first; 127.0.1.1 and following when absent. */
  hosts?: string[];
}

interface NewsroomRequest {
  host: string;
  /** With its query. */
  path: string;
  status: number;
}

export interface Newsroom {
  port: number;
  /** Addresses of all feeds, in the order of the outlets. */
  feeds: string[];
  /** `http://127.0.1.1:8800`, …, in the order of the outlets. */
  origins: string[];
  /** What the outlets call themselves, in the same order. */
  names: string[];
  /** Every request answered so far, oldest first. */
  requests: NewsroomRequest[];
  close(): Promise<void>;
}

/** Midnight UTC of the day of `now`: what was served in the morning is the same, byte for byte, in the evening. */
export function newsroomAnchor(now: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS;
}

export function newsroomHosts(): string[] {
  return OUTLETS.map((outlet) => `127.0.1.${outlet.number}`);
}

/** Serves all outlets, each on its own loopback address. Rejects with a plain message when an address is not free. */
export async function serveNewsroom(options: NewsroomOptions): Promise<Newsroom> {
  const hosts = options.hosts ?? newsroomHosts();
  const outlets = OUTLETS.slice(0, hosts.length);
  const requests: NewsroomRequest[] = [];
  const servers: FastifyInstance[] = [];
  const origins: string[] = [];
  let port = options.port ?? NEWSROOM_PORT;
  try {
    for (const [index, outlet] of outlets.entries()) {
      const host = hosts[index]!;
      const documents = new Map<string, ServedDocument>();
      const server = outletServer(host, documents, requests);
      servers.push(server);
      port = await listen(server, port, host);
      const origin = `http://${host}:${port}`;
      origins.push(origin);
      for (const [path, document] of outletDocuments(outlet, origin, options.anchor)) documents.set(path, document);
    }
  } catch (error) {
    await closeAll(servers);
    throw error;
  }
  return {
    port,
    feeds: outlets.map((outlet, index) => origins[index] + outlet.feed.path),
    origins,
    names: outlets.map((outlet) => outlet.name),
    requests,
    close: () => closeAll(servers),
  };
}

/** Everything is answered before routing: an outlet is a table of documents. */
function outletServer(
  host: string,
  documents: ReadonlyMap<string, ServedDocument>,
  requests: NewsroomRequest[],
): FastifyInstance {
  const server = fastify({ forceCloseConnections: true });
  server.addHook("onRequest", async (request, reply) => {
    const { status, headers, body } = answer(
      { method: request.method, url: request.url, headers: request.headers },
      documents,
    );
    requests.push({ host, path: request.url, status });
    return reply
      .code(status)
      .headers(headers)
      .send(body ?? undefined);
  });
  return server;
}

async function listen(server: FastifyInstance, port: number, host: string): Promise<number> {
  try {
    const address = await server.listen({ port, host, exclusive: true });
    return Number(new URL(address).port);
  } catch (error) {
    throw new CannotListen(adviceOn(error as NodeJS.ErrnoException, port, host), { cause: error });
  }
}

/** What went wrong and what to do about it. */
function adviceOn(error: NodeJS.ErrnoException, port: number, host: string): string {
  const what = `the demo newsroom cannot listen on ${host}:${port}`;
  switch (error.code) {
    case "EADDRINUSE":
      return `${what}: the port is taken. Is another demo running? Stop it, or choose another port with --port.`;
    case "EADDRNOTAVAIL":
      return (
        `${what}: this machine has no such loopback address. ` +
        `macOS knows only 127.0.0.1 until told otherwise: run "sudo ifconfig lo0 alias ${host} up" ` +
        `for each address from ${newsroomHosts()[0]} to ${newsroomHosts().at(-1)}.`
      );
    case "EACCES":
      return `${what}: not permitted. Choose a port above 1023 with --port.`;
    default:
      return `${what}: ${error.message}`;
  }
}

async function closeAll(servers: readonly FastifyInstance[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}
