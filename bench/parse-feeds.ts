/**
 * Our reader of feeds against others, speed beside correctness: `node bench/parse-feeds.ts [CASES.jsonl]`.
 *
 *   --seconds N   CPU seconds that each reader gets for each set (2)
 *
 * Correctness: of the cases (our own fixtures when none are given), the share of which every expected field is right.
 * Speed: the cases as they are, and documents of the size that sites send, generated here: 100 items each of plain RSS,
 * Atom and JSON Feed with 3 kB of text an item. Readers take turns, round by round; time is CPU of the process, garbage
 * collection included. What a reader cannot read costs it the time that it takes to say so.
 */
import { parseArgs } from "node:util";
import { allRight, casesOf, type FeedCase, ownCases } from "./feed-cases.ts";
import { FEED_READERS, type FeedReader } from "./feed-readers.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: "string", default: "2" } },
});
const budgetMs = Number(options.seconds) * 1_000;
const [file] = positionals;

type Document = Pick<FeedCase, "bytes" | "contentType" | "url">;

const ITEMS = 100;
const PARAGRAPH =
  "<p>The ferry to the outer islands will leave an hour earlier from March, the harbour board said on Tuesday, " +
  'and <a href="/tickets?line=7&amp;day=1">tickets</a> stay as they are &mdash; for now.</p>';
const BODY = PARAGRAPH.repeat(14);
const escaped = BODY.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const many = (text: (i: number) => string, gap = ""): string =>
  Array.from({ length: ITEMS }, (_, i) => text(i)).join(gap);
const at = (i: number): string => new Date(Date.UTC(2025, 10, 6, 12) - i * 3_600_000).toISOString();

/** Ways in which sites write the same hundred items. */
const GENERATED: Record<string, string> = {
  "plain RSS": `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lantern</title><link>https://lantern.example/</link><description>News</description>${many((i) => `<item><title>Item ${i} &amp; more</title><link>https://lantern.example/${i}</link><guid isPermaLink="false">l-${i}</guid><pubDate>${new Date(at(i)).toUTCString()}</pubDate><dc:creator><![CDATA[Ida Moor]]></dc:creator><description>${escaped.slice(0, 300)}</description><content:encoded><![CDATA[${BODY}]]></content:encoded></item>`)}</channel></rss>`,
  Atom: `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern</title><link href="https://lantern.example/"/><id>l</id><updated>${at(0)}</updated>${many((i) => `<entry><title>Item ${i}</title><link href="https://lantern.example/${i}"/><id>l-${i}</id><updated>${at(i)}</updated><author><name>Ida Moor</name></author><content type="html">${escaped}</content></entry>`)}</feed>`,
  "RSS with media": `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Lantern</title><link>https://lantern.example/</link>${many((i) => `<item><title>Item ${i}</title><link>https://lantern.example/${i}</link><guid>https://lantern.example/${i}</guid><pubDate>${new Date(at(i)).toUTCString()}</pubDate><media:content url="https://lantern.example/${i}.jpg" medium="image"><media:description>Harbour</media:description></media:content><description><![CDATA[${BODY}]]></description></item>`)}</channel></rss>`,
  "JSON Feed": JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: "Lantern",
    home_page_url: "https://lantern.example/",
    items: Array.from({ length: ITEMS }, (_, i) => ({
      id: `l-${i}`,
      url: `https://lantern.example/${i}`,
      title: `Item ${i}`,
      date_published: at(i),
      content_html: BODY,
    })),
  }),
};

/** Reads once; null for what the reader refuses. */
async function readOnce(reader: FeedReader, { bytes, contentType, url }: Document): Promise<unknown> {
  try {
    return await reader.read(bytes, contentType, url);
  } catch {
    return null;
  }
}

interface Speed {
  documentsPerSecond: number;
  megabytesPerSecond: number;
  refused: number;
}

/** Rounds over all documents, reader after reader, until each has had its CPU time. */
async function speeds(documents: readonly Document[]): Promise<Map<string, Speed>> {
  const size = documents.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const spent = new Map(FEED_READERS.map(({ name }) => [name, { micros: 0, rounds: 0, refused: 0 }]));
  for (let warm = true; ; warm = false) {
    for (const reader of FEED_READERS) {
      const own = spent.get(reader.name)!;
      const before = process.cpuUsage();
      let refused = 0;
      for (const document of documents) if ((await readOnce(reader, document)) === null) refused++;
      const { user, system } = process.cpuUsage(before);
      own.refused = refused;
      if (warm) continue;
      own.micros += user + system;
      own.rounds++;
    }
    if ([...spent.values()].every(({ micros }) => micros >= budgetMs * 1_000)) break;
  }
  return new Map(
    [...spent].map(([name, { micros, rounds, refused }]) => [
      name,
      {
        documentsPerSecond: (rounds * documents.length * 1e6) / micros,
        megabytesPerSecond: (rounds * size) / micros,
        refused,
      },
    ]),
  );
}

async function right(reader: FeedReader, cases: readonly FeedCase[]): Promise<number> {
  let count = 0;
  for (const one of cases) {
    const result = await readOnce(reader, one);
    try {
      if (result !== null && allRight(one, reader.give(result as never))) count++;
    } catch {
      // A result without the parts that every feed has.
    }
  }
  return count;
}

function print(title: string, found: Map<string, Speed>): void {
  console.log(`\n${title}\n${"".padEnd(28)}documents/s     MB/s   against rss-parser   refused`);
  const peer = found.get("rss-parser")!;
  for (const [name, { documentsPerSecond, megabytesPerSecond, refused }] of found)
    console.log(
      `${name.padEnd(28)}${documentsPerSecond.toFixed(0).padStart(11)}${megabytesPerSecond.toFixed(1).padStart(9)}` +
        `${`x ${(documentsPerSecond / peer.documentsPerSecond).toFixed(2)}`.padStart(21)}${String(refused).padStart(10)}`,
    );
}

const cases = file ? casesOf(file) : ownCases();
console.log(`${cases.length} ${file ? "cases" : "fixtures of our own"}: every expected field right`);
for (const reader of FEED_READERS) {
  const count = await right(reader, cases);
  console.log(
    `${reader.name.padEnd(28)}${`${count}/${cases.length}`.padStart(11)}${((100 * count) / cases.length).toFixed(1).padStart(8)} %`,
  );
}
print("the cases", await speeds(cases));
for (const [name, text] of Object.entries(GENERATED)) {
  const bytes = Buffer.from(text);
  const document = { bytes, contentType: "", url: "https://lantern.example/feed" };
  print(`${name}, ${ITEMS} items, ${(bytes.length / 1_000).toFixed(0)} kB`, await speeds([document]));
}
