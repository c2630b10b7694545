import assert from "node:assert/strict";
import { test } from "node:test";
import { alertOf } from "../../src/alert/alert-of.ts";
import { newEndpoint } from "../../src/alert/new-endpoint.ts";
import { newSecret } from "../../src/alert/sign.ts";
import type { Story } from "../../src/model/story.ts";
import { anEntryAt, aStep, aStory, noChange, writersLease } from "../contract/samples.ts";
import { openPost, type Post, START } from "./post.ts";

const HOLD_MS = 60_000;
const SECRET = newSecret(new Uint8Array(32).fill(3));

/** Stores a story as it is from now on. */
async function save(post: Post, story: Story, entry: string): Promise<void> {
  const { store } = post.app;
  const id = await anEntryAt(store, entry, "cluster");
  await store.commitCluster(aStep(id, "cluster", null), await writersLease(store), { ...noChange, stories: [story] });
}

/** Three stories form; in the hold one becomes part of another and one falls apart. Gives the bodies that were sent. */
async function sentAfter(holdMs: number) {
  const bodies: string[] = [];
  const post = await openPost({ holdMs }, async ({ body }) => {
    bodies.push(String(body));
    return { ok: true, status: 200, headers: {}, body: new Uint8Array(), url: "", ms: 1 } as never;
  });
  try {
    const { store } = post.app;
    await store.addEndpoint(newEndpoint("https://desk.example/", SECRET, START));
    const formed = (id: string) => aStory(id, 3, { status: "formed", formedAt: START });
    for (const id of ["s_stays", "s_joins", "s_breaks"]) {
      await save(post, formed(id), id);
      post.enqueue(await store.addAlert(alertOf("story.created", { id }, JSON.stringify({ id }), START)));
    }
    if (holdMs === 0) await post.work(START + 1);
    await save(post, { ...formed("s_joins"), status: "merged", mergedInto: "s_stays" }, "merging");
    const counts = { articles: 1, publishers: 1, independent: 1 };
    await save(post, { ...formed("s_breaks"), counts }, "breaking");
    await post.work(START + 10 * HOLD_MS);
    const deliveries = await store.deliveries({ limit: 9 });
    return { bodies: bodies.sort(), deliveries };
  } finally {
    await post.close();
  }
}

test("a story that became part of another or fell apart while it was held is not told", async () => {
  const { bodies, deliveries } = await sentAfter(HOLD_MS);
  assert.deepEqual(bodies, ['{"id":"s_stays"}']);
  assert.deepEqual(deliveries.map(({ state, lastError }) => `${state}: ${lastError ?? ""}`).sort(), [
    "delivered: ",
    "dropped: became part of s_stays while it was held",
    "dropped: fell apart while it was held: independent reports 1",
  ]);
});

test("without a hold each is told at once", async () => {
  const { bodies } = await sentAfter(0);
  assert.equal(bodies.length, 3);
});
