import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { App } from "../app.ts";
import type { Ending } from "../model/ending.ts";
import type { Stage } from "../model/words.ts";
import { WRITER } from "../ports/store.ts";

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
  });
  const entries = new Gauge({
    name: "samestory_entries",
    help: "Entries, by where they wait or how they ended.",
    labelNames: ["state"],
    registers,
  });
  const oldest = new Gauge({
    name: "samestory_oldest_waiting_seconds",
    help: "How long the oldest feed, entry or delivery that could go on has been waiting, by stage; 0 when none waits.",
    labelNames: ["stage"],
    registers,
  });
  const deliveries = new Gauge({
    name: "samestory_deliveries",
    help: "Deliveries of alerts, by state.",
    labelNames: ["state"],
    registers,
  });
  const lease = new Gauge({
    name: "samestory_writer_lease_seconds",
    help: "Seconds until the writer's lease expires; 0 when nobody holds it.",
    registers,
  });
  const held = new Gauge({
    name: "samestory_writer_lease_held",
    help: "1 when this process holds the writer's lease and leads, else 0.",
    registers,
  });

  async function look(): Promise<void> {
    const now = clock.now();
    const [jobsNow, totals, waitingSince, writer] = await Promise.all([
      queue.counts(),
      store.totals(),
      store.oldestWaiting(now),
      store.lease(WRITER),
    ]);
    for (const [stage, states] of Object.entries(jobsNow))
      for (const [state, count] of Object.entries(states)) carried.set({ stage, state }, count);
    // An ending that no entry has any more is not among the totals.
    entries.reset();
    for (const [state, count] of Object.entries({ ...totals.entries.waiting, ...totals.entries.ended }))
      entries.set({ state }, count);
    for (const [stage, since] of Object.entries(waitingSince))
      oldest.set({ stage }, since === null ? 0 : Math.max(0, now - since) / 1000);
    for (const [state, count] of Object.entries(totals.deliveries)) deliveries.set({ state }, count);
    const leftMs = writer ? Math.max(0, writer.expiresAt - now) : 0;
    lease.set(leftMs / 1000);
    held.set(writer?.holder === holder && leftMs > 0 ? 1 : 0);
  }

  return {
    contentType: registry.contentType,
    async text() {
      await look();
      return registry.metrics();
    },
    observe(stage, ending, ms) {
      jobs.inc({ stage, ending: ending.kind, reason: "reason" in ending ? ending.reason : "" });
      seconds.observe({ stage }, ms / 1000);
    },
  };
}
