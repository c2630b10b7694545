import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/** What a hostile article's entry must end as, or wait with, by its path. */
export const HOSTILE_PAGES: Record<string, string> = {
  "/missing": "http-404",
  "/no-text": "no-text",
  "/one-line-30-mb": "too-large",
  "/divs": "no-text",
  "/bomb": "too-large",
  "/inside": "refused-address",
  "/endless": "too-large",
  "/drip": "timeout",
  "/loop": "too-many-redirects",
  "/reset": "connect",
  "/picture": "not-html",
  "/garbage-encoding": "bad-encoding",
};

const GOOD = `<!doctype html><html lang="en"><head><title>The good page</title></head><body><article><h1>The good page</h1>
${"<p>The council of the small town met on Tuesday evening and agreed, after a long debate, to repair the old bridge before winter.</p>".repeat(3)}
<p>Work begins next month, the mayor said, and the road stays open to cyclists for as long as it lasts.</p></article></body></html>`;

const HTML = { "content-type": "text/html; charset=utf-8" };

/** A site whose feed lists one good article and every bad one. */
export async function serveHostileSite(): Promise<{ origin: string; feed: string; close(): Promise<void> }> {
  let origin = "";
  const server = createServer((request, response) => {
    response.on("error", () => {});
    const answer = ANSWERS[request.url ?? ""];
    if (request.url === "/feed") response.writeHead(200, { "content-type": "application/rss+xml" }).end(feed(origin));
    else if (answer) answer(request, response);
    else response.writeHead(404, HTML).end("<p>no such page</p>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    feed: `${origin}/feed`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const ANSWERS: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  "/good": (_, response) => response.writeHead(200, HTML).end(GOOD),
  "/no-text": (_, response) =>
    response.writeHead(200, HTML).end("<html><body><nav><a href='/'>Home</a></nav></body></html>"),
  "/one-line-30-mb": (_, response) => response.writeHead(200, HTML).end(`<p>${"x".repeat(30_000_000)}`),
  "/divs": (_, response) => response.writeHead(200, HTML).end("<div>".repeat(100_000)),
  "/bomb": (_, response) =>
    response.writeHead(200, { ...HTML, "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(60_000_000, 32))),
  "/inside": (_, response) => response.writeHead(302, { location: "http://127.0.0.2:1/secret" }).end(),
  "/endless": (_, response) => {
    response.writeHead(200, HTML);
    const more = () => {
      while (response.writable && response.write("<p>and so on</p>".repeat(4_096)));
    };
    response.on("drain", more);
    more();
  },
  "/drip": (_, response) => {
    response.writeHead(200, HTML);
    const drops = setInterval(() => response.write("."), 100);
    response.on("close", () => clearInterval(drops));
  },
  "/loop": (_, response) => response.writeHead(302, { location: "/loop" }).end(),
  "/reset": (request) => request.socket.resetAndDestroy(),
  "/picture": (_, response) => response.writeHead(200, { "content-type": "image/png" }).end("\x89PNG"),
  "/garbage-encoding": (_, response) =>
    response.writeHead(200, { ...HTML, "content-encoding": "gzip" }).end("this is not gzip at all"),
};

function feed(origin: string): string {
  const items = ["/good", ...Object.keys(HOSTILE_PAGES)].map(
    (path) => `<item><title>Item ${path}</title><link>${origin}${path}</link></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Hostile</title><link>${origin}/</link>${items.join("")}</channel></rss>`;
}
