import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "../../app.ts";
import type { Feed, ParsedFeed } from "../../model/feed.ts";
import { freshForMs } from "../../poll/freshness.ts";
import { identify } from "../../poll/identify.ts";
import { afterDocument, judgePoll } from "../../poll/judge-poll.ts";
import { newFeed } from "../../poll/new-feed.ts";
import { adaptiveMs } from "../../poll/next-poll.ts";
import { pollRequest } from "../../poll/poll-request.ts";
import { cleanLine } from "../clean.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { hasData, placeOf, webAddress, withApp } from "../context.ts";
import { EXIT } from "../exit.ts";
import { many } from "../say.ts";
import { duration, fromNow, iso, isoOrNull, isoSeconds } from "../times.ts";
import { wrap } from "../wrap.ts";

/** Headers of a reply that decide what a poll does. */
const TELLING = new Set([
  "content-type",
  "content-encoding",
  "im",
  "etag",
  "last-modified",
  "cache-control",
  "age",
  "expires",
  "retry-after",
  "location",
]);
const SHOWN_ITEMS = 5;

/** Explains one poll: what is asked, what came, what is made of it, when it would be asked again. Stores nothing. */
export async function checkFeed(cli: Cli, address: string, options: SharedOptions): Promise<void> {
  const look = async (app: App) => {
    const known = await app.store.feed(address);
    const report = await pollOnce(
      app,
      known ?? newFeed(webAddress(address), app.clock.now(), app.settings.poll),
      known !== null,
    );
    if (options.json) await cli.out.json(report);
    else await print(cli, report);
    if (report.decision === "unreadable")
      cli.out.note(`to look for the feeds that this address names: samestory feeds add ${report.url}`);
    if (report.decision !== "document" && report.decision !== "not-modified") cli.exitCode = EXIT.failed;
  };
  if (await hasData(placeOf(cli, options))) return withApp(cli, options, {}, look);
  // Looking at a feed before there is any data must not leave some behind.
  const scratch = await mkdtemp(join(tmpdir(), "samestory-check-"));
  try {
    await withApp(cli, { ...options, data: scratch }, { creates: "silently" }, look);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

type Report = Awaited<ReturnType<typeof pollOnce>>;

async function pollOnce({ http, parser, clock, settings }: App, feed: Feed, known: boolean) {
  const asked = pollRequest(feed, settings.poll);
  const { timeoutMs, maxBytes } = settings.poll;
  const outcome = await http.request({ ...asked, timeoutMs, maxBytes, maxHops: settings.fetch.maxHops });
  const now = clock.now();
  const verdict = judgePoll(feed, outcome, now, 0, settings.poll);
  let after = verdict.feed;
  let decision: string = verdict.kind;
  let reason = verdict.reason;
  let parsed: ParsedFeed | null = null;
  if (verdict.kind === "document" && outcome.ok) {
    const read = await parser.feed(outcome.body, outcome.headers["content-type"] ?? "", outcome.url);
    after = afterDocument(feed, outcome, read, { known: 0, added: 0 }, now, 0, settings.poll);
    if (read.ok) parsed = read.value;
    else {
      decision = "unreadable";
      reason = read.detail;
    }
  }
  const found = parsed ? identify(parsed, feed, now, settings.poll) : [];
  const headers: Record<string, string> = outcome.ok ? outcome.headers : {};
  return {
    url: feed.url,
    known,
    request: asked.headers,
    reply: outcome.ok
      ? {
          status: outcome.status,
          ms: Math.round(outcome.ms),
          bytes: outcome.body.length,
          url: outcome.url,
          hops: outcome.hops,
          headers: Object.fromEntries(Object.entries(headers).filter(([name]) => TELLING.has(name))),
        }
      : { failure: outcome.reason, ms: Math.round(outcome.ms), detail: outcome.detail },
    decision,
    reason,
    state: after.state,
    document: parsed && {
      reader: parsed.reader,
      format: parsed.format,
      title: parsed.title,
      items: parsed.items.length,
      entries: found.length,
      cut: parsed.cut,
      latest: found.slice(0, SHOWN_ITEMS).map(({ title, url, publishedAt, dateSource, aliases }) => ({
        title,
        url,
        published: isoOrNull(publishedAt),
        date_source: dateSource,
        aliases,
      })),
    },
    next: { at: iso(after.nextDueAt), from: iso(now), why: whyThen(after, headers, now, settings) },
  };
}

/** The wishes behind the next time, each with the interval it asks for. */
function whyThen(feed: Feed, headers: Record<string, string>, now: number, settings: App["settings"]): string[] {
  const { polling } = feed;
  if (polling.failures > 0) return [`${many(polling.failures, "failure")} in a row: ${polling.lastError ?? "unknown"}`];
  const { ttlMinutes, syPeriodMs, skipHours, skipDays } = polling.hints;
  const fresh = freshForMs(headers, now);
  const rate = polling.itemsPerDay === null ? "rate not known yet" : `${polling.itemsPerDay.toFixed(1)} items a day`;
  return [
    `${rate}: ${duration(adaptiveMs(polling, now, settings.poll))}`,
    ...(ttlMinutes === null ? [] : [`ttl: ${duration(ttlMinutes * 60_000)}`]),
    ...(syPeriodMs === null ? [] : [`sy:updatePeriod: ${duration(syPeriodMs)}`]),
    ...(fresh === null ? [] : [`Cache-Control or Expires: ${duration(fresh)}`]),
    ...(skipHours.length > 0 ? [`skipHours: ${skipHours.join(", ")}`] : []),
    ...(skipDays.length > 0 ? [`skipDays: ${skipDays.join(", ")}`] : []),
    `within ${duration(settings.poll.minIntervalMs)} and ${duration(settings.poll.maxIntervalMs)}`,
  ];
}

async function print(cli: Cli, report: Report): Promise<void> {
  const { out } = cli;
  const { reply, document, next } = report;
  await out.heading("Asked");
  await out.lines(`  ${report.url}${report.known ? "" : " (not one of the stored feeds)"}`);
  const sent = Object.entries(report.request).map(([name, value]) => `  ${name}: ${value}`);
  await out.lines(...sent.flatMap((line) => wrap(line, out.width, 4)), "");
  await out.heading("Reply");
  if (reply.failure !== undefined)
    await out.lines(`  ${reply.failure} after ${duration(reply.ms)}: ${cleanLine(reply.detail)}`);
  else {
    for (const hop of reply.hops) await out.lines(`  ${hop.status} from ${hop.from} to ${hop.to}`);
    await out.lines(`  ${reply.status}, ${reply.bytes} bytes in ${duration(reply.ms)}`);
    await out.lines(...Object.entries(reply.headers).map(([name, value]) => `  ${name}: ${cleanLine(value)}`));
  }
  await out.lines("");
  await out.heading("Decision");
  await out.lines(
    `  ${report.decision}${report.reason ? `: ${cleanLine(report.reason)}` : ""}; the feed would be ${report.state}`,
  );
  if (document) {
    await out.lines(
      `  ${document.format}, read by ${document.reader}: ${many(document.items, "item")}, ${document.entries} with an address` +
        `${document.cut > 0 ? `, ${document.cut} cut off` : ""}`,
    );
    for (const { title, url, published, date_source } of document.latest)
      await out.lines(
        `  ${published === null ? "no date" : isoSeconds(Date.parse(published))} (from ${date_source})  ${cleanLine(title ?? "(no title)")}`,
        `    ${url}`,
      );
  }
  await out.lines("");
  await out.heading("Next");
  await out.lines(
    `  ${isoSeconds(Date.parse(next.at))}, ${fromNow(Date.parse(next.at), Date.parse(next.from))}`,
    ...next.why.map((why) => `  ${why}`),
  );
}
