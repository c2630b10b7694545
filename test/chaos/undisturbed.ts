import assert from "node:assert/strict";
import type { App } from "../../src/app.ts";
import { inside } from "../../src/cli/checkup.ts";
import type { Newsroom } from "../../src/demo/newsroom.ts";
import { type Installation, install } from "./installation.ts";
import type { Outcome } from "./outcome.ts";

/** What an embedded run makes of the newsroom when nobody disturbs it. */
export interface Undisturbed {
  outcome: Outcome;
  /** Stories that were told of. */
  alerts: number;
}

export async function undisturbedRun(newsroom: Newsroom): Promise<Undisturbed> {
  const installation = await install(newsroom);
  await installation.tell("run", "--once");
  const result = { outcome: await installation.outcome(), alerts: installation.webhooks.size };
  await installation.close();
  return result;
}

/** The same articles and stories, each story told of under one webhook id, no job given up, everything sound. */
export async function assertSame(installation: Installation, { outcome, alerts }: Undisturbed): Promise<void> {
  assert.deepEqual(await installation.outcome(), outcome);
  assert.equal(installation.webhooks.size, alerts);
  for (const [story, ids] of installation.webhooks) assert.equal(ids.size, 1, `${story} has ${[...ids].join(", ")}`);
  await installation.look(assertSound);
}

/** What `doctor` says of store, queue and deliveries: nothing to do. */
export async function assertSound(app: App): Promise<void> {
  const trouble = (await inside(app)).filter(({ advice }) => advice !== null);
  assert.deepEqual(trouble, []);
}
