import assert from "node:assert/strict";
import { dropped } from "../../../src/model/ending.ts";
import { stableId } from "../../../src/model/id.ts";
import { aFeed, anEntryAt, anItem, aPage, aStep, MINUTE, NOON } from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

export function entryPromises(it: StoreTest): void {
  it("a poll saves the feed and its new entries together", async ({ store, reopen }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const polled = { ...feed, lastPolledAt: NOON, nextDueAt: NOON + MINUTE };
    const { entries, known } = await store.commitPoll(polled, [anItem("one"), anItem("two")], NOON, "fetch");
    assert.equal(known, 0);
    const { aliases, ...fields } = anItem("one");
    assert.deepEqual(entries[0], {
      id: stableId("a", aliases[0] ?? ""),
      ...fields,
      firstSeenAt: NOON,
      waitsFor: "fetch",
      ending: null,
      notBeforeAt: 0,
      tries: 0,
      rerun: null,
    });
    const reopened = await reopen();
    assert.deepEqual(await reopened.feed(feed.id), polled);
    assert.deepEqual(await reopened.entry(entries[0]?.id ?? ""), entries[0]);
    assert.deepEqual(new Set(await reopened.entriesOfFeed(feed.id, 10)), new Set(entries));
  });

  it("a poll that brings the same items again brings nothing new", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    await store.commitPoll(feed, [anItem("one")], NOON, "fetch");
    const again = await store.commitPoll(feed, [anItem("one", { title: "Edited" })], NOON + MINUTE, "fetch");
    assert.deepEqual(again, { entries: [], known: 1, revised: [] });
    const [entry] = await store.entriesOfFeed(feed.id, 10);
    assert.equal(entry?.firstSeenAt, NOON);
  });

  it("an edited title does not send an entry back to work", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const { entries } = await store.commitPoll(feed, [anItem("one")], NOON, "fetch");
    const id = entries[0]?.id ?? "";
    await store.commitStep(aStep(id, "fetch", "extract", { ending: dropped("http-404") }));
    await store.commitPoll(feed, [anItem("one", { title: "Edited" })], NOON, "fetch");
    const entry = await store.entry(id);
    assert.equal(entry?.waitsFor, null);
    assert.equal(entry?.ending, "http-404");
  });

  it("one known alias makes an item known, and teaches its other aliases", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const { entries } = await store.commitPoll(feed, [anItem("one", { aliases: ["guid:7"] })], NOON, "fetch");
    const renamed = anItem("moved", { aliases: ["url:new", "guid:7"] });
    assert.equal((await store.commitPoll(feed, [renamed], NOON, "fetch")).known, 1);
    const third = anItem("third", { aliases: ["url:new", "guid:8"] });
    assert.equal((await store.commitPoll(feed, [third], NOON, "fetch")).known, 1);
    for (const alias of ["guid:7", "url:new", "guid:8"]) {
      assert.equal((await store.entry(alias))?.id, entries[0]?.id, alias);
    }
  });

  it("an item that stands twice in one document is one entry", async ({ store }) => {
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const { entries, known } = await store.commitPoll(feed, [anItem("one"), anItem("one")], NOON, "fetch");
    assert.equal(entries.length, 1);
    assert.equal(known, 1);
  });

  it("an item of two feeds is one entry of both", async ({ store }) => {
    const [daily, mirror] = [aFeed("daily"), aFeed("mirror")];
    await store.addFeed(daily);
    await store.addFeed(mirror);
    await store.commitPoll(daily, [anItem("one")], NOON, "fetch");
    assert.equal((await store.commitPoll(mirror, [anItem("one")], NOON, "fetch")).known, 1);
    assert.deepEqual(await store.entriesOfFeed(daily.id, 10), await store.entriesOfFeed(mirror.id, 10));
  });

  it("a poll of a feed that was removed meanwhile brings nothing in", async ({ store }) => {
    const result = await store.commitPoll(aFeed("daily"), [anItem("one")], NOON, "fetch");
    assert.deepEqual(result, { entries: [], known: 0, revised: [] });
    assert.equal((await store.totals()).entries.total, 0);
  });

  it("an entry is found by id, alias, address and canonical address", async ({ store }) => {
    const item = anItem("one", { aliases: ["title:about one"], canonicalUrl: "https://daily.example/canonical" });
    const { entry, added } = await store.addEntry(item, NOON, "extract");
    assert.equal(added, true);
    assert.equal(entry.waitsFor, "extract");
    for (const name of [entry.id, "title:about one", item.url, item.canonicalUrl, `${item.canonicalUrl}#top`]) {
      assert.deepEqual(await store.entry(name), entry, name);
    }
    assert.equal(await store.entry("https://daily.example/unknown"), null);
  });

  it("local material that is known already comes back as it is", async ({ store }) => {
    const { entry } = await store.addEntry(anItem("one"), NOON, "extract");
    const again = await store.addEntry(anItem("one", { title: "Else" }), NOON + MINUTE, "fetch", aPage("other"));
    assert.deepEqual(again, { entry, added: false });
    assert.equal(await store.page(entry.id), null);
  });

  it("local material may come with its page", async ({ store }) => {
    const page = aPage("<p>from a file</p>", { url: "file:///tmp/a.html" });
    const { entry } = await store.addEntry(anItem("one"), NOON, "extract", page);
    assert.deepEqual(plain(await store.page(entry.id)), plain(page));
  });

  it("waiting entries come in pages by id, without those whose time has not come", async ({ store }) => {
    const ids: string[] = [];
    for (const name of ["a", "b", "c", "d", "e"]) ids.push(await anEntryAt(store, name, "fetch"));
    await anEntryAt(store, "elsewhere", "extract");
    const [put] = ids;
    const later = { kind: "later", ms: 5 * MINUTE, reason: "host-busy" } as const;
    await store.commitStep(aStep(put ?? "", "fetch", "extract", { ending: later }));
    const due = ids.slice(1).sort();
    const first = await store.waiting("fetch", NOON, 3);
    assert.deepEqual(
      first.map((entry) => entry.id),
      due.slice(0, 3),
    );
    const rest = await store.waiting("fetch", NOON, 3, first.at(-1)?.id);
    assert.deepEqual(
      rest.map((entry) => entry.id),
      due.slice(3),
    );
    assert.equal((await store.waiting("fetch", NOON + 5 * MINUTE, 10)).length, 5);
  });

  it("an entry that was put off by a clock far ahead is due when the clock is right again", async ({ store }) => {
    const id = await anEntryAt(store, "one", "fetch");
    const ahead = NOON + 40 * 24 * 60 * MINUTE;
    const later = { kind: "later", ms: MINUTE, reason: "host-busy" } as const;
    await store.commitStep(aStep(id, "fetch", "extract", { ending: later, endedAt: ahead }));
    assert.equal((await store.waiting("fetch", NOON, 10)).length, 1);
  });
}

/** A page with its body as a plain array, so that Buffer and Uint8Array compare. */
function plain(page: { body: Uint8Array } | null): unknown {
  return page && { ...page, body: [...page.body] };
}
