import type { Published } from "./publishing.ts";

/** What a publisher says about how often to come, and how it sends its feed. */
export interface Manners {
  window: number;
  /** Whether items carry dates. */
  dated: boolean;
  ttlMinutes?: number;
  maxAgeSeconds?: number;
  /** Hours of the day (GMT) not to come in. */
  skipHours?: number[];
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** An RSS feed that lists the latest of what is published by then, with an ETag of its own. */
export class NewsFeed {
  readonly items: readonly Published[];
  readonly manners: Manners;
  readonly #host: string;

  /** @param items by the time at which they are listed */
  constructor(host: string, items: readonly Published[], manners: Manners) {
    this.#host = host;
    this.items = items;
    this.manners = manners;
  }

  /** How many items are listed by `now`. */
  listed(now: number): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.items[middle]!.listedAt <= now) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  link(number: number): string {
    return `http://${this.#host}/item/${number}`;
  }

  /** The earliest moment at which a client that had an answer at `at` may come again. */
  mayReturnAt(at: number): number {
    const { ttlMinutes = 0, maxAgeSeconds = 0, skipHours = [] } = this.manners;
    let next = at + Math.max(ttlMinutes * 60, maxAgeSeconds) * 1000;
    while (skipHours.includes(new Date(next).getUTCHours())) next = (Math.floor(next / 3_600_000) + 1) * 3_600_000;
    return next;
  }

  answer(now: number, validator: string | undefined): Answer {
    const count = this.listed(now);
    const headers: Record<string, string> = { etag: `"${count}"`, "content-type": "application/rss+xml" };
    if (this.manners.maxAgeSeconds) headers["cache-control"] = `max-age=${this.manners.maxAgeSeconds}`;
    if (validator === headers.etag) return { status: 304, headers, body: "" };
    return { status: 200, headers, body: this.#document(count) };
  }

  #document(count: number): string {
    const { window, dated, ttlMinutes, skipHours = [] } = this.manners;
    const items: string[] = [];
    for (let n = count - 1; n >= Math.max(0, count - window); n--) {
      const date = dated ? `<pubDate>${new Date(this.items[n]!.at).toUTCString()}</pubDate>` : "";
      items.push(`<item><title>Report number ${n} of the day</title><link>${this.link(n)}</link>
        <guid isPermaLink="false">n${n}</guid>${date}<description>What happened, part ${n}.</description></item>`);
    }
    const skip = skipHours.map((hour) => `<hour>${hour}</hour>`).join("");
    return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>${this.#host}</title>
      <link>http://${this.#host}/</link><description>News</description>
      ${ttlMinutes ? `<ttl>${ttlMinutes}</ttl>` : ""}${skip ? `<skipHours>${skip}</skipHours>` : ""}
      ${items.join("\n")}</channel></rss>`;
  }
}
