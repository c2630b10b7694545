import type { Alert, Delivery } from "../../model/alert.ts";
import type { Store } from "../../ports/store.ts";
import { deliveryFor } from "../delivery-for.ts";
import { alertRow, assignments, attemptRow, deliveryRow, endpointRow, insertInto } from "../rows.ts";
import type { Database, Row, Transaction } from "./database.ts";
import { atMost } from "./limits.ts";
import { planEachTime, prepare } from "./statement.ts";

type OutboxStore = Pick<
  Store,
  "alert" | "alerts" | "delivery" | "deliveries" | "attempts" | "commitAttempt" | "redeliver" | "waitingDeliveries"
>;

const ADD_ALERT = prepare(`${insertInto("alert", alertRow.columns)} ON CONFLICT DO NOTHING`);
const ALERT = prepare(`SELECT ${alertRow.select()} FROM alert WHERE id = :id`);
const ALERTS = planEachTime(`
  SELECT ${alertRow.select()} FROM alert WHERE :storyId::text IS NULL OR story_id = :storyId
  ORDER BY created_at DESC, id LIMIT :limit`);
const ALERTS_NAMED = prepare(`SELECT ${alertRow.select()} FROM alert WHERE id = ANY (:ids::text[])`);
/** Locked against removal, so that no delivery is left waiting for an endpoint that has just gone. */
const ENABLED = prepare(
  `SELECT ${endpointRow.select()} FROM endpoint WHERE state = 'enabled' ORDER BY created_at, id FOR KEY SHARE`,
);
const ENDPOINTS_NAMED = prepare(
  `SELECT ${endpointRow.select()} FROM endpoint WHERE id = ANY (:ids::text[]) ORDER BY id FOR KEY SHARE`,
);
const SAVE_ENDPOINT_STATE = prepare("UPDATE endpoint SET state = :state, state_reason = :stateReason WHERE id = :id");
const ADD_DELIVERY = prepare(`${insertInto("delivery", deliveryRow.columns)} ON CONFLICT DO NOTHING`);
const SAVE_DELIVERY = prepare(`UPDATE delivery SET ${assignments(deliveryRow.columns)} WHERE id = :id`);
const AGAIN = prepare(`
  UPDATE delivery SET state = 'waiting', attempts = 0, next_attempt_at = :now, delivered_at = NULL, last_error = NULL
  WHERE id = :id RETURNING ${deliveryRow.select()}`);
const WHOLE = prepare(`
  SELECT ${deliveryRow.select("delivery")}, ${alertRow.select("alert")}, ${endpointRow.select("endpoint")}
  FROM delivery JOIN alert ON alert.id = alert_id JOIN endpoint ON endpoint.id = endpoint_id WHERE delivery.id = :id`);
const LIST = planEachTime(`
  SELECT ${deliveryRow.select("delivery")} FROM delivery JOIN alert ON alert.id = delivery.alert_id
  WHERE (:state::text IS NULL OR state = :state) AND (:endpointId::text IS NULL OR endpoint_id = :endpointId)
    AND (:storyId::text IS NULL OR story_id = :storyId)
  ORDER BY created_at DESC, delivery.id LIMIT :limit`);
const WAITING = prepare(`
  SELECT ${deliveryRow.select()} FROM delivery
  WHERE state = 'waiting' AND endpoint_id IN (SELECT id FROM endpoint WHERE state = 'enabled')
  ORDER BY next_attempt_at, id LIMIT :limit`);
const ADD_ATTEMPT = prepare(`${insertInto("attempt", attemptRow.columns)} ON CONFLICT DO NOTHING`);
const ATTEMPTS = prepare(`SELECT ${attemptRow.select()} FROM attempt WHERE delivery_id = :deliveryId ORDER BY row`);

/** Alerts and what becomes of them at each endpoint. */
export function outboxOf(db: Database): OutboxStore {
  return {
    async alert(id) {
      const row = await db.get(ALERT, { id });
      return row ? alertRow.read(row) : null;
    },
    alerts: async ({ limit, storyId = null }) =>
      (await db.all(ALERTS, { limit: atMost(limit), storyId })).map((row) => alertRow.read(row)),
    async delivery(id) {
      const row = await db.get(WHOLE, { id });
      if (!row) return null;
      return {
        delivery: deliveryRow.read(row, "delivery"),
        alert: alertRow.read(row, "alert"),
        endpoint: endpointRow.read(row, "endpoint"),
      };
    },
    async deliveries({ limit, state = null, endpointId = null, storyId = null }) {
      const rows = await db.all(LIST, { limit: atMost(limit), state, endpointId, storyId });
      return rows.map((row) => deliveryRow.read(row, "delivery"));
    },
    attempts: async (deliveryId) => (await db.all(ATTEMPTS, { deliveryId })).map((row) => attemptRow.read(row)),
    commitAttempt: (attempt, delivery, endpoint) =>
      db.write(async (tx) => {
        tx.send(ADD_ATTEMPT, attemptRow.write(attempt));
        tx.send(SAVE_DELIVERY, deliveryRow.write(delivery));
        // Only its state: the address or the secret may have been changed during the attempt.
        tx.send(SAVE_ENDPOINT_STATE, {
          id: endpoint.id,
          state: endpoint.state,
          stateReason: endpoint.stateReason,
        });
      }),
    redeliver: (alertIds, endpointIds, now) =>
      db.write(async (tx) => {
        const [alerts, endpoints] = await Promise.all([
          tx.all(ALERTS_NAMED, { ids: alertIds }),
          tx.all(ENDPOINTS_NAMED, { ids: endpointIds }),
        ]);
        const alert = new Map(alerts.map((row) => [String(row.id), alertRow.read(row)]));
        const endpoint = new Map(endpoints.map((row) => [String(row.id), endpointRow.read(row)]));
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
    waitingDeliveries: async (limit) =>
      (await db.all(WAITING, { limit: atMost(limit) })).map((row) => deliveryRow.read(row)),
  };
}

/** Adds an alert and its deliveries inside somebody else's transaction. */
export async function putAlert(tx: Transaction, alert: Alert): Promise<Delivery[]> {
  const adding = tx.run(ADD_ALERT, alertRow.write(alert));
  const enabled = tx.all(ENABLED);
  // The second alert of one story and event says nothing new.
  if ((await adding) === 0) return [];
  const deliveries = (await enabled).map((row) => deliveryFor(alert, endpointRow.read(row), alert.createdAt));
  for (const delivery of deliveries) tx.send(ADD_DELIVERY, deliveryRow.write(delivery));
  return deliveries;
}
