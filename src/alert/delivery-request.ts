import type { Alert, Delivery, Endpoint } from "../model/alert.ts";
import type { HttpRequest } from "../ports/http.ts";
import type { AlertSettings } from "./settings.ts";
import { signWebhook } from "./sign.ts";

/** One try: the stored body and id, signed for this moment. A redirect is an answer, not a way on. */
export function deliveryRequest(
  alert: Alert,
  delivery: Delivery,
  endpoint: Endpoint,
  now: number,
  settings: AlertSettings,
): HttpRequest {
  const timestampSeconds = Math.floor(now / 1_000);
  return {
    url: endpoint.url,
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": delivery.webhookId,
      "webhook-timestamp": String(timestampSeconds),
      "webhook-signature": signWebhook(endpoint.secret, delivery.webhookId, timestampSeconds, alert.body),
    },
    body: alert.body,
    timeoutMs: settings.timeoutMs,
    maxBytes: settings.maxReplyBytes,
    partialBody: true,
    maxHops: 0,
  };
}
