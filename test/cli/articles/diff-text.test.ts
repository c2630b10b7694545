import assert from "node:assert/strict";
import { test } from "node:test";
import { diffLines } from "../../../src/cli/articles/diff-text.ts";
import type { RevisionChange } from "../../../src/extract/revision-change.ts";

const changed = (classes: RevisionChange["classes"], summary: string): RevisionChange => ({
  class: classes[0] ?? "cosmetic",
  classes,
  summary,
  title: null,
  changes: [{ at: 1, newAt: 1, removed: ["13"], added: ["17"] }],
});

test("what a summary says of the kind of a change is not said a second time", () => {
  const [figure, , words] = diffLines(
    changed(["figure"], "figure: 13 → 17; 1 word added, 1 removed"),
    "about 17 people",
    80,
  );
  assert.equal(figure, "figure: 13 → 17; 1 word added, 1 removed");
  assert.equal(words, "about [-13-] {+17+} people");
  const [both] = diffLines(changed(["figure", "text"], "figure: 13 → 17; 5 words added, 1 removed"), "about 17", 80);
  assert.equal(both, "text: figure: 13 → 17; 5 words added, 1 removed");
});
