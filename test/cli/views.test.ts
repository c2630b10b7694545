import assert from "node:assert/strict";
import { before, test } from "node:test";
import { displayWidth } from "../../src/cli/width.ts";
import { rows, type Seeded, STORY, samestory, seededFolder } from "./seed.ts";

let seeded: Seeded;
let data: string[];
before(async () => {
  seeded = await seededFolder();
  data = ["--data", seeded.data];
});

test("articles show tells what the page says of its article, for readers and for machines", async () => {
  const [id = ""] = seeded.ids;
  const { out } = await samestory(["articles", "show", id, ...data]);
  assert.match(
    out,
    /^site The Daily; section Harbour; credits AP; free to read; modified [^;]+; picture https:\/\/daily\.example\/quay\.jpg$/m,
  );
  const row = JSON.parse((await samestory(["articles", "show", id, "--json", ...data])).out) as Record<string, unknown>;
  const { site_name, section, image, paywalled, credit, date_trust } = row;
  assert.deepEqual(
    [site_name, section, image, paywalled, credit, date_trust],
    ["The Daily", "Harbour", "https://daily.example/quay.jpg", false, "AP", 0.9],
  );
});

test("status --json has every count, and the entries' sums agree", async () => {
  const { code, out } = await samestory(["status", "--json", ...data]);
  assert.equal(code, 0);
  const [status, ...more] = rows(out) as [Record<string, Record<string, unknown>>];
  assert.deepEqual(more, []);
  assert.deepEqual(status.feeds, { active: 1 });
  assert.deepEqual(status.stories, { formed: 1 });
  assert.equal(status.deliveries!.waiting, 1);
  const { total, waiting, ended } = status.entries as { total: number; waiting: object; ended: object };
  const sum = (record: object) => Object.values(record).reduce((all: number, n: number) => all + n, 0);
  assert.equal(total, 4);
  assert.equal(sum(waiting) + sum(ended), total);
  assert.equal((ended as Record<string, number>)["http-404"], 1);
  assert.deepEqual(Object.keys(status.queue!), ["poll", "fetch", "extract", "dedupe", "cluster", "alert"]);
  assert.deepEqual(status.queue!.poll, { waiting: 0, delayed: 0, active: 0, failed: 0 });
});

test("nothing from outside can write an escape sequence, in any view", async () => {
  const [id] = seeded.ids;
  const views = [
    ["articles", "list"],
    ["articles", "show", id],
    ["articles", "show", id, "--removed"],
    ["articles", "show", id, "--journey"],
    ["stories", "list"],
    ["stories", "show", STORY],
    ["stories", "explain", STORY],
    ["trace", id],
    ["webhooks", "log", seeded.deliveryId],
    ["feeds", "list"],
    ["status"],
  ];
  for (const view of views)
    for (const form of [[], ["--json"]]) {
      const { code, out } = await samestory([...view, ...form, ...data]);
      assert.equal(code, 0, view.join(" "));
      assert.doesNotMatch(out, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/, view.join(" "));
      if (form.length > 0) assert.ok(rows(out).length > 0, view.join(" "));
    }
});

test("lists keep within 80 columns and never cut an id", async () => {
  for (const list of [
    ["articles", "list"],
    ["stories", "list"],
    ["feeds", "list"],
    ["webhooks", "log"],
    ["webhooks", "list"],
  ]) {
    const { out } = await samestory([...list, ...data]);
    for (const line of out.trimEnd().split("\n")) assert.ok(displayWidth(line) <= 80, line);
  }
  const { out } = await samestory(["articles", "list", ...data]);
  for (const id of seeded.ids) assert.match(out, new RegExp(`^${id} `, "m"));
});

test("trace shows six steps in order, with times, reasons and scores", async () => {
  const { out } = await samestory(["trace", "https://three.example/talks", ...data]);
  const at = ["poll", "fetch", "extract", "dedupe", "cluster", "alert"].map((stage) =>
    out.search(new RegExp(`^${stage} `, "m")),
  );
  assert.deepEqual(
    [...at].sort((a, b) => a - b),
    at,
  );
  assert.ok(at[0]! > 0);
  assert.match(out, /poll [\s\S]*?feeds\.example\.org\/world\.xml/);
  assert.match(out, /by dom, confidence 0\.90/);
  assert.match(out, new RegExp(`copy of ${seeded.ids[0]}`));
  assert.match(out, /near_duplicate in s_0000000000000001[\s\S]*?score 0\.83/);
  assert.match(out, /shares talks, delegations/);
  assert.match(out, /second came s_other, score 0\.11/);
  assert.match(out, /attempt 1 at 2025-11-06T12:00:00Z: http-500/);
  const [traced] = rows((await samestory(["trace", seeded.ids[2], "--json", ...data])).out);
  assert.deepEqual(Object.keys(traced!), [
    "entry",
    "steps",
    "article",
    "removed",
    "duplicate",
    "copies",
    "coverage",
    "story",
    "events",
    "deliveries",
  ]);
});

test("the trace of an entry that ended says where and why", async () => {
  const { code, out } = await samestory(["trace", "https://one.example/gone", ...data]);
  assert.equal(code, 0);
  assert.match(out, /^fetch .*dropped: http-404/m);
  assert.match(out, /^extract +not reached$/m);
});

test("stories show nests a copy under its original and names the three counts", async () => {
  const { out } = await samestory(["stories", "show", STORY, ...data]);
  assert.match(out, /2 independent reports, 3 publishers, 3 articles/);
  assert.match(out, /one\.example {2}origin[\s\S]*└ .*three\.example {2}near duplicate/);
});

test("stories explain gives terms, features, runner-up, history and the alert", async () => {
  const { out } = await samestory(["stories", "explain", STORY, ...data]);
  assert.match(out, /shares talks, delegations/);
  assert.match(out, /likeness: names 0\.70, headline's words 0\.40/);
  assert.match(out, /formed: 2 independent publishers/);
  assert.match(out, /Alerted: 1 delivery\.\n {4}d_\w+ to ep_1: waiting after 1 attempt/);
});
