import assert from "node:assert/strict";
import { test } from "node:test";
import { layCable } from "./cable.ts";
import { SCALED_OUT, startFleet } from "./fleet.ts";
import { endInOrder, install, openNewsroom } from "./installation.ts";
import { serversAreHere, startServers } from "./servers.ts";
import { anyoneSaid, striking } from "./strike.ts";
import { assertSame, undisturbedRun } from "./undisturbed.ts";

const RECOVERY_MS = 60_000;

const through = (url: string, port: number): string => {
  const address = new URL(url);
  address.port = String(port);
  return address.href;
};

if (serversAreHere("the chaos tests of stalls"))
  test("Redis stalls, its memory is full, the lines to Redis and PostgreSQL are cut: all is done, and once", async (t) => {
    const newsroom = await openNewsroom();
    t.after(newsroom.close);
    const { redis, fresh, stop } = await startServers();
    t.after(stop);
    const undisturbed = await undisturbedRun(newsroom);
    const { redisUrl, databaseUrl } = await fresh();
    const toRedis = await layCable(redis.port);
    t.after(toRedis.close);
    const toPostgres = await layCable(Number(new URL(databaseUrl).port));
    t.after(toPostgres.close);
    const engines = { redisUrl: through(redisUrl, toRedis.port), databaseUrl: through(databaseUrl, toPostgres.port) };
    const installation = await install(newsroom, { engines, env: { SAMESTORY_FETCH_MIN_GAP_MS: "1500" } });
    t.after(installation.close);
    const fleet = startFleet(installation, SCALED_OUT);
    const strike = striking(t, installation);
    const until = (text: string) => anyoneSaid(fleet.running(), text);

    await strike("Redis stands still", 4, async () => {
      redis.freeze();
      await until("Command timed out");
      redis.thaw();
    });
    await strike("Redis has no memory left", 10, async () => {
      await redis.command("CONFIG", "SET", "maxmemory", "1");
      await until("OOM command not allowed");
      await redis.command("CONFIG", "SET", "maxmemory", "0");
    });
    await strike("the line to Redis is cut", 16, async () => {
      toRedis.cut();
      await until('"event":"redis-lost"');
      toRedis.mend();
    });
    await strike("the line to PostgreSQL is cut", 22, async () => {
      toPostgres.cut();
      await until('"event":"database-retry"');
      toPostgres.mend();
    });
    t.diagnostic(`all done ${await installation.settled(RECOVERY_MS)} ms later`);
    for (const { child } of fleet.running()) assert.equal(child.exitCode, null, "it runs on");
    await assertSame(installation, undisturbed);
    for (const ms of await Promise.all(fleet.running().map(endInOrder))) assert.ok(ms < 10_000, `took ${ms} ms`);
  });
