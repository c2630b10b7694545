import type { App } from "../../app.ts";
import { newFeed } from "../../poll/new-feed.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { webAddress, withApp } from "../context.ts";
import { EXIT } from "../exit.ts";
import { feedRow } from "../records.ts";
import { many } from "../say.ts";
import { ask } from "./ask.ts";

export interface AddOptions extends SharedOptions {
  /** False with --no-check: store the address without a request. */
  check: boolean;
  folder?: string;
}

/** Adds each address; what cannot be added is told, the rest goes on. */
export async function addFeeds(cli: Cli, addresses: string[], options: AddOptions): Promise<void> {
  const urls = addresses.map((address) =>
    webAddress(/^[a-z][a-z\d+.-]*:/i.test(address) ? address : `https://${address}`),
  );
  await withApp(cli, options, { creates: true }, async (app) => {
    let failed = 0;
    for (const url of urls) if (!(await addOne(cli, app, url, options))) failed++;
    if (failed > 0) cli.exitCode = failed === urls.length ? EXIT.failed : EXIT.partFailed;
  });
}

async function addOne(cli: Cli, app: App, url: string, { check, folder, json }: AddOptions): Promise<boolean> {
  const known = await app.store.feed(url);
  const asked = check && !known ? await ask(app, url) : null;
  if (asked?.kind === "nothing") {
    cli.out.note(`${url}: ${asked.reason}. Not added; to add it all the same: samestory feeds add --no-check ${url}`);
    return false;
  }
  const found = asked
    ? { url: asked.url, extra: { title: asked.parsed.title, siteUrl: asked.parsed.link } }
    : { url, extra: {} };
  const made = newFeed(found.url, app.clock.now(), app.settings.poll, { ...found.extra, folder: folder ?? null });
  const { feed, added } = await app.store.addFeed(made);
  if (json) await cli.out.json({ ...feedRow(feed), added_now: added, items: asked?.parsed.items.length ?? null });
  else {
    const items = asked ? `, ${many(asked.parsed.items.length, "item")}` : "";
    await cli.out.lines(
      `${added ? "added" : "known"}  ${feed.id}  ${feed.url}${feed.title ? `  "${feed.title}"` : ""}${items}`,
    );
  }
  if (asked?.kind === "page")
    for (const other of asked.others) cli.out.note(`also there: ${other.url}${other.title ? ` (${other.title})` : ""}`);
  return true;
}
