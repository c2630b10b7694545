import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { newsroom } from "../cluster/newsroom.ts";
import { rows, samestory, scratchFolder } from "./seed.ts";

const folder = scratchFolder();
const data = ["--data", join(folder, "data")];
const ALL = newsroom();
/** These reports are from 2025. */
const NEWS_HOWEVER_OLD = { SAMESTORY_CLUSTER_ALERT_MAX_AGE_HOURS: "87600" };

/** Lines for `ingest`. */
const asLines = (articles: typeof ALL) =>
  articles
    .map(({ id, source, title, text, publishedAt }) => {
      const published = new Date(publishedAt).toISOString();
      return JSON.stringify({ url: `https://${source}/${id}`, source, published, title, text });
    })
    .join("\n");

/** Ids by the name of the fixture. */
const articleIds = new Map<string, string>();

before(async () => {
  const file = join(folder, "newsroom.jsonl");
  await writeFile(file, asLines(ALL));
  await samestory(["init", ...data]);
  const { code, err } = await samestory(["ingest", file, ...data], NEWS_HOWEVER_OLD);
  assert.equal(code, 0, err);
  for (const { id, url } of rows((await samestory(["articles", "list", "--limit", "99", "--json", ...data])).out))
    articleIds.set(String(url).split("/").at(-1)!, String(id));
});

interface Shown {
  id: string;
  status: string;
  counts: { independent: number };
  articles: { id: string }[];
  links: { story_id: string; other_id: string; kind: string }[];
  events: { kind: string; reason: string }[];
}

const show = async (id: string) =>
  rows((await samestory(["stories", "show", id, "--json", ...data])).out)[0] as unknown as Shown;

/** The story that an article of the newsroom is in now. */
async function storyOf(name: string): Promise<string> {
  const { out } = await samestory(["articles", "show", articleIds.get(name)!, "--json", ...data]);
  return String(rows(out)[0]?.story_id);
}

test("the talks are one story; the follow-up is another and names it, and is named by it", async () => {
  const talks = await show(await storyOf("talks-1-frontier-standard"));
  assert.equal(talks.counts.independent, 5);
  assert.equal(talks.status, "formed");
  const followUp = await storyOf("talks-week-later");
  assert.notEqual(followUp, talks.id);
  assert.deepEqual(
    talks.links.map(({ story_id, other_id, kind }) => [story_id, other_id, kind]),
    [[followUp, talks.id, "continues"]],
  );
  const { out: later } = await samestory(["stories", "show", followUp, ...data]);
  assert.match(later.replace(/\s+/g, " "), new RegExp(`continues: .{20,} \\(${talks.id}, 2025-11-0\\d; would have`));
  const { out: earlier } = await samestory(["stories", "show", talks.id, ...data]);
  assert.match(earlier.replace(/\s+/g, " "), new RegExp(`continued by: Chaman crossing .+ \\(${followUp}, 2025-11-14`));
});

test("what is shown and explained of a story fits 80 columns, but for addresses", async () => {
  const id = await storyOf("talks-1-frontier-standard");
  for (const view of ["show", "explain"]) {
    const { out } = await samestory(["stories", view, id, ...data]);
    for (const line of out.split("\n")) assert.ok(line.length <= 80 || line.includes("https://"), line);
  }
});

/** How often each story was alerted. */
const alerted = async () => rows((await samestory(["export", "alerts", ...data])).out).length;

test("a report that is split off is a story of its own in later runs too, until that is taken back", async () => {
  const talks = await storyOf("talks-1-frontier-standard");
  const id = articleIds.get("talks-2-bosphorus-daily")!;
  const { code, out, err } = await samestory(["stories", "split", talks, "--articles", id, ...data]);
  assert.equal(code, 0, err);
  assert.match(out, /^1 article left s_\w+: kept\.$/m);
  const own = await storyOf("talks-2-bosphorus-daily");
  assert.notEqual(own, talks);
  assert.equal((await show(talks)).counts.independent, 4);
  assert.ok((await show(talks)).events.some(({ kind, reason }) => kind === "split" && reason.includes(own)));
  assert.equal((await samestory(["rerun", "cluster", "--since", "3650d", ...data])).code, 0);
  assert.equal(await storyOf("talks-2-bosphorus-daily"), own);
  assert.equal((await show(talks)).counts.independent, 4);

  await samestory(["stories", "split", talks, "--undo", ...data]);
  assert.equal(await storyOf("talks-2-bosphorus-daily"), talks);
  const { events, counts } = await show(own);
  assert.equal(counts.independent, 0);
  assert.equal(events.at(-1)?.kind, "merged");
});

