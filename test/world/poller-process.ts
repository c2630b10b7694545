/** A process that polls in simulated time, to be killed: `poller-process.ts DATA PORT UNTIL`. Its parent keeps the time. */
import { once } from "node:events";
import { openApp } from "../../src/app.ts";
import { pollUntil, pollWork, worldSettings } from "./poll-on.ts";

const [dataDir = "", port = "", until = ""] = process.argv.slice(2);
let now = 0;
const tick = async (at: number | null): Promise<void> => {
  process.send?.({ at });
  [{ now }] = (await once(process, "message")) as [{ now: number }];
};
await tick(null);
const clock = { now: () => now, sleep: async () => {}, random: () => 0.5 };
const app = await openApp(worldSettings(Number(port), { promptMs: 3_600_000 }), { dataDir, clock });
await pollUntil(app, await pollWork(app), Number(until), tick);
await app.close();
process.disconnect?.();
