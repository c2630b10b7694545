import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import { databaseFile } from "../../src/app.ts";
import type { Feed, FeedPolling } from "../../src/model/feed.ts";
import { newFeed } from "../../src/poll/new-feed.ts";
import { readOpml, writeOpml } from "../../src/poll/opml.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import { MAIN } from "../program.ts";
import { rows, samestory, scratchFolder } from "./seed.ts";

test("feeds can be added unchecked, paused, resumed, exported, imported and removed", async () => {
  const own = ["--data", scratchFolder()];
  const added = await samestory([
    "feeds",
    "add",
    "--no-check",
    "example.org/feed",
    "https://example.net/a.xml",
    "--json",
    ...own,
  ]);
  assert.equal(added.code, 0);
  assert.deepEqual(
    rows(added.out).map(({ url, added_now }) => [url, added_now]),
    [
      ["https://example.org/feed", true],
      ["https://example.net/a.xml", true],
    ],
  );
  const again = await samestory(["feeds", "add", "--no-check", "https://example.org/feed", ...own]);
  assert.match(again.out, /^known /);
  assert.match((await samestory(["feeds", "pause", "https://example.org/feed", ...own])).out, /^paused /);
  const states = async () =>
    rows((await samestory(["feeds", "list", "--json", ...own])).out)
      .map(({ state }) => state)
      .sort();
  assert.deepEqual(await states(), ["active", "paused"]);
  assert.match((await samestory(["feeds", "resume", "https://example.org/feed", ...own])).out, /^active /);
  const partly = await samestory(["feeds", "remove", "f_none", "https://example.org/feed", ...own]);
  assert.equal(partly.code, 3);
  const opml = await samestory(["feeds", "export", ...own]);
  assert.match(opml.out, /xmlUrl="https:\/\/example\.net\/a\.xml"/);
  const file = join(scratchFolder(), "feeds.opml");
  writeFileSync(file, opml.out.replaceAll("example.net/a.xml", "example.com/b.xml"));
  assert.deepEqual(rows((await samestory(["feeds", "import", file, "--json", ...own])).out), [
    { added: 1, known: 0, problems: [] },
  ]);
});

test("feeds go from one installation to another through a pipe, and out as rows for machines", async () => {
  const [from, to] = [scratchFolder(), scratchFolder()];
  const add = ["feeds", "add", "--no-check", "https://example.org/feed", "--folder", "World", "--data", from];
  assert.equal((await samestory(add)).code, 0);
  const { out } = await samestory(["feeds", "export", "--json", "--data", from]);
  assert.deepEqual(rows(out), [{ url: "https://example.org/feed", title: null, folder: "World", site_url: null }]);
  const opml = (await samestory(["feeds", "export", "--data", from])).out;
  const run = (env: Record<string, string>) =>
    spawnSync(process.execPath, [MAIN, "feeds", "import", "-", "--data", to], { input: opml, encoding: "utf8", env });
  assert.match(run({ SAMESTORY_POLL_MAX_OPML_BYTES: "1000" }).stdout, /^1 feed added/);
  const large = spawnSync(process.execPath, [MAIN, "feeds", "import", "-", "--data", to], {
    input: opml.padEnd(1_001),
    encoding: "utf8",
    env: { SAMESTORY_POLL_MAX_OPML_BYTES: "1000" },
  });
  assert.match(large.stderr, /has more than 1000 bytes.*poll\.maxOpmlBytes/);
});

test("an OPML file that is missing, not OPML or too large is refused by name", async () => {
  const own = ["--data", scratchFolder()];
  const missing = await samestory(["feeds", "import", "/nonexistent.opml", ...own]);
  assert.deepEqual(
    [missing.code, missing.err.includes("/nonexistent.opml cannot be read: there is no such file")],
    [1, true],
  );
  const file = join(scratchFolder(), "x.opml");
  writeFileSync(file, "<html>nothing</html>");
  assert.equal((await samestory(["feeds", "import", file, ...own])).code, 1);
  writeFileSync(file, "x".repeat(2_000));
  const large = await samestory(["feeds", "import", file, ...own], { SAMESTORY_POLL_MAX_OPML_BYTES: "1000" });
  assert.equal(large.code, 1);
  assert.match(large.err, /has 2000 bytes; an OPML file has at most 1000/);
});

