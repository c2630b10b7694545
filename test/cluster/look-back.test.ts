import assert from "node:assert/strict";
import { test } from "node:test";
import { CLUSTER_DEFAULTS } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { keep, NOW, reporter } from "./made-up.ts";
import { articleOf } from "./newsroom.ts";

/** A newcomer makes four of three reports; the words that the last of these has alone are those of a report apart. */
function grown(askedReports: number) {
  const report = reporter(5);
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, askedReports, mergeAt: 0.1, splitAt: 0 });
  const last = report("fer");
  const text = last.text.replaceAll(/fer\w+ ?/g, "");
  keep(index, "s_ferry", [report("fer"), report("fer"), last]);
  keep(index, "s_apart", [
    articleOf({ ...last, id: "apart", source: "apart.example", title: text.slice(0, 20), text }),
  ]);
  return index.assign(report("fer"), null, { now: NOW });
}

test("a story that has grown asks its latest reports, too, what else they are near to", () => {
  assert.deepEqual(grown(1).absorbed, []);
  assert.deepEqual(grown(3).absorbed, ["s_apart"]);
});
