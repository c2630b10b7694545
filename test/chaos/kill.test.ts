import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { listenWebhooks } from "../../src/adapters/webhook-listener.ts";
import { newSecret } from "../../src/alert/sign.ts";
import { newsroomAnchor, serveNewsroom } from "../../src/demo/newsroom.ts";
import { jsonLines, samestory, start } from "../program.ts";
import { seededRandom } from "../seeded-random.ts";
import { outcome } from "./outcome.ts";

const KILLS = Number(process.env.KILLS ?? 30);
/** A run that is left alone works the newsroom off in about this time; kills fall within it. */
const SPAN_MS = 2_500;

test(`after ${KILLS} kill -9 at random moments the same articles and stories are there, and one webhook id per story`, async () => {
  const random = seededRandom(20_261_122);
  const folder = await mkdtemp(join(tmpdir(), "samestory-kill-"));
  const newsroom = await serveNewsroom({ port: 0, anchor: newsroomAnchor(Date.now()) });
  const secret = newSecret(new Uint8Array(32).fill(7));
  const received: { id: string; story: string }[] = [];
  const receiver = await listenWebhooks({
    host: "127.0.0.1",
    port: 0,
    secret,
    onEvent: ({ id, body }) => void received.push({ id, story: (body.data as { story: { id: string } }).story.id }),
  });
  const env = {
    SAMESTORY_FETCH_ALLOW: JSON.stringify([`127.0.1.0/24:${newsroom.port}`, "127.0.0.1/32"]),
    SAMESTORY_FETCH_MIN_GAP_MS: "1",
    SAMESTORY_POLL_HOST_GAP_MS: "1",
    SAMESTORY_FETCH_RETRY_BASE_MS: "1000",
    SAMESTORY_LOG_LEVEL: "warn",
  };
  const runOn = async (data: string, args: string[]) => {
    const ended = await samestory([...args, "--data", data], env);
    assert.equal(ended.code, 0, `${args.join(" ")}: ${ended.stderr}`);
    return ended.stdout;
  };
  const prepare = async (data: string) => {
    await runOn(data, ["init"]);
    await runOn(data, ["feeds", "add", "--no-check", ...newsroom.feeds]);
    await runOn(data, ["webhooks", "add", receiver.url, "--secret", secret]);
  };
  const read = async (data: string) =>
    outcome(jsonLines(await runOn(data, ["export", "articles"])), jsonLines(await runOn(data, ["export", "stories"])));
  try {
    const calm = join(folder, "calm");
    await prepare(calm);
    await runOn(calm, ["run", "--once"]);
    const undisturbed = await read(calm);
    const alertsUndisturbed = received.length;
    received.length = 0;

    const shaken = join(folder, "shaken");
    await prepare(shaken);
    for (let kill = 0; kill < KILLS; kill++) {
      const { child, ended } = start(["run", "--data", shaken], env);
      await sleep(200 + random() * SPAN_MS);
      child.kill("SIGKILL");
      assert.equal((await ended).signal, "SIGKILL");
    }
    await runOn(shaken, ["run", "--once"]);

    assert.deepEqual(await read(shaken), undisturbed);
    assert.equal((await samestory(["doctor", "--data", shaken], env)).code, 0);
    const ids = new Map<string, Set<string>>();
    for (const { id, story } of received) ids.set(story, (ids.get(story) ?? new Set()).add(id));
    assert.equal(ids.size, alertsUndisturbed);
    for (const [story, distinct] of ids) assert.equal(distinct.size, 1, `${story} has ${[...distinct].join(", ")}`);
  } finally {
    await receiver.close();
    await newsroom.close();
    await rm(folder, { recursive: true, force: true });
  }
});
