/** What a webhook can be about. `ping` is the operator's test; it is never stored. */
export const ALERT_EVENTS = [
  "story.created",
  "story.updated",
  "story.merged",
  "article.updated",
  "feed.failing",
  "feed.recovered",
  "feed.gone",
  "endpoint.disabled",
  "ping",
] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];

/** One fact, with the exact bytes that every endpoint receives or makes its format from. One per event, subject and occasion. */
export interface Alert {
  id: string;
  event: AlertEvent;
  /** What it is about: the id of a story, an article, a feed or an endpoint. */
  subject: string;
  /** Which of several alerts of one event and subject; empty where there can be but one. */
  occasion: string;
  /** Languages of the story's reports; empty where the event has none. */
  languages: string[];
  /** Independent reports of the story at this moment; 0 where the event has none. */
  independent: number;
  body: string;
  createdAt: number;
}

/** How an endpoint wants to be told. `standard` is the signed JSON of Standard Webhooks. */
export const FORMATS = ["standard", "slack", "discord", "teams", "mattermost", "ntfy", "template"] as const;
export type Format = (typeof FORMATS)[number];

/** Which alerts an endpoint wants. */
export interface EndpointFilter {
  events: AlertEvent[];
  /** At least one of these is a language of the story; empty is any. */
  languages: string[];
  /** Story events wait for this many independent reports; `story.created` then comes when the story has them. */
  minIndependent: number;
}

/** Once: when a story forms. */
export const DEFAULT_FILTER: EndpointFilter = { events: ["story.created"], languages: [], minIndependent: 0 };

/** Where alerts go. */
export interface Endpoint {
  id: string;
  url: string;
  /** `whsec_` and base64 of 24 to 64 bytes. Never printed again after it was added. */
  secret: string;
  /** The secrets before, the latest first, separated by a space: sign beside the new one until `previousUntil`, ms since 1970. */
  previousSecret: string | null;
  previousUntil: number | null;
  format: Format;
  /** The text of format `template`. */
  template: string | null;
  filter: EndpointFilter;
  state: "enabled" | "disabled";
  /** Why it is disabled; null while it is enabled. */
  stateReason: string | null;
  /** When the first of its present failures was, ms since 1970; null when the last try was a success. */
  failingSince: number | null;
  /** Tries since the last success. */
  failures: number;
  /** Nothing is sent to it before this, ms since 1970: it failed or asked to wait. Null when nothing is known against it. */
  pausedUntil: number | null;
  createdAt: number;
}

export type DeliveryState = "waiting" | "delivered" | "failed" | "dropped";

/** One alert for one endpoint. */
export interface Delivery {
  id: string;
  alertId: string;
  endpointId: string;
  /** Derived from (event, subject, occasion, endpoint): the same on every retry and after any crash or re-run. */
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
