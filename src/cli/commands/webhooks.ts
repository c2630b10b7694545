import { type Command, InvalidArgumentError, Option } from "commander";
import { ALERT_EVENTS, type AlertEvent, type Endpoint, FORMATS } from "../../model/alert.ts";
import { shownAddress } from "../../model/shown-address.ts";
import { type Cli, command, limitOption, wholeOption, words } from "../command.ts";
import { optionsOf, withApp } from "../context.ts";
import { CliProblem } from "../exit.ts";
import { endpointRow } from "../records.ts";
import { many } from "../say.ts";
import { table } from "../table.ts";
import { iso } from "../times.ts";
import {
  type AddOptions,
  addEndpoint,
  type RotateOptions,
  removeEndpoint,
  rotateSecret,
  sendPing,
  setEnabled,
} from "../webhooks/endpoints.ts";
import { type ListenOptions, listen } from "../webhooks/listen.ts";
import { type LogOptions, showLog } from "../webhooks/log.ts";
import { type RedeliverOptions, redeliver } from "../webhooks/redeliver.ts";

const STATES = ["waiting", "delivered", "failed", "dropped"];

export function webhooksCommands(program: Command, cli: Cli): void {
  const webhooks = command(program, "webhooks", {
    summary: "where alerts go, and what became of each delivery",
    examples: ["webhooks add https://example.org/hook", "webhooks test ep_…", "webhooks log --state failed"],
    more: "Alerts are signed after Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature.",
  });

  command(webhooks, "add <url>", {
    summary: "adds an endpoint; its secret is printed this once",
    examples: [
      "webhooks add https://example.org/hook",
      "webhooks add https://example.org/hook --events story.created,story.updated,feed.failing",
      "webhooks add https://hooks.slack.com/services/… --format slack --languages en,de --min-independent 5",
    ],
    more:
      "The secret may come from SAMESTORY_WEBHOOK_SECRET, or from the file that SAMESTORY_WEBHOOK_SECRET_FILE names. " +
      "An endpoint that is added again is enabled and keeps its secret; what it wants is set anew.",
  })
    .option("--secret <secret>", "whsec_ and the base64 of 24 to 64 bytes; without one, it is made")
    .addOption(new Option("--format <format>", "how it wants to be told").choices(FORMATS).default("standard"))
    .option("--template <file>", "with --format template: a Liquid template over the standard event")
    .option("--events <events>", `which events: ${STORED_EVENTS.join(", ")}; or all`, eventList)
    .option("--languages <codes>", "only stories with a report in one of these, such as en,tr", languageList)
    .option("--min-independent <n>", "only stories with so many independent reports", wholeOption(0, 100_000))
    .action((url: string, _options, self: Command) => addEndpoint(cli, url, optionsOf<AddOptions>(self)));

  command(webhooks, "list", {
    summary: "lists endpoints with their health",
    examples: ["webhooks list", "webhooks list --json"],
  }).action((_options, self: Command) => list(cli, self));

  command(webhooks, "test <id>", {
    summary: "sends a signed ping event now and says what came back",
    examples: ["webhooks test ep_…"],
  }).action((id: string, _options, self: Command) => sendPing(cli, id, optionsOf(self)));

  command(webhooks, "rotate <id>", {
    summary: "replaces the secret; the old one goes on signing beside the new one for a while",
    examples: ["webhooks rotate ep_…", "webhooks rotate ep_… --overlap 7d"],
  })
    .option("--secret <secret>", "the new one; without it, one is made and printed this once")
    .option("--overlap <span>", "how long both sign: 90m, 24h, 7d (default: alert.rotationOverlapMs)")
    .action((id: string, _options, self: Command) => rotateSecret(cli, id, optionsOf<RotateOptions>(self)));

  command(webhooks, "enable <id>", {
    summary: "sends to a disabled endpoint again, its backlog first",
    examples: ["webhooks enable ep_…"],
  }).action((id: string, _options, self: Command) => setEnabled(cli, id, true, optionsOf(self)));

  command(webhooks, "disable <id>", {
    summary: "keeps what is for an endpoint until it is enabled",
    examples: ["webhooks disable ep_…"],
  }).action((id: string, _options, self: Command) => setEnabled(cli, id, false, optionsOf(self)));

  limitOption(
    command(webhooks, "log [delivery]", {
      summary: "lists deliveries, or shows one with each attempt and its reply",
      examples: [
        "webhooks log",
        "webhooks log --state failed --endpoint ep_…",
        "webhooks log d_…",
        "webhooks log d_… --curl",
      ],
    }),
  )
    .option("--state <state>", `one of ${STATES.join(", ")}`)
    .option("--endpoint <id>", "only this endpoint's")
    .option("--story <id>", "only this story's")
    .option("--curl", "the delivery as a curl command, signed for this moment")
    .action((id: string | undefined, _options, self: Command) => {
      const options = optionsOf<LogOptions>(self);
      checkState(options.state);
      return showLog(cli, id, options);
    });

  command(webhooks, "redeliver [deliveries...]", {
    summary: "sends deliveries again, with the same id and body",
    examples: [
      "webhooks redeliver d_…",
      "webhooks redeliver --state failed",
      "webhooks redeliver --story s_… --endpoint ep_…",
    ],
    more: "With --endpoint, alerts from before the endpoint was added are sent to it too.",
  })
    .option("--state <state>", `deliveries in this state: ${STATES.join(", ")}`)
    .option("--since <moment>", "alerts since: 2025-11-06T12:00Z, or 90m, 24h, 7d back")
    .option("--endpoint <id>", "to this endpoint")
    .option("--story <id>", "this story's alerts")
    .action((ids: string[], _options, self: Command) => {
      const options = optionsOf<RedeliverOptions>(self);
      checkState(options.state);
      return redeliver(cli, ids, options);
    });

  command(webhooks, "remove <id>", {
    summary: "removes an endpoint; what waits for it is dropped",
    examples: ["webhooks remove ep_…"],
  }).action((id: string, _options, self: Command) => removeEndpoint(cli, id, optionsOf(self)));

  command(webhooks, "listen", {
    summary: "receives webhooks on this machine, checks each signature and prints what arrives",
    examples: ["webhooks listen --secret whsec_… --port 8765", "webhooks listen --secret whsec_… --count 1 --json"],
  })
    .requiredOption("--secret <secret>", "the endpoint's secret")
    .option("--port <port>", "0 takes any that is free", wholeOption(0, 65_535), 8_765)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--count <n>", "end after so many webhooks", wholeOption(1, 1_000_000))
    .action((_options, self: Command) => listen(cli, optionsOf<ListenOptions>(self)));
}