test("an address that must not be reached is not added, and the message says how to add it all the same", async () => {
  const own = ["--data", scratchFolder()];
  const { code, err } = await samestory(["feeds", "add", "http://127.0.0.1:9/feed", ...own]);
  assert.equal(code, 1);
  assert.match(err, /Not added; to add it all the same: samestory feeds add --no-check http:\/\/127\.0\.0\.1:9\/feed/);
});

test("the list of feeds is read at 80 columns: health in a line each, what is wrong in plain words below", async () => {
  const data = scratchFolder();
  await samestory(["init", "--data", data]);
  const store = await openSqliteStore({ file: databaseFile(data) });
  const now = Date.now();
  const feed = (url: string, other: Partial<Feed>, polling: Partial<FeedPolling>) => {
    const made = newFeed(url, now, POLL_DEFAULTS);
    return store.addFeed({ ...made, ...other, polling: { ...made.polling, ...polling } });
  };
  const rhythm = { items: 100, days: 10, byHour: [], byWeekday: [], heat: 0, volume: 0.25, seenUntil: now };
  await feed(
    "https://www.a-very-long-name-of-a-newspaper.example/news/world/europe/rss.xml?edition=international",
    { lastSuccessAt: now - 3 * 3_600_000 - 1_000, nextDueAt: now + 12.5 * 60_000 },
    { polls: 200, notModified: 170, itemsPerDay: 48.4, rhythm },
  );
  await feed(
    "https://broken.example/feed",
    {
      state: "failing",
      stateReason: `an HTML page, not a feed, 4 times in a row; ${"the page says that it has moved ".repeat(3)}`,
    },
    { polls: 9, failures: 4, lastError: "an HTML page, not a feed" },
  );
  await store.close();
  const { out } = await samestory(["feeds", "list", "--data", data]);
  const lines = out.trimEnd().split("\n");
  assert.match(lines[0] ?? "", /^FEED +STATE +LAST OK +NEXT +A DAY +USUAL +304 +YIELD +CUT$/);
  assert.match(out, /^www\.a-very-long-name-.*… +active +3 h ago +in 12 m +12 +48 +85% +- +-$/m);
  assert.match(
    out,
    /^broken\.example\/feed +failing +- +\S.* - +- +0% +- +-\n {4}an HTML page, not a feed, 4 times in a row;/m,
  );
  assert.ok(
    lines.every((line) => line.length <= 80),
    out,
  );
  const [busy] = rows((await samestory(["feeds", "list", "--state", "active", "--json", "--data", data])).out);
  assert.deepEqual([busy?.not_modified_share, busy?.items_per_day, busy?.recent_items_per_day], [0.85, 48.4, 12.1]);
});

test("a thousand feeds in folders go in and out of the program unchanged", async () => {
  const own = ["--data", scratchFolder()];
  const listed = Array.from({ length: 1_000 }, (_, i) => ({
    url: `https://feeds.example/${i}?a=1&b=${i}`,
    title: `Paper ${i} & "co" <${i}>`,
    folder: [null, "News", "News/Europe", "Sport"][i % 4] ?? null,
    siteUrl: `https://paper${i}.example/`,
  }));
  const file = join(scratchFolder(), "in.opml");
  writeFileSync(file, writeOpml(listed));
  const imported = await samestory(["feeds", "import", file, "--json", ...own]);
  assert.deepEqual(rows(imported.out), [{ added: 1_000, known: 0, problems: [] }]);
  const { out } = await samestory(["feeds", "export", ...own]);
  const byUrl = (a: { url: string }, b: { url: string }) => (a.url < b.url ? -1 : 1);
  assert.deepEqual(readOpml(out).feeds.sort(byUrl), listed.sort(byUrl));
});

test("what came of entries and was cut out is summed by site, each entry once", async () => {
  const own = ["--data", scratchFolder()];
  const file = join(scratchFolder(), "port.txt");
  const report =
    "Port workers in Varna walked out on Monday after talks over night shifts broke down, their union said. ";
  writeFileSync(file, `${report.repeat(2)}${"\n".repeat(20)}Hot tips and free spins at spinhall.example 💰💰💰`);
  assert.equal((await samestory(["ingest", file, "--url", "https://www.paper.example/port", ...own])).code, 0);
  const [row] = rows((await samestory(["feeds", "list", "--hosts", "--json", ...own])).out);
  assert.deepEqual(row, {
    host: "paper.example",
    entries: 1,
    yield: 1,
    articles: 1,
    removed_per_article: 1,
    removed_spam: 1,
  });
  assert.match((await samestory(["feeds", "list", "--hosts", ...own])).out, /paper\.example +1 +1 +100% +1\.0 +1/);
});
