/**
 * The generated newsroom: `node bench/newsroom.ts --outlets 50 --stories 2000`. Every outlet has a loopback address of
 * its own (127.0.2.1 and following) with one feed; pages are rendered and compressed once, before it says where it is.
 * It ends when its input ends.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { renderPage } from "./generated-page.ts";
import { generateReports, type Report } from "./generated-reports.ts";

/** What it says on its first line of output, as JSON. */
export interface NewsroomSays {
  port: number;
  feeds: string[];
  articles: number;
  /** Accepts any webhook. */
  hook: string;
  medianPageBytes: number;
}

const MINUTE_MS = 60_000;
const TEASERS = 24;
const SEED = 20_261_122;

const { values } = parseArgs({
  options: { outlets: { type: "string", default: "50" }, stories: { type: "string", default: "2000" } },
});
const outlets = Number(values.outlets);
const now = Date.now();
const host = (outlet: number): string => `127.0.2.${outlet + 1}`;
const documents = new Map<string, { type: string; bytes: Buffer }>();
const sizes: number[] = [];

function answer(request: IncomingMessage, response: ServerResponse): void {
  const found = documents.get(`${request.socket.localAddress}${request.url}`);
  if (request.method === "POST") {
    request.resume();
    response.writeHead(204).end();
  } else if (!found) response.writeHead(404).end();
  else response.writeHead(200, { "content-type": found.type, "content-encoding": "gzip" }).end(found.bytes);
}

async function listen(port: number, address: string): Promise<number> {
  const server = createServer({ keepAliveTimeout: 60_000 }, answer).listen(port, address);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function feedOf(outlet: number, items: { number: number; report: Report }[], origin: string): string {
  const entries = items.map(
    ({ number, report }) =>
      `<item><title>${report.title}</title><link>${origin}/story/${number}</link><guid>${origin}/story/${number}</guid>` +
      `<pubDate>${new Date(now - report.minutesAgo * MINUTE_MS).toUTCString()}</pubDate></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Outlet ${outlet}</title><link>${origin}/</link><description>Generated</description>${entries.join("\n")}</channel></rss>`;
}

const port = await listen(0, host(0));
for (let outlet = 1; outlet < outlets; outlet++) await listen(port, host(outlet));

const reports = generateReports(outlets, Number(values.stories), SEED);
const byOutlet = Array.from({ length: outlets }, (): { number: number; report: Report }[] => []);
for (const [number, report] of reports.entries()) {
  byOutlet[report.outlet]?.push({ number, report });
  const others = Array.from({ length: TEASERS }, (_, i) => reports[(number * 31 + i * 97) % reports.length] ?? report);
  const page = renderPage(report, number, `http://${host(report.outlet)}:${port}`, others, now);
  sizes.push(Buffer.byteLength(page));
  documents.set(`${host(report.outlet)}/story/${number}`, { type: "text/html; charset=utf-8", bytes: gzipSync(page) });
}
for (const [outlet, items] of byOutlet.entries()) {
  const feed = feedOf(outlet, items, `http://${host(outlet)}:${port}`);
  documents.set(`${host(outlet)}/feed.xml`, { type: "application/rss+xml", bytes: gzipSync(feed) });
}

const says: NewsroomSays = {
  port,
  feeds: byOutlet.map((_, outlet) => `http://${host(outlet)}:${port}/feed.xml`),
  articles: reports.length,
  hook: `http://${host(0)}:${port}/hook`,
  medianPageBytes: sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0,
};
console.log(JSON.stringify(says));
process.stdin.resume().once("end", () => process.exit(0));
