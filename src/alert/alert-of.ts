import type { Alert } from "../model/alert.ts";
import { stableId } from "../model/id.ts";

/** What a webhook can be about. `ping` is the operator's test. */
export type AlertEvent = "story.created" | "ping";

/**
 * The fact itself, with the bytes that every endpoint will receive. One per event and story: the id is derived, so the
 * same story forming again after a crash or a re-run is the same alert.
 */
export function alertOf(event: AlertEvent, subject: { id: string }, body: string, now: number): Alert {
  return { id: alertId(event, subject.id), event, storyId: subject.id, body, createdAt: now };
}

export const alertId = (event: string, storyId: string): string => stableId("al", event, storyId);

export const deliveryId = (alertId: string, endpointId: string): string => stableId("d", alertId, endpointId);

/** The `webhook-id`: the same on every retry, and after any crash or re-run. Receivers drop what they have seen. */
export const webhookId = (event: string, storyId: string, endpointId: string): string =>
  stableId("msg", event, storyId, endpointId);
