import type { Alert, Delivery, Endpoint } from "../model/alert.ts";
import type { HttpRequest } from "../ports/http.ts";
import { inFormat } from "./formats/in-format.ts";
import { signingSecrets } from "./new-endpoint.ts";
import type { AlertSettings } from "./settings.ts";
import { signWebhook } from "./sign.ts";

/**
 * One try: the stored body, in the endpoint's format, with the stored id, signed for this moment. A redirect is an
 * answer, not a way on.
 *
 * @throws TemplateProblem when the endpoint's template does not work
 */
export function deliveryRequest(
  alert: Alert,
  delivery: Delivery,
  endpoint: Endpoint,
  now: number,
  settings: AlertSettings,
): HttpRequest {
  const timestampSeconds = Math.floor(now / 1_000);
  const { url, contentType, body } = inFormat(alert.body, endpoint);
  return {
    url,
    method: "POST",
    headers: {
      "content-type": contentType,
      "webhook-id": delivery.webhookId,
      "webhook-timestamp": String(timestampSeconds),
      "webhook-signature": signWebhook(signingSecrets(endpoint, now), delivery.webhookId, timestampSeconds, body),
    },
    body,
    timeoutMs: settings.timeoutMs,
    maxBytes: settings.maxReplyBytes,
    partialBody: true,
    maxHops: 0,
  };
}
