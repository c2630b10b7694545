import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { openApp } from "../../src/app.ts";
import { STAGES } from "../../src/model/words.ts";
import { runBelt } from "../../workers/main.ts";

for (const once of [true, false])
  test(`${once ? "a round" : "a daemon"} that is told to stop before its belt is up ends, and gives the lease back`, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "samestory-stop-early-"));
    const app = await openApp({ ...DEFAULTS, log: { level: "error" } }, { dataDir });
    try {
      await runBelt(app, { stages: STAGES, once, polls: true, signal: AbortSignal.abort() });
      const lease = await app.store.lease("writer");
      assert.ok(lease === null || lease.expiresAt <= app.clock.now());
    } finally {
      await app.close();
      await rm(dataDir, { recursive: true });
    }
  });