/** What can be asked for; a ping comes only from `webhooks test`. */
const STORED_EVENTS = ALERT_EVENTS.filter((event) => event !== "ping");

function eventList(text: string): AlertEvent[] {
  if (text === "all") return STORED_EVENTS;
  return words(text).map((word) => {
    const event = STORED_EVENTS.find((known) => known === word);
    if (!event) throw new InvalidArgumentError(`${word} is not one of ${STORED_EVENTS.join(", ")}, all.`);
    return event;
  });
}

/** ISO 639-1 codes, as articles have them: `EN` and `en-GB` are `en`. */
function languageList(text: string): string[] {
  return words(text).map((word) => {
    const code = /^([a-z]{2})(?:[-_][a-z0-9-]+)?$/i.exec(word)?.[1];
    if (!code) throw new InvalidArgumentError(`${word} is no language code of two letters, such as en or tr.`);
    return code.toLowerCase();
  });
}

function checkState(state: string | undefined): void {
  if (state !== undefined && !STATES.includes(state))
    throw new CliProblem(`--state ${state}: expected one of ${STATES.join(", ")}`, 2);
}

const healthOf = ({ state, failingSince }: Endpoint): string =>
  state === "enabled" && failingSince !== null ? "failing" : state;

async function list(cli: Cli, self: Command): Promise<void> {
  const options = optionsOf(self);
  await withApp(cli, options, {}, async ({ store }) => {
    const rows = [];
    for (const endpoint of await store.endpoints()) {
      const latest = await store.deliveries({ limit: 1_000, endpointId: endpoint.id });
      const inState = (state: string) => latest.filter((delivery) => delivery.state === state).length;
      rows.push({ endpoint, waiting: inState("waiting"), delivered: inState("delivered"), failed: inState("failed") });
    }
    if (options.json)
      for (const { endpoint, ...counts } of rows) await cli.out.json({ ...endpointRow(endpoint), latest: counts });
    else if (rows.length === 0) cli.out.note("no endpoints; add one with: samestory webhooks add https://…");
    else {
      await cli.out.lines(
        ...table(
          rows,
          [
            { title: "id", value: ({ endpoint }) => endpoint.id },
            { title: "state", value: ({ endpoint }) => healthOf(endpoint) },
            { title: "format", value: ({ endpoint }) => endpoint.format },
            { title: "sent", value: ({ delivered }) => delivered, align: "right" },
            { title: "waits", value: ({ waiting }) => waiting, align: "right" },
            { title: "failed", value: ({ failed }) => failed, align: "right" },
            { title: "address", value: ({ endpoint }) => shownAddress(endpoint.url), shrinkTo: 20 },
          ],
          cli.out.width,
        ),
      );
      for (const { endpoint } of rows) {
        if (endpoint.stateReason) cli.out.note(`${endpoint.id}: ${endpoint.stateReason}`);
        else if (endpoint.failingSince !== null)
          cli.out.note(
            `${endpoint.id}: failing since ${iso(endpoint.failingSince)}, ${many(endpoint.failures, "try", "tries")}`,
          );
      }
    }
  });
}
