import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { ConfigProblems } from "../../config/problems.ts";
import { familyOf, MAX_PUBLISHERS_BYTES, publisherFamilies } from "../../config/publishers.ts";
import { publisherOf } from "../../src/model/publisher.ts";

const folder = mkdtempSync(join(tmpdir(), "samestory-publishers-"));
const own = join(folder, "publishers.yaml");
after(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(own, { force: true, recursive: true }));

/** What is wrong with a list in the data folder. */
function problemsOf(list: string): readonly string[] {
  writeFileSync(own, list);
  try {
    publisherFamilies(folder);
  } catch (error) {
    assert.ok(error instanceof ConfigProblems);
    return error.problems;
  }
  return [];
}

test("sites of one owner have one name, any other its own", () => {
  const family = familyOf(publisherFamilies(folder));
  assert.equal(family("mirror.co.uk"), family("express.co.uk"));
  assert.notEqual(family("mirror.co.uk"), family("dailymail.co.uk"));
  assert.equal(family("one.example"), "one.example");
});

test("every domain of the list is a registrable one, as sources are", () => {
  for (const domain of publisherFamilies(folder).keys()) assert.equal(publisherOf(`https://www.${domain}/`), domain);
});

test("a list in the data folder is read beside it and wins", () => {
  writeFileSync(own, "families:\n  Ours: [one.example, two.example, mirror.co.uk]\n");
  const family = familyOf(publisherFamilies(folder));
  assert.equal(family("one.example"), "Ours");
  assert.equal(family("mirror.co.uk"), "Ours");
  assert.equal(family("express.co.uk"), "Reach");
});

test("what is wrong with a list is said by file and place, all at once", () => {
  assert.match(
    problemsOf("families: {A: [https://one.example/]}")[0]!,
    /publishers\.yaml: families\.A\.0: expected a dom/,
  );
  assert.match(problemsOf("groups: {}").join("\n"), /families/);
  assert.match(problemsOf("families: {A: [")[0]!, /is not YAML/);
  assert.equal(problemsOf("families: {A: [a.example, b], B: []}").length, 2);
  assert.match(problemsOf("families: {A: [a.example], B: [a.example]}")[0]!, /"a\.example" is in A and in B/);
  assert.match(problemsOf(`#${"x".repeat(MAX_PUBLISHERS_BYTES)}`)[0]!, /a list has at most/);
  assert.match(problemsOf("").join(), /publishers\.yaml: expected families:/);
  assert.match(problemsOf("families: [a.example]").join(), /yaml: families: expected families: and under it/);
  assert.match(problemsOf("families: {A: a.example, B: []}").join(), /A: expected a list.*B: expected a list/);
  assert.match(problemsOf("families: {}\ngroup: 1").join(), /yaml: "group": only families: belongs here$/);
});

test("an alias is no domain, and many of them make nothing large", () => {
  for (const list of ["{A: *b}", "{A: [&a x.example, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]}"])
    assert.match(problemsOf(`families: ${list}`)[0]!, /expected a (list of )?domain/);
});

test("a folder in the place of the list is named as one", () => {
  rmSync(own, { force: true });
  mkdirSync(own);
  assert.throws(() => publisherFamilies(folder), { problems: [`${own}: cannot be read: it is a folder`] });
});
