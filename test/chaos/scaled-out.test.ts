import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Newsroom } from "../../src/demo/newsroom.ts";
import { jsonLines } from "../program.ts";
import { clustered, endInOrder, type Installation, install, openNewsroom, passed } from "./installation.ts";
import { type Servers, serversAreHere, startServers } from "./servers.ts";
import { assertSame, type Undisturbed, undisturbedRun } from "./undisturbed.ts";

const SETTLED_MS = 60_000;
const HANDS = ["run", "--only", "poll,fetch,extract"];

if (serversAreHere("the chaos tests of the scaled-out mode"))
  describe("three processes on Redis and PostgreSQL", () => {
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

    const leaderOf = async (installation: Installation): Promise<string> => {
      const [status] = jsonLines<{ writer: { holder: string } | null }>(await installation.tell("status", "--json"));
      return status?.writer?.holder ?? "nobody";
    };

    test("make what the embedded mode makes, name their leader, and end in order", async (t) => {
      const installation = await install(newsroom, { engines: await servers.fresh() });
      t.after(installation.close);
      const leader = installation.start(["run"], { who: "leader" });
      await leader.said('"event":"leader"');
      const others = [installation.start(["run"], { who: "stand-by" }), installation.start(HANDS, { who: "hands" })];
      await installation.settled(SETTLED_MS);
      assert.match(await leaderOf(installation), new RegExp(`:${leader.child.pid}:`));
      await assertSame(installation, undisturbed);
      assert.equal(installation.arrived(), undisturbed.alerts, "no webhook came twice");
      for (const ms of await Promise.all([leader, ...others].map(endInOrder))) assert.ok(ms < 10_000, `took ${ms} ms`);
    });

    test("go on when the leader is killed: the stand-by takes over at once and nothing is lost or doubled", async (t) => {
      const installation = await install(newsroom, {
        engines: await servers.fresh(),
        env: { SAMESTORY_FETCH_MIN_GAP_MS: "400" },
      });
      t.after(installation.close);
      const leader = installation.start(["run"], { who: "leader" });
      await leader.said('"event":"leader"');
      const others = [installation.start(["run"], { who: "stand-by" }), installation.start(HANDS, { who: "hands" })];
      const standBy = others[0]!;
      await standBy.said('"event":"run"');
      await installation.look(async (app) => {
        await passed(SETTLED_MS, "ten articles are through", async () => (await clustered(app)) >= 10 || "fewer");
        leader.child.kill("SIGKILL");
        await leader.ended;
        const before = await clustered(app);
        const ms = await passed(
          20_000,
          "the next article is through",
          async () => (await clustered(app)) > before || "none",
        );
        t.diagnostic(`the stand-by's first article was through after ${ms} ms`);
      });
      assert.match(await leaderOf(installation), new RegExp(`:${standBy.child.pid}:`));
      t.diagnostic(`all done ${await installation.settled(SETTLED_MS)} ms later`);
      await assertSame(installation, undisturbed);
      for (const ms of await Promise.all(others.map(endInOrder))) assert.ok(ms < 10_000, `took ${ms} ms`);
    });
  });
