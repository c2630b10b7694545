import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../seeded-random.ts";
import { SCALED_OUT } from "./fleet.ts";
import { openNewsroom } from "./installation.ts";
import { killRun } from "./kill-run.ts";
import { serversAreHere, startServers } from "./servers.ts";
import { undisturbedRun } from "./undisturbed.ts";

const KILLS = 9;

if (serversAreHere("the kills of the scaled-out mode"))
  test(`after ${KILLS} kill -9 of three processes and three emptied queues all is there once, under one webhook id`, async (t) => {
    const newsroom = await openNewsroom();
    t.after(newsroom.close);
    const servers = await startServers();
    t.after(servers.stop);
    const {
      longestRecoveryMs,
      rounds: _,
      ...figures
    } = await killRun({
      newsroom,
      undisturbed: await undisturbedRun(newsroom),
      crew: SCALED_OUT,
      kills: KILLS,
      killsPerRound: KILLS,
      pauseMs: 1_500,
      env: { SAMESTORY_FETCH_MIN_GAP_MS: "1000" },
      random: seededRandom(20_261_122),
      engines: servers.fresh,
      flush: { times: 3, now: () => servers.redis.command("FLUSHALL") },
    });
    t.diagnostic(`done ${longestRecoveryMs} ms after the last kill`);
    assert.deepEqual(figures, { kills: KILLS, flushes: 3, lost: 0, twice: 0, webhookIdsPerStory: 1, differences: [] });
  });
