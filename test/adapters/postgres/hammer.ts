/**
 * A process that takes articles the whole way as fast as it can: `node hammer.ts URL NAME ENTRIES`, as the writer of the
 * lease NAME. Prints the id of each entry when everything about it is committed, and the name of the error it ends with.
 */
import { openPostgresStore } from "../../../src/adapters/store-postgres.ts";
import {
  aCoverage,
  anArticle,
  anItem,
  aPage,
  aRemoval,
  aSignature,
  aStep,
  aStory,
  MINUTE,
  NOON,
  noChange,
} from "../../contract/samples.ts";

const [url = "", name = "", entries = "0"] = process.argv.slice(2);
const store = await openPostgresStore({ url });
const lease = await store.takeLease(name, `hammer:${process.pid}:1`, NOON, MINUTE);
if (!lease) throw new Error(`the lease ${name} is taken`);
try {
  for (let i = 0; i < Number(entries); i++) {
    const { entry } = await store.addEntry(anItem(`${name}-${process.pid}-${i}`), NOON, "fetch");
    const { id } = entry;
    await store.commitPage(aStep(id, "fetch", "extract"), aPage(`<p>${name} ${i}</p>`.repeat(200)));
    await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id), [aRemoval(0), aRemoval(1)]);
    await store.commitDedupe(aStep(id, "dedupe", "cluster"), lease, aSignature(id), null);
    const change = { ...noChange, stories: [aStory(`s-${id}`, 1)], coverage: [aCoverage(`s-${id}`, id)] };
    await store.commitCluster(aStep(id, "cluster", null), lease, change);
    process.stdout.write(`${id}\n`);
  }
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.name : error}\n`);
}
await store.close();
