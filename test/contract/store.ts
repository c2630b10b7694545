import { describe } from "node:test";
import { alertPromises } from "./store/alerts.ts";
import { articlePromises } from "./store/articles.ts";
import { correctionPromises } from "./store/corrections.ts";
import { dedupePromises } from "./store/dedupe.ts";
import { entryPromises } from "./store/entries.ts";
import { feedPromises } from "./store/feeds.ts";
import { hostPromises } from "./store/hosts.ts";
import { leasePromises } from "./store/leases.ts";
import { pollPromises } from "./store/polls.ts";
import { rerunPromises } from "./store/reruns.ts";
import { retentionPromises } from "./store/retention.ts";
import { searchPromises } from "./store/search.ts";
import { siteMemoryPromises } from "./store/site-memory.ts";
import { stepPromises } from "./store/steps.ts";
import { storyPromises } from "./store/stories.ts";
import { type OpenStore, storeTest } from "./store/under-test.ts";
import { wholePromises } from "./store/whole.ts";

/** Everything that `src/ports/store.ts` promises. An adapter passes it by handing in `open`. */
export function storeContract(name: string, open: OpenStore): void {
  const it = storeTest(open);
  describe(`${name} keeps the promises of a store`, () => {
    describe("feeds", () => feedPromises(it));
    describe("polls", () => pollPromises(it));
    describe("entries", () => entryPromises(it));
    describe("re-runs", () => rerunPromises(it));
    describe("steps", () => stepPromises(it));
    describe("pages and articles", () => articlePromises(it));
    describe("dedupe", () => dedupePromises(it));
    describe("stories", () => storyPromises(it));
    describe("alerts", () => alertPromises(it));
    describe("corrections", () => correctionPromises(it));
    describe("search", () => searchPromises(it));
    describe("retention", () => retentionPromises(it));
    describe("hosts", () => hostPromises(it));
    describe("what sites' pages have in common", () => siteMemoryPromises(it));
    describe("leases", () => leasePromises(it));
    describe("the whole", () => wholePromises(it));
  });
}
