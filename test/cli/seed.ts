import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import { alertOf } from "../../src/alert/alert-of.ts";
import { newEndpoint } from "../../src/alert/new-endpoint.ts";
import { databaseFile } from "../../src/app.ts";
import { main } from "../../src/cli/main.ts";
import type { Article } from "../../src/model/article.ts";
import { next } from "../../src/model/ending.ts";
import type { FoundEntry } from "../../src/model/feed.ts";
import type { NearDuplicate } from "../../src/model/signature.ts";
import type { CoverageRole, Story } from "../../src/model/story.ts";
import { newFeed } from "../../src/poll/new-feed.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import type { Step, Store } from "../../src/ports/store.ts";

/** The moment at which everything in the seeded store happens. */
export const NOW = Date.UTC(2025, 10, 6, 12);
export const STORY = "s_0000000000000001";
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
export const FEED = "https://feeds.example.org/world.xml";
/** What a hostile page could put into a headline: a colour, a window title, a turned direction, a C1 control. */
export const HOSTILE = "Talks \u001b[31mred\u001b[0m \u001b]0;owned\u0007open\u202e again\u009b2J\r\nsecond line";

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** A stream that keeps what is written to it. */
function collector(): { stream: Writable; text(): string } {
  const parts: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(parts).toString("utf8") };
}

/** Runs one command line in this process. */
export async function samestory(argv: string[], env: Record<string, string> = {}): Promise<Ran> {
  const [out, err] = [collector(), collector()];
  const code = await main(argv, { stdout: out.stream, stderr: err.stream, env });
  return { code, out: out.text(), err: err.text() };
}

