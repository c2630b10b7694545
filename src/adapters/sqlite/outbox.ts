import type { Alert, Delivery } from "../../model/alert.ts";
import { isHistory, wanted } from "../../model/wanted.ts";
import type { AlertStore } from "../../ports/store.ts";
import { CLOCK_STEP_MS } from "../clock-step.ts";
import { deliveryFor } from "../delivery-for.ts";
import { assignments, insertInto } from "../mapping.ts";
import { alertRow, attemptRow, deliveryRow, endpointRow, readWholeDelivery, WHOLE_DELIVERY } from "../rows.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";

/** No earlier alert about the same subject waits for the same endpoint. CROSS: from the subject's few alerts, not from all that waits. */
const NONE_BEFORE = `NOT EXISTS (
  SELECT 1 FROM alert AS before CROSS JOIN delivery AS first
  WHERE first.alert_id = before.id AND before.subject = alert.subject AND before.number < alert.number
    AND first.endpoint_id = delivery.endpoint_id AND first.state = 'waiting')`;

/** Alerts and what becomes of them at each endpoint. */
export function outboxOf(db: Database): {
  methods: AlertStore;
  /** Adds an alert and its deliveries inside somebody else's transaction. */
  put(alert: Alert): Delivery[];
} {
  const addAlert = db.prepare(`${insertInto("alert", alertRow.columns)} ON CONFLICT DO NOTHING`);
  const alertById = db.prepare(`SELECT ${alertRow.select()} FROM alert WHERE id = ?`);
  const alerts = db.prepare(`
    SELECT ${alertRow.select()} FROM alert
    WHERE (:subject IS NULL OR subject = :subject) AND (:event IS NULL OR event = :event)
    ORDER BY created_at DESC, id LIMIT :limit`);
  const enabled = db.prepare(
    `SELECT ${endpointRow.select()} FROM endpoint WHERE state = 'enabled' ORDER BY created_at, id`,
  );
  const endpointById = db.prepare(`SELECT ${endpointRow.select()} FROM endpoint WHERE id = ?`);
  const saveHealth = db.prepare(`
    UPDATE endpoint SET state = :state, state_reason = :stateReason, failing_since = :failingSince,
      failures = :failures, paused_until = :pausedUntil
    WHERE id = :id AND state = 'enabled'`);
  const addDelivery = db.prepare(`${insertInto("delivery", deliveryRow.columns)} ON CONFLICT DO NOTHING`);
  const saveDelivery = db.prepare(`UPDATE delivery SET ${assignments(deliveryRow.columns)} WHERE id = :id`);
  const again = db.prepare(`
    UPDATE delivery SET state = 'waiting', attempts = 0, next_attempt_at = :now, delivered_at = NULL, last_error = NULL
    WHERE id = :id`);
  const noPause = db.prepare("UPDATE endpoint SET paused_until = NULL WHERE id = ?");
  const allDue = db.prepare(`
    UPDATE delivery SET next_attempt_at = (SELECT created_at FROM alert WHERE alert.id = alert_id)
    WHERE endpoint_id = ? AND state = 'waiting'`);
  const deliveryById = db.prepare(`SELECT ${deliveryRow.select()} FROM delivery WHERE id = ?`);
  const wholeRow = `
    SELECT ${WHOLE_DELIVERY}
    FROM delivery JOIN alert ON alert.id = alert_id JOIN endpoint ON endpoint.id = endpoint_id`;
  const whole = db.prepare(`${wholeRow} WHERE delivery.id = ?`);
  const turn = db.prepare(`
    ${wholeRow}
    WHERE endpoint_id = :endpointId AND delivery.state = 'waiting' AND next_attempt_at <= :now
      AND alert.created_at <= :createdBefore AND ${NONE_BEFORE}
    ORDER BY next_attempt_at LIMIT 1`);
  const list = db.prepare(`
    SELECT ${deliveryRow.select("delivery")} FROM delivery JOIN alert ON alert.id = delivery.alert_id
    WHERE (:state IS NULL OR state = :state) AND (:endpointId IS NULL OR endpoint_id = :endpointId)
      AND (:subject IS NULL OR subject = :subject)
    ORDER BY created_at DESC, delivery.id LIMIT :limit`);
  const due = db.prepare(`
    SELECT ${deliveryRow.select("delivery")} FROM endpoint JOIN delivery ON delivery.id = (
      SELECT delivery.id FROM delivery JOIN alert ON alert.id = alert_id
      WHERE endpoint_id = endpoint.id AND delivery.state = 'waiting' AND next_attempt_at <= :now AND ${NONE_BEFORE}
      ORDER BY next_attempt_at LIMIT 1)
    WHERE endpoint.state = 'enabled' AND coalesce(paused_until, 0) <= :now ORDER BY endpoint.id`);
  const FUTURE = `> :now + ${CLOCK_STEP_MS}`;
  // In this order: the attempts are the evidence against the waits.
  const notInFuture = [
    `UPDATE delivery SET next_attempt_at = :now WHERE state = 'waiting' AND next_attempt_at > :now
      AND (attempts = 0 AND next_attempt_at ${FUTURE} OR id IN (SELECT delivery_id FROM attempt WHERE at ${FUTURE}))`,
    `UPDATE endpoint SET paused_until = NULL, failing_since = min(failing_since, :now) WHERE id IN (
      SELECT endpoint_id FROM attempt JOIN delivery ON delivery.id = delivery_id WHERE at ${FUTURE})`,
    `UPDATE attempt SET at = :now WHERE at ${FUTURE}`,
    `UPDATE alert SET created_at = :now WHERE created_at ${FUTURE}`,
  ].map((sql) => db.prepare(sql));
  const addAttempt = db.prepare(insertInto("attempt", attemptRow.columns));
  const attempts = db.prepare(`SELECT ${attemptRow.select()} FROM attempt WHERE delivery_id = ? ORDER BY row`);

  function put(alert: Alert): Delivery[] {
    const endpoints = enabled.all().map((row) => endpointRow.read(row));
    const deliveries = endpoints.filter((to) => wanted(alert, to)).map((to) => deliveryFor(alert, to, alert.createdAt));
    if (deliveries.length === 0 && !isHistory(alert)) return [];
    // The second alert of one event, subject and occasion says nothing new.
    if (addAlert.run(alertRow.write(alert)) === 0) return [];
    return deliveries.filter((delivery) => addDelivery.run(deliveryRow.write(delivery)) > 0);
  }

  return {
    put,
    methods: {
      async alert(id) {
        const row = alertById.get(id);
        return row ? alertRow.read(row) : null;
      },
      alerts: async ({ limit, subject = null, event = null }) =>
        alerts.all({ limit: atMost(limit), subject, event }).map((row) => alertRow.read(row)),
      addAlert: (alert) => db.write(() => put(alert)),
      delivery: async (id) => readWholeDelivery(whole.get(id)),
      deliveries: async ({ limit, state = null, endpointId = null, subject = null }) =>
        list.all({ limit: atMost(limit), state, endpointId, subject }).map((row) => deliveryRow.read(row, "delivery")),
      attempts: async (deliveryId) => attempts.all(deliveryId).map((row) => attemptRow.read(row)),
      commitAttempt: (attempt, delivery, endpoint, recovered = false) =>
        db.write(() => {
          addAttempt.run(attemptRow.write(attempt));
          saveDelivery.run(deliveryRow.write(delivery));
          // Only its health: the address or the secret may have been changed during the attempt.
          const { id, state, stateReason, failingSince, failures, pausedUntil } = endpoint;
          saveHealth.run({ id, state, stateReason, failingSince, failures, pausedUntil });
          if (recovered) allDue.run(id);
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
              noPause.run(endpointId);
              const row = deliveryById.get(delivery.id);
              if (row) sent.push(deliveryRow.read(row));
            }
          }
          return sent;
        }),
      nextDelivery: async (endpointId, now, createdBefore) =>
        readWholeDelivery(turn.get({ endpointId, now, createdBefore })),
      dueDeliveries: async (now) => due.all({ now }).map((row) => deliveryRow.read(row, "delivery")),
      forgetFutureTimes: (now) =>
        db.write(() => {
          for (const statement of notInFuture) statement.run({ now });
        }),
    },
  };
}
