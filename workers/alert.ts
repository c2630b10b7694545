import { alertOf } from "../src/alert/alert-of.ts";
import { deliveryRequest } from "../src/alert/delivery-request.ts";
import { TemplateProblem } from "../src/alert/formats/template.ts";
import { judgeReply, type Reply, type ReplyVerdict } from "../src/alert/judge-reply.ts";
import { endpointPayload } from "../src/alert/payload.ts";
import { withdraw, withdrawn } from "../src/alert/withdrawn.ts";
import type { App } from "../src/app.ts";
import type { Alert, Delivery, Endpoint } from "../src/model/alert.ts";
import { dropped, type Ending, later, next } from "../src/model/ending.ts";
import { shownAddress } from "../src/model/shown-address.ts";
import { tell } from "./tell.ts";
import { STALE, type Worker } from "./worker.ts";

/** A turn that a dead process holds is over this long after its request must have ended. */
const MARGIN_MS = 5_000;
/** When to look again for an endpoint that another process is sending to. */
const ELSEWHERE_MS = 5_000;
/**
 * A longer wait is left to the reconcile: no queue carries the backlog of an endpoint that is down, or a job that a clock
 * which was ahead for a moment has put off by a day.
 */
const LONG_WAIT_MS = 60_000;
/** Deliveries that one job sends before others get their chance. */
const MAX_IN_A_ROW = 100;

/** A delivery with what it carries and where to. */
interface Parcel {
  delivery: Delivery;
  alert: Alert;
  endpoint: Endpoint;
}

/**
 * Sends what an endpoint is to get, one webhook at a time, in the order in which it happened. Key: delivery id. The job
 * of one delivery goes on until nothing is due at its endpoint, so a slow endpoint never holds more than one worker; the
 * jobs of the other deliveries find their work done.
 */
export const alert: Worker = async ({ app, signal }) => {
  const inHand = new Set<string>();
  return async (deliveryId) => {
    const parcel = await app.store.delivery(deliveryId);
    if (parcel?.delivery.state !== "waiting") return STALE;
    const notYet = reasonToWait(app, parcel);
    if (notYet) return notYet;
    const endpointId = parcel.endpoint.id;
    if (inHand.has(endpointId)) return dropped("in-hand");
    inHand.add(endpointId);
    try {
      for (let sent = 0; sent < MAX_IN_A_ROW; sent++) {
        const attempted = await sendNext(app, endpointId, signal);
        if (attempted === "busy") return later(ELSEWHERE_MS, "in-hand-elsewhere");
        if (attempted === "stopping") return later(0, "stopping");
        if (attempted === "nothing-due") break;
        const { id, state, nextAttemptAt } = attempted.delivery;
        // Its own job may have come and gone while this one was at work.
        if (state === "waiting" && id !== deliveryId && nextAttemptAt - app.clock.now() <= LONG_WAIT_MS)
          await app.queue.add([{ stage: "alert", key: id, runAt: nextAttemptAt }]);
      }
    } finally {
      inHand.delete(endpointId);
    }
    const after = await app.store.delivery(deliveryId);
    if (after?.delivery.state !== "waiting") return next({ attempts: after?.delivery.attempts ?? 0 }, []);
    return reasonToWait(app, after) ?? dropped("behind-an-earlier-one");
  };
};

/** Why a delivery is not to be tried now; null when it is its time. */
function reasonToWait({ clock, settings }: App, { delivery, alert, endpoint }: Parcel): Ending | null {
  const detail = { endpoint: shownAddress(endpoint.url), error: delivery.lastError };
  if (endpoint.state === "disabled") return dropped("endpoint-disabled", detail);
  const now = clock.now();
  const { holdMs } = settings.alert;
  const waiting = (ms: number, reason: string): Ending =>
    ms > Math.max(LONG_WAIT_MS, holdMs) ? dropped(reason, detail) : later(ms, reason, detail);
  const dueAt = Math.max(delivery.nextAttemptAt, alert.createdAt + holdMs);
  if (dueAt > now) return waiting(dueAt - now, delivery.attempts > 0 ? "retry" : "not-due");
  const pauseMs = (endpoint.pausedUntil ?? 0) - now;
  return pauseMs > 0 ? waiting(pauseMs, "endpoint-paused") : null;
}

