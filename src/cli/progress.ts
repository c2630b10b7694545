import type { App } from "../app.ts";
import { STAGES } from "../model/words.ts";
import type { Cli } from "./command.ts";

const EVERY_MS = 500;
const CLEAR_LINE = "\r\u001b[2K";

/** Shows on a terminal, while `work` goes on, how many jobs each stage still has. Off a terminal it says nothing. */
export async function withProgress<T>(cli: Cli, { queue }: App, work: () => Promise<T>): Promise<T> {
  const { stderr } = cli.io;
  if (!stderr.isTTY) return work();
  const show = async () => {
    const counts = await queue.counts();
    const left = STAGES.map((stage) => [stage, counts[stage].waiting + counts[stage].active] as const);
    const said = left.filter(([, n]) => n > 0).map(([stage, n]) => `${stage} ${n}`);
    stderr.write(`${CLEAR_LINE}${said.length > 0 ? `to do: ${said.join(", ")}` : "working …"}`);
  };
  let showing = Promise.resolve();
  const timer = setInterval(() => {
    showing = showing.then(show).catch(() => {});
  }, EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await showing;
    stderr.write(CLEAR_LINE);
  }
}

/** Shows on a terminal, while `work` goes on, how far it is: `replayed 1200 of 5000`. Off a terminal it says nothing. */
export async function withCount<T>(
  cli: Cli,
  done: string,
  work: (onProgress: (count: number, of: number) => void) => Promise<T>,
): Promise<T> {
  const { stderr } = cli.io;
  if (!stderr.isTTY) return work(() => {});
  let said = Number.NEGATIVE_INFINITY;
  try {
    return await work((count, of) => {
      if (count < of && performance.now() - said < EVERY_MS) return;
      said = performance.now();
      stderr.write(`${CLEAR_LINE}${done} ${count} of ${of}`);
    });
  } finally {
    stderr.write(CLEAR_LINE);
  }
}
