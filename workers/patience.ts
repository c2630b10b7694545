import type { App } from "../src/app.ts";

/** Jobs in hand get `run.stopWaitMs` to end; then `handsOff` cuts their requests off, and they go back to the queue. */
export async function withPatience<T>(
  { clock, settings }: App,
  handsOff: AbortController,
  ends: Promise<T>,
): Promise<T> {
  const patience = new AbortController();
  const cutOff = clock.sleep(settings.run.stopWaitMs, patience.signal).then(() => handsOff.abort());
  try {
    return await ends;
  } finally {
    patience.abort();
    await cutOff;
  }
}
