import assert from "node:assert/strict";
import { test } from "node:test";
import { perText } from "../../src/extract/per-text.ts";

test("a text that comes again is not read again, whatever was made of it", () => {
  const read: string[] = [];
  const length = perText((text) => {
    read.push(text);
    return text === "" ? null : text.length;
  });
  assert.deepEqual(["one", "", "one", "", "two"].map(length), [3, null, 3, null, 3]);
  assert.deepEqual(read, ["one", "", "two"]);
});
