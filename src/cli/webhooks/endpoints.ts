import { randomBytes } from "node:crypto";
import { webhookId } from "../../alert/alert-of.ts";
import { deliveryRequest } from "../../alert/delivery-request.ts";
import { judgeReply } from "../../alert/judge-reply.ts";
import { pingPayload } from "../../alert/payload.ts";
import { newSecret, secretBytes } from "../../alert/sign.ts";
import type { App } from "../../app.ts";
import type { Delivery, Endpoint } from "../../model/alert.ts";
import { stableId } from "../../model/id.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { webAddress, withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { endpointRow, shownAddress } from "../records.ts";
import { duration } from "../times.ts";

const SECRET_BYTES = 32;

export async function addEndpoint(
  cli: Cli,
  address: string,
  options: SharedOptions & { secret?: string },
): Promise<void> {
  const url = webAddress(address);
  if (options.secret !== undefined && !secretBytes(options.secret))
    throw new CliProblem("--secret is not one: whsec_ and the base64 of 24 to 64 bytes", EXIT.usage);
  await withApp(cli, options, { creates: true }, async ({ store, clock }) => {
    const secret = options.secret ?? newSecret(randomBytes(SECRET_BYTES));
    const id = stableId("ep", url);
    const createdAt = clock.now();
    const made: Endpoint = { id, url, secret, state: "enabled", stateReason: null, createdAt };
    const { endpoint, added } = await store.addEndpoint(made);
    if (!added && options.secret !== undefined && options.secret !== endpoint.secret)
      throw new CliProblem(
        `${shownAddress(url)} is there already as ${endpoint.id}, with another secret; remove it first`,
      );
    const enabled: Endpoint = added ? endpoint : { ...endpoint, state: "enabled", stateReason: null };
    if (!added && endpoint.state === "disabled") await store.saveEndpoint(enabled);
    if (options.json) return cli.out.json({ ...endpointRow(enabled), added, ...(added ? { secret } : {}) });
    if (added)
      await cli.out.lines(
        `${endpoint.id}  ${shownAddress(url)}`,
        `secret  ${secret}`,
        "Keep the secret now: it is not printed again.",
        `Try it: samestory webhooks test ${endpoint.id}`,
      );
    else
      await cli.out.lines(
        `${endpoint.id} was there already${endpoint.state === "disabled" ? "; it is enabled again" : ""}.`,
      );
  });
}

export async function removeEndpoint(cli: Cli, idOrUrl: string, options: SharedOptions): Promise<void> {
  await withApp(cli, options, {}, async ({ store }) => {
    const { id, url } = await findEndpoint(store, idOrUrl);
    await store.removeEndpoint(id);
    if (options.json) await cli.out.json({ removed: id });
    else await cli.out.lines(`Removed ${id} (${shownAddress(url)}).`);
  });
}

/** One ping, now, through the same guarded client as every alert; nothing of it is stored. */
export async function sendPing(cli: Cli, idOrUrl: string, options: SharedOptions): Promise<void> {
  await withApp(cli, options, {}, async ({ store, clock, http, settings }) => {
    const endpoint = await findEndpoint(store, idOrUrl);
    const now = clock.now();
    const alert = { id: "", event: "ping", storyId: "", body: pingPayload(now), createdAt: now };
    const delivery: Delivery = {
      id: "",
      alertId: "",
      endpointId: endpoint.id,
      webhookId: webhookId("ping", String(now), endpoint.id),
      state: "waiting",
      attempts: 0,
      nextAttemptAt: now,
      deliveredAt: null,
      lastError: null,
    };
    const outcome = await http.request(deliveryRequest(alert, delivery, endpoint, now, settings.alert));
    const { attempt } = judgeReply(outcome, delivery, endpoint, now, 0, settings.alert);
    const { status, ms, error, reply } = attempt;
    if (options.json) await cli.out.json({ id: endpoint.id, webhook_id: delivery.webhookId, status, ms, error, reply });
    else {
      await cli.out.lines(`${shownAddress(endpoint.url)}: ${error ?? `received (${status})`} in ${duration(ms)}`);
      if (reply.trim() !== "") await cli.out.lines(reply);
    }
    if (error === null) return;
    cli.exitCode = EXIT.failed;
    if (!outcome.ok && outcome.reason === "refused-address")
      cli.out.note(
        "that address is not public; to reach it all the same, allow its range: fetch.allow in samestory.yaml",
      );
  });
}

/** By id or address. */
export async function findEndpoint(store: App["store"], idOrUrl: string): Promise<Endpoint> {
  const href = URL.parse(idOrUrl)?.href;
  const endpoint = (await store.endpoints()).find(({ id, url }) => id === idOrUrl || url === idOrUrl || url === href);
  if (!endpoint) throw new CliProblem(`there is no endpoint ${idOrUrl}; list them with: samestory webhooks list`);
  return endpoint;
}
