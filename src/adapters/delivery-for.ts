import type { Alert, Delivery, Endpoint } from "../model/alert.ts";
import { stableId } from "../model/id.ts";

/** One alert for one endpoint. Its names are derived, so that the same alert is the same message after any re-run. */
export function deliveryFor(alert: Alert, endpoint: Endpoint, nextAttemptAt: number): Delivery {
  return {
    id: stableId("d", alert.id, endpoint.id),
    alertId: alert.id,
    endpointId: endpoint.id,
    webhookId: stableId("msg", alert.event, alert.storyId, endpoint.id),
    state: "waiting",
    attempts: 0,
    nextAttemptAt,
    deliveredAt: null,
    lastError: null,
  };
}
