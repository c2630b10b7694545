import assert from "node:assert/strict";
import { dropped } from "../../../src/model/ending.ts";
import type { Selection } from "../../../src/ports/store.ts";
import {
  aCoverage,
  aFeed,
  anEntryAt,
  anItem,
  aPage,
  aStep,
  aStory,
  MINUTE,
  NOON,
  noChange,
  writersLease,
} from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

export function rerunPromises(it: StoreTest): void {
  it("a re-run selects the entries that have the stage's input", async ({ store }) => {
    const fetch = await anEntryAt(store, "f", "fetch");
    const extract = await anEntryAt(store, "e", "extract");
    const dedupe = await anEntryAt(store, "d", "dedupe");
    const file = anItem("file", { url: "file:///tmp/a.txt", canonicalUrl: "file:///tmp/a.txt", aliases: ["hash:1"] });
    await store.addEntry(file, NOON, "extract");
    const selected = async (stage: "fetch" | "extract" | "dedupe" | "cluster") =>
      (await store.select(stage, {})).map(({ id }) => id).toSorted();
    assert.deepEqual(await selected("fetch"), [fetch, extract, dedupe].sort());
    assert.deepEqual(await selected("extract"), [extract, dedupe].sort());
    assert.deepEqual(await selected("dedupe"), [dedupe]);
    assert.deepEqual(await selected("cluster"), [], "it waits for dedupe and comes through cluster then");
  });

  it("a re-run can be limited by time, feed, ids and failure", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const { entries } = await store.commitPoll(feed, [anItem("fed")], NOON, "fetch");
    const fed = entries[0]?.id ?? "";
    const old = await anEntryAt(store, "old", "fetch", NOON - 60 * MINUTE);
    const failed = await anEntryAt(store, "failed", "fetch");
    await store.commitStep(aStep(failed, "fetch", "extract", { ending: dropped("http-404") }));
    const through = await anEntryAt(store, "through", "cluster");
    await store.commitStep(aStep(through, "cluster", null));
    const selected = async (selection: Selection) =>
      (await store.select("fetch", selection)).map(({ id }) => id).sort();
    assert.deepEqual(await selected({ since: NOON }), [fed, failed, through].sort());
    assert.deepEqual(await selected({ until: NOON }), [old]);
    assert.deepEqual(await selected({ feedId: feed.id }), [fed]);
    assert.deepEqual(await selected({ ids: [old, "a_unknown"] }), [old]);
    assert.deepEqual(await selected({ failed: true }), [failed]);
    assert.deepEqual(await selected({ endings: ["http-404", "http-410"] }), [failed]);
    assert.deepEqual(await selected({ endings: ["http-410"] }), []);
    assert.deepEqual(await selected({ failed: true, ids: [old] }), []);
  });

  it("a re-run can be limited by publisher, host, story and what made the article", async ({ store }) => {
    const one = await anEntryAt(store, "one", "cluster");
    const item = anItem("two", { url: "https://news.other_site.example/two", source: "other_site.example" });
    const { entry: two } = await store.addEntry(item, NOON, "fetch");
    await store.commitCluster(aStep(one, "cluster", null), await writersLease(store), {
      ...noChange,
      stories: [aStory("s_1", 1)],
      coverage: [aCoverage("s_1", one)],
    });
    const selected = async (selection: Selection) => (await store.select("fetch", selection)).map(({ id }) => id);
    assert.deepEqual(await selected({ source: "other_site.example" }), [two.id]);
    assert.deepEqual(await selected({ source: "news.other_site.example" }), [two.id]);
    assert.deepEqual(await selected({ source: "news.otherXsite.example" }), [], "no character stands for another");
    assert.deepEqual(await selected({ storyId: "s_1" }), [one]);
    assert.deepEqual(await selected({ storyId: "s_2" }), []);
    const madeBy = (await store.article(one))?.madeBy ?? "";
    assert.deepEqual(await selected({ notMadeBy: madeBy }), []);
    assert.deepEqual(await selected({ notMadeBy: "0.0.0-other" }), [one]);
    const [row] = await store.select("fetch", { ids: [one] });
    assert.deepEqual(row, { id: one, waitsFor: null, ending: "clustered", rerun: null, madeBy });
  });

  it("what a re-run sent back carries its mark until it is at its end", async ({ store }) => {
    const through = await anEntryAt(store, "through", "cluster");
    await store.commitStep(aStep(through, "cluster", null));
    const failed = await anEntryAt(store, "failed", "fetch");
    await store.commitStep(aStep(failed, "fetch", "extract", { ending: dropped("http-500") }));
    const ids = [through, failed];
    await store.resend(ids, "fetch", "off-1");
    assert.equal(await store.rerunLeft("off-1"), 2);
    assert.deepEqual((await store.select("fetch", { rerun: "off-1" })).map(({ id }) => id).sort(), [...ids].sort());
    await store.commitStep(aStep(failed, "fetch", "extract", { ending: dropped("http-500") }));
    await store.commitPage(aStep(through, "fetch", "extract"), aPage("<p>again</p>"));
    assert.equal((await store.entry(through))?.rerun, "off-1");
    assert.equal(await store.rerunLeft("off-1"), 1);
    await store.resend([through], "extract", "send-2");
    assert.deepEqual([await store.rerunLeft("off-1"), await store.rerunLeft("send-2")], [0, 1]);
    await store.commitStep(aStep(through, "extract", "dedupe", { ending: dropped("no-text") }));
    assert.deepEqual([(await store.entry(through))?.rerun, await store.rerunLeft("send-2")], [null, 0]);
  });

  it("an entry on its first way gets no mark, and none is moved past a stage that it still waits for", async ({
    store,
  }) => {
    const first = await anEntryAt(store, "first", "dedupe");
    const earlier = await anEntryAt(store, "earlier", "dedupe");
    await store.resend([earlier], "fetch");
    assert.deepEqual(
      (await store.select("dedupe", {})).map(({ id }) => id),
      [first],
    );
    await store.resend([first, earlier], "extract", "off-1");
    const places = await Promise.all([first, earlier].map((id) => store.entry(id)));
    assert.deepEqual(
      places.map((entry) => [entry?.waitsFor, entry?.rerun]),
      [
        ["extract", null],
        ["fetch", null],
      ],
    );
  });

  it("an entry that is sent back waits for that stage as if for the first time", async ({ store }) => {
    const id = await anEntryAt(store, "one", "fetch");
    await store.commitStep(aStep(id, "fetch", "extract", { ending: dropped("http-500") }));
    await store.resend([id, "a_unknown"], "fetch");
    const entry = await store.entry(id);
    assert.deepEqual([entry?.waitsFor, entry?.ending, entry?.tries, entry?.notBeforeAt], ["fetch", null, 0, 0]);
  });
}
