import type { Alert, Delivery } from "../../model/alert.ts";
import { isHistory, wanted } from "../../model/wanted.ts";
import type { AlertStore } from "../../ports/store.ts";
import { CLOCK_STEP_MS } from "../clock-step.ts";
import { deliveryFor } from "../delivery-for.ts";
import { assignments, insertInto } from "../mapping.ts";
import { alertRow, attemptRow, deliveryRow, endpointRow, readWholeDelivery, WHOLE_DELIVERY } from "../rows.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";
import { planEachTime, prepare } from "./statement.ts";
import type { Transaction } from "./transaction.ts";

/** No earlier alert about the same subject waits for the same endpoint. */
const NONE_BEFORE = `NOT EXISTS (
  SELECT 1 FROM alert AS before JOIN delivery AS first ON first.alert_id = before.id
  WHERE before.subject = alert.subject AND before.number < alert.number
    AND first.endpoint_id = delivery.endpoint_id AND first.state = 'waiting')`;

const ADD_ALERT = prepare(`${insertInto("alert", alertRow.columns)} ON CONFLICT DO NOTHING`);
const ALERT = prepare(`SELECT ${alertRow.select()} FROM alert WHERE id = :id`);
const ALERTS = planEachTime(`
  SELECT ${alertRow.select()} FROM alert
  WHERE (:subject::text IS NULL OR subject = :subject) AND (:event::text IS NULL OR event = :event)
  ORDER BY created_at DESC, id LIMIT :limit`);
const ALERTS_ABOUT = prepare(`
  SELECT ${alertRow.select()} FROM alert WHERE subject = :subject AND event = :event ORDER BY created_at DESC, id LIMIT :limit`);
const ALERTS_NAMED = prepare(`SELECT ${alertRow.select()} FROM alert WHERE id = ANY (:ids::text[])`);
/** Locked against removal, so that no delivery is left waiting for an endpoint that has just gone. */
const ENABLED = prepare(
  `SELECT ${endpointRow.select()} FROM endpoint WHERE state = 'enabled' ORDER BY created_at, id FOR KEY SHARE`,
);
const ENDPOINTS_NAMED = prepare(
  `SELECT ${endpointRow.select()} FROM endpoint WHERE id = ANY (:ids::text[]) ORDER BY id FOR KEY SHARE`,
);
const SAVE_HEALTH = prepare(`
  UPDATE endpoint SET state = :state, state_reason = :stateReason, failing_since = :failingSince,
    failures = :failures, paused_until = :pausedUntil
  WHERE id = :id AND state = 'enabled'`);
const ADD_DELIVERY = prepare(`${insertInto("delivery", deliveryRow.columns)} ON CONFLICT DO NOTHING`);
const NO_PAUSE = prepare("UPDATE endpoint SET paused_until = NULL WHERE id = ANY (:ids::text[])");
const ALL_DUE = prepare(`
  UPDATE delivery SET next_attempt_at = alert.created_at FROM alert
  WHERE alert.id = alert_id AND endpoint_id = :id AND state = 'waiting'`);
const SAVE_DELIVERY = prepare(`UPDATE delivery SET ${assignments(deliveryRow.columns)} WHERE id = :id`);
const AGAIN = prepare(`
  UPDATE delivery SET state = 'waiting', attempts = 0, next_attempt_at = :now, delivered_at = NULL, last_error = NULL
  WHERE id = :id RETURNING ${deliveryRow.select()}`);
const WHOLE_ROW = `
  SELECT ${WHOLE_DELIVERY}
  FROM delivery JOIN alert ON alert.id = alert_id JOIN endpoint ON endpoint.id = endpoint_id`;
const WHOLE = prepare(`${WHOLE_ROW} WHERE delivery.id = :id`);
const TURN = prepare(`
  ${WHOLE_ROW}
  WHERE endpoint_id = :endpointId AND delivery.state = 'waiting' AND next_attempt_at <= :now
    AND alert.created_at <= :createdBefore AND ${NONE_BEFORE}
  ORDER BY next_attempt_at LIMIT 1`);
const LIST = planEachTime(`
  SELECT ${deliveryRow.select("delivery")} FROM delivery JOIN alert ON alert.id = delivery.alert_id
  WHERE (:state::text IS NULL OR state = :state) AND (:endpointId::text IS NULL OR endpoint_id = :endpointId)
    AND (:subject::text IS NULL OR subject = :subject)
  ORDER BY created_at DESC, delivery.id LIMIT :limit`);
const DUE = prepare(`
  SELECT ${deliveryRow.select("delivery")} FROM endpoint JOIN delivery ON delivery.id = (
    SELECT delivery.id FROM delivery JOIN alert ON alert.id = alert_id
    WHERE endpoint_id = endpoint.id AND delivery.state = 'waiting' AND next_attempt_at <= :now AND ${NONE_BEFORE}
    ORDER BY next_attempt_at LIMIT 1)
  WHERE endpoint.state = 'enabled' AND coalesce(paused_until, 0) <= :now ORDER BY endpoint.id`);
