import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../seeded-random.ts";
import { ALONE } from "./fleet.ts";
import { openNewsroom } from "./installation.ts";
import { killRun } from "./kill-run.ts";
import { undisturbedRun } from "./undisturbed.ts";

const KILLS = 30;

test(`after ${KILLS} kill -9 at random moments the same articles and stories are there, and one webhook id per story`, async (t) => {
  const newsroom = await openNewsroom();
  t.after(newsroom.close);
  const {
    longestRecoveryMs,
    rounds: _,
    ...figures
  } = await killRun({
    newsroom,
    undisturbed: await undisturbedRun(newsroom),
    crew: ALONE,
    kills: KILLS,
    killsPerRound: KILLS,
    pauseMs: 2_500,
    env: {},
    random: seededRandom(20_261_122),
  });
  t.diagnostic(`done ${longestRecoveryMs} ms after the last kill`);
  assert.deepEqual(figures, { kills: KILLS, flushes: 0, lost: 0, twice: 0, webhookIdsPerStory: 1, differences: [] });
});
