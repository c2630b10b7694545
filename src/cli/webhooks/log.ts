import { deliveryRequest } from "../../alert/delivery-request.ts";
import type { App } from "../../app.ts";
import type { Delivery, DeliveryState, Endpoint } from "../../model/alert.ts";
import { shownAddress } from "../../model/shown-address.ts";
import type { HttpRequest } from "../../ports/http.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { withApp } from "../context.ts";
import { CliProblem } from "../exit.ts";
import { attemptRow, deliveryRow } from "../records.ts";
import { table } from "../table.ts";
import { duration, fromNow, isoMinutes, isoSeconds, shortFromNow } from "../times.ts";
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
    const endpoints = new Map((await app.store.endpoints()).map((each) => [each.id, each]));
    const now = app.clock.now();
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
              value: (delivery) =>
                delivery.deliveredAt === null
                  ? nextAttempt(delivery, endpoints.get(delivery.endpointId), now, shortFromNow)
                  : isoMinutes(delivery.deliveredAt),
            },
            { title: "to", value: ({ endpointId }) => addressOf(endpoints.get(endpointId)), shrinkTo: 12 },
            { title: "error", value: (delivery) => delivery.lastError, shrinkTo: 9 },
          ],
          cli.out.width,
        ),
      );
  });
}

/** When a delivery that waits goes out, said by `say`; null for all others. What is due waits its turn. */
function nextAttempt(
  { state, nextAttemptAt }: Delivery,
  endpoint: Endpoint | undefined,
  now: number,
  say: (at: number, now: number) => string,
): string | null {
  if (state !== "waiting") return null;
  if (endpoint?.state === "disabled") return "once enabled";
  const at = Math.max(nextAttemptAt, endpoint?.pausedUntil ?? 0);
  return at > now ? say(at, now) : "now";
}

/** Without its scheme, which would take a third of a narrow column. */
const addressOf = (endpoint: Endpoint | undefined): string | null =>
  endpoint ? shownAddress(endpoint.url).replace(/^https?:\/\//, "") : null;

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
  if (options.curl) {
    const request = deliveryRequest(alert, delivery, endpoint, clock.now(), settings.alert);
    const { url, method, headers, body } = request;
    return options.json ? cli.out.json({ url, method, headers, body }) : cli.out.lines(...asCurl(request));
  }
  const attempts = await store.attempts(id);
  if (options.json)
    return cli.out.json({
      ...deliveryRow(delivery),
      event: alert.event,
      subject: alert.subject,
      log: attempts.map(attemptRow),
    });
  const next = nextAttempt(delivery, endpoint, clock.now(), (at, now) => `${isoSeconds(at)}, ${fromNow(at, now)}`);
  await cli.out.lines(
    `${delivery.id}  ${alert.event} of ${alert.subject} to ${shownAddress(endpoint.url)}`,
    `webhook-id ${delivery.webhookId}`,
    `${delivery.state}${next === null ? "" : `, next attempt ${next}`}`,
  );
  for (const { number, at, status, ms, error, reply } of attempts) {
    await cli.out.lines("", `attempt ${number}  ${isoSeconds(at)}  ${error ?? status}  ${duration(ms)}`);
    if (reply.trim() !== "") await cli.out.lines(...reply.split("\n").map((line) => `  ${line}`));
  }
}
