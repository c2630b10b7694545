import { setTimeout as sleep } from "node:timers/promises";
import type { Engines } from "../../config/engines.ts";
import type { App } from "../../src/app.ts";
import type { Newsroom } from "../../src/demo/newsroom.ts";
import { type Crew, startFleet } from "./fleet.ts";
import { endInOrder, type Installation, install, nothingWaits } from "./installation.ts";
import type { Outcome } from "./outcome.ts";
import { assertSound, type Undisturbed } from "./undisturbed.ts";

/** After the last kill of a round everything has to be done within this. */
const RECOVERY_MS = 60_000;

export interface KillRunOptions {
  newsroom: Newsroom;
  undisturbed: Undisturbed;
  crew: Crew;
  kills: number;
  /** Of one installation; then the next one begins. Fewer when its work is done before. */
  killsPerRound: number;
  /** Longest pause between two kills, in milliseconds. */
  pauseMs: number;
  /** Settings of the daemons. */
  env: Record<string, string>;
  random: () => number;
  /** A new store and queue for a round; embedded when absent. */
  engines?: () => Promise<Engines>;
  /** Empties the queue behind the daemons' back; how often in the whole run, evenly spread. */
  flush?: { times: number; now: () => Promise<unknown> };
  onRound?: (figures: Figures) => void;
}

/** What came of a run with kills. */
export interface Figures {
  rounds: number;
  kills: number;
  flushes: number;
  /** Articles and stories that an undisturbed run has and this one has not, or has otherwise. */
  lost: number;
  /** Articles and stories that this one has more. */
  twice: number;
  /** The most webhook ids that one story was told under; the number of stories that were not told of counts as lost. */
  webhookIdsPerStory: number;
  /** From the last kill of a round until nothing waited. */
  longestRecoveryMs: number;
  /** Of each round that lost or doubled something: what the store says of it. */
  differences: string[];
}

/** Kills processes with -9 at random moments while they have work, until so many are dead; says what it did to the work. */
export async function killRun(options: KillRunOptions): Promise<Figures> {
  const figures: Figures = {
    rounds: 0,
    kills: 0,
    flushes: 0,
    lost: 0,
    twice: 0,
    webhookIdsPerStory: 0,
    longestRecoveryMs: 0,
    differences: [],
  };
  while (figures.kills < options.kills) {
    const engines = await options.engines?.();
    const installation = await install(options.newsroom, { env: options.env, ...(engines ? { engines } : {}) });
    try {
      await round(installation, options, figures);
    } finally {
      await installation.close();
    }
    options.onRound?.(figures);
  }
  return figures;
}

async function round(installation: Installation, options: KillRunOptions, figures: Figures): Promise<void> {
  const { crew, kills, killsPerRound, pauseMs, random, flush, undisturbed } = options;
  const fleet = startFleet(installation, crew);
  const isDone = (app: App) => nothingWaits(app).then((seen) => seen === true);
  await installation.look(async (app) => {
    for (let kill = 0; kill < killsPerRound && figures.kills < kills; kill++) {
      await sleep(random() * pauseMs);
      if (await isDone(app)) break;
      await fleet.killOne(fleet.names[Math.floor(random() * fleet.names.length)]!);
      figures.kills++;
      if (flush && figures.kills * (flush.times + 1) > kills * (figures.flushes + 1) && figures.flushes < flush.times) {
        await flush.now();
        figures.flushes++;
      }
    }
  });
  const recoveryMs = await installation.settled(RECOVERY_MS).catch((error: Error) => {
    throw new Error([error.message, ...fleet.deserters()].join("\n"));
  });
  figures.longestRecoveryMs = Math.max(figures.longestRecoveryMs, recoveryMs);
  await Promise.all(fleet.running().map(endInOrder));
  const outcome = await installation.outcome();
  const ids = [...installation.webhooks.values()].map((each) => each.size);
  figures.rounds++;
  const lost = missing(undisturbed.outcome, outcome) + Math.max(0, undisturbed.alerts - ids.length);
  const twice = missing(outcome, undisturbed.outcome) + Math.max(0, ids.length - undisturbed.alerts);
  figures.lost += lost;
  figures.twice += twice;
  if (lost + twice > 0) {
    const said = await installation.look((app) => whatDiffers(app, undisturbed.outcome, outcome));
    figures.differences.push(...said.map((line) => `round ${figures.rounds}: ${line}`));
  }
  figures.webhookIdsPerStory = Math.max(figures.webhookIdsPerStory, ...ids);
  await installation.look(assertSound);
}

/** The feeds that are not well, and what became of the articles that are missing. */
async function whatDiffers({ store }: App, whole: Outcome, part: Outcome): Promise<string[]> {
  const feeds = (await store.feeds()).filter(({ state, polling }) => state !== "active" || polling.failures > 0);
  const there = new Set(part.articles.map(({ url }) => url));
  const gone = whole.articles.filter(({ url }) => !there.has(url));
  const fates = await Promise.all(
    gone.map(async ({ url }) => `${url}: ${(await store.entry(url))?.ending ?? "never came in"}`),
  );
  return [
    ...feeds.map(({ url, state, polling }) => `${url}: ${state}, ${polling.lastError ?? polling.lastStatus}`),
    ...fates,
    `stories: ${part.stories.length} instead of ${whole.stories.length}`,
  ];
}

/** How many articles and stories of `whole` are not in `part`. */
function missing(whole: Outcome, part: Outcome): number {
  const left = [...part.articles, ...part.stories].map((item) => JSON.stringify(item));
  return [...whole.articles, ...whole.stories].filter((item) => {
    const at = left.indexOf(JSON.stringify(item));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  }).length;
}
