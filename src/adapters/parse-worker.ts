import { extractPage } from "../extract/extract-page.ts";
import type { ExtractSettings } from "../extract/settings.ts";
import type { ExtractResult, Page } from "../model/article.ts";
import type { ParsedFeed } from "../model/feed.ts";
import type { Known } from "../model/known.ts";
import { withItemKeys } from "../poll/item-keys.ts";
import { parseFeed } from "../poll/parse-feed.ts";
import type { PollSettings } from "../poll/settings.ts";
import { type Begun, begin } from "./parse-clock.ts";

/** What the pool sends to its threads. */
export type ParseTask =
  | { kind: "page"; page: Page; known: Known; settings: ExtractSettings }
  | { kind: "feed"; bytes: Uint8Array; contentType: string; url: string; settings: PollSettings };

/**
 * Runs in a thread of the pool: one document at a time, nothing kept between two. Its bytes go back at once: V8 learns late
 * what lies outside of its heap, and up to 64 MB of pages that were read would wait for a collection.
 */
export default async function parse(task: ParseTask & { begun: Begun }): Promise<ExtractResult | ParsedFeed> {
  begin(task.begun);
  const bytes = task.kind === "page" ? task.page.body : task.bytes;
  try {
    if (task.kind === "page") return extractPage(task.page, task.known, task.settings);
    return withItemKeys(parseFeed(task.bytes, task.contentType, task.url, task.settings));
  } finally {
    (bytes.buffer as ArrayBuffer).transfer(0);
  }
}
