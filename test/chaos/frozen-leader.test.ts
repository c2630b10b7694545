import assert from "node:assert/strict";
import { after, before, describe, type TestContext, test } from "node:test";
import type { Newsroom } from "../../src/demo/newsroom.ts";
import type { Started } from "../program.ts";
import { clustered, endInOrder, type Installation, install, openNewsroom, passed } from "./installation.ts";
import { type Servers, serversAreHere, startServers } from "./servers.ts";
import { assertSame, type Undisturbed, undisturbedRun } from "./undisturbed.ts";
import { callWitness, type Witness } from "./witness.ts";

const LEASE_MS = 2_000;
const SETTLED_MS = 60_000;
/** A process that froze inside a transaction keeps its locks for 10 s; then the lease has to run out. */
const TAKEN_OVER_MS = 20_000;

if (serversAreHere("the chaos tests of a frozen leader"))
  describe("a leader that freezes for longer than its lease", () => {
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

    interface Scene {
      installation: Installation;
      witness: Witness;
      leader: Started;
      standBy: Started;
    }

    /** A leader in the middle of its work, and a stand-by. */
    async function midWay(t: TestContext): Promise<Scene> {
      const engines = await servers.fresh();
      const env = {
        SAMESTORY_FETCH_MIN_GAP_MS: "300",
        SAMESTORY_RUN_LEASE_TTL_MS: String(LEASE_MS),
        SAMESTORY_QUEUE_LOCK_MS: "3000",
      };
      const installation = await install(newsroom, { engines, env });
      t.after(installation.close);
      const witness = await callWitness(engines.databaseUrl);
      t.after(witness.close);
      const leader = installation.start(["run"], { who: "leader" });
      await leader.said('"event":"leader"');
      const standBy = installation.start(["run"], { who: "stand-by" });
      await standBy.said('"event":"run"');
      await installation.look((app) =>
        passed(SETTLED_MS, "ten articles are through", async () => (await clustered(app)) >= 10 || "fewer"),
      );
      return { installation, witness, leader, standBy };
    }

    /** Each row of the writing stages was committed by the one who had the lease; the rows. */
    async function writtenByHolders({ witness, leader, standBy }: Scene) {
      const pids: Record<string, number | undefined> = { leader: leader.child.pid, "stand-by": standBy.child.pid };
      const rows = await witness.written();
      for (const row of rows) assert.equal(row.holderPid, pids[row.who], JSON.stringify(row));
      return rows;
    }

    async function finish(scene: Scene): Promise<void> {
      const { installation, leader, standBy } = scene;
      await installation.settled(SETTLED_MS);
      await writtenByHolders(scene);
      await assertSame(installation, undisturbed);
      for (const ms of await Promise.all([leader, standBy].map(endInOrder))) assert.ok(ms < 10_000, `took ${ms} ms`);
    }

    /** Freezes the leader while its own backend waits for `table`, then lets the table go. */
    async function freezeAt(table: string, { witness, leader }: Scene): Promise<void> {
      await witness.ask("BEGIN");
      await witness.ask(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      const waiting =
        "SELECT pg_stat_clear_snapshot(); SELECT 1 FROM pg_stat_activity WHERE application_name = 'leader' AND wait_event_type = 'Lock' AND query ~ ";
      await passed(
        5_000,
        "the leader waits for the table",
        async () => (await witness.ask(`${waiting} '${table}'`)).length > 0 || "it does not",
      );
      leader.child.kill("SIGSTOP");
      await witness.ask("ROLLBACK");
      // What it had sent before it froze, the server does: one statement may be a whole commit.
      const busy =
        "SELECT pg_stat_clear_snapshot(); SELECT 1 FROM pg_stat_activity WHERE application_name = 'leader' AND state = 'active'";
      await passed(
        5_000,
        "what it had sent is done",
        async () => (await witness.ask(busy)).length === 0 || "it is not",
      );
    }

    const committedBy = async (who: string, { witness }: Scene) =>
      (await witness.written()).filter((row) => row.who === who).length;

    test("between reading and writing: what it wants to commit when it wakes is refused, and it stands by", async (t) => {
      const scene = await midWay(t);
      const { installation, leader, standBy } = scene;
      await freezeAt("near_duplicate", scene);
      const frozenAt = performance.now();
      const asleep = await committedBy("leader", scene);
      await standBy.said('"event":"leader"');
      t.diagnostic(`the stand-by leads after ${Math.round(performance.now() - frozenAt)} ms`);
      leader.child.kill("SIGCONT");
      await leader.said("LeaseLost");
      await installation.settled(SETTLED_MS);
      assert.equal(await committedBy("leader", scene), asleep);
      assert.ok((await committedBy("stand-by", scene)) > 0);
      await finish(scene);
    });

    test("inside a transaction: it is committed whole or not at all, and the stand-by goes on", async (t) => {
      const scene = await midWay(t);
      const { installation, leader } = scene;
      await freezeAt("coverage", scene);
      const frozenAt = performance.now();
      await passed(
        TAKEN_OVER_MS,
        "the stand-by commits",
        async () => (await committedBy("stand-by", scene)) > 0 || "nothing",
      );
      t.diagnostic(`the stand-by's first commit came after ${Math.round(performance.now() - frozenAt)} ms`);
      const asleep = await committedBy("leader", scene);
      await installation.settled(SETTLED_MS);
      leader.child.kill("SIGCONT");
      await leader.said("LeaseLost");
      assert.equal(await committedBy("leader", scene), asleep);
      await finish(scene);
    });
  });