const FUTURE = `> :now::bigint + ${CLOCK_STEP_MS}`;
/** In this order: the attempts are the evidence against the waits. */
const NOT_IN_FUTURE = [
  `UPDATE delivery SET next_attempt_at = :now::bigint WHERE state = 'waiting' AND next_attempt_at > :now::bigint
    AND (attempts = 0 AND next_attempt_at ${FUTURE} OR id IN (SELECT delivery_id FROM attempt WHERE at ${FUTURE}))`,
  `UPDATE endpoint SET paused_until = NULL, failing_since = least(failing_since, :now::bigint) WHERE id IN (
    SELECT endpoint_id FROM attempt JOIN delivery ON delivery.id = delivery_id WHERE at ${FUTURE})`,
  `UPDATE attempt SET at = :now::bigint WHERE at ${FUTURE}`,
  `UPDATE alert SET created_at = :now::bigint WHERE created_at ${FUTURE}`,
].map((sql) => prepare(sql));
const ADD_ATTEMPT = prepare(`${insertInto("attempt", attemptRow.columns)} ON CONFLICT DO NOTHING`);
const ATTEMPTS = prepare(`SELECT ${attemptRow.select()} FROM attempt WHERE delivery_id = :deliveryId ORDER BY row`);

/** Alerts and what becomes of them at each endpoint. */
export function outboxOf(db: Database): AlertStore {
  return {
    async alert(id) {
      const row = await db.get(ALERT, { id });
      return row ? alertRow.read(row) : null;
    },
    alerts: async ({ limit, subject = null, event = null }) =>
      (
        await db.all(subject === null || event === null ? ALERTS : ALERTS_ABOUT, {
          limit: atMost(limit),
          subject,
          event,
        })
      ).map((row) => alertRow.read(row)),
    addAlert: (alert) => db.write((tx) => putAlert(tx, alert)),
    delivery: async (id) => readWholeDelivery(await db.get(WHOLE, { id })),
    async deliveries({ limit, state = null, endpointId = null, subject = null }) {
      const rows = await db.all(LIST, { limit: atMost(limit), state, endpointId, subject });
      return rows.map((row) => deliveryRow.read(row, "delivery"));
    },
    attempts: async (deliveryId) => (await db.all(ATTEMPTS, { deliveryId })).map((row) => attemptRow.read(row)),
    commitAttempt: (attempt, delivery, endpoint, recovered = false) =>
      db.write(async (tx) => {
        tx.send(ADD_ATTEMPT, attemptRow.write(attempt));
        tx.send(SAVE_DELIVERY, deliveryRow.write(delivery));
        // Only its health: the address or the secret may have been changed during the attempt.
        const { id, state, stateReason, failingSince, failures, pausedUntil } = endpoint;
        tx.send(SAVE_HEALTH, { id, state, stateReason, failingSince, failures, pausedUntil });
        if (recovered) tx.send(ALL_DUE, { id });
      }),
    redeliver: (alertIds, endpointIds, now) =>
      db.write(async (tx) => {
        const [alerts, endpoints] = await Promise.all([
          tx.all(ALERTS_NAMED, { ids: alertIds }),
          tx.all(ENDPOINTS_NAMED, { ids: endpointIds }),
        ]);
        const alert = new Map(alerts.map((row) => [String(row.id), alertRow.read(row)]));
        const endpoint = new Map(endpoints.map((row) => [String(row.id), endpointRow.read(row)]));
        tx.send(NO_PAUSE, { ids: endpointIds });
        const sent: Promise<Row | undefined>[] = [];
        for (const one of alertIds.flatMap((id) => alert.get(id) ?? [])) {
          for (const to of endpointIds.flatMap((id) => endpoint.get(id) ?? [])) {
            const delivery = deliveryFor(one, to, now);
            tx.send(ADD_DELIVERY, deliveryRow.write(delivery));
            sent.push(tx.get(AGAIN, { id: delivery.id, now: Math.round(now) }));
          }
        }
        return (await Promise.all(sent)).flatMap((row) => (row ? [deliveryRow.read(row)] : []));
      }),
    nextDelivery: async (endpointId, now, createdBefore) =>
      readWholeDelivery(
        await db.get(TURN, { endpointId, now: Math.round(now), createdBefore: Math.round(createdBefore) }),
      ),
    dueDeliveries: async (now) =>
      (await db.all(DUE, { now: Math.round(now) })).map((row) => deliveryRow.read(row, "delivery")),
    forgetFutureTimes: (now) =>
      db.write(async (tx) => {
        for (const statement of NOT_IN_FUTURE) tx.send(statement, { now: Math.round(now) });
      }),
  };
}

/** Adds an alert and its deliveries inside somebody else's transaction. */
export async function putAlert(tx: Transaction, alert: Alert): Promise<Delivery[]> {
  const endpoints = (await tx.all(ENABLED)).map((row) => endpointRow.read(row));
  const deliveries = endpoints.filter((to) => wanted(alert, to)).map((to) => deliveryFor(alert, to, alert.createdAt));
  if (deliveries.length === 0 && !isHistory(alert)) return [];
  // The second alert of one event, subject and occasion says nothing new.
  if ((await tx.run(ADD_ALERT, alertRow.write(alert))) === 0) return [];
  const added = await Promise.all(deliveries.map((delivery) => tx.run(ADD_DELIVERY, deliveryRow.write(delivery))));
  return deliveries.filter((_, i) => (added[i] ?? 0) > 0);
}
