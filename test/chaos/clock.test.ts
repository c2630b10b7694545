import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { App } from "../../src/app.ts";
import { clustered, endInOrder, install, openNewsroom, passed } from "./installation.ts";
import { assertSound, undisturbedRun } from "./undisturbed.ts";

const RECOVERY_MS = 60_000;
const SHIFTED = pathToFileURL(join(import.meta.dirname, "shifted-clock.ts")).href;

for (const days of [40, -40])
  test(`a clock that jumps by ${days} days in the middle of the work, and back, leaves nothing standing`, async (t) => {
    const newsroom = await openNewsroom();
    t.after(newsroom.close);
    const { outcome } = await undisturbedRun(newsroom);
    const installation = await install(newsroom, { env: { SAMESTORY_FETCH_MIN_GAP_MS: "1000" } });
    t.after(installation.close);
    const waits = async ({ store }: App) => Object.values((await store.totals()).entries.waiting).some((n) => n > 0);

    const before = installation.start(["run"]);
    await installation.look((app) =>
      passed(RECOVERY_MS, "every feed was read and an article is through", async () => {
        const asked = (await app.store.feeds()).every(({ lastSuccessAt }) => lastSuccessAt !== null);
        return (asked && (await clustered(app)) >= 1) || "not yet";
      }),
    );
    before.child.kill("SIGKILL");
    await before.ended;
    assert.ok(await installation.look(waits), "there is work left for the wrong clock");
    const wrong = installation.start(["run"], {
      env: { CHAOS_CLOCK_DAYS: String(days), NODE_OPTIONS: `--import=${SHIFTED}` },
    });
    await installation.look((app) =>
      passed(RECOVERY_MS, "nothing waits", async () => {
        if (!(await waits(app))) return true;
        return JSON.stringify([(await app.store.totals()).entries.waiting, await app.queue.list(5), new Date()]);
      }),
    );
    await endInOrder(wrong);
    const after = installation.start(["run"]);
    await installation.settled(RECOVERY_MS);
    await endInOrder(after);
    // When things happened decides on stories and alerts; that nothing is missing does not depend on it.
    const { articles } = await installation.outcome();
    const urls = (of: typeof articles) => of.map(({ url }) => url);
    assert.deepEqual(urls(articles), urls(outcome.articles));
    for (const ids of installation.webhooks.values()) assert.equal(ids.size, 1);
    await installation.look(assertSound);
  });
