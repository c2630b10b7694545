import assert from "node:assert/strict";
import { test } from "node:test";
import { SCALED_OUT, startFleet } from "./fleet.ts";
import { endInOrder, install, openNewsroom } from "./installation.ts";
import { serversAreHere, startServers } from "./servers.ts";
import { striking } from "./strike.ts";
import { assertSame, undisturbedRun } from "./undisturbed.ts";
import { callWitness } from "./witness.ts";

const RECOVERY_MS = 60_000;

if (serversAreHere("the chaos tests of outages"))
  test("Redis restarted and killed, PostgreSQL stopped at once, its connections ended: all is done, and once", async (t) => {
    const newsroom = await openNewsroom();
    t.after(newsroom.close);
    const { postgres, redis, fresh, stop } = await startServers();
    t.after(stop);
    const undisturbed = await undisturbedRun(newsroom);
    const engines = await fresh();
    const installation = await install(newsroom, { engines, env: { SAMESTORY_FETCH_MIN_GAP_MS: "1500" } });
    t.after(installation.close);
    const fleet = startFleet(installation, SCALED_OUT);
    const strike = striking(t, installation);
    await strike("Redis is restarted and killed", 6, async () => {
      await redis.restart();
      await redis.kill();
      await redis.start();
    });
    await strike("PostgreSQL stops without a checkpoint", 14, async () => {
      await postgres.kill();
      await postgres.start();
    });
    await strike("PostgreSQL ends every connection", 22, async () => {
      const witness = await callWitness(engines.databaseUrl);
      const ended = await witness.ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()",
      );
      assert.ok(ended.length >= 3, `${ended.length} connections were ended`);
      await witness.close();
    });
    t.diagnostic(`all done ${await installation.settled(RECOVERY_MS)} ms later`);
    for (const { child } of fleet.running()) assert.equal(child.exitCode, null, "it runs on");
    await assertSame(installation, undisturbed);
    for (const ms of await Promise.all(fleet.running().map(endInOrder))) assert.ok(ms < 10_000, `took ${ms} ms`);
  });
