import { readFile, stat } from "node:fs/promises";
import { decodeText } from "../../model/charset.ts";
import { newFeed } from "../../poll/new-feed.ts";
import { readOpml, writeOpml } from "../../poll/opml.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { many } from "../say.ts";
import { readStdin } from "../stdin.ts";

/** Adds the feeds of an OPML file, with their folders, without asking any of them. Bounded in bytes and outlines. */
export async function importOpml(cli: Cli, file: string, options: SharedOptions): Promise<void> {
  await withApp(cli, options, { creates: true }, async ({ store, clock, settings }) => {
    const bytes = await readBounded(file, settings.poll.maxOpmlBytes);
    const { feeds, problems } = readOpml(decodeText(bytes, "", "xml").text, settings.poll);
    let added = 0;
    for (const { url, title, folder, siteUrl } of feeds) {
      const made = newFeed(url, clock.now(), settings.poll, { title, siteUrl, folder });
      if ((await store.addFeed(made)).added) added++;
    }
    if (options.json) await cli.out.json({ added, known: feeds.length - added, problems });
    else await cli.out.lines(`${many(added, "feed")} added, ${feeds.length - added} known already.`);
    for (const problem of problems) cli.out.note(`${file}: ${problem}`);
    if (problems.length > 0) cli.exitCode = feeds.length === 0 ? EXIT.failed : EXIT.partFailed;
  });
}

/** Every feed as OPML, on stdout; with `--json`, what OPML says of each. */
export async function exportOpml(cli: Cli, options: SharedOptions): Promise<void> {
  await withApp(cli, options, {}, async ({ store }) => {
    const feeds = await store.feeds();
    if (options.json) {
      for (const { url, title, folder, siteUrl } of feeds)
        await cli.out.json({ url, title, folder, site_url: siteUrl });
      return;
    }
    const opml = writeOpml(feeds);
    await cli.out.raw(opml.endsWith("\n") ? opml : `${opml}\n`);
  });
}

async function readBounded(file: string, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = (size: string) =>
    new CliProblem(`${file} has ${size} bytes; an OPML file has at most ${maxBytes} (poll.maxOpmlBytes)`);
  try {
    if (file === "-") {
      const given = await readStdin(maxBytes);
      if (given === null) throw tooLarge(`more than ${maxBytes}`);
      return given;
    }
    const { size } = await stat(file);
    if (size > maxBytes) throw tooLarge(String(size));
    return await readFile(file);
  } catch (error) {
    if (error instanceof CliProblem) throw error;
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new CliProblem(`${file} cannot be read: ${missing ? "there is no such file" : (error as Error).message}`);
  }
}
