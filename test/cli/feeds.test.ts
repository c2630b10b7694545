import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
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
