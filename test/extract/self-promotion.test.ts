import assert from "node:assert/strict";
import { test } from "node:test";
import { selfPromotionOf } from "../../src/extract/self-promotion.ts";

const read = (text: string) => selfPromotionOf(text, text.toLowerCase());

test("a call to one's own channel is told in several languages", () => {
  for (const text of [
    "Please subscribe to my channel, new video every day",
    "Schaut mal auf meinem Kanal vorbei",
    "Abonnez-vous, ma chaîne est jeune",
    "Pásate por mi canal",
    "Подпишитесь на мой канал",
  ]) {
    const { outlet, invites } = read(text);
    assert.deepEqual([outlet, invites], [1, 1], text);
  }
});

test("a reader who speaks of somebody else's channel promotes nothing", () => {
  for (const text of [
    "The video is on her own channel.",
    "Both channels of the river are dry.",
    "He wrote to the page.",
  ])
    assert.deepEqual(read(text), { outlet: 0, invites: 0, inPrivate: 0, helper: 0, gain: 0 }, text);
});

test("a named helper and a gain are two signs, a named minister is one", () => {
  const praised = read("Thanks to Mrs Ada Brook I withdrew 4,000 last week");
  assert.deepEqual([praised.helper, praised.gain], [1, 1]);
  const named = read("Mr Oduya should read his own report.");
  assert.deepEqual([named.helper, named.gain], [1, 0]);
});
