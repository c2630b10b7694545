import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it arrived. */
export interface Arrival {
  path: string;
  /** By the test's clock. */
  at: number;
  headers: Record<string, string>;
  body: string;
}

type Answer = (response: ServerResponse, times: number, request: IncomingMessage) => void;

/** What receivers do to us, by the path of their address. */
const ANSWERS: Record<string, Answer> = {
  "/good": (response) => response.writeHead(204).end(),
  "/fails-twice": (response, times) => response.writeHead(times <= 2 ? 500 : 204).end("not now"),
  "/hangs": () => {},
  "/resets": (_response, _times, request) => request.socket.destroy(),
  "/redirects": (response) => response.writeHead(307, { location: "/good" }).end(),
  "/gone": (response) => response.writeHead(410).end("nobody here"),
  "/busy": (response, times) =>
    times === 1 ? response.writeHead(429, { "retry-after": "7200" }).end() : response.writeHead(200).end("thanks"),
  "/endless": (response) => {
    response.writeHead(200);
    const more = () => {
      while (response.writable && response.write("x".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  },
  "/drip": (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("x"), 40);
    response.on("close", () => clearInterval(timer));
  },
  "/bad-gzip": (response) => response.writeHead(200, { "content-encoding": "gzip" }).end("this is not gzip"),
};

export const HOSTILE_PATHS = Object.keys(ANSWERS);

export interface HostileSink {
  origin: string;
  arrivals: Arrival[];
  /** Refuses every connection from now on, or answers again. */
  down(isDown: boolean): void;
  close(): Promise<void>;
}

export async function openHostileSink(now: () => number): Promise<HostileSink> {
  const arrivals: Arrival[] = [];
  let isDown = false;
  const server = createServer(async (request, response) => {
    response.on("error", () => {});
    request.on("error", () => {});
    if (isDown) return request.socket.destroy();
    let body = "";
    for await (const chunk of request) body += chunk;
    const path = new URL(request.url ?? "", "http://sink").pathname;
    arrivals.push({ path, at: now(), headers: request.headers as Record<string, string>, body });
    const times = arrivals.filter((arrival) => arrival.path === path).length;
    ANSWERS[path]?.(response, times, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    down(value) {
      isDown = value;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
