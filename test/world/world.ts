import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Settings } from "../../config/schema.ts";
import { type App, openApp } from "../../src/app.ts";
import type { Feed, FeedEntry } from "../../src/model/feed.ts";
import { newFeed } from "../../src/poll/new-feed.ts";
import type { Answer } from "./news-feed.ts";
import { pollUntil, pollWork, worldSettings } from "./poll-on.ts";
import { DAY } from "./publishing.ts";

/** A Thursday, noon. */
export const START = Date.UTC(2025, 10, 6, 12);

/** One line of the servers' access log. */
export interface Asked {
  at: number;
  host: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  status: number;
}

/** What a site is asked: by whom it is answered decides the behaviour. */
export interface Question {
  now: number;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** Earlier requests for this path. */
  times: number;
  /** `http://127.0.x.y:port` of this site, and of a neighbour. */
  origin: string;
  neighbour: string;
}

/** `null` never answers; `reset` closes the connection. */
export type Site = (question: Question) => Sent | null | "reset";

interface Sent {
  status: number;
  headers?: Record<string, string | undefined>;
  body?: Answer["body"] | undefined;
}

/** What became of it: the log of the site, and what the program made of its feeds. */
export interface Outcome {
  log: Asked[];
  /** The log of one path. */
  of(path: string): Asked[];
  feed: Feed;
  feeds: Feed[];
  /** Of the first feed. */
  entries: FeedEntry[];
  /** Ids of the entries of all its feeds. */
  all: Set<string>;
  origin: string;
  revisions(entryId: string): Promise<number>;
}

/** Servers on loopback, each behaviour at an address of its own, under a clock that is ours; one program that polls them. */
export class World {
  #now = START;
  #sites = 0;
  readonly #answering = new Map<string, Site>();
  readonly #log: Asked[] = [];
  #app: App | null = null;
  #dataDir = "";
  #server = createServer((request, reply) => {
    const host = request.headers.host ?? "";
    const path = request.url ?? "/";
    const times = this.#log.filter((line) => line.host === host && line.path === path).length;
    const origin = `http://${host}`;
    const neighbour = origin.replace(/127\.0\.4\./, "127.0.5.");
    const question = { now: this.#now, path, headers: request.headers, times, origin, neighbour };
    const site = this.#answering.get(host) ?? this.#answering.get(host.replace("127.0.5.", "127.0.4."));
    const answer = site ? site(question) : { status: 404 };
    const status = answer === null || answer === "reset" ? 0 : answer.status;
    this.#log.push({ at: this.#now, host, path, headers: request.headers, status });
    if (answer === "reset") request.socket.destroy();
    else if (answer !== null) send(reply, answer);
  });

  async open(changes: Partial<Settings["poll"]> = {}): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "0.0.0.0", resolve));
    const { port } = this.#server.address() as AddressInfo;
    this.#dataDir = await mkdtemp(join(tmpdir(), "samestory-world-"));
    const clock = { now: () => this.#now, sleep: async () => {}, random: () => 0.5 };
    this.#app = await openApp(worldSettings(port, { timeoutMs: 300, promptMs: 3_600_000, ...changes }), {
      dataDir: this.#dataDir,
      clock,
    });
  }

  async close(): Promise<void> {
    await this.#app?.close();
    this.#server.close();
    this.#server.closeAllConnections();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** Lets a site be polled for some days, at one or several of its paths, and tells what came of it. */
  async live(site: Site, days: number, paths: string[] = ["/feed"]): Promise<Outcome> {
    const app = this.#app!;
    const { port } = this.#server.address() as AddressInfo;
    const host = `127.0.4.${++this.#sites}:${port}`;
    this.#answering.set(host, site);
    const from = this.#log.length;
    const ids: string[] = [];
    for (const path of paths) {
      const { feed } = await app.store.addFeed(newFeed(`http://${host}${path}`, this.#now, app.settings.poll));
      ids.push(feed.id);
    }
    const until = this.#now + days * DAY;
    const tick = async (at: number) => {
      this.#now = at;
    };
    await pollUntil(app, await pollWork(app), until, tick);
    const feeds: Feed[] = [];
    for (const id of ids) feeds.push((await app.store.feed(id))!);
    const entries = await app.store.entriesOfFeed(ids[0]!, 10_000);
    const all = new Set<string>();
    for (const id of ids) for (const entry of await app.store.entriesOfFeed(id, 10_000)) all.add(entry.id);
    for (const id of ids) await app.store.removeFeed(id);
    const log = this.#log.slice(from);
    const revisions = async (id: string) => (await app.store.steps(id)).filter(({ detail }) => detail.revised).length;
    const of = (path: string) => log.filter((line) => line.path === path && line.host === host);
    return { log, of, feed: feeds[0]!, feeds, entries, all, origin: `http://${host}`, revisions };
  }
}

function send(reply: ServerResponse, { status, headers = {}, body = "" }: Sent): void {
  const all = { ...(body ? { "content-type": "application/rss+xml" } : {}), ...headers };
  reply.writeHead(status, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
  reply.end(body);
}
