import assert from "node:assert/strict";
import { test } from "node:test";
import { Desk, fixture } from "./given.ts";
import { quake, result } from "./templates.ts";

for (const [kind, write] of Object.entries({ quake, result })) {
  test(`templated notices stay apart: ten of the kind ${kind}`, () => {
    const desk = new Desk();
    for (let n = 0; n < 10; n++) assert.equal(desk.take(`n${n}`, write(n)).duplicate, null, `notice ${n}`);
  });

  test(`a true reprint of one templated notice is found among its siblings: ${kind}`, () => {
    const desk = new Desk();
    for (let n = 0; n < 10; n++) desk.take(`n${n}`, write(n));
    const { title, text } = write(4);
    const reprint = {
      title,
      text: `${text}\n\nSign up for the morning letter of this newspaper. All rights reserved.`,
    };
    assert.equal(desk.take("reprint", reprint).duplicate?.parentId, "n4");
  });
}

test("an updated figure or two in a wire text is an edit, not a template", () => {
  const { title, text } = fixture("wire/original");
  const desk = new Desk();
  desk.take("first", { title, text });
  const later = text.replace("340 people", "410 people").replace("Some 60 lorries", "Some 85 lorries");
  assert.equal(desk.take("later", { title, text: later }).duplicate?.parentId, "first");
});
