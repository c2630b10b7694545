import { canonicalUrl } from "../model/canonical-url.ts";
import type { Feed } from "../model/feed.ts";
import { stableId } from "../model/id.ts";
import { publisherOf } from "../model/publisher.ts";
import { NO_HINTS } from "./hints.ts";
import { NO_RHYTHM } from "./rhythm.ts";
import type { PollSettings } from "./settings.ts";

/** A feed that nothing is known about yet, due at once. */
export function newFeed(
  url: string,
  now: number,
  _settings: PollSettings,
  extra: Partial<Pick<Feed, "title" | "siteUrl" | "folder">> = {},
): Feed {
  return {
    id: stableId("f", canonicalUrl(url) ?? url),
    url,
    title: extra.title ?? null,
    siteUrl: extra.siteUrl ?? null,
    source: publisherOf(url),
    folder: extra.folder ?? null,
    state: "active",
    stateReason: null,
    nextDueAt: now,
    lastPolledAt: null,
    lastSuccessAt: null,
    polling: {
      etag: null,
      lastModified: null,
      validatorsFor: null,
      polls: 0,
      notModified: 0,
      failures: 0,
      lastStatus: null,
      lastError: null,
      itemsPerDay: null,
      rhythm: NO_RHYTHM,
      freshMs: 0,
      wholeAt: null,
      missed: 0,
      doubt: null,
      wholeOnly: false,
      moved: null,
      hints: NO_HINTS,
    },
    addedAt: now,
  };
}
