import type { App } from "../../app.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { momentOption, withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { deliveryRow } from "../records.ts";
import { many } from "../say.ts";
import { findEndpoint } from "./endpoints.ts";

export interface RedeliverOptions extends SharedOptions {
  state?: string;
  since?: string;
  endpoint?: string;
  story?: string;
}

/** An alert and an endpoint it is to be sent to again. */
type Pair = [alertId: string, endpointId: string];

export async function redeliver(cli: Cli, ids: string[], options: RedeliverOptions): Promise<void> {
  const { state, since, endpoint, story } = options;
  const filtered = [state, since, endpoint, story].some((option) => option !== undefined);
  if (ids.length > 0 === filtered)
    throw new CliProblem(
      "which deliveries? Give their ids, or some of --state, --since, --endpoint, --story",
      EXIT.usage,
    );
  await withApp(cli, options, {}, async (app) => {
    const pairs = ids.length > 0 ? await byId(app, ids) : await byFilter(app, options);
    const sent = [];
    for (const [alertId, endpointId] of pairs)
      sent.push(...(await app.store.redeliver([alertId], [endpointId], app.clock.now())));
    await app.queue.add(sent.map((delivery) => ({ stage: "alert", key: delivery.id })));
    await app.queue.retry(sent.map((delivery) => `alert-${delivery.id}`));
    if (options.json) for (const delivery of sent) await cli.out.json(deliveryRow(delivery));
    else
      await cli.out.lines(
        `${many(sent.length, "delivery", "deliveries")} will be sent again by the daemon (samestory run).`,
      );
  });
}

async function byId({ store }: App, ids: string[]): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const id of ids) {
    const found = await store.delivery(id);
    if (!found) throw new CliProblem(`there is no delivery ${id}; list them with: samestory webhooks log`);
    pairs.push([found.alert.id, found.endpoint.id]);
  }
  return pairs;
}

async function byFilter({ store, clock }: App, options: RedeliverOptions): Promise<Pair[]> {
  const since = options.since === undefined ? 0 : momentOption(options.since, "--since", clock.now());
  const only = options.endpoint === undefined ? null : await findEndpoint(store, options.endpoint);
  const limit = Number.MAX_SAFE_INTEGER;
  const ofStory = options.story === undefined ? {} : { subject: options.story };
  const alerts = (await store.alerts({ limit, ...ofStory })).filter(({ createdAt }) => createdAt >= since);
  // Without a state, an endpoint gets every alert, those from before its time too.
  if (options.state === undefined) {
    const endpoints = only ? [only] : await store.endpoints();
    return alerts.flatMap(({ id }) => endpoints.map((endpoint): Pair => [id, endpoint.id]));
  }
  const chosen = new Set(alerts.map(({ id }) => id));
  const deliveries = await store.deliveries({ limit, ...ofStory, ...(only ? { endpointId: only.id } : {}) });
  return deliveries
    .filter(({ state, alertId }) => state === options.state && chosen.has(alertId))
    .map(({ alertId, endpointId }): Pair => [alertId, endpointId]);
}
