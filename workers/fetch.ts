import { judgeResponse } from "../src/fetch/judge-response.ts";
import { judgeRobots } from "../src/fetch/judge-robots.ts";
import { pageRequest } from "../src/fetch/page-request.ts";
import { hostGapMs, hostPauseMs } from "../src/fetch/politeness.ts";
import {
  originOf,
  type RobotsRules,
  robotsAllow,
  robotsFresh,
  robotsFrom,
  robotsRequest,
} from "../src/fetch/robots.ts";
import { HOST_PAUSED, later, next } from "../src/model/ending.ts";
import { userAgent } from "../src/model/version.ts";
import { inTurn, type Turn } from "./in-turn.ts";
import { STALE, step, type Worker } from "./worker.ts";

/** Files of rules that a worker keeps at hand. The entries of a feed come one after the other and are of one site. */
const ORIGINS_REMEMBERED = 64;

/** Gets one article page, when its host's turn and robots.txt allow. Key: entry id. */
export const fetch: Worker = async (desk) => {
  const { app, signal } = desk;
  const { store, clock } = app;
  const settings = app.settings.fetch;
  const agent = userAgent(settings.contact);
  /** Asked for with each page of an origin, and the same for hours. */
  const remembered = new Map<string, RobotsRules>();
  const remember = (origin: string, robots: RobotsRules): void => {
    if (remembered.size >= ORIGINS_REMEMBERED) remembered.clear();
    remembered.set(origin, robots);
  };
  /** Only a pause is worth a row: a trace says what the entry waits for, and it does not count as one that could go on. */
  const notYet = async (entryId: string, startedAt: number, { busyMs, paused }: Turn & { outcome: null }) => {
    const ending = later(busyMs, paused ? HOST_PAUSED : "host-busy");
    if (paused) await store.commitStep(step(desk, entryId, startedAt, ending));
    return ending;
  };
  return async (entryId) => {
    const startedAt = clock.now();
    const entry = await store.entry(entryId);
    if (entry?.waitsFor !== "fetch") return STALE;
    const origin = originOf(entry.url);
    const known = remembered.get(origin);
    const kept = known && robotsFresh(known, startedAt, settings) ? known : await store.robots(origin);
    if (kept && kept !== known) remember(origin, kept);
    const rules = kept && robotsFresh(kept, startedAt, settings) ? robotsAllow(kept, entry.url, agent) : null;
    if (!rules) {
      // robots.txt takes a turn of its own; the page comes at the next.
      const turn = await inTurn(app, { ...robotsRequest(origin, settings), signal }, settings.minGapMs, () => 0);
      if (!turn.outcome) return notYet(entryId, startedAt, turn);
      if (!turn.outcome.ok && turn.outcome.reason === "aborted") return later(0, "stopping");
      await store.saveRobots(origin, robotsFrom(turn.outcome, clock.now(), settings));
      return later(settings.minGapMs, "robots-read");
    }
    const refused = judgeRobots(rules, entry.tries, settings);
    if (refused) {
      await store.commitStep(step(desk, entryId, startedAt, refused));
      return refused;
    }
    const gapMs = hostGapMs(rules.crawlDelayMs, settings);
    const request = { ...pageRequest(entry.url, settings), signal };
    const turn = await inTurn(app, request, gapMs, (reply) => hostPauseMs(reply, clock.now(), settings));
    if (!turn.outcome) return notYet(entryId, startedAt, turn);
    if (!turn.outcome.ok && turn.outcome.reason === "aborted") return later(0, "stopping");
    const judged = judgeResponse(turn.outcome, entry.tries, clock.now(), settings);
    if (judged.kind !== "page") {
      await store.commitStep(step(desk, entryId, startedAt, judged));
      return judged;
    }
    const former = entry.rerun === null ? null : await store.page(entryId);
    const unchanged = former !== null && Buffer.compare(former.body, judged.page.body) === 0;
    // The same bytes are the page that was read before, not a later one.
    const page = unchanged ? { ...judged.page, fetchedAt: former.fetchedAt } : judged.page;
    const ending = next({
      status: page.status,
      bytes: page.body.length,
      url: page.url,
      ...(unchanged && { unchanged }),
    });
    await store.commitPage(step(desk, entryId, startedAt, ending), page);
    return ending;
  };
};