/** Each line of JSON output, as a value. */
export function rows(text: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const everything = mkdtempSync(join(tmpdir(), "samestory-cli-"));
process.once("exit", () => rmSync(everything, { recursive: true, force: true }));

/** An empty folder, gone when the test file's process ends. */
export function scratchFolder(): string {
  return mkdtempSync(join(everything, "folder-"));
}

export interface Seeded {
  data: string;
  /** Ids of the original, an independent report, and a copy of the original. */
  ids: [string, string, string];
  deliveryId: string;
}

/**
 * A data folder with one feed, one formed story of three articles (one with a hostile headline, one a copy), spam in the
 * ledger, one entry that ended as `http-404`, and one delivery that failed once.
 */
export async function seededFolder(): Promise<Seeded> {
  const data = scratchFolder();
  const store = await openSqliteStore({ file: databaseFile(data) });
  try {
    return { data, ...(await seed(store)) };
  } finally {
    await store.close();
  }
}

async function seed(store: Store): Promise<Omit<Seeded, "data">> {
  const feed = newFeed(FEED, NOW, POLL_DEFAULTS, { title: "World" });
  await store.addFeed(feed);
  const texts = ["The delegations met again.", "Both sides sat down.", "The delegations met again."];
  const hosts = ["one.example", "two.example", "three.example"];
  const titles = [HOSTILE, "=SUM(A1) says the other side", "Talks open again"];
  const found = hosts.map((host, i): FoundEntry => foundAt(`https://${host}/talks`, host, titles[i]!));
  const dead = foundAt("https://one.example/gone", "one.example", "Gone");
  const { entries } = await store.commitPoll(feed, [...found, dead], NOW, "fetch");
  const idOf = (url: string) => entries.find((entry) => entry.url === url)!.id;
  const ids = found.map(({ url }) => idOf(url)) as [string, string, string];
  await store.commitStep({
    ...stepOf(idOf(dead.url), "fetch", null),
    ending: { kind: "dropped", reason: "http-404" },
  });
  const lease = (await store.takeLease("writer", "elsewhere:1:1", NOW, 1_000))!;
  const endpoint = newEndpoint("https://hooks.example.org/in?token=hush", SECRET, NOW);
  await store.addEndpoint({ ...endpoint, id: "ep_1" });
  for (const [i, id] of ids.entries()) {
    const url = found[i]!.url;
    const page = {
      url,
      status: 200,
      contentType: "text/html",
      body: new TextEncoder().encode(`<p>${texts[i]}</p>`),
      fetchedAt: NOW,
    };
    await store.commitPage(stepOf(id, "fetch", "extract"), page);
    const removals =
      i === 0
        ? [
            {
              kind: "spam" as const,
              text: "Buy \u001b[5mnow\u001b[0m",
              reason: "repeated-block",
              score: 0.9,
              position: 0,
            },
          ]
        : [];
    await store.commitArticle(
      stepOf(id, "extract", "dedupe"),
      articleOf(id, url, hosts[i]!, titles[i]!, texts[i]!),
      removals,
    );
    const duplicate: NearDuplicate | null =
      i === 2
        ? {
            articleId: id,
            parentId: ids[0],
            originalId: ids[0],
            relation: "copy",
            covered: 1,
            parentCovered: 1,
            matchedWords: 4,
            similarity: 1,
          }
        : null;
    await store.commitDedupe(stepOf(id, "dedupe", "cluster"), lease, null, duplicate);
    await store.commitCluster(stepOf(id, "cluster", null), lease, {
      stories: [storyAfter(i + 1)],
      coverage: [coverageOf(id, (["origin", "independent", "near_duplicate"] as const)[i]!)],
      events:
        i === 1 ? [{ storyId: STORY, at: NOW, kind: "formed", articleId: id, reason: "2 independent publishers" }] : [],
      alerts:
        i === 1 ? [{ ...alertOf("story.created", { id: STORY }, '{"type":"story.created"}', NOW), id: "al_1" }] : [],
    });
  }
  await store.releaseLease(lease);
  const [delivery] = await store.deliveries({ limit: 1 });
  const tried = { ...delivery!, attempts: 1, lastError: "http-500", nextAttemptAt: NOW + 5_000 };
  const attempt = {
    deliveryId: tried.id,
    number: 1,
    at: NOW,
    status: 500,
    ms: 12,
    reply: "oops \u001b[2J",
    error: "http-500",
  };
  const [kept] = await store.endpoints();
  await store.commitAttempt(attempt, tried, kept!);
  return { ids, deliveryId: tried.id };
}

function foundAt(url: string, source: string, title: string): FoundEntry {
  const aliases = [`url:${url}`];
  return {
    aliases,
    url,
    canonicalUrl: url,
    source,
    title,
    author: null,
    summary: null,
    publishedAt: NOW,
    dateSource: "feed",
  };
}

function stepOf(entryId: string, stage: Step["stage"], following: Step["next"]): Step {
  return { entryId, stage, startedAt: NOW, endedAt: NOW + 5, ending: next({ seeded: true }), next: following };
}

const DETAILS: Article["details"] = {
  ...{ siteName: "The Daily", section: "Harbour", image: "https://daily.example/quay.jpg", paywalled: false },
  ...{ creditLine: "AP", modifiedAt: NOW, dateTrust: 0.9 },
};

function articleOf(id: string, url: string, source: string, title: string, text: string): Omit<Article, "revision"> {
  const times = { publishedAt: NOW, firstSeenAt: NOW, extractedAt: NOW };
  const made = { lang: "en", strategy: "dom", confidence: 0.9, madeBy: "test", author: null, details: DETAILS };
  return { id, url, canonicalUrl: url, source, title, text, dateSource: "feed", ...times, ...made };
}

function storyAfter(articles: number): Story {
  const independent = Math.min(articles, 2);
  return {
    id: STORY,
    title: HOSTILE,
    status: articles > 1 ? "formed" : "growing",
    mergedInto: null,
    formedAt: articles > 1 ? NOW : null,
    firstPublishedAt: NOW,
    lastPublishedAt: NOW,
    counts: { articles, publishers: articles, independent },
    languages: ["en"],
  };
}

function coverageOf(articleId: string, role: CoverageRole) {
  const rule = role === "origin" ? "founded" : role === "independent" ? "joined" : "near-duplicate";
  const runnerUp = { storyId: "s_other", score: 0.11 };
  const evidence = { rule, terms: ["talks", "delegations"], features: { title: 0.4, names: 0.7 }, runnerUp };
  return { storyId: STORY, articleId, role, score: 0.83, evidence, addedAt: NOW };
}
