import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import type { App } from "../app.ts";
import { STAGES } from "../model/words.ts";
import { WRITER } from "../ports/store.ts";
import { many } from "./say.ts";
import { duration, isoSeconds } from "./times.ts";

/** One thing that was looked at. `advice` is null when all is well. */
export interface Finding {
  what: string;
  /** What was found. */
  found: string;
  /** What to do about it. */
  advice: string | null;
}

/** Below this, the next busy day may not fit on the disk. */
const LEAST_FREE_BYTES = 500_000_000;
/** This program is younger than that; a clock that says otherwise is wrong. */
const EARLIEST_NOW = Date.UTC(2025, 0, 1);
/** An article seen later than now by more than this came from a clock that was ahead, or ours has gone back. */
const CLOCK_SLACK_MS = 10 * 60_000;

export const good = (what: string, found: string): Finding => ({ what, found, advice: null });
export const bad = (what: string, found: string, advice: string): Finding => ({ what, found, advice });

export function engines(): Finding[] {
  const { node, sqlite = "none" } = process.versions;
  return [good("node", node), good("sqlite", sqlite)];
}

export async function folder(dataDir: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    findings.push(good("data folder", `${dataDir}, writable`));
  } catch {
    findings.push(bad("data folder", `${dataDir} cannot be written`, "give this user the right to write there"));
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const found = `${(free / 1e9).toFixed(1)} GB free`;
  findings.push(
    free >= LEAST_FREE_BYTES
      ? good("disk", found)
      : bad("disk", found, `free some space; less than ${LEAST_FREE_BYTES / 1e9} GB is left`),
  );
  return findings;
}

/** Everything that an open store and queue can tell. */
export async function inside(app: App): Promise<Finding[]> {
  const { store } = app;
  const problems = await store.check();
  return [
    problems.length === 0
      ? good("store", "sound")
      : bad(
          "store",
          problems.join("; "),
          "stop the daemon, then: samestory restore BACKUP --force (with PostgreSQL it says how)",
        ),
    await clock(app),
    await writer(app),
    await jobs(app),
    ...(await carrier(app)),
    await feeds(app),
    await deliveries(app),
  ];
}

async function clock({ store, clock }: App): Promise<Finding> {
  const now = clock.now();
  if (now < EARLIEST_NOW) return bad("clock", isoSeconds(now), "set the machine's clock");
  const [latest] = await store.articles({ limit: 1 });
  const ahead = latest ? latest.firstSeenAt - now : 0;
  if (ahead > CLOCK_SLACK_MS)
    return bad(
      "clock",
      `${isoSeconds(now)}, ${duration(ahead)} before the latest article was seen`,
      "set the machine's clock",
    );
  return good("clock", isoSeconds(now));
}

async function writer({ store, clock }: App): Promise<Finding> {
  const lease = await store.lease(WRITER);
  if (!lease || lease.expiresAt <= clock.now()) return good("writer", "no daemon is running");
  return good("writer", `${lease.holder} until ${isoSeconds(lease.expiresAt)}`);
}

async function jobs({ queue }: App): Promise<Finding> {
  const counts = await queue.counts();
  const sum = (of: "waiting" | "delayed" | "active" | "failed") =>
    STAGES.reduce((all, stage) => all + counts[stage][of], 0);
  const found = `${sum("waiting")} waiting, ${sum("delayed")} delayed, ${sum("active")} active, ${sum("failed")} failed`;
  return sum("failed") === 0
    ? good("queue", found)
    : bad("queue", found, "see why with `samestory jobs failed`, then `samestory jobs retry` or `drop`");
}

async function carrier({ queue }: App): Promise<Finding[]> {
  const carrier = await queue.carrier?.();
  return carrier ? [{ what: "redis", ...carrier }] : [];
}

async function feeds({ store }: App): Promise<Finding> {
  const all = await store.feeds();
  const ill = all.filter(({ state }) => state === "failing" || state === "blocked" || state === "gone");
  const found = `${many(all.length, "feed")}, ${ill.length} in trouble`;
  // A dead feed among many is a publisher's affair; only all of them at once are ours.
  return ill.length > 0 && ill.length === all.length
    ? bad("feeds", found, "is there a way out to the network? See `samestory feeds list` for each one's reason")
    : good("feeds", found);
}

async function deliveries({ store }: App): Promise<Finding> {
  const endpoints = await store.endpoints();
  const off = endpoints.filter(({ state }) => state === "disabled");
  const found = `${many(endpoints.length, "endpoint")}, ${off.length} disabled`;
  return off.length === 0
    ? good("webhooks", found)
    : bad("webhooks", found, `see why with \`samestory webhooks list\`, then \`samestory webhooks enable ID\``);
}
