import type { App } from "../src/app.ts";
import type { Alert } from "../src/model/alert.ts";

/** Puts an alert that comes with no story's change into the outbox, and a job for each delivery into the queue. */
export async function tell({ store, queue }: App, alert: Alert): Promise<void> {
  const deliveries = await store.addAlert(alert);
  await queue.add(deliveries.map(({ id }) => ({ stage: "alert", key: id })));
}
