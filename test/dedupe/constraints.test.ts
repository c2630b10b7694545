import assert from "node:assert/strict";
import { test } from "node:test";
import type { Constraints } from "../../src/dedupe/constraints.ts";
import { Desk, fixture, inventedText } from "./given.ts";

const original = fixture("wire/original");
const reprint = fixture("wire/reprint");
const other = { title: "Another matter", text: inventedText(200, 40) };

const decided = (kind: "duplicate" | "not-duplicate", subject: string, object: string): Constraints => [
  { kind, subject, object },
];

test("an article that is no copy of another is no copy of that one's copies either", () => {
  const desk = new Desk();
  desk.take("a", original);
  desk.take("copy", fixture("wire/local-insert"));
  for (const constraints of [decided("not-duplicate", "b", "a"), decided("not-duplicate", "a", "b")])
    assert.equal(desk.decide("b", reprint, undefined, 0, constraints).duplicate, null);
  assert.equal(desk.decide("b", reprint).duplicate?.originalId, "a");
});

test("told apart after it was found to be a copy, it is an original when it is run again; the other one stays", () => {
  const desk = new Desk();
  desk.take("a", original);
  desk.take("c", fixture("wire/local-insert"));
  desk.take("b", reprint);
  const apart = decided("not-duplicate", "b", "c");
  assert.equal(desk.decide("b", reprint, undefined, 0, apart).duplicate, null);
  assert.equal(desk.decide("c", fixture("wire/local-insert"), undefined, 0, apart).duplicate?.originalId, "a");
});

test("the very same words are no copy where an operator says so", () => {
  const desk = new Desk();
  desk.take("a", original);
  assert.equal(desk.decide("b", original, undefined, 0, decided("not-duplicate", "b", "a")).duplicate, null);
  assert.equal(desk.decide("b", original).reason, "same-words");
});

test("an article that an operator calls a copy is one, whatever the texts say", () => {
  const desk = new Desk();
  desk.take("a", original);
  const { duplicate, reason } = desk.decide("b", other, undefined, 0, decided("duplicate", "a", "b"));
  assert.equal(duplicate?.parentId, "a");
  assert.equal(reason, "operator");
  assert.equal(duplicate?.covered, 0);
});

test("what an operator decided goes before a closer match", () => {
  const desk = new Desk();
  desk.take("a", original);
  desk.take("x", other);
  const { duplicate, compared } = desk.decide("b", reprint, undefined, 0, decided("duplicate", "b", "x"));
  assert.equal(duplicate?.parentId, "x");
  assert.ok(compared.some(({ id, verdict }) => id === "a" && verdict.relation === "copy"));
});

test("a copy of an article that has left the window is judged by its text alone", () => {
  const desk = new Desk();
  desk.take("a", original);
  assert.equal(desk.decide("b", reprint, undefined, 0, decided("duplicate", "b", "gone")).duplicate?.parentId, "a");
});