test("an article is where an operator puts it, in later runs too, until that is taken back", async () => {
  const [ferry, home] = [await storyOf("ferry-strike"), await storyOf("marathon")];
  const id = articleIds.get("marathon")!;
  const { out } = await samestory(["stories", "pin", id, ferry, ...data]);
  assert.match(out, new RegExp(`^${id} belongs to ${ferry}: kept\\.$`, "m"));
  await samestory(["rerun", "cluster", "--since", "3650d", ...data]);
  assert.equal(await storyOf("marathon"), ferry);
  assert.match((await samestory(["stories", "explain", ferry, ...data])).out, /put here by an operator/);
  assert.equal((await show(home)).status, "merged");
  await samestory(["stories", "pin", id, "--undo", ...data]);
  assert.notEqual(await storyOf("marathon"), ferry);
});

test("what has no text cannot be put into a story, and the message says where to look", async () => {
  const file = join(folder, "bare.txt");
  await writeFile(file, "");
  await samestory(["ingest", file, "--url", "https://bare.example/1", ...data]);
  const story = await storyOf("ferry-strike");
  const { code, err } = await samestory(["stories", "pin", "https://bare.example/1", story, ...data]);
  assert.equal(code, 1);
  assert.match(err, /^samestory: a_\S+ has no text that a story could hold; why: samestory trace a_/m);
});

test("two stories that an operator merges are one under the alerted one's id; taken back, they are two", async () => {
  const [talks, later] = [await storyOf("talks-1-frontier-standard"), await storyOf("talks-week-later")];
  const before = await alerted();
  const { code, out, err } = await samestory(["stories", "merge", later, talks, ...data]);
  assert.equal(code, 0, err);
  assert.match(out, /are one story: kept/);
  assert.equal(await storyOf("talks-week-later"), talks);
  assert.equal((await show(later)).status, "merged");
  assert.match(
    (await samestory(["stories", "list", "--all", ...data])).out,
    new RegExp(`^${later} .* → ${talks}$`, "m"),
  );
  assert.ok((await show(talks)).events.some(({ reason }) => /an operator said that they are one/.test(reason)));
  await samestory(["rerun", "cluster", "--since", "3650d", ...data]);
  assert.equal((await show(talks)).counts.independent, 5 + 1);
  assert.equal(await alerted(), before);

  await samestory(["stories", "merge", later, talks, "--undo", ...data]);
  assert.notEqual(await storyOf("talks-week-later"), talks);
  assert.equal((await show(talks)).counts.independent, 5);
  assert.equal((await samestory(["stories", "merge", talks, talks, ...data])).code, 2);
});

test("splitting off an alerted story alerts nobody", async () => {
  const talks = await storyOf("talks-1-frontier-standard");
  const before = await alerted();
  const ids = ["talks-3-gulf-chronicle", "talks-4-meridian-review", "talks-5-morning-ledger"].map((name) =>
    articleIds.get(name),
  );
  await samestory(["stories", "split", talks, "--articles", ids.join(","), ...data], NEWS_HOWEVER_OLD);
  const own = await show(await storyOf("talks-5-morning-ledger"));
  assert.equal(own.counts.independent, 3);
  assert.equal(own.status, "growing");
  assert.match(own.events.at(-1)?.reason ?? "", /taken out of s_\w+, which was news/);
  assert.equal(await alerted(), before);
  await samestory(["stories", "split", talks, "--undo", ...data]);
  assert.equal((await show(talks)).counts.independent, 5);
});

test("a split must leave a report, and name articles of the story", async () => {
  const ferry = await storyOf("ferry-strike");
  const id = articleIds.get("ferry-strike")!;
  const all = await samestory(["stories", "split", ferry, "--articles", id, ...data]);
  assert.equal(all.code, 2);
  assert.match(all.err, /would be left without a report/);
  const other = await samestory(["stories", "split", ferry, "--articles", articleIds.get("wildfire")!, ...data]);
  assert.equal(other.code, 2);
  assert.match(other.err, /not in s_/);
  assert.equal((await samestory(["stories", "split", ferry, ...data])).code, 2);
  assert.equal((await samestory(["stories", "pin", id, "s_none", ...data])).code, 1);
});
