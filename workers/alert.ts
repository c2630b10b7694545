import { deliveryRequest } from "../src/alert/delivery-request.ts";
import { judgeReply } from "../src/alert/judge-reply.ts";
import { dropped, later, next } from "../src/model/ending.ts";
import { STALE, type Worker } from "./worker.ts";

/** Tries one delivery once. Key: delivery id. */
export const alert: Worker = async ({ app, signal }) => {
  const { store, http, clock, settings } = app;
  return async (deliveryId) => {
    const found = await store.delivery(deliveryId);
    if (found?.delivery.state !== "waiting") return STALE;
    const { delivery, alert, endpoint } = found;
    if (endpoint.state === "disabled") return dropped("endpoint-disabled", { endpoint: endpoint.url });
    const startedAt = clock.now();
    const dueAt = Math.max(delivery.nextAttemptAt, alert.createdAt + settings.alert.holdMs);
    if (dueAt > startedAt) return later(dueAt - startedAt, "not-due");
    const outcome = await http.request({
      ...deliveryRequest(alert, delivery, endpoint, startedAt, settings.alert),
      signal,
    });
    if (!outcome.ok && outcome.reason === "aborted") return later(0, "stopping");
    const verdict = judgeReply(outcome, delivery, endpoint, startedAt, clock.random(), settings.alert);
    await store.commitAttempt(verdict.attempt, verdict.delivery, verdict.endpoint);
    const detail = {
      story: alert.storyId,
      endpoint: endpoint.url,
      outcome: verdict.attempt.error ?? String(verdict.attempt.status),
    };
    if (verdict.delivery.state === "delivered") return next(detail, []);
    if (verdict.delivery.state === "waiting")
      return later(verdict.delivery.nextAttemptAt - clock.now(), "retry", detail);
    return dropped(verdict.delivery.state, detail);
  };
};
