import assert from "node:assert/strict";
import { before, test } from "node:test";
import { rows, SECRET, type Seeded, samestory, scratchFolder, seededFolder } from "./seed.ts";

let seeded: Seeded;
let data: string[];
before(async () => {
  seeded = await seededFolder();
  data = ["--data", seeded.data];
});

test("a webhook's secret is printed when it is added and never again", async () => {
  const own = ["--data", scratchFolder()];
  const [added] = rows(
    (await samestory(["webhooks", "add", "https://example.org/hook", "--secret", SECRET, "--json", ...own])).out,
  );
  assert.equal(added!.secret, SECRET);
  assert.equal(added!.added, true);
  const [again] = rows((await samestory(["webhooks", "add", "https://example.org/hook", "--json", ...own])).out);
  assert.equal(again!.added, false);
  assert.equal("secret" in again!, false);
  const made = await samestory(["webhooks", "add", "https://example.net/hook", ...own]);
  assert.match(made.out, /secret {2}whsec_[A-Za-z0-9+/]{43}=/);
  const [removed] = rows((await samestory(["webhooks", "remove", "https://example.org/hook", "--json", ...own])).out);
  assert.equal(removed!.removed, added!.id);
});

test("a delivery is shown with each attempt, and sent again on demand", async () => {
  const { out } = await samestory(["webhooks", "log", seeded.deliveryId, ...data]);
  assert.match(out, /story\.created of s_0000000000000001 to https:\/\/hooks\.example\.org\/in\?token=\*\*\*/);
  assert.match(out, /attempt 1 {2}2025-11-06T12:00:00Z {2}http-500 {2}12 ms\n {2}oops/);
  const sent = rows((await samestory(["webhooks", "redeliver", seeded.deliveryId, "--json", ...data])).out);
  assert.deepEqual(
    sent.map(({ id, state }) => [id, state]),
    [[seeded.deliveryId, "waiting"]],
  );
  const jobs = rows((await samestory(["jobs", "list", "--json", ...data])).out);
  assert.deepEqual(
    jobs.map(({ id }) => id),
    [`alert-${seeded.deliveryId}`],
  );
  const dropped = await samestory(["jobs", "drop", `alert-${seeded.deliveryId}`, "--json", ...data]);
  assert.deepEqual(rows(dropped.out), [{ dropped: 1, asked: 1 }]);
  assert.equal((await samestory(["jobs", "retry", "alert-d_none", ...data])).code, 1);
});