/** One webhook to an endpoint: over the whole fleet, nobody else sends to it meanwhile. */
async function sendNext(
  app: App,
  endpointId: string,
  signal: AbortSignal,
): Promise<ReplyVerdict | "nothing-due" | "busy" | "stopping"> {
  const { store, clock, settings } = app;
  const turn = `webhook ${endpointId}`;
  const slot = await store.takeHost(turn, clock.now(), 0, settings.alert.timeoutMs + MARGIN_MS);
  if (!slot.taken) return "busy";
  try {
    const startedAt = clock.now();
    const parcel = await store.nextDelivery(endpointId, startedAt, startedAt - settings.alert.holdMs);
    if (!parcel || reasonToWait(app, parcel)) return "nothing-due";
    const { delivery, endpoint, alert } = parcel;
    const verdict = (await withheld(app, parcel, startedAt)) ?? (await tried(app, parcel, startedAt, signal));
    if (!verdict) return "stopping";
    if (verdict.endpoint.state === "disabled") await tellOthers(app, verdict.endpoint);
    await store.commitAttempt(verdict.attempt, verdict.delivery, verdict.endpoint, verdict.recovered);
    const { number, status, error, ms } = verdict.attempt;
    const outcome = { state: verdict.delivery.state, attempt: number, outcome: error ?? String(status), took_ms: ms };
    app.log.info("delivery", {
      key: delivery.id,
      about: alert.subject,
      endpoint: shownAddress(endpoint.url),
      ...outcome,
    });
    return verdict;
  } finally {
    await store.freeHost(turn, clock.now(), 0);
  }
}

/** A new story that is none any more when its hold is over is not told. */
async function withheld(
  { store, settings }: App,
  { delivery, alert, endpoint }: Parcel,
  now: number,
): Promise<ReplyVerdict | null> {
  const { holdMs } = settings.alert;
  if (holdMs === 0) return null;
  const story = await store.story(alert.subject);
  const reason = withdrawn({
    alert,
    delivery,
    story,
    holdMs,
    independentToForm: settings.cluster.independentToForm,
  });
  return reason === null ? null : withdraw(delivery, endpoint, reason, now);
}

/** What came of one request; null when it was cut off because we stop. */
async function tried(app: App, parcel: Parcel, now: number, signal: AbortSignal): Promise<ReplyVerdict | null> {
  const reply = await send(app, parcel, now, signal);
  if (!reply.ok && reply.reason === "aborted") return null;
  return judgeReply(reply, parcel.delivery, parcel.endpoint, now, app.clock.random(), app.settings.alert);
}

async function send(
  { http, settings }: App,
  { alert, delivery, endpoint }: Parcel,
  now: number,
  signal: AbortSignal,
): Promise<Reply> {
  try {
    return await http.request({ ...deliveryRequest(alert, delivery, endpoint, now, settings.alert), signal });
  } catch (problem) {
    if (!(problem instanceof TemplateProblem)) throw problem;
    return { ok: false, reason: "template", detail: problem.message, ms: 0 };
  }
}

/** An endpoint that is given up is news for the others. Told first: if what follows fails, it is told under the same name again. */
async function tellOthers(app: App, endpoint: Endpoint): Promise<void> {
  const { id, url, stateReason, failingSince } = endpoint;
  const now = app.clock.now();
  const body = endpointPayload({ id, address: shownAddress(url), reason: stateReason ?? "" }, now);
  await tell(app, alertOf("endpoint.disabled", { id, occasion: String(failingSince ?? "") }, body, now));
}
