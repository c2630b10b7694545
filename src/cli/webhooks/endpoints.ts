import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { writtenRefusal } from "../../adapters/address-guard.ts";
import { alertOf } from "../../alert/alert-of.ts";
import { deliveryRequest } from "../../alert/delivery-request.ts";
import { disabled, enabled } from "../../alert/endpoint-health.ts";
import { inFormat } from "../../alert/formats/in-format.ts";
import { judgeReply } from "../../alert/judge-reply.ts";
import { MAX_FORMER_SECRETS, newEndpoint, signingSecrets, withNewSecret } from "../../alert/new-endpoint.ts";
import { pingPayload } from "../../alert/payload.ts";
import { newSecret, secretBytes } from "../../alert/sign.ts";
import type { App } from "../../app.ts";
import { type AlertEvent, DEFAULT_FILTER, type Delivery, type Endpoint, type Format } from "../../model/alert.ts";
import { stableId } from "../../model/id.ts";
import { shownAddress } from "../../model/shown-address.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { webAddress, withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { endpointRow } from "../records.ts";
import { duration, iso, readMoment } from "../times.ts";

const SECRET_BYTES = 32;
const MAX_TEMPLATE_CHARACTERS = 20_000;

export interface AddOptions extends SharedOptions {
  secret?: string;
  format: Format;
  template?: string;
  events?: AlertEvent[];
  languages?: string[];
  minIndependent?: number;
}

export async function addEndpoint(cli: Cli, address: string, options: AddOptions): Promise<void> {
  const url = webAddress(address);
  const given = givenSecret(cli, options.secret);
  const fromEnvironment = given !== undefined && options.secret === undefined;
  const wishes = {
    format: options.format,
    template: await readTemplate(options, url),
    filter: {
      events: options.events ?? DEFAULT_FILTER.events,
      languages: options.languages ?? DEFAULT_FILTER.languages,
      minIndependent: options.minIndependent ?? DEFAULT_FILTER.minIndependent,
    },
  };
  await withApp(cli, options, { creates: true }, async ({ store, clock, settings }) => {
    const secret = given ?? newSecret(randomBytes(SECRET_BYTES));
    const made = newEndpoint(url, secret, clock.now(), wishes);
    const { endpoint, added } = await store.addEndpoint(made);
    if (!added && given !== undefined && given !== endpoint.secret)
      throw new CliProblem(
        `${shownAddress(url)} is there already as ${endpoint.id}, with another secret; replace it with: samestory webhooks rotate ${endpoint.id}`,
      );
    const refusal = writtenRefusal(url, settings.fetch.allow);
    if (refusal) cli.out.note(`${refusal}; nothing is sent there until fetch.allow in samestory.yaml opens its range`);
    const present: Endpoint = added ? endpoint : { ...enabled(endpoint), ...wishes };
    if (!added) await store.saveEndpoint(present);
    if (options.json)
      return cli.out.json({ ...endpointRow(present), added, ...(added && !fromEnvironment ? { secret } : {}) });
    if (added)
      await cli.out.lines(
        `${endpoint.id}  ${shownAddress(url)}`,
        ...(fromEnvironment ? [] : [`secret  ${secret}`, "Keep the secret now: it is not printed again."]),
        `Try it: samestory webhooks test ${endpoint.id}`,
      );
    else
      await cli.out.lines(
        `${endpoint.id} was there already${endpoint.state === "disabled" ? "; it is enabled again" : ""}.`,
      );
  });
}

/** From the option or the environment; undefined where one is to be made. */
function givenSecret(cli: Cli, option: string | undefined): string | undefined {
  const secret = option ?? (cli.io.env.SAMESTORY_WEBHOOK_SECRET || undefined);
  if (secret !== undefined && !secretBytes(secret)) {
    const where = option === undefined ? "SAMESTORY_WEBHOOK_SECRET" : "--secret";
    throw new CliProblem(`${where} is not one: whsec_ and the base64 of 24 to 64 bytes`, EXIT.usage);
  }
  return secret;
}

/** The template's text, tried on a test event; null for every other format. */
async function readTemplate({ format, template: file }: AddOptions, url: string): Promise<string | null> {
  if ((format === "template") !== (file !== undefined))
    throw new CliProblem("--format template and --template FILE go together", EXIT.usage);
  if (file === undefined) return null;
  const template = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new CliProblem(`cannot read ${file} (${error.code}); name a file with a Liquid template`);
  });
  if (template.length > MAX_TEMPLATE_CHARACTERS)
    throw new CliProblem(`${file} has more than ${MAX_TEMPLATE_CHARACTERS} characters`);
  try {
    inFormat(pingPayload(0), { format, template, url });
  } catch (problem) {
    throw new CliProblem(`${file}: ${(problem as Error).message}`);
  }
  return template;
}

export interface RotateOptions extends SharedOptions {
  secret?: string;
  overlap?: string;
}

/** A new secret; the old one signs beside it until the overlap is over. */
export async function rotateSecret(cli: Cli, idOrUrl: string, options: RotateOptions): Promise<void> {
  const given = givenSecret(cli, options.secret);
  await withApp(cli, options, {}, async ({ store, clock, settings }) => {
    const endpoint = await findEndpoint(store, idOrUrl);
    const now = clock.now();
    const until = options.overlap === undefined ? null : readMoment(options.overlap, now);
    if (options.overlap !== undefined && (until === null || until > now))
      throw new CliProblem(`--overlap ${options.overlap}: expected a span such as 90m, 24h or 7d`, EXIT.usage);
    const overlapMs = until === null ? settings.alert.rotationOverlapMs : now - until;
    const secret = given ?? newSecret(randomBytes(SECRET_BYTES));
    const rotated = withNewSecret(endpoint, secret, now, overlapMs);
    if (rotated === null)
      throw new CliProblem(
        `${endpoint.id}: ${MAX_FORMER_SECRETS} former secrets sign until ${iso(endpoint.previousUntil ?? now)}, and more are not kept; ` +
          "wait until then, or end them all at once with --overlap 0s",
      );
    await store.saveEndpoint(rotated);
    const signing = signingSecrets(rotated, now).length;
    if (options.json) return cli.out.json({ ...endpointRow(rotated), ...(given === undefined ? { secret } : {}) });
    await cli.out.lines(
      ...(given === undefined ? [`secret  ${secret}`, "Keep the secret now: it is not printed again."] : []),
      overlapMs === 0
        ? "No former secret signs any more; give the receiver the new one now."
        : `${signing > 2 ? `It and ${signing - 1} former` : "Both"} secrets sign until ${iso(rotated.previousUntil ?? now)}; give the receiver the new one before that.`,
    );
  });
}

export async function setEnabled(cli: Cli, idOrUrl: string, on: boolean, options: SharedOptions): Promise<void> {
  await withApp(cli, options, {}, async ({ store }) => {
    const endpoint = await findEndpoint(store, idOrUrl);
    const after = on ? enabled(endpoint) : disabled(endpoint, "by the operator");
    await store.saveEndpoint(after);
    if (options.json) await cli.out.json(endpointRow(after));
    else
      await cli.out.lines(
        on
          ? `${endpoint.id} is enabled; what waited for it is sent by the daemon (samestory run).`
          : `${endpoint.id} is disabled; what is for it waits until: samestory webhooks enable ${endpoint.id}`,
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
    const alert = alertOf("ping", { id: endpoint.id, occasion: String(now) }, pingPayload(now), now);
    const delivery: Delivery = {
      id: "",
      alertId: alert.id,
      endpointId: endpoint.id,
      webhookId: stableId("msg", "ping", String(now), endpoint.id),
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
