import type { App } from "../../app.ts";
import type { OfferedBy } from "../../poll/discover.ts";
import { newFeed } from "../../poll/new-feed.ts";
import { cleanLine } from "../clean.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { webAddress, withApp } from "../context.ts";
import { EXIT } from "../exit.ts";
import { feedRow } from "../records.ts";
import { many } from "../say.ts";
import { type Asked, ask } from "./ask.ts";

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
  const page = asked?.kind === "page" ? asked : null;
  if (json)
    await cli.out.json({
      ...feedRow(feed),
      added_now: added,
      items: asked?.parsed.items.length ?? null,
      format: asked?.parsed.format ?? null,
      found_by: page?.found.by ?? null,
      requests: asked?.requests ?? 0,
      also_there: (page?.others ?? []).map(({ url: other, title, by }) => ({ url: other, title, found_by: by })),
    });
  else {
    const title = feed.title ? `  "${cleanLine(feed.title)}"` : "";
    const items = asked ? `, ${asked.parsed.format}, ${many(asked.parsed.items.length, "item")}` : "";
    await cli.out.lines(`${added ? "added" : "known"}  ${feed.id}  ${feed.url}${title}${items}`);
  }
  if (page) tell(cli, url, page);
  return true;
}

/** What was found on a page and what else is there, in plain words. */
function tell(cli: Cli, url: string, { found, others, requests }: Extract<Asked, { kind: "page" }>): void {
  cli.out.note(`${url} is no feed; ${WHERE[found.by]} led to this one (${many(requests, "request")}).`);
  for (const other of others.slice(0, MAX_OTHERS))
    cli.out.note(`also there: ${other.url}${other.title ? ` (${cleanLine(other.title)})` : ""}`);
  if (others.length > MAX_OTHERS) cli.out.note(`and ${others.length - MAX_OTHERS} more`);
}

const MAX_OTHERS = 10;

const WHERE: Record<OfferedBy, string> = {
  "Link header": "the Link header of its reply",
  "link element": "a <link> element in its head",
  "link on the page": "a link on the page",
  "index of sitemaps": "its index of sitemaps",
  "robots.txt": "a news sitemap named in robots.txt",
  "usual place": "a usual place for feeds",
};
