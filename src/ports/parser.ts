import type { ExtractResult, Page } from "../model/article.ts";
import type { ParsedFeed } from "../model/feed.ts";
import type { Known } from "../model/known.ts";

/** Hostile documents are read elsewhere: off the main thread, with limits of time and memory. */
export type ParseOutcome<T> =
  | { ok: true; value: T; ms: number }
  /** `parse-timeout` (killed when its time is over), `parse-memory` (killed at the memory limit), `parse-error`. */
  | { ok: false; reason: "parse-timeout" | "parse-memory" | "parse-error"; detail: string; ms: number };

export interface Parser {
  feed(bytes: Uint8Array, contentType: string, url: string): Promise<ParseOutcome<ParsedFeed>>;
  /** The bytes of the body may go along: they are not there for the caller afterwards. */
  page(page: Page, known: Known): Promise<ParseOutcome<ExtractResult>>;
  close(): Promise<void>;
}
