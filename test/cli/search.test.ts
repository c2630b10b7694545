import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import { databaseFile } from "../../src/app.ts";
import { MOST_QUERY_CHARS } from "../../src/model/search-query.ts";
import { NOW, rows, type Seeded, STORY, samestory, seededFolder } from "./seed.ts";

let seeded: Seeded;
let data: string[];
before(async () => {
  seeded = await seededFolder();
  data = ["--data", seeded.data];
});
const list = (...options: string[]) => samestory(["articles", "list", ...options, ...data]);

test("articles list --match finds articles by their words and shows where they stand", async () => {
  const { code, out } = await list("--match", '"sat down" SIDES');
  assert.equal(code, 0);
  const [heading, row, snippet, ...more] = out.trimEnd().split("\n");
  assert.match(heading ?? "", /^ID /);
  assert.ok(row?.startsWith(seeded.ids[1]));
  assert.equal(snippet, "  Both sides sat down.");
  assert.deepEqual(more, []);
});

test("articles list --match --json has the article and the snippet", async () => {
  const found = rows((await list("--match", "delegations", "--json")).out);
  assert.deepEqual(new Set(found.map(({ id }) => id)), new Set([seeded.ids[0], seeded.ids[2]]));
  assert.ok(found.every(({ snippet, source }) => snippet === "The delegations met again." && source));
  assert.deepEqual(rows((await list("--match", "delegations", "--lang", "tr", "--json")).out), []);
  assert.equal(rows((await list("--match", "delegations", "--lang", "en", "--limit", "1", "--json")).out).length, 1);
});

test("what holds nothing says so; what cannot be asked is a usage error that names it", async () => {
  const none = await list("--match", "absent words");
  assert.deepEqual([none.code, none.out], [0, ""]);
  assert.match(none.err, /no article holds all of: absent words/);
  const wrong: [string[], RegExp][] = [
    [["--match", "(("], /no word to look for/],
    [["--match", "x".repeat(MOST_QUERY_CHARS + 1)], /at most 1000 characters, not 1001/],
    [["--match", "talks", "--story", "s_1"], /--match does not go with --story/],
    [["--lang", "en"], /--lang goes with --match/],
  ];
  for (const [options, said] of wrong) {
    const { code, err } = await list(...options);
    assert.equal(code, 2, options.join(" "));
    assert.match(err, said);
  }
});

test("an article that was removed for its age says so, and its story still has its counts", async () => {
  const { data: folder, ids } = await seededFolder();
  const store = await openSqliteStore({ file: databaseFile(folder) });
  const later = NOW + 1;
  const limits = { pagesBefore: null, attemptsBefore: null, maxPageBytes: null };
  for (let gone = 1; gone > 0; )
    gone = (await store.retain({ ...limits, articlesBefore: later, activeSince: later })).articles;
  await store.close();
  for (const asked of [
    ["show", ids[0]],
    ["show", ids[0], "--removed"],
    ["restore", ids[0], "0"],
  ]) {
    const { code, err } = await samestory(["articles", ...asked, "--data", folder]);
    assert.equal(code, 1);
    assert.match(err, /has no article any more: it was removed when store\.articleDays were over/);
  }
  for (const view of ["show", "explain"])
    assert.match(
      (await samestory(["stories", view, STORY, "--data", folder])).out,
      /^3 of its articles are no longer kept \(store\.articleDays\)$/m,
    );
  const [story] = rows((await samestory(["export", "stories", "--data", folder])).out);
  assert.deepEqual(story?.counts, { articles: 3, publishers: 3, independent: 2 });
  assert.deepEqual(story?.articles, []);
  for (const view of [
    ["stories", "explain", STORY],
    ["trace", ids[0]],
    ["export", "articles"],
    ["stories", "show", STORY],
    ["status"],
  ])
    assert.equal((await samestory([...view, "--data", folder])).code, 0, view.join(" "));
});
