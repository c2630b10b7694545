import assert from "node:assert/strict";
import { test } from "node:test";
import type { Journey } from "../../src/cli/journey.ts";
import { journeyLines } from "../../src/cli/journey-text.ts";
import type { FeedEntry } from "../../src/model/feed.ts";
import type { StepRecord } from "../../src/ports/store.ts";

const NOON = Date.UTC(2026, 2, 2, 12);
const found: StepRecord = { stage: "poll", startedAt: NOON, ms: 0, kind: "next", reason: null, detail: {} };

/** What is known of an entry that has no text yet. */
function journey(place: Pick<FeedEntry, "waitsFor" | "ending">, later: StepRecord[], notBeforeAt = 0): string {
  const url = "https://daily.example/one";
  const times = { publishedAt: NOON, dateSource: "feed", firstSeenAt: NOON, notBeforeAt, tries: 1 } as const;
  const words = { source: "daily.example", title: "One", author: null, summary: null, rerun: null };
  const entry: FeedEntry = { id: "a_1", url, canonicalUrl: url, ...words, ...times, ...place };
  const nothing = { article: null, removals: [], duplicate: null, parent: null, copies: [], coverage: null };
  const whole: Journey = { entry, steps: [found, ...later], ...nothing, story: null, events: [], deliveries: [] };
  return journeyLines(whole, NOON, 80).join("\n");
}

test("what a feed's archive holds is said to end at poll", () => {
  assert.match(journey({ waitsFor: null, ending: "old-news" }, []), /^poll .*\n {9}dropped: old-news$/m);
});

test("an entry that was put off says when it is tried again", () => {
  const busy: StepRecord = { stage: "fetch", startedAt: NOON, ms: 3, kind: "later", reason: "http-503", detail: {} };
  const said = journey({ waitsFor: "fetch", ending: null }, [busy], NOON + 3_600_000);
  assert.match(said, /^fetch .*later: http-503\n {9}again 2026-03-02T13:00:00Z$/m);
  assert.doesNotMatch(journey({ waitsFor: "fetch", ending: null }, [busy], NOON), /again/);
});
