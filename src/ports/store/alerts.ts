import type { Alert, AlertEvent, Attempt, Delivery, DeliveryState, Endpoint } from "../../model/alert.ts";

/** Where alerts go. */
export interface EndpointStore {
  addEndpoint(endpoint: Endpoint): Promise<{ endpoint: Endpoint; added: boolean }>;
  endpoints(): Promise<Endpoint[]>;
  /** The whole row. When it is enabled, what waits for it is due at once. */
  saveEndpoint(endpoint: Endpoint): Promise<void>;
  removeEndpoint(id: string): Promise<boolean>;
}

/** The outbox: alerts and what becomes of them at each endpoint. */
export interface AlertStore {
  alert(id: string): Promise<Alert | null>;
  /** The latest first. */
  alerts(filter: { limit: number; subject?: string; event?: AlertEvent }): Promise<Alert[]>;
  /**
   * The outbox, for an alert that comes with no story's change: adds one delivery for each enabled endpoint that wants
   * it. An alert of the same event, subject and occasion that is there already adds nothing, nor does one that none wants,
   * unless a story formed.
   */
  addAlert(alert: Alert): Promise<Delivery[]>;
  delivery(id: string): Promise<{ delivery: Delivery; alert: Alert; endpoint: Endpoint } | null>;
  deliveries(filter: {
    limit: number;
    state?: DeliveryState;
    endpointId?: string;
    /** Of alerts about this. */
    subject?: string;
  }): Promise<Delivery[]>;
  attempts(deliveryId: string): Promise<Attempt[]>;
  /**
   * The attempt, the delivery's new state and the endpoint's health, together. `recovered`: the endpoint is there again
   * after an outage, so everything that waits for it is due now, in the order in which it happened. An endpoint that was
   * disabled meanwhile stays so.
   */
  commitAttempt(attempt: Attempt, delivery: Delivery, endpoint: Endpoint, recovered?: boolean): Promise<void>;
  /** Sends deliveries again (also to endpoints added later): state `waiting`, due now, whatever the endpoint's pause. Returns them. */
  redeliver(alertIds: string[], endpointIds: string[], now: number): Promise<Delivery[]>;
  /**
   * What an endpoint is to get next: of the deliveries that wait and are due, the earliest, but none while an earlier
   * alert about the same subject still waits. Null when there is none.
   *
   * @param createdBefore only alerts made at or before this: a new story is held until its burst has settled
   */
  nextDelivery(
    endpointId: string,
    now: number,
    createdBefore: number,
  ): Promise<{ delivery: Delivery; alert: Alert; endpoint: Endpoint } | null>;
  /** One delivery that is due for each endpoint that is neither disabled nor paused: whoever sends it sends the rest. */
  dueDeliveries(now: number): Promise<Delivery[]>;
  /**
   * After a clock that was ahead was set back: what says that it happened later than now, by more than clocks differ,
   * happened now, and the waits and pauses that followed from it are over.
   */
  forgetFutureTimes(now: number): Promise<void>;
}
