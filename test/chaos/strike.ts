import type { TestContext } from "node:test";
import type { Started } from "../program.ts";
import { clustered, type Installation, passed } from "./installation.ts";

/** Until the next strike is due; a busy machine starts slowly. */
const PATIENCE_MS = 120_000;
const RECOVERY_MS = 60_000;

/** Strikes when so many articles are through; the work goes on within the time. */
export type Strike = (what: string, when: number, outage: () => Promise<unknown>) => Promise<void>;

export function striking(t: TestContext, installation: Installation): Strike {
  const through = (least: number, withinMs: number) =>
    installation.look((app) =>
      passed(withinMs, `${least} articles are through`, async () => (await clustered(app)) >= least || "fewer"),
    );
  return async (what, when, outage) => {
    await through(when, PATIENCE_MS);
    await outage();
    t.diagnostic(`${what}: two more articles were through after ${await through(when + 2, RECOVERY_MS)} ms`);
  };
}

/** Resolves when one of the processes has written this. */
export const anyoneSaid = (processes: readonly Started[], text: string): Promise<void> =>
  Promise.any(processes.map(({ said }) => said(text)));
