/**
 * A process that writes to a database as fast as it can: `node hammer.ts FILE NAME ENTRIES`.
 * Prints the id of each entry when everything about it is committed.
 */
import { openSqliteQueue } from "../../src/adapters/queue-sqlite.ts";
import { QUEUE_DEFAULTS } from "../../src/adapters/settings.ts";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import { anArticle, anItem, aPage, aRemoval, aStep, NOON } from "../contract/samples.ts";
import { createFakeClock } from "../fake-clock.ts";

const [file = "", name = "", entries = "0"] = process.argv.slice(2);
const log = { debug() {}, info() {}, warn: console.error, error: console.error };
const store = await openSqliteStore({ file });
const queue = await openSqliteQueue({ file, settings: QUEUE_DEFAULTS, clock: createFakeClock(NOON), log });
for (let i = 0; i < Number(entries); i++) {
  const { entry } = await store.addEntry(anItem(`${name}-${i}`), NOON, "fetch");
  await queue.add([{ stage: "fetch", key: entry.id }]);
  await store.takeHost("daily.example", NOON, 0, 1_000);
  await store.commitPage(aStep(entry.id, "fetch", "extract"), aPage(`<p>${name} ${i}</p>`.repeat(500)));
  await store.commitArticle(aStep(entry.id, "extract", "dedupe"), anArticle(entry.id), [aRemoval(0), aRemoval(1)]);
  process.stdout.write(`${entry.id}\n`);
}
await queue.close();
await store.close();
