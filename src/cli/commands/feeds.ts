import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { Feed } from "../../model/feed.ts";
import { type Cli, command, type SharedOptions } from "../command.ts";
import { optionsOf, withApp } from "../context.ts";
import { EXIT } from "../exit.ts";
import type { AddOptions } from "../feeds/add.ts";
import { FEED_STATES, type ListOptions, listFeeds } from "../feeds/list.ts";

export function feedsCommands(program: Command, cli: Cli): void {
  const feeds = command(program, "feeds", {
    summary: "the addresses that are polled",
    examples: ["feeds add https://www.example.org/", "feeds list", "feeds check https://www.example.org/feed.xml"],
  });

  command(feeds, "add <urls...>", {
    summary: "adds feeds; a site's page is searched for the feed it names",
    examples: [
      "feeds add https://www.example.org/feed.xml",
      "feeds add example.org example.net --folder World",
      "feeds add --no-check https://www.example.org/feed.xml",
    ],
    more: "Each address is asked once (a site's page: at most five requests).",
  })
    .option("--no-check", "store the address without a request")
    .option("--folder <name>", "folder to keep it in, for export")
    .action(async (urls: string[], _options, self: Command) => {
      const { addFeeds } = await import("../feeds/add.ts");
      await addFeeds(cli, urls, optionsOf<AddOptions>(self));
    });

  command(feeds, "list", {
    summary: "lists feeds with their health and next poll",
    examples: ["feeds list", "feeds list --state failing", "feeds list --hosts", "feeds list --json"],
    more: 'a day: items as they came lately; usual: what is usual for the feed; 304: share of polls answered with "not modified". What is wrong with a feed stands below it.',
  })
    .option("--state <state>", `one of ${FEED_STATES.join(", ")}`)
    .option("--hosts", "what came of the last seven days' entries and was cut out, by site")
    .action((_options, self: Command) => listFeeds(cli, optionsOf<ListOptions>(self)));

  const acts: [string, string, (app: App, feed: Feed) => Promise<string>][] = [
    ["remove", "forgets feeds; the articles they brought stay", remove],
    ["pause", "stops polling feeds until they are resumed", pause],
    ["resume", "polls paused or gone feeds again, at once", resume],
  ];
  for (const [verb, summary, act] of acts)
    command(feeds, `${verb} <feeds...>`, {
      summary,
      examples: [`feeds ${verb} f_0123456789abcdef`, `feeds ${verb} https://www.example.org/feed.xml`],
    }).action((ids: string[], _options, self: Command) => forEach(cli, ids, optionsOf(self), act));

  command(feeds, "import <file>", {
    summary: "adds the feeds of an OPML file (- is standard input), without asking any of them",
    examples: ["feeds import subscriptions.opml", "feeds export --data old | samestory feeds import -"],
  }).action(async (file: string, _options, self: Command) => {
    const { importOpml } = await import("../feeds/opml.ts");
    await importOpml(cli, file, optionsOf(self));
  });

  command(feeds, "export", {
    summary: "prints all feeds as OPML",
    examples: ["feeds export > feeds.opml"],
  }).action(async (_options, self: Command) => {
    const { exportOpml } = await import("../feeds/opml.ts");
    await exportOpml(cli, optionsOf(self));
  });

  command(feeds, "check <url>", {
    summary: "asks a feed once and explains what a poll makes of it; stores nothing",
    examples: ["feeds check https://www.example.org/feed.xml", "feeds check f_0123456789abcdef --json"],
    more: "Shows the headers sent and received, the decision, the items, and when the next poll would be and why.",
  }).action(async (url: string, _options, self: Command) => {
    const { checkFeed } = await import("../feeds/check.ts");
    await checkFeed(cli, url, optionsOf(self));
  });
}

async function forEach(
  cli: Cli,
  ids: string[],
  options: SharedOptions,
  act: (app: App, feed: Feed) => Promise<string>,
): Promise<void> {
  await withApp(cli, options, {}, async (app) => {
    let unknown = 0;
    for (const id of ids) {
      const feed = (await app.store.feed(id)) ?? (await app.store.feed(URL.parse(id)?.href ?? id));
      if (!feed) {
        unknown++;
        cli.out.note(`there is no feed ${id}; list them with: samestory feeds list`);
        continue;
      }
      const done = await act(app, feed);
      if (options.json) await cli.out.json({ id: feed.id, url: feed.url, done });
      else await cli.out.lines(`${done}  ${feed.id}  ${feed.url}`);
    }
    if (unknown > 0) cli.exitCode = unknown === ids.length ? EXIT.failed : EXIT.partFailed;
  });
}

async function remove({ store }: App, feed: Feed): Promise<string> {
  await store.removeFeed(feed.id);
  return "removed";
}

async function pause({ store }: App, feed: Feed): Promise<string> {
  await store.saveFeed({ ...feed, state: "paused", stateReason: "paused by the operator" });
  return "paused";
}

async function resume({ store, clock }: App, feed: Feed): Promise<string> {
  if (feed.state !== "paused" && feed.state !== "gone") return feed.state;
  await store.saveFeed({ ...feed, state: "active", stateReason: null, nextDueAt: clock.now() });
  return "active";
}
