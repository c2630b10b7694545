import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptMembers } from "../../src/cluster/kept-members.ts";
import { copyOf, type Member, StoryState } from "../../src/cluster/story-state.ts";
import { TermSlots } from "../../src/cluster/term-slots.ts";

const STORY = new StoryState("s_1", 0, "en");
const slots = new TermSlots();

function factsOf(n: number, title = `Headline ${n}`): Omit<Member, "vectors" | "document"> {
  const facts = {
    articleId: `e_${n}`,
    source: `o${n}.example`,
    title,
    lang: n % 2 === 0 ? "en" : "tr",
    storyId: "s_1",
  };
  const times = { publishedAt: 1e12 + n, firstSeenAt: 2e12 + n, addedAt: 3e12 + n, dated: n % 3 === 0 };
  return { ...facts, ...times, sequence: n, role: n % 5 === 0 ? "near_duplicate" : "origin" };
}

test("a member that is kept says what it was told, until it is dropped", () => {
  const kept = new KeptMembers(() => slots);
  const titles = [
    "",
    "Gipfel über Zölle",
    "İstanbul’da görüşmeler",
    "会談",
    "\ud83c\udf0d half a pair \ud83c",
    "x".repeat(9000),
  ];
  const factsAt = (n: number) => factsOf(n, titles[n % titles.length]);
  const members = Array.from({ length: 2000 }, (_, n) => kept.add(factsAt(n), STORY, null));
  for (const [n, member] of members.entries()) {
    assert.deepEqual(copyOf(member, {}), { ...factsAt(n), vectors: null, document: 0 });
    assert.equal(kept.find(`e_${n}`), member);
  }
  for (const member of members.slice(0, 1500)) kept.drop(member);
  kept.tidy();
  for (let n = 0; n < 1500; n++) assert.equal(kept.find(`e_${n}`), null);
  const others = Array.from({ length: 500 }, (_, n) => kept.add(factsAt(3000 + n), STORY, null));
  for (const [i, member] of [...members.slice(1500), ...others].entries())
    assert.deepEqual(copyOf(member, {}), { ...factsAt(i < 500 ? 1500 + i : 2500 + i), vectors: null, document: 0 });
});

test("a member that is hidden is kept and not found", () => {
  const kept = new KeptMembers(() => slots);
  const member = kept.add(factsOf(1), STORY, null);
  kept.hide(member);
  assert.equal(kept.find("e_1"), null);
  assert.equal(member.title, "Headline 1");
  const again = kept.add(factsOf(1, "Told again"), STORY, null);
  assert.equal(kept.find("e_1"), again);
  kept.drop(member);
  assert.equal(kept.find("e_1")?.title, "Told again");
});
