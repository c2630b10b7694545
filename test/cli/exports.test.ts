import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { FEED, rows, type Seeded, STORY, samestory, scratchFolder, seededFolder } from "./seed.ts";

let seeded: Seeded;
let data: string[];
before(async () => {
  seeded = await seededFolder();
  data = ["--data", seeded.data];
});

test("export articles gives exactly the agreed fields", async () => {
  const { out } = await samestory(["export", "articles", ...data]);
  const all = rows(out);
  assert.equal(all.length, 3);
  const fields =
    "id url canonical_url source feed_urls title author published date_source first_seen lang text removed duplicate_of original_id relation story_id status";
  for (const row of all) assert.equal(Object.keys(row).join(" "), fields);
  const [original, , copy] = seeded.ids.map((id) => all.find((row) => row.id === id)!);
  assert.deepEqual(original!.feed_urls, [FEED]);
  assert.deepEqual(original!.removed, [{ kind: "spam", text: "Buy \u001b[5mnow\u001b[0m", reason: "repeated-block" }]);
  assert.equal(original!.original_id, original!.id);
  assert.equal(original!.published, "2025-11-06T12:00:00.000Z");
  assert.equal(copy!.duplicate_of, original!.id);
  assert.equal(copy!.relation, "copy");
  assert.equal(copy!.story_id, STORY);
});

test("export stories gives exactly the agreed fields", async () => {
  const [story, ...more] = rows((await samestory(["export", "stories", ...data])).out);
  assert.deepEqual(more, []);
  assert.equal(Object.keys(story!).join(" "), "id title formed_at first_published articles counts status merged_into");
  assert.deepEqual(story!.counts, { articles: 3, publishers: 3, independent: 2 });
  const articles = story!.articles as Record<string, unknown>[];
  assert.deepEqual(articles.map(({ role }) => role).sort(), ["independent", "near_duplicate", "origin"]);
  for (const article of articles) assert.equal(Object.keys(article).join(" "), "id url source role");
});

test("export as CSV defuses formulas and controls, and has a heading without rows too", async () => {
  const { out } = await samestory(["export", "articles", "--format", "csv", ...data]);
  assert.match(out, /^id,url,canonical_url,source,.*\r\n/);
  assert.match(out, /,'=SUM\(A1\) says the other side,/);
  assert.doesNotMatch(out, /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
  const empty = join(scratchFolder(), "empty");
  await samestory(["init", "--data", empty]);
  const none = await samestory(["export", "alerts", "--format", "csv", "--data", empty]);
  assert.equal(none.out, "id,event,story_id,created,body,deliveries,subject\r\n");
});

test("removals and alerts are exported, and no secret is in any output", async () => {
  const removals = rows((await samestory(["export", "removals", ...data])).out);
  assert.deepEqual(
    removals.map(({ kind, reason }) => [kind, reason]),
    [["spam", "repeated-block"]],
  );
  const [alert] = rows((await samestory(["export", "alerts", ...data])).out);
  assert.equal(alert!.event, "story.created");
  assert.equal((alert!.deliveries as unknown[]).length, 1);
  for (const argv of [
    ["export", "alerts"],
    ["webhooks", "list"],
    ["webhooks", "log"],
    ["trace", seeded.ids[0]],
  ])
    for (const form of [[], ["--json"]]) {
      const { out, err } = await samestory([...argv, ...form, ...data]);
      assert.doesNotMatch(out + err, /whsec_|hush/, argv.join(" "));
    }
});
