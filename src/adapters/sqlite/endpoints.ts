import type { EndpointStore } from "../../ports/store.ts";
import { assignments, insertInto } from "../mapping.ts";
import { endpointRow } from "../rows.ts";
import type { Database } from "./database.ts";

/** Where alerts go. */
export function endpointsOf(db: Database): EndpointStore {
  const known = db.prepare(`SELECT ${endpointRow.select()} FROM endpoint WHERE url = :url OR id = :id`);
  const all = db.prepare(`SELECT ${endpointRow.select()} FROM endpoint ORDER BY created_at, id`);
  const insert = db.prepare(insertInto("endpoint", endpointRow.columns));
  const update = db.prepare(`UPDATE endpoint SET ${assignments(endpointRow.columns)} WHERE id = :id`);
  const allDue = db.prepare(`
    UPDATE delivery SET next_attempt_at = (SELECT created_at FROM alert WHERE alert.id = alert_id)
    WHERE endpoint_id = ? AND state = 'waiting'`);
  const remove = db.prepare("DELETE FROM endpoint WHERE id = ?");
  const giveUp = db.prepare(`
    UPDATE delivery SET state = 'dropped', last_error = 'the endpoint was removed'
    WHERE endpoint_id = ? AND state = 'waiting'`);
  return {
    addEndpoint: (endpoint) =>
      db.write(() => {
        const row = known.get({ url: endpoint.url, id: endpoint.id });
        if (row) return { endpoint: endpointRow.read(row), added: false };
        insert.run(endpointRow.write(endpoint));
        return { endpoint, added: true };
      }),
    endpoints: async () => all.all().map((row) => endpointRow.read(row)),
    saveEndpoint: (endpoint) =>
      db.write(() => {
        update.run(endpointRow.write(endpoint));
        if (endpoint.state === "enabled") allDue.run(endpoint.id);
      }),
    removeEndpoint: (id) =>
      db.write(() => {
        giveUp.run(id);
        return remove.run(id) > 0;
      }),
  };
}
