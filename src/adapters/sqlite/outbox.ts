import type { Alert, Delivery } from "../../model/alert.ts";
import type { Store } from "../../ports/store.ts";
import { deliveryFor } from "../delivery-for.ts";
import { alertRow, assignments, attemptRow, deliveryRow, endpointRow, insertInto } from "../rows.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";

type OutboxStore = Pick<
  Store,
  "alert" | "alerts" | "delivery" | "deliveries" | "attempts" | "commitAttempt" | "redeliver" | "waitingDeliveries"
>;

/** Alerts and what becomes of them at each endpoint. */
export function outboxOf(db: Database): {
  methods: OutboxStore;
  /** Adds an alert and its deliveries inside somebody else's transaction. */
  put(alert: Alert): Delivery[];
} {
  const addAlert = db.prepare(`${insertInto("alert", alertRow.columns)} ON CONFLICT DO NOTHING`);
  const alertById = db.prepare(`SELECT ${alertRow.select()} FROM alert WHERE id = ?`);
  const alerts = db.prepare(`
    SELECT ${alertRow.select()} FROM alert WHERE :storyId IS NULL OR story_id = :storyId
    ORDER BY created_at DESC, id LIMIT :limit`);
  const enabled = db.prepare(
    `SELECT ${endpointRow.select()} FROM endpoint WHERE state = 'enabled' ORDER BY created_at, id`,
  );
  const endpointById = db.prepare(`SELECT ${endpointRow.select()} FROM endpoint WHERE id = ?`);
  const saveEndpointState = db.prepare(
    "UPDATE endpoint SET state = :state, state_reason = :stateReason WHERE id = :id",
  );
  const addDelivery = db.prepare(`${insertInto("delivery", deliveryRow.columns)} ON CONFLICT DO NOTHING`);
  const saveDelivery = db.prepare(`UPDATE delivery SET ${assignments(deliveryRow.columns)} WHERE id = :id`);
  const again = db.prepare(`
    UPDATE delivery SET state = 'waiting', attempts = 0, next_attempt_at = :now, delivered_at = NULL, last_error = NULL
    WHERE id = :id`);
  const deliveryById = db.prepare(`SELECT ${deliveryRow.select()} FROM delivery WHERE id = ?`);
  const whole = db.prepare(`
    SELECT ${deliveryRow.select("delivery")}, ${alertRow.select("alert")}, ${endpointRow.select("endpoint")}
    FROM delivery JOIN alert ON alert.id = alert_id JOIN endpoint ON endpoint.id = endpoint_id WHERE delivery.id = ?`);
  const list = db.prepare(`
    SELECT ${deliveryRow.select("delivery")} FROM delivery JOIN alert ON alert.id = delivery.alert_id
    WHERE (:state IS NULL OR state = :state) AND (:endpointId IS NULL OR endpoint_id = :endpointId)
      AND (:storyId IS NULL OR story_id = :storyId)
    ORDER BY created_at DESC, delivery.id LIMIT :limit`);
  const waiting = db.prepare(`
    SELECT ${deliveryRow.select()} FROM delivery
    WHERE state = 'waiting' AND endpoint_id IN (SELECT id FROM endpoint WHERE state = 'enabled')
    ORDER BY next_attempt_at, id LIMIT ?`);
  const addAttempt = db.prepare(insertInto("attempt", attemptRow.columns));
  const attempts = db.prepare(`SELECT ${attemptRow.select()} FROM attempt WHERE delivery_id = ? ORDER BY row`);

  return {
    methods: {
      async alert(id) {
        const row = alertById.get(id);
        return row ? alertRow.read(row) : null;
      },
      alerts: async ({ limit, storyId = null }) =>
        alerts.all({ limit: atMost(limit), storyId }).map((row) => alertRow.read(row)),
      async delivery(id) {
        const row = whole.get(id);
        if (!row) return null;
        return {
          delivery: deliveryRow.read(row, "delivery"),
          alert: alertRow.read(row, "alert"),
          endpoint: endpointRow.read(row, "endpoint"),
        };
      },
      deliveries: async ({ limit, state = null, endpointId = null, storyId = null }) =>
        list.all({ limit: atMost(limit), state, endpointId, storyId }).map((row) => deliveryRow.read(row, "delivery")),
      attempts: async (deliveryId) => attempts.all(deliveryId).map((row) => attemptRow.read(row)),
      commitAttempt: (attempt, delivery, endpoint) =>
        db.write(() => {
          addAttempt.run(attemptRow.write(attempt));
          saveDelivery.run(deliveryRow.write(delivery));
          // Only its state: the address or the secret may have been changed during the attempt.
          saveEndpointState.run({ id: endpoint.id, state: endpoint.state, stateReason: endpoint.stateReason });
        }),
      redeliver: (alertIds, endpointIds, now) =>
        db.write(() => {
          const sent: Delivery[] = [];
          for (const alertId of alertIds) {
            const alert = alertById.get(alertId);
            if (!alert) continue;
            for (const endpointId of endpointIds) {
              const endpoint = endpointById.get(endpointId);
              if (!endpoint) continue;
              const delivery = deliveryFor(alertRow.read(alert), endpointRow.read(endpoint), now);
              addDelivery.run(deliveryRow.write(delivery));
              again.run({ id: delivery.id, now });
              const row = deliveryById.get(delivery.id);
              if (row) sent.push(deliveryRow.read(row));
            }
          }
          return sent;
        }),
      waitingDeliveries: async (limit) => waiting.all(atMost(limit)).map((row) => deliveryRow.read(row)),
    },
    put(alert) {
      // The second alert of one story and event says nothing new.
      if (addAlert.run(alertRow.write(alert)) === 0) return [];
      const deliveries = enabled.all().map((row) => deliveryFor(alert, endpointRow.read(row), alert.createdAt));
      for (const delivery of deliveries) addDelivery.run(deliveryRow.write(delivery));
      return deliveries;
    },
  };
}
