import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { App } from "../app.ts";
import type { Ending } from "../model/ending.ts";
import { STAGES, type Stage } from "../model/words.ts";

export interface Metrics {
  observe(stage: Stage, ending: Ending, ms: number): void;
  /** The Prometheus text format. */
  text(): Promise<string>;
  contentType: string;
}

/** Counts by stage and ending as they happen; reads queue, store and lease when asked. */
export function createMetrics({ queue, store, clock, holder }: App): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const jobs = new Counter({
    name: "samestory_jobs_total",
    help: "Jobs ended, by stage, ending (next, dropped, later) and reason.",
    labelNames: ["stage", "ending", "reason"],
    registers,
  });
  const seconds = new Histogram({
    name: "samestory_job_seconds",
    help: "How long a job took, by stage.",
    labelNames: ["stage"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 30],
    registers,
  });
  const carried = new Gauge({
    name: "samestory_queue_jobs",
    help: "Jobs in the queue, by stage and state.",
    labelNames: ["stage", "state"],
    registers,
    async collect() {
      const counts = await queue.counts();
      for (const stage of STAGES)
        for (const [state, count] of Object.entries(counts[stage])) this.set({ stage, state }, count);
    },
  });
  const entries = new Gauge({
    name: "samestory_entries",
    help: "Entries, by where they wait or how they ended.",
    labelNames: ["state"],
    registers,
    async collect() {
      const totals = await store.totals();
      for (const [state, count] of Object.entries({ ...totals.entries.waiting, ...totals.entries.ended }))
        this.set({ state }, count);
    },
  });
  const oldest = new Gauge({
    name: "samestory_oldest_waiting_seconds",
    help: "How long the oldest feed, entry or delivery that could go on has been waiting, by stage; 0 when none waits.",
    labelNames: ["stage"],
    registers,
    async collect() {
      const now = clock.now();
      for (const [stage, since] of Object.entries(await store.oldestWaiting(now)))
        this.set({ stage }, since === null ? 0 : Math.max(0, now - since) / 1000);
    },
  });
  const deliveries = new Gauge({
    name: "samestory_deliveries",
    help: "Deliveries of alerts, by state.",
    labelNames: ["state"],
    registers,
    async collect() {
      for (const [state, count] of Object.entries((await store.totals()).deliveries)) this.set({ state }, count);
    },
  });
  const lease = new Gauge({
    name: "samestory_writer_lease_seconds",
    help: "Seconds until the writer's lease expires; 0 when nobody holds it.",
    registers,
    async collect() {
      const writer = await store.lease("writer");
      this.set(writer ? Math.max(0, writer.expiresAt - clock.now()) / 1000 : 0);
    },
  });
  const held = new Gauge({
    name: "samestory_writer_lease_held",
    help: "1 when this process holds the writer's lease and leads, else 0.",
    registers,
    async collect() {
      const lease = await store.lease("writer");
      this.set(lease?.holder === holder && lease.expiresAt > clock.now() ? 1 : 0);
    },
  });
  void [carried, entries, oldest, deliveries, lease, held];
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe(stage, ending, ms) {
      jobs.inc({ stage, ending: ending.kind, reason: "reason" in ending ? ending.reason : "" });
      seconds.observe({ stage }, ms / 1000);
    },
  };
}
