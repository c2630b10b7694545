import type { App } from "../app.ts";
import type { Page } from "../model/article.ts";
import { next } from "../model/ending.ts";
import type { FeedEntry } from "../model/feed.ts";
import { contentHash } from "../model/id.ts";
import { type Given, type GivenDocument, givenDocuments } from "./given-documents.ts";
import { workOff } from "./run.ts";

/** What became of one document. */
export interface Ingested {
  id: string;
  url: string;
  /** `added`, `changed` (a new revision) or `known`. */
  was: "added" | "changed" | "known";
  /** Its ending, or the stage it still waits for. */
  status: string;
  story_id: string | null;
  duplicate_of: string | null;
}

/** Local articles through extract, dedupe, cluster and alert. Doing it again changes nothing. */
export async function ingest(
  app: App,
  files: string[],
  given: Given,
  signal: AbortSignal,
): Promise<{ documents: Ingested[]; problems: string[]; handedOver: boolean }> {
  const problems: string[] = [];
  const taken = new Map<string, { entry: FeedEntry; was: Ingested["was"] }>();
  for await (const result of givenDocuments(files, given, app.settings.fetch.maxBytes)) {
    if (signal.aborted) break;
    if (!result.ok) problems.push(result.problem);
    else {
      const kept = await keep(app, result.document);
      taken.set(kept.entry.id, kept);
    }
  }
  const changed = [...taken.values()].some(({ was, entry }) => was !== "known" || entry.waitsFor !== null);
  const handedOver = changed && (await workOff(app, "extract", signal)) === "handed-over";
  const documents: Ingested[] = [];
  for (const [id, { was }] of taken) documents.push(await outcome(app, id, was));
  return { documents, problems, handedOver };
}

/** Puts a document into the store as a fetched page, unless it is there already. */
async function keep({ store, clock }: App, { found, contentType, body }: GivenDocument) {
  const now = clock.now();
  const page: Page = { url: found.url, status: 200, contentType, body, fetchedAt: now };
  const { entry, added } = await store.addEntry(found, now, "extract", page);
  if (added) return { entry, was: "added" as const };
  const before = await store.page(entry.id);
  if (before && contentHash(before.body) === contentHash(body)) return { entry, was: "known" as const };
  await store.resend([entry.id], "fetch");
  const ending = next({ given: true, bytes: body.length });
  await store.commitPage(
    { entryId: entry.id, stage: "fetch", startedAt: now, endedAt: now, ending, next: "extract" },
    page,
  );
  return { entry, was: "changed" as const };
}

async function outcome({ store }: App, id: string, was: Ingested["was"]): Promise<Ingested> {
  const entry = await store.entry(id);
  const [coverage, duplicate] = await Promise.all([store.coverageOf(id), store.nearDuplicate(id)]);
  return {
    id,
    url: entry?.url ?? "",
    was,
    status: entry?.ending ?? `waiting for ${entry?.waitsFor}`,
    story_id: coverage?.storyId ?? null,
    duplicate_of: duplicate?.parentId ?? null,
  };
}
