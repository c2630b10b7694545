import assert from "node:assert/strict";
import { dropped, HOST_PAUSED, later, next } from "../../../src/model/ending.ts";
import { aFeed, anArticle, anEntryAt, anItem, aPage, aRemoval, aStep, MINUTE, NOON } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

export function stepPromises(it: StoreTest): void {
  it("next sends an entry to the stage that follows, with its tries forgotten", async ({ store }) => {
    const id = await anEntryAt(store, "one", "fetch");
    await store.commitStep(aStep(id, "fetch", "extract", { ending: later(MINUTE, "host-busy") }));
    await store.commitPage(aStep(id, "fetch", "extract"), aPage("x"));
    const entry = await store.entry(id);
    assert.deepEqual([entry?.waitsFor, entry?.ending, entry?.tries, entry?.notBeforeAt], ["extract", null, 0, 0]);
  });

  it("next at the end of the belt ends the way as clustered", async ({ store }) => {
    const id = await anEntryAt(store, "one", "cluster");
    await store.commitStep(aStep(id, "cluster", null));
    const entry = await store.entry(id);
    assert.deepEqual([entry?.waitsFor, entry?.ending], [null, "clustered"]);
  });

  it("dropped ends the way with its reason", async ({ store }) => {
    const id = await anEntryAt(store, "one", "fetch");
    await store.commitStep(aStep(id, "fetch", "extract", { ending: dropped("http-404") }));
    const entry = await store.entry(id);
    assert.deepEqual([entry?.waitsFor, entry?.ending], [null, "http-404"]);
  });

  it("later keeps the entry where it is, puts it off and counts a try", async ({ store }) => {
    const id = await anEntryAt(store, "one", "fetch");
    for (const tries of [1, 2]) {
      await store.commitStep(aStep(id, "fetch", "extract", { ending: later(MINUTE, "host-busy") }));
      const entry = await store.entry(id);
      assert.deepEqual(
        [entry?.waitsFor, entry?.ending, entry?.tries, entry?.notBeforeAt],
        ["fetch", null, tries, NOON + MINUTE],
      );
    }
  });

  it("the pause of a host puts an entry off and counts no try", async ({ store }) => {
    const id = await anEntryAt(store, "one", "fetch");
    await store.commitStep(aStep(id, "fetch", "extract", { ending: later(MINUTE, HOST_PAUSED) }));
    const entry = await store.entry(id);
    assert.deepEqual([entry?.waitsFor, entry?.tries, entry?.notBeforeAt], ["fetch", 0, NOON + MINUTE]);
  });

  it("the way is written down step by step, with times, reasons and details", async ({ store, reopen }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const { entries } = await store.commitPoll(feed, [anItem("one")], NOON, "fetch");
    const id = entries[0]?.id ?? "";
    await store.commitPage(
      aStep(id, "fetch", "extract", { ending: next({ status: 200, hops: ["a", "b"] }) }),
      aPage("x"),
    );
    await store.commitStep(aStep(id, "extract", "dedupe", { ending: dropped("no-text", { words: 3 }) }));
    const reopened = await reopen();
    assert.deepEqual(await reopened.steps(id), [
      { stage: "poll", startedAt: NOON, ms: 0, kind: "next", reason: null, detail: { feed: feed.url } },
      {
        stage: "fetch",
        startedAt: NOON - 40,
        ms: 40,
        kind: "next",
        reason: null,
        detail: { status: 200, hops: ["a", "b"] },
      },
      { stage: "extract", startedAt: NOON - 40, ms: 40, kind: "dropped", reason: "no-text", detail: { words: 3 } },
    ]);
  });

  it("a thousand equal waits are one counted step", async ({ store }) => {
    const id = await anEntryAt(store, "one", "fetch");
    for (let i = 0; i < 3; i++) {
      await store.commitStep(aStep(id, "fetch", "extract", { ending: later(MINUTE, "host-busy", { host: "h" }) }));
    }
    await store.commitStep(aStep(id, "fetch", "extract", { ending: later(MINUTE, "http-503") }));
    const steps = await store.steps(id);
    assert.deepEqual(
      steps.map((step) => [step.reason, step.detail]),
      [
        ["host-busy", { host: "h", times: 3 }],
        ["http-503", {}],
      ],
    );
  });

  it("a step for a stage that the entry does not wait for changes nothing", async ({ store }) => {
    const id = await anEntryAt(store, "one", "dedupe");
    const before = { entry: await store.entry(id), steps: await store.steps(id), page: await store.page(id) };
    await store.commitStep(aStep(id, "fetch", "extract", { ending: dropped("late") }));
    await store.commitPage(aStep(id, "fetch", "extract"), aPage("another page"));
    await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id, { text: "another text" }), [aRemoval(0)]);
    assert.deepEqual(await store.entry(id), before.entry);
    assert.deepEqual(await store.steps(id), before.steps);
    assert.deepEqual(await store.page(id), before.page);
    assert.equal((await store.article(id))?.revision, 1);
    assert.deepEqual(await store.removals(id), []);
  });

  it("a step for an entry that does not exist changes nothing", async ({ store }) => {
    await store.commitStep(aStep("a_unknown", "fetch", "extract"));
    assert.deepEqual(await store.steps("a_unknown"), []);
    assert.equal((await store.totals()).entries.total, 0);
  });
}
