import { DAY, HOUR } from "./publishing.ts";
import { type Question, START } from "./world.ts";

/** One item of a small feed. Undefined parts are left out. */
export interface Item {
  link: string;
  guid?: string;
  title?: string;
  at?: number;
  text?: string;
  source?: string;
}

/** An RSS document of these items, with more in its channel. */
export function rss(items: readonly Item[], channel = "", title = "The Harbour Post"): string {
  const listed = items.map(
    ({ link, guid, title: headline = `Report of ${link}`, at, text = "What happened.", source }) =>
      `<item><title>${headline}</title><link>${link}</link>` +
      (guid === undefined ? "" : `<guid isPermaLink="false">${guid}</guid>`) +
      (at === undefined ? "" : `<pubDate>${new Date(at).toUTCString()}</pubDate>`) +
      (source === undefined ? "" : `<source url="${source}">Source</source>`) +
      `<description>${text}</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>
    <title>${title}</title><link>http://harbour.example/</link><description>News</description>${channel}
    ${listed.join("\n")}</channel></rss>`;
}

/** Six items before the start and one each six hours from then on, the latest twenty listed. */
export function steadyItems({ now, origin }: Pick<Question, "now" | "origin">, everyMs = 6 * HOUR): Item[] {
  const first = START - 6 * everyMs;
  const count = Math.floor((now - first) / everyMs) + 1;
  return Array.from({ length: count }, (_, n) => ({
    link: `${origin}/item/${n}`,
    guid: `n${n}`,
    at: first + n * everyMs,
  }))
    .reverse()
    .slice(0, 20);
}

/** The document of a well-behaved feed at the time it is asked. */
export const steadyFeed = (question: Question, channel = ""): string => rss(steadyItems(question), channel);

export { DAY, HOUR };
