/** The fact that a story formed, with the exact bytes that every endpoint receives. */
export interface Alert {
  id: string;
  event: string;
  storyId: string;
  body: string;
  createdAt: number;
}

/** Where alerts go. */
export interface Endpoint {
  id: string;
  url: string;
  /** `whsec_` and base64 of 24 to 64 bytes. Never printed again after it was added. */
  secret: string;
  state: "enabled" | "disabled";
  stateReason: string | null;
  createdAt: number;
}

export type DeliveryState = "waiting" | "delivered" | "failed" | "dropped";

/** One alert for one endpoint. */
export interface Delivery {
  id: string;
  alertId: string;
  endpointId: string;
  /** Derived from (event, story, endpoint): the same on every retry and after any crash or re-run. */
  webhookId: string;
  state: DeliveryState;
  attempts: number;
  nextAttemptAt: number;
  deliveredAt: number | null;
  lastError: string | null;
}

/** One try. */
export interface Attempt {
  deliveryId: string;
  number: number;
  at: number;
  /** HTTP status; null when no reply came. */
  status: number | null;
  ms: number;
  /** First kilobyte of the reply. */
  reply: string;
  error: string | null;
}
