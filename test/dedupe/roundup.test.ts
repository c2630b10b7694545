import assert from "node:assert/strict";
import { test } from "node:test";
import { looksLikeRoundup } from "../../src/dedupe/roundup.ts";
import { Desk, inventedText } from "./given.ts";

const story = (n: number) => ({ title: `Story ${n}`, text: inventedText(220, 300 + n) });
const liveBlog = {
  title: "Tuesday's news",
  text: [1, 2, 3].map((n) => `${story(n).text}\n\n${inventedText(20, 400 + n)}`).join("\n\n"),
};

test("a live blog that carries three stories has one parent and is never the root of others", () => {
  const desk = new Desk();
  for (const n of [1, 2, 3]) desk.take(`story${n}`, story(n));
  const { duplicate, sketch } = desk.take("live", liveBlog);
  assert.equal(duplicate?.relation, "contains");
  assert.equal(sketch.roundup, true);
  for (const n of [1, 2, 3]) {
    const copy = { title: `Again ${n}`, text: `${story(n).text} ${inventedText(15, 500 + n)}` };
    assert.equal(desk.take(`copy${n}`, copy).duplicate?.parentId, `story${n}`);
  }
});

test("stories that arrive after a live blog that says so are originals of their own", () => {
  const desk = new Desk();
  desk.take("live", { ...liveBlog, title: "Live updates: Tuesday's news" });
  for (const n of [1, 2, 3]) assert.equal(desk.take(`story${n}`, story(n)).reason, "only-in-roundup");
  assert.equal(
    desk.take("copy2", { title: "Again", text: `${story(2).text} The end.` }).duplicate?.originalId,
    "story2",
  );
});

test("a story that arrives after the live blog that carries it is told to it, as if it had come before", () => {
  const live = { ...liveBlog, title: "Live updates: Tuesday's news" };
  const [before, after] = [new Desk(), new Desk()];
  before.take("story2", story(2));
  const link = before.take("live", live).duplicate;
  assert.equal(link?.parentId, "story2");
  after.take("live", live);
  const { duplicate, carriedBy } = after.take("story2", story(2));
  assert.equal(duplicate, null);
  assert.deepEqual(carriedBy, [{ link: { ...link, originalId: "live" }, underRoundup: false }]);
});

test("of two stories a live blog has that for its parent of which it has more words, wherever that stands", () => {
  const desk = new Desk();
  const longer = { title: "Longer", text: `${story(1).text} ${inventedText(30, 950)}` };
  desk.take("story2", story(2));
  desk.take("story1", longer);
  const live = { title: "Live updates", text: `${inventedText(60, 951)}\n\n${story(2).text}\n\n${longer.text}` };
  assert.equal(desk.take("live", live).duplicate?.parentId, "story1");
});

test("a briefing that does not say so, read before the reports it is made of, brings no two of them together", () => {
  const desk = new Desk();
  const text = [1, 2, 3].map((n) => story(n).text).join("\n\n");
  desk.take("briefing", { title: "Good morning", text }, "briefing.example", 100);
  assert.equal(desk.take("story1", story(1), "one.example", 10).duplicate?.parentId, "briefing");
  const { duplicate, compared } = desk.take("story2", story(2), "two.example", 20);
  assert.equal(duplicate, null);
  assert.equal(compared[0]?.verdict.rule, "round-up");
  assert.equal(desk.take("story3", story(3), "three.example", 200).duplicate, null);
});

test("an original is no round-up because two excerpts quote different parts of it", () => {
  const desk = new Desk();
  const words = inventedText(400, 960).split(" ");
  desk.take("original", { title: "Long read", text: words.join(" ") }, "original.example", 5);
  const [head, tail] = [words.slice(0, 120).join(" "), words.slice(280).join(" ")];
  assert.equal(desk.take("head", { title: "", text: head }, "head.example", 10).duplicate?.parentId, "original");
  assert.equal(desk.take("tail", { title: "", text: tail }, "tail.example", 20).duplicate?.parentId, "original");
});

test("the same live blog on another site is a copy of it", () => {
  const desk = new Desk();
  desk.take("live", { ...liveBlog, title: "Live updates: Tuesday's news" });
  const again = { title: "Live updates: what happened on Tuesday", text: `${liveBlog.text} More soon.` };
  assert.equal(desk.take("again", again).duplicate?.parentId, "live");
});

test("text that round-ups borrow does not become common text", () => {
  const desk = new Desk();
  for (const n of [1, 2, 3]) desk.take(`story${n}`, story(n));
  for (let k = 0; k < 5; k++) {
    const parts = [story(1).text, story(2 + (k % 2)).text, inventedText(150, 600 + k)];
    desk.take(`live${k}`, { title: `Evening ${k}`, text: parts.join("\n\n") });
  }
  const cut = story(1).text.split(" ").slice(0, 130).join(" ");
  assert.equal(
    desk.take("cut", { title: "Cut", text: `${cut} ${inventedText(60, 700)}` }).duplicate?.originalId,
    "story1",
  );
});

test("a story that four live blogs carried before its first report is still found when it is copied", () => {
  const desk = new Desk();
  for (let k = 0; k < 4; k++) {
    const text = [inventedText(200, 800 + k), story(1).text, inventedText(200, 810 + k)].join("\n\n");
    desk.take(`live${k}`, { title: `Live updates: day ${k}`, text });
  }
  desk.take("story1", story(1));
  const cut = story(1).text.split(" ").slice(0, 130).join(" ");
  assert.equal(
    desk.take("cut", { title: "Cut", text: `${cut} ${inventedText(60, 820)}` }).duplicate?.parentId,
    "story1",
  );
});

test("a live blog is known by its title or by paragraphs that begin with the time", () => {
  const text = "Plain text.";
  for (const title of [
    "Live updates: the vote",
    "Budget day live blog",
    "Wahl im Liveticker",
    "Elecciones, minuto a minuto",
  ]) {
    assert.equal(looksLikeRoundup({ title, text }), true, title);
  }
  for (const title of ["They live in hope", "Man found alive", "Updates to the tax code"]) {
    assert.equal(looksLikeRoundup({ title, text }), false, title);
  }
  assert.equal(
    looksLikeRoundup({ title: "Vote", text: "9:05 a.m. Doors open\n\n9.40 — A queue\n\n10h15 Count begins" }),
    true,
  );
  assert.equal(looksLikeRoundup({ title: "Vote", text: "9:05 a.m. Doors open\n\nA queue formed." }), false);
});
