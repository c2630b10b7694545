import type { Alert, Delivery, Endpoint } from "../model/alert.ts";
import type { Story } from "../model/story.ts";
import type { ReplyVerdict } from "./judge-reply.ts";

/** What decides whether a new story is still one when its hold is over. */
interface Held {
  alert: Alert;
  delivery: Delivery;
  /** As it is now; null when it is not known. */
  story: Pick<Story, "status" | "mergedInto" | "counts"> | null;
  holdMs: number;
  /** Independent reports without which it would not have been news. */
  independentToForm: number;
}

/**
 * Why a new story is not told after all: while it was held, it became part of another story, which is told under its own
 * name, or it fell apart. Null when it is to be told. What was tried once is told: somebody may have heard of it.
 */
export function withdrawn({ alert, delivery, story, holdMs, independentToForm }: Held): string | null {
  if (alert.event !== "story.created" || holdMs === 0 || delivery.attempts > 0 || !story) return null;
  if (story.status === "merged") return `became part of ${story.mergedInto ?? "another story"} while it was held`;
  const { independent } = story.counts;
  return independent < independentToForm ? `fell apart while it was held: independent reports ${independent}` : null;
}

/** Ends a delivery without a request. */
export function withdraw(delivery: Delivery, endpoint: Endpoint, error: string, now: number): ReplyVerdict {
  return {
    attempt: { deliveryId: delivery.id, number: 0, at: now, status: null, ms: 0, reply: "", error },
    delivery: { ...delivery, state: "dropped", lastError: error },
    endpoint,
    recovered: false,
  };
}
