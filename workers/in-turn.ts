import type { App } from "../src/app.ts";
import { hostOf } from "../src/model/publisher.ts";
import type { HttpOutcome, HttpRequest } from "../src/ports/http.ts";

/**
 * A slot that a dead process holds opens when no request of its can be under way any more: its deadline, and this for a
 * busy machine. Together with the default deadline of 30 s that leaves time to recover within 60 s.
 */
const MARGIN_MS = 5_000;

/** A host that opens later than this asked to be left alone (429, Retry-After); less is the gap between two requests. */
const PAUSE_MS = 60_000;

/** The reply, or when to come back because the host has another caller, or (`busyMs` 0) that there is nothing to ask for. */
export type Turn = { outcome: HttpOutcome; busyMs: null } | { outcome: null; busyMs: number; paused: boolean };

/**
 * Sends one request when it is this caller's turn at the host: one at a time, `gapMs` between starts. The host is free
 * again as soon as the reply is read; `pauseMs` says from the reply how much longer it wants to be left alone.
 *
 * @param claim called when it is this caller's turn, before anything is sent; false sends nothing
 */
export async function inTurn(
  { store, http, clock }: App,
  request: HttpRequest,
  gapMs: number,
  pauseMs: (outcome: HttpOutcome) => number | Promise<number>,
  claim?: () => Promise<boolean>,
): Promise<Turn> {
  const host = hostOf(request.url);
  const slot = await store.takeHost(host, clock.now(), gapMs, request.timeoutMs + MARGIN_MS);
  if (!slot.taken) {
    const now = clock.now();
    return { outcome: null, busyMs: slot.retryAt - now, paused: slot.opensAt - now > Math.max(gapMs, PAUSE_MS) };
  }
  let pause = 0;
  try {
    if (claim && !(await claim())) return { outcome: null, busyMs: 0, paused: false };
    const outcome = await http.request(request);
    pause = await pauseMs(outcome);
    return { outcome, busyMs: null };
  } finally {
    await store.freeHost(host, clock.now(), pause);
  }
}
