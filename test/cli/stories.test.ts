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
