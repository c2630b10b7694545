import type { AlertStore, EndpointStore } from "./store/alerts.ts";
import type { ArticleStore } from "./store/articles.ts";
import type { CorrectionStore } from "./store/corrections.ts";
import type { CountStore } from "./store/counts.ts";
import type { EntryStore } from "./store/entries.ts";
import type { FeedStore } from "./store/feeds.ts";
import type { HostStore } from "./store/hosts.ts";
import type { LeaseStore } from "./store/lease.ts";
import type { RetentionStore } from "./store/retention.ts";
import type { SignatureStore } from "./store/signatures.ts";
import type { SiteMemoryStore } from "./store/site-memory.ts";
import type { StoryStore } from "./store/stories.ts";

export type { AlertStore, EndpointStore } from "./store/alerts.ts";
export type { ArticleRecord, Found } from "./store/articles.ts";
export type { CorrectionStore } from "./store/corrections.ts";
export type { CountStore, FeedYield, FunnelRow, SiteYield, Totals, Yield } from "./store/counts.ts";
export { MAX_REVISIONS, type Selected, type Selection } from "./store/entries.ts";
export type { Committed } from "./store/feeds.ts";
export type { HostStore } from "./store/hosts.ts";
export { type Lease, LeaseLost, type LeaseStore, WRITER } from "./store/lease.ts";
export type { Retention, RetentionStore } from "./store/retention.ts";
export type { SignatureStore, Signed } from "./store/signatures.ts";
export type { SiteMemoryStore } from "./store/site-memory.ts";
export { REACHED_END, type Step, type StepRecord } from "./store/steps.ts";
export type { ClusterChange, Clustered, Rehoming, StoryStore } from "./store/stories.ts";

/**
 * The store cannot be used as it is: damaged, written by a newer version, full, out of reach. The message is one plain
 * line that names the thing and the next step.
 */
export class StoreUnusable extends Error {
  override name = "StoreUnusable";
  readonly reason: StoreFault;
  constructor(reason: StoreFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** `address`: what says where it is says nothing that can be read. `foreign`: not one of ours. `engine`: the database engine is too old. `busy`: locked for longer than our patience. */
export type StoreFault = "address" | "damaged" | "newer" | "foreign" | "engine" | "full" | "busy" | "unreachable";

/** Everything that is remembered, part by part. Each method is atomic. */
export interface Store
  extends FeedStore,
    EntryStore,
    ArticleStore,
    SignatureStore,
    StoryStore,
    AlertStore,
    EndpointStore,
    CorrectionStore,
    HostStore,
    SiteMemoryStore,
    LeaseStore,
    RetentionStore,
    CountStore {
  /** Problems in plain words; empty when sound. */
  check(): Promise<string[]>;
  /** One consistent copy while running. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
