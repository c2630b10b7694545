import { deliveryRequest } from "../../alert/delivery-request.ts";
import type { App } from "../../app.ts";
import type { DeliveryState } from "../../model/alert.ts";
import { shownAddress } from "../../model/shown-address.ts";
import type { HttpRequest } from "../../ports/http.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { withApp } from "../context.ts";
import { CliProblem } from "../exit.ts";
import { attemptRow, deliveryRow } from "../records.ts";
import { table } from "../table.ts";
import { duration, isoMinutes, isoSeconds } from "../times.ts";
import { findEndpoint } from "./endpoints.ts";

export interface LogOptions extends SharedOptions {
  limit: number;
  state?: string;
  endpoint?: string;
  story?: string;
  curl?: boolean;
}

export async function showLog(cli: Cli, id: string | undefined, options: LogOptions): Promise<void> {
  await withApp(cli, options, {}, async (app) => {
    if (id !== undefined) return showDelivery(cli, app, id, options);
    const endpoint = options.endpoint === undefined ? null : await findEndpoint(app.store, options.endpoint);
    const found = await app.store.deliveries({
      limit: options.limit,
      ...(options.state === undefined ? {} : { state: options.state as DeliveryState }),
      ...(endpoint ? { endpointId: endpoint.id } : {}),
      ...(options.story === undefined ? {} : { subject: options.story }),
    });
    if (options.json) for (const delivery of found) await cli.out.json(deliveryRow(delivery));
    else if (found.length === 0) cli.out.note("no deliveries");
    else
      await cli.out.lines(
        ...table(
          found,
          [
            { title: "delivery", value: (delivery) => delivery.id },
            { title: "state", value: (delivery) => delivery.state },
            { title: "tries", value: (delivery) => delivery.attempts, align: "right" },
            {
              title: "when",
              value: ({ state, deliveredAt, nextAttemptAt }) =>
                deliveredAt !== null
                  ? isoMinutes(deliveredAt)
                  : state === "waiting"
                    ? `next ${isoMinutes(nextAttemptAt)}`
                    : null,
            },
            { title: "error", value: (delivery) => delivery.lastError, shrinkTo: 12 },
          ],
          cli.out.width,
        ),
      );
  });
}

/** A request as it can be pasted into a shell. Its signature holds for as long as receivers take one: five minutes. */
function asCurl({ url, headers, body }: HttpRequest): string[] {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const lines = Object.entries(headers ?? {}).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  return [`curl ${quoted(url)}`, ...lines, `--data-binary ${quoted(body ?? "")}`].map((line, i, all) =>
    i < all.length - 1 ? `${i > 0 ? "  " : ""}${line} \\` : `  ${line}`,
  );
}

async function showDelivery(cli: Cli, { store, clock, settings }: App, id: string, options: LogOptions): Promise<void> {
  const found = await store.delivery(id);
  if (!found) throw new CliProblem(`there is no delivery ${id}; list them with: samestory webhooks log`);
  const { delivery, alert, endpoint } = found;
  if (options.curl)
    return cli.out.lines(...asCurl(deliveryRequest(alert, delivery, endpoint, clock.now(), settings.alert)));
  const attempts = await store.attempts(id);
  if (options.json)
    return cli.out.json({
      ...deliveryRow(delivery),
      event: alert.event,
      subject: alert.subject,
      log: attempts.map(attemptRow),
    });
  await cli.out.lines(
    `${delivery.id}  ${alert.event} of ${alert.subject} to ${shownAddress(endpoint.url)}`,
    `webhook-id ${delivery.webhookId}`,
    `${delivery.state}${delivery.state === "waiting" ? `, next attempt ${isoSeconds(delivery.nextAttemptAt)}` : ""}`,
  );
  for (const { number, at, status, ms, error, reply } of attempts) {
    await cli.out.lines("", `attempt ${number}  ${isoSeconds(at)}  ${error ?? status}  ${duration(ms)}`);
    if (reply.trim() !== "") await cli.out.lines(...reply.split("\n").map((line) => `  ${line}`));
  }
}
