import type { Alert, Delivery, Endpoint } from "../model/alert.ts";
import { stableId } from "../model/id.ts";

/** One alert for one endpoint. Its names are derived, so that the same alert is the same message after any re-run. */
export function deliveryFor(alert: Alert, endpoint: Endpoint, nextAttemptAt: number): Delivery {
  return {
    id: stableId("d", alert.id, endpoint.id),
    alertId: alert.id,
    endpointId: endpoint.id,
    webhookId: webhookId(alert, endpoint.id),
    state: "waiting",
    attempts: 0,
    nextAttemptAt,
    deliveredAt: null,
    lastError: null,
  };
}

/**
 * The `webhook-id`: the same on every retry, and after any crash or re-run; receivers drop what they have seen. A story
 * is created once for each endpoint, whenever it was large enough for it, so there the occasion has no say.
 */
function webhookId({ event, subject, occasion }: Alert, endpointId: string): string {
  const several = occasion !== "" && event !== "story.created";
  return several ? stableId("msg", event, subject, occasion, endpointId) : stableId("msg", event, subject, endpointId);
}
