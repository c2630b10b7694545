import type { EndpointStore } from "../../ports/store.ts";
import { assignments, insertInto } from "../mapping.ts";
import { endpointRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { prepare } from "./statement.ts";

const KNOWN = prepare(`SELECT ${endpointRow.select()} FROM endpoint WHERE url = :url OR id = :id LIMIT 1`);
const ALL = prepare(`SELECT ${endpointRow.select()} FROM endpoint ORDER BY created_at, id`);
const INSERT = prepare(`${insertInto("endpoint", endpointRow.columns)} ON CONFLICT DO NOTHING`);
const UPDATE = prepare(`UPDATE endpoint SET ${assignments(endpointRow.columns)} WHERE id = :id`);
const ALL_DUE = prepare(`
  UPDATE delivery SET next_attempt_at = alert.created_at FROM alert
  WHERE alert.id = alert_id AND endpoint_id = :id AND state = 'waiting'`);
/** Waits for whoever is about to add a delivery. */
const LOCK = prepare("SELECT 1 FROM endpoint WHERE id = :id FOR UPDATE");
const REMOVE = prepare("DELETE FROM endpoint WHERE id = :id");
const GIVE_UP = prepare(`
  UPDATE delivery SET state = 'dropped', last_error = 'the endpoint was removed'
  WHERE endpoint_id = :id AND state = 'waiting'`);

/** Where alerts go. */
export function endpointsOf(db: Database): EndpointStore {
  return {
    addEndpoint: (endpoint) =>
      db.write(async (tx) => {
        const added = (await tx.run(INSERT, endpointRow.write(endpoint))) > 0;
        if (added) return { endpoint, added };
        const known = await tx.get(KNOWN, { url: endpoint.url, id: endpoint.id });
        if (!known) throw new Error(`endpoint ${endpoint.id} was added and removed at the same moment; add it again`);
        return { endpoint: endpointRow.read(known), added };
      }),
    endpoints: async () => (await db.all(ALL)).map((row) => endpointRow.read(row)),
    saveEndpoint: (endpoint) =>
      db.write(async (tx) => {
        tx.send(UPDATE, endpointRow.write(endpoint));
        if (endpoint.state === "enabled") tx.send(ALL_DUE, { id: endpoint.id });
      }),
    removeEndpoint: (id) =>
      db.write(async (tx) => {
        tx.send(LOCK, { id });
        tx.send(GIVE_UP, { id });
        return (await tx.run(REMOVE, { id })) > 0;
      }),
  };
}
