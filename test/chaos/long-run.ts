import { parseArgs } from "node:util";
import { seededRandom } from "../seeded-random.ts";
import { ALONE, SCALED_OUT } from "./fleet.ts";
import { openNewsroom } from "./installation.ts";
import { type Figures, killRun } from "./kill-run.ts";
import { startServers } from "./servers.ts";
import { undisturbedRun } from "./undisturbed.ts";

/** `npm run chaos -- --kills 300 [--mode embedded|scaled-out] [--seed 1]`: one line of figures; exit code 1 unless all is well. */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "300" },
    mode: { type: "string", default: "scaled-out" },
    seed: { type: "string", default: "1" },
  },
});
const kills = Number(values.kills);
if (!Number.isSafeInteger(kills) || kills < 1 || !["embedded", "scaled-out"].includes(values.mode)) {
  console.error("usage: npm run chaos -- [--kills <number>] [--mode embedded|scaled-out] [--seed <number>]");
  process.exit(2);
}

// The daemons end with this program.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const RECOVERY_MS = 60_000;

const line = ({ kills, flushes, rounds, lost, twice, webhookIdsPerStory, longestRecoveryMs }: Figures): string =>
  `${values.mode}: kills ${kills} in ${rounds} rounds, queue emptied ${flushes} times, lost ${lost}, twice ${twice}, ` +
  `webhook ids per story ${webhookIdsPerStory}, longest recovery ${(longestRecoveryMs / 1_000).toFixed(1)} s`;

const newsroom = await openNewsroom();
const servers = values.mode === "scaled-out" ? await startServers() : null;
try {
  const figures = await killRun({
    newsroom,
    undisturbed: await undisturbedRun(newsroom),
    kills,
    random: seededRandom(Number(values.seed)),
    onRound(figures) {
      console.error(line(figures));
      for (const said of figures.differences.splice(0)) console.error(`  ${said}`);
    },
    ...(servers
      ? {
          crew: SCALED_OUT,
          killsPerRound: 12,
          pauseMs: 1_500,
          env: { SAMESTORY_FETCH_MIN_GAP_MS: "1000" },
          engines: servers.fresh,
          flush: { times: 3, now: () => servers.redis.command("FLUSHALL") },
        }
      : { crew: ALONE, killsPerRound: 30, pauseMs: 2_500, env: {} }),
  });
  console.log(line(figures));
  const { lost, twice, webhookIdsPerStory, longestRecoveryMs } = figures;
  if (lost + twice > 0 || webhookIdsPerStory !== 1 || longestRecoveryMs > RECOVERY_MS) process.exitCode = 1;
} finally {
  await servers?.stop();
  await newsroom.close();
}
