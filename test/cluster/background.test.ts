import assert from "node:assert/strict";
import { test } from "node:test";
import { COUNTED_ARTICLES } from "../../src/cluster/background.ts";
import type { KeptMember } from "../../src/cluster/kept-members.ts";
import { LEARNED } from "../../src/cluster/learned.ts";
import { type Parts, pack } from "../../src/cluster/packed.ts";
import { ReportShelf } from "../../src/cluster/report-shelf.ts";
import { StoryState } from "../../src/cluster/story-state.ts";

const STORY = new StoryState("s", 0, "en");
const NONE = { ids: [], weights: [] };
const WORD = 77;

/** A report of one word. */
function report(shelf: ReportShelf, sequence: number): KeptMember {
  const facts = { articleId: `a${sequence}`, source: "a.example", title: "", lang: "en", storyId: "s", addedAt: 0 };
  const times = { publishedAt: 0, firstSeenAt: 0, dated: true, sequence };
  const parts: Parts = {
    ...{ all: { ids: [WORD], weights: [255] }, named: 0, title: { places: [], weights: [] } },
    ...{ names: NONE, pairs: NONE, further: { ids: [], powers: [] } },
  };
  shelf.arrived(sequence);
  return shelf.put({ ...facts, ...times, role: "independent" }, STORY, pack(parts));
}

test("words of a report whose story is over count on, until so many others have come", () => {
  const shelf = new ReportShelf(LEARNED, 10);
  const { table } = shelf.lane("en");
  const over = report(shelf, 1);
  const active = report(shelf, 2);
  const again = report(shelf, 3);
  for (const member of [over, again]) shelf.retire(member);
  shelf.tidy();
  assert.equal(table.seen(WORD), 3);
  shelf.forget("a3");
  assert.equal(table.seen(WORD), 2, "one that comes again is counted when it is there");
  shelf.arrived(COUNTED_ARTICLES + 999);
  assert.equal(table.seen(WORD), 2);
  shelf.arrived(COUNTED_ARTICLES + 1000);
  assert.equal(table.seen(WORD), 1, "what is in a story counts as long as the story is there");
  shelf.retire(active);
  assert.equal(table.seen(WORD), 0, "and no longer when others have come");
  assert.equal(table.documents, 0);
});
