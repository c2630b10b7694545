/**
 * The words of this trade, as this program uses them.
 *
 * - **Feed**: an address we poll. **FeedEntry**: one item in it, before we have read the page.
 * - **Page**: the bytes as fetched. **Article**: its readable text and metadata.
 * - **Removal**: a block taken out of a page, kept in the ledger with its kind, reason and score.
 * - **Signature**: an article's MinHash values and the parameters that made them; only equal parameters compare.
 * - **NearDuplicate**: an article that repeats another (wire copy, mirror, reprint).
 * - **Story**: one event as told by several articles.
 * - **Coverage**: an article's place in a story. A near-duplicate is coverage, yet not *independent* coverage.
 * - **Alert**: the fact that a story formed. **Delivery**: that alert for one endpoint. **Attempt**: one try.
 * - **Ending**: how a job ends: `next`, `dropped` (with a reason word) or `later` (with milliseconds).
 *
 * Three counts, always named: **articles** (all coverage), **publishers** (distinct registrable domains),
 * **independent** (reports that are not near-duplicates of another).
 * Three clocks: **published** (with its source and trust), **first seen**, **formed**.
 *
 * Inside the program a time is a number of milliseconds since 1970 in UTC and its name ends in `At`;
 * outside (exports, webhooks, tables) it is ISO 8601 in UTC.
 */
export const STAGES = ["poll", "fetch", "extract", "dedupe", "cluster", "alert"] as const;

/** The six words that carry the system: folder, worker, queue, config section, test folder, log field and metric. */
export type Stage = (typeof STAGES)[number];

/** The stages that an entry can wait for, in belt order. A feed waits for `poll`, a delivery for `alert`. */
export const ENTRY_STAGES = ["fetch", "extract", "dedupe", "cluster"] as const;
export type EntryStage = (typeof ENTRY_STAGES)[number];
