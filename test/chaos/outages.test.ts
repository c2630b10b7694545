import assert from "node:assert/strict";
import { after, before, describe, type TestContext, test } from "node:test";
import type { Newsroom } from "../../src/demo/newsroom.ts";
import { SCALED_OUT, startFleet } from "./fleet.ts";
import { clustered, endInOrder, install, openNewsroom, passed } from "./installation.ts";
import { type Servers, serversAreHere, startServers } from "./servers.ts";
import { assertSame, type Undisturbed, undisturbedRun } from "./undisturbed.ts";
import { callWitness } from "./witness.ts";

const RECOVERY_MS = 60_000;

if (serversAreHere("the chaos tests of outages"))
  describe("an outage in the middle of the work ends with all of it done, once", () => {
    let newsroom: Newsroom;
    let servers: Servers;
    let undisturbed: Undisturbed;
    before(async () => {
      newsroom = await openNewsroom();
      servers = await startServers();
      undisturbed = await undisturbedRun(newsroom);
    });
    after(async () => {
      await servers?.stop();
      await newsroom?.close();
    });

    /** Strikes when some articles are through and others are not. */
    async function struckBy(t: TestContext, strike: (databaseUrl: string) => Promise<unknown>): Promise<void> {
      const engines = await servers.fresh();
      const installation = await install(newsroom, { engines, env: { SAMESTORY_FETCH_MIN_GAP_MS: "400" } });
      t.after(installation.close);
      const fleet = startFleet(installation, SCALED_OUT);
      await installation.look((app) =>
        passed(RECOVERY_MS, "ten articles are through", async () => (await clustered(app)) >= 10 || "fewer"),
      );
      await strike(engines.databaseUrl);
      t.diagnostic(`all done ${await installation.settled(RECOVERY_MS)} ms after the outage`);
      for (const started of fleet.running()) assert.equal(started.child.exitCode, null, "it runs on");
      await assertSame(installation, undisturbed);
      for (const ms of await Promise.all(fleet.running().map(endInOrder))) assert.ok(ms < 10_000, `took ${ms} ms`);
    }

    test("Redis is restarted, and later killed", (t) =>
      struckBy(t, async () => {
        await servers.redis.restart();
        await servers.redis.kill();
        await servers.redis.start();
      }));

    test("PostgreSQL stops at once, without a checkpoint, and starts again", (t) =>
      struckBy(t, async () => {
        await servers.postgres.kill();
        await servers.postgres.start();
      }));

    test("PostgreSQL ends every connection", (t) =>
      struckBy(t, async (databaseUrl) => {
        const witness = await callWitness(databaseUrl);
        const ended = await witness.ask(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()",
        );
        assert.ok(ended.length >= 3, `${ended.length} connections were ended`);
        await witness.close();
      }));
  });
