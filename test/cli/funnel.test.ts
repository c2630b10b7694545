import assert from "node:assert/strict";
import { test } from "node:test";
import { FEED, rows, samestory, seededFolder } from "./seed.ts";

test("status says how far the entries of each feed came, and why the others did not", async () => {
  const { data } = await seededFolder();
  const told = rows((await samestory(["status", "--feeds", "--json", "--data", data])).out);
  const counts = { seen: 4, fetched: 3, extracted: 3, independent: 2, in_story: 2 };
  const losses = [
    { before: "fetched", reason: "http-404", count: 1 },
    { before: "independent", reason: "repeats another article", count: 1 },
  ];
  assert.deepEqual(
    told.map(({ url, ...rest }) => ({ url, seen: rest.seen, losses: rest.losses })),
    [
      { url: null, seen: 4, losses },
      { url: FEED, seen: 4, losses },
    ],
  );
  const { feed: _, url: __, losses: ___, ...all } = told[0] ?? {};
  assert.deepEqual(all, counts);
  const { out } = await samestory(["status", "--feed", FEED, "--data", data]);
  assert.match(out, /seen 4 → fetched 3 → extracted 3 → independent 2 → in a story 2/);
  assert.match(out, /1 {2}not fetched: http-404/);
  const unknown = await samestory(["status", "--feed", "https://nobody.example/", "--data", data]);
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /there is no feed/);
});
