import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, type TestContext, test } from "node:test";
import type { ConfigProblems } from "../../config/problems.ts";
import { DEFAULTS } from "../../config/schema.ts";
import { webTokenFrom } from "../../config/web-token.ts";
import { openApp } from "../../src/app.ts";
import { serveWeb } from "../../src/web/server.ts";
import { type RedisServer, redisIsHere, startRedis } from "../servers/redis.ts";
import { freePort } from "./free-port.ts";

const TOKEN = "a token of this test";
const basic = `Basic ${Buffer.from(`anybody:${TOKEN}`).toString("base64")}`;

test("a token that is too short is refused, and is not repeated", () => {
  assert.equal(webTokenFrom({}), null);
  assert.throws(
    () => webTokenFrom({ SAMESTORY_WEB_TOKEN: "secret" }),
    ({ problems: [problem = ""] }: ConfigProblems) => /at least 16/.test(problem) && !problem.includes("secret"),
  );
});

if (redisIsHere("the view of the queue"))
  describe("the view of the queue on the web port", () => {
    let redis: RedisServer;
    before(async () => {
      redis = await startRedis();
    });
    after(() => redis?.stop());

    /** A server with one job that waits; asks it. */
    async function serve(t: TestContext, webToken: string | null, redisUrl: string | null = redis.url) {
      const dataDir = await mkdtemp(join(tmpdir(), "samestory-board-"));
      const settings = {
        ...DEFAULTS,
        web: { ...DEFAULTS.web, port: await freePort() },
        log: { level: "error" } as const,
      };
      const app = await openApp(settings, { dataDir, engines: { databaseUrl: null, redisUrl }, webToken });
      const web = await serveWeb(app);
      t.after(async () => {
        await web.close();
        await app.close();
        await rm(dataDir, { recursive: true, force: true });
      });
      await app.queue.add([{ stage: "fetch", key: "a_1", runAt: app.clock.now() + 60_000 }]);
      const statusFor = async (path: string, host: string) => {
        const asked = get(new URL(path, web.url ?? ""), { headers: { host } });
        const [reply] = (await once(asked, "response")) as [IncomingMessage];
        reply.resume();
        return reply.statusCode;
      };
      const ask = (path: string, init?: RequestInit) => fetch(new URL(path, web.url ?? ""), init);
      const jobs = async () => (await app.queue.list(10)).length;
      return { ask, jobs, statusFor };
    }

    test("shows the stages' queues without a token, and nothing can be changed", async (t) => {
      const { ask, jobs } = await serve(t, null);
      const page = await ask("/queues");
      assert.equal(page.status, 200);
      assert.match(await page.text(), /<base href="\/queues\/"/);
      const { queues } = (await (await ask("/queues/api/queues")).json()) as {
        queues: { name: string; readOnlyMode: boolean; counts: Record<string, number> }[];
      };
      assert.deepEqual(queues.map(({ name }) => name).sort(), [
        "alert",
        "cluster",
        "dedupe",
        "extract",
        "fetch",
        "poll",
      ]);
      assert.ok(queues.every(({ readOnlyMode }) => readOnlyMode));
      assert.equal(queues.find(({ name }) => name === "fetch")?.counts.delayed, 1);
      for (const method of ["PUT", "POST", "DELETE", "PATCH"]) {
        const refused = await ask("/queues/api/queues/fetch/fetch-a_1/clean", { method });
        assert.ok(refused.status === 403 || refused.status === 404, `${method}: ${refused.status}`);
      }
      assert.equal((await ask("/queues/api/queues/fetch/clean/delayed", { method: "PUT" })).status, 403);
      assert.equal(await jobs(), 1);
    });

    test("has a policy of its own that lets nothing in from elsewhere; the other pages keep theirs", async (t) => {
      const { ask, statusFor } = await serve(t, null);
      assert.equal(await statusFor("/queues/api/queues", "rebound.example"), 421);
      const page = await ask("/queues");
      const policy = page.headers.get("content-security-policy") ?? "";
      assert.match(policy, /script-src 'self';/);
      assert.doesNotMatch(policy, /script-src[^;]*unsafe|https?:/);
      const scripts = [...(await page.text()).matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src]) => src ?? "");
      assert.ok(scripts.length > 0);
      for (const src of scripts) assert.equal((await ask(`/queues/${src}`)).status, 200, src);
      const own = (await ask("/")).headers.get("content-security-policy") ?? "";
      assert.doesNotMatch(own, /unsafe-inline|script-src/);
      assert.match(await (await ask("/")).text(), /href="\/queues"/);
    });

    test("with a token only its holder gets in, and changes must come from the board's own page", async (t) => {
      const { ask, jobs } = await serve(t, TOKEN);
      for (const headers of [{}, { authorization: "Basic bm8=" }, { authorization: "Bearer a token" }]) {
        const refused = await ask("/queues/api/queues", { headers });
        assert.equal(refused.status, 401);
        assert.match(refused.headers.get("www-authenticate") ?? "", /^Basic /);
      }
      assert.equal((await ask("/queues/api/queues", { headers: { authorization: basic } })).status, 200);
      const clean = (site: string) =>
        ask("/queues/api/queues/fetch/clean/delayed", {
          method: "PUT",
          headers: { authorization: basic, "sec-fetch-site": site },
        });
      assert.equal((await clean("cross-site")).status, 403);
      assert.equal(await jobs(), 1);
      assert.ok((await clean("same-origin")).ok);
    });

    test("is not there on the embedded queue", async (t) => {
      const { ask } = await serve(t, null, null);
      assert.equal((await ask("/queues")).status, 404);
      assert.doesNotMatch(await (await ask("/")).text(), /\/queues/);
    });
  });
