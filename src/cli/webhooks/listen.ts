import { listenWebhooks, type ReceivedWebhook } from "../../adapters/webhook-listener.ts";
import { secretBytes } from "../../alert/sign.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { CliProblem, EXIT, PipeClosed } from "../exit.ts";
import { isoSeconds } from "../times.ts";

export interface ListenOptions extends SharedOptions {
  secret: string;
  port: number;
  host: string;
  count?: number;
}

/** Receives, checks and prints webhooks until it is stopped, or `count` have come. */
export async function listen(cli: Cli, { secret, port, host, count, json }: ListenOptions): Promise<void> {
  if (!secretBytes(secret))
    throw new CliProblem("--secret is not one: whsec_ and the base64 of 24 to 64 bytes", EXIT.usage);
  const { untilSignalled } = await import("../run.ts");
  const stop = new AbortController();
  const signal = AbortSignal.any([untilSignalled(), stop.signal]);
  let received = 0;
  const listener = await listenWebhooks({
    host,
    port,
    secret,
    async onEvent(event) {
      try {
        await print(cli, event, json);
      } catch (error) {
        stop.abort(error); // nobody reads any more: the sender keeps it
        throw error;
      }
      received++;
      if (count !== undefined && received >= count) stop.abort();
    },
    onRefused: (reason) => cli.out.note(`turned away: ${reason}`),
  });
  cli.out.note(`listening on ${listener.url}; Ctrl-C ends`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await listener.close();
  if (stop.signal.reason instanceof CliProblem || stop.signal.reason instanceof PipeClosed) throw stop.signal.reason;
}

async function print(cli: Cli, { id, type, sentAt, repeated, body }: ReceivedWebhook, json?: boolean): Promise<void> {
  if (json) await cli.out.json({ id, type, sent: isoSeconds(sentAt), repeated, body });
  else
    await cli.out.lines(
      `${isoSeconds(sentAt)}  ${type}  ${id}${repeated ? "  (again)" : ""}`,
      ...JSON.stringify(body, null, 2).split("\n"),
    );
}
