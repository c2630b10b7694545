import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { DAY, HOUR, type Item, rss, steadyFeed, steadyItems } from "./documents.ts";
import { MINUTE } from "./publishing.ts";
import { type Asked, type Question, type Site, START, World } from "./world.ts";

const world = new World();
before(() => world.open());
after(() => world.close());

/** The pauses between requests, in ms. */
const gaps = (log: readonly Asked[]): number[] => log.slice(1).map(({ at }, i) => at - log[i]!.at);
const shortest = (log: readonly Asked[]): number => Math.min(...gaps(log));
const longest = (log: readonly Asked[]): number => Math.max(...gaps(log));
const etagOf = (body: string): string => `"${body.length}-${body.match(/item\/\d+/)?.[0] ?? ""}"`;
/** A feed with an ETag, and what else its headers say. */
const tagged =
  (headers: Record<string, string> = {}, channel = ""): Site =>
  (question) => {
    const body = steadyFeed(question, channel);
    const etag = etagOf(body);
    const status = question.headers["if-none-match"] === etag ? 304 : 200;
    return { status, headers: { etag, ...headers }, body: status === 200 ? body : "" };
  };
/** Every item that was listed a day before the end is there, once. */
function assertComplete(entries: readonly { url: string }[], origin: string, until: number): void {
  const urls = entries.map(({ url }) => url);
  assert.equal(new Set(urls).size, urls.length, "an item is there twice");
  const wanted = steadyItems({ now: until - DAY, origin }).map(({ link }) => link);
  assert.deepEqual(
    wanted.filter((link) => !urls.includes(link)),
    [],
    "items are missing",
  );
}

describe("validators", () => {
  test("an ETag of any spelling comes back byte for byte", async () => {
    const etag = 'W/"a, b;c\\"';
    const { log } = await world.live((q) => ({ status: 200, headers: { etag }, body: steadyFeed(q) }), 1);
    assert.ok(log.length > 2);
    for (const { headers } of log.slice(1)) assert.equal(headers["if-none-match"], etag);
  });

  test("a Last-Modified that is no proper date comes back byte for byte", async () => {
    const modified = "Thu, 6 Nov 2025 13:00:00 CET";
    const { log } = await world.live(
      (q) => ({ status: 200, headers: { "last-modified": modified }, body: steadyFeed(q) }),
      1,
    );
    for (const { headers } of log.slice(1)) assert.equal(headers["if-modified-since"], modified);
  });

  test("a 304 renews each validator on its own", async () => {
    const site: Site = ({ times, ...q }) =>
      times === 0
        ? {
            status: 200,
            headers: { etag: '"1"', "last-modified": "then" },
            body: rss(steadyItems({ ...q, now: START })),
          }
        : { status: 304, headers: { "last-modified": `later ${times}` } };
    const { log } = await world.live(site, 0.5);
    assert.deepEqual([log[2]?.headers["if-none-match"], log[2]?.headers["if-modified-since"]], ['"1"', "later 1"]);
  });

  test("a feed without validators is never asked on condition", async () => {
    const { log } = await world.live((q) => ({ status: 200, body: steadyFeed(q) }), 1);
    for (const { headers } of log)
      assert.deepEqual(
        [headers["if-none-match"], headers["if-modified-since"], headers["a-im"]],
        [undefined, undefined, undefined],
      );
  });

  test("validators of a document that could not be read are not kept, and the old ones stay through errors", async () => {
    const site: Site = (q) => {
      if (q.times === 1) return { status: 200, headers: { etag: '"broken"' }, body: "<html><body>Sorry</body></html>" };
      if (q.times === 2) return { status: 500, headers: { etag: '"error"' } };
      return { status: 200, headers: { etag: '"good"' }, body: steadyFeed(q) };
    };
    const { log } = await world.live(site, 1);
    assert.deepEqual(
      log.slice(1, 4).map(({ headers }) => headers["if-none-match"]),
      ['"good"', '"good"', '"good"'],
    );
  });

  test("a 304 from another address than the validators' does not speak for the document", async () => {
    const site: Site = (q) => {
      if (q.path === "/feed") return { status: 302, headers: { location: q.times === 0 ? "/a" : "/b" } };
      if (q.headers["if-none-match"] === '"same"') return { status: 304 };
      return { status: 200, headers: { etag: '"same"' }, body: rss([{ link: `${q.origin}${q.path}/1` }]) };
    };
    const { entries, origin } = await world.live(site, 2);
    assert.deepEqual(entries.map(({ url }) => url).sort(), [`${origin}/a/1`, `${origin}/b/1`]);
  });

  test("a server whose 304s lie is found out, asked for all once a day, and no more", async () => {
    const site: Site = (q) =>
      q.headers["if-none-match"]
        ? { status: 304 }
        : { status: 200, headers: { etag: '"always"' }, body: steadyFeed(q) };
    const { log, entries, origin } = await world.live(site, 12);
    const whole = log.filter(({ status }) => status === 200);
    assert.ok(whole.length > 5, `asked for all ${whole.length} times`);
    assert.ok(shortest(whole) >= DAY);
    assertComplete(entries, origin, log.at(-1)!.at);
  });

  test("a 304 that names another version is evidence, too", async () => {
    const site: Site = (q) =>
      q.headers["if-none-match"]
        ? { status: 304, headers: { etag: `"v${q.now}"` } }
        : { status: 200, headers: { etag: '"v0"' }, body: steadyFeed(q) };
    const { log } = await world.live(site, 3);
    const whole = log.filter(({ status }) => status === 200);
    assert.ok(whole.length >= 2 && shortest(whole) >= DAY);
  });

  test("a server that tells the truth is never asked for what it has sent", async () => {
    const { log } = await world.live(tagged(), 5);
    for (const { headers } of log.slice(1)) assert.ok(headers["if-none-match"]);
    assert.ok(log.filter(({ status }) => status === 304).length > log.length / 2);
  });
});

describe("hints", () => {
  const hints: [string, Site, number][] = [
    ["ttl", tagged({}, "<ttl>150</ttl>"), 150 * MINUTE],
    [
      "sy:updatePeriod",
      tagged({}, "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>6</sy:updateFrequency>"),
      4 * HOUR,
    ],
    ["max-age", tagged({ "cache-control": "public, max-age=10800" }), 3 * HOUR],
    ["max-age less age", tagged({ "cache-control": "max-age=10800", age: "3600" }), 2 * HOUR],
    [
      "max-age on a 304 alone",
      (q) =>
        q.times === 0
          ? { status: 200, headers: { etag: '"1"' }, body: steadyFeed(q) }
          : { status: 304, headers: { "cache-control": "max-age=14400" } },
      4 * HOUR,
    ],
  ];
  for (const [name, site, wanted] of hints)
    test(`${name} is kept to`, async () => {
      const { log, feed } = await world.live(site, 2);
      const after = name.includes("304") ? log.slice(1) : log;
      assert.ok(shortest(after) >= wanted, `${shortest(after) / MINUTE} min`);
      assert.equal(feed.state, "active");
    });

  test("Expires is kept to", async () => {
    const site: Site = (q) => ({
      status: 200,
      headers: { date: new Date(q.now).toUTCString(), expires: new Date(q.now + 3 * HOUR).toUTCString() },
      body: steadyFeed(q),
    });
    assert.ok(shortest((await world.live(site, 1)).log) >= 3 * HOUR - 1_000);
  });

  test("a hint of a year is kept to for a day", async () => {
    const { log } = await world.live(tagged({}, "<ttl>525600</ttl>"), 5);
    assert.ok(longest(log) <= 1.1 * DAY && log.length >= 4);
  });

  test("no request comes in hours to skip", async () => {
    const hours = [0, 1, 2, 3, 13, 14];
    const channel = `<skipHours>${hours.map((hour) => `<hour>${hour}</hour>`).join("")}</skipHours>`;
    const { log } = await world.live(tagged({}, channel), 3);
    assert.ok(log.length > 10);
    for (const { at } of log.slice(1))
      assert.ok(!hours.includes(new Date(at).getUTCHours()), new Date(at).toISOString());
  });

  test("no request comes on days to skip", async () => {
    const channel = "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>";
    const { log } = await world.live(tagged({}, channel), 8);
    assert.ok(log.length > 10);
    for (const { at } of log.slice(1))
      assert.ok(![0, 6].includes(new Date(at).getUTCDay()), new Date(at).toISOString());
  });
});

describe("throttles", () => {
  test("a 429 with Retry-After closes its whole host", async () => {
    const site: Site = (q) =>
      q.path === "/busy" && q.times === 1
        ? { status: 429, headers: { "retry-after": "14400" } }
        : { status: 200, body: steadyFeed(q) };
    const { log } = await world.live(site, 1, ["/busy", "/other"]);
    const at = log.find(({ status }) => status === 429)!.at;
    assert.deepEqual(
      log.filter((line) => line.at > at && line.at < at + 4 * HOUR),
      [],
    );
    assert.ok(log.some((line) => line.at >= at + 4 * HOUR));
  });

  test("a 429 without a time closes its host for a while", async () => {
    const site: Site = (q) =>
      q.path === "/busy" && q.times === 1 ? { status: 429 } : { status: 200, body: steadyFeed(q) };
    const { log } = await world.live(site, 1, ["/busy", "/other"]);
    const at = log.find(({ status }) => status === 429)!.at;
    assert.deepEqual(
      log.filter((line) => line.at > at && line.at < at + 15 * MINUTE),
      [],
    );
  });

  test("a 503 with Retry-After (a date) closes that feed alone", async () => {
    const site: Site = (q) =>
      q.path === "/busy" && q.times === 1
        ? { status: 503, headers: { "retry-after": new Date(q.now + 12 * HOUR).toUTCString() } }
        : { status: 200, body: steadyFeed(q) };
    const { log, of } = await world.live(site, 1.5, ["/busy", "/other"]);
    const at = log.find(({ status }) => status === 503)!.at;
    assert.deepEqual(
      of("/busy").filter((line) => line.at > at && line.at < at + 12 * HOUR - 1_000),
      [],
    );
    assert.ok(of("/other").some((line) => line.at > at && line.at < at + 12 * HOUR));
  });

  test("a Retry-After of a year is kept to for a week", async () => {
    const site: Site = (q) =>
      q.times === 1 ? { status: 503, headers: { "retry-after": "31536000" } } : { status: 200, body: steadyFeed(q) };
    const { log } = await world.live(site, 9);
    assert.ok(longest(log) >= 7 * DAY && longest(log) <= 7.5 * DAY);
  });

  test("one refused feed is blocked, and left alone for six hours at least", async () => {
    const { log, feed } = await world.live(
      (q) => (q.times > 0 ? { status: 403 } : { status: 200, body: steadyFeed(q) }),
      3,
    );
    assert.equal(feed.state, "blocked");
    assert.match(feed.stateReason ?? "", /refuses us \(403\)/);
    assert.ok(shortest(log.slice(1)) >= 6 * HOUR);
    assert.equal(new Set(log.map(({ headers }) => headers["user-agent"])).size, 1);
  });

  test("a feed that asks for a login is blocked", async () => {
    const { log, feed } = await world.live(() => ({ status: 401 }), 2);
    assert.equal(feed.state, "blocked");
    assert.ok(shortest(log) >= 6 * HOUR);
  });

  test("all feeds of a host refused at once is throttling: the host is left alone, the feeds come back", async () => {
    const refused = (now: number, since: number) => now >= since && now < since + 2 * HOUR;
    let since = Number.POSITIVE_INFINITY;
    const site: Site = (q) => {
      if (q.times === 3) since = Math.min(since, q.now);
      return refused(q.now, since)
        ? { status: 403 }
        : { status: 200, headers: { "cache-control": "max-age=1200" }, body: steadyFeed(q) };
    };
    const { log, feeds } = await world.live(site, 1.5, ["/a", "/b", "/c", "/d", "/e"]);
    const burst = log.filter(({ status }) => status === 403);
    assert.ok(burst.length >= 3);
    const told = log.filter((line) => line.at > burst[2]!.at && line.at < burst[2]!.at + 15 * MINUTE);
    assert.deepEqual(told, []);
    assert.deepEqual(
      feeds.map(({ state }) => state),
      Array(5).fill("active"),
    );
  });
});

describe("moves", () => {
  const movedBy =
    (status: number): Site =>
    (q) =>
      q.path === "/feed" ? { status, headers: { location: "/new" } } : { status: 200, body: steadyFeed(q) };

  for (const status of [301, 308])
    test(`a ${status} that holds for a day and three answers becomes the address`, async () => {
      const { of, feed, origin } = await world.live(movedBy(status), 3);
      assert.equal(feed.url, `${origin}/new`);
      const old = of("/feed");
      assert.ok(old.length >= 3 && old.at(-1)!.at - old[0]!.at >= DAY - 1);
      assert.ok(old.at(-1)!.at - old[0]!.at < 2 * DAY);
    });

  for (const status of [302, 303, 307])
    test(`a ${status} is followed and never kept`, async () => {
      const { feed, origin, entries } = await world.live(movedBy(status), 3);
      assert.equal(feed.url, `${origin}/feed`);
      assert.ok(entries.length > 0);
    });

  test("a permanent redirect to a page that is no feed is not followed up", async () => {
    const site: Site = (q) => {
      if (q.path !== "/feed")
        return {
          status: 200,
          headers: { "content-type": "text/html" },
          body: "<!doctype html><title>Welcome</title><p>News",
        };
      return q.times < 3 ? { status: 200, body: steadyFeed(q) } : { status: 301, headers: { location: "/" } };
    };
    const { feed, origin } = await world.live(site, 4);
    assert.deepEqual([feed.url, feed.state], [`${origin}/feed`, "failing"]);
  });

  test("a permanent redirect to another feed is not taken for the same one", async () => {
    const site: Site = (q) => {
      if (q.path === "/other")
        return {
          status: 200,
          body: rss([{ link: `${q.origin}/else/${q.times}`, title: `Else ${q.times}` }], "", "Another Paper"),
        };
      return q.times < 3 ? { status: 200, body: steadyFeed(q) } : { status: 301, headers: { location: "/other" } };
    };
    const { feed, origin } = await world.live(site, 1.5);
    assert.equal(feed.url, `${origin}/feed`);
  });

  test("a circle of redirects and a chain of six are failures with a reason", async () => {
    const circle = await world.live(
      (q) => ({ status: 302, headers: { location: q.path === "/feed" ? "/b" : "/feed" } }),
      0.5,
    );
    assert.match(circle.feed.stateReason ?? "", /redirect/);
    const chain = await world.live((q) => ({ status: 302, headers: { location: `${q.path}x` } }), 0.3);
    assert.match(chain.feed.stateReason ?? "", /redirects/);
    assert.ok(chain.log.filter(({ at }) => at === chain.log[0]!.at).length <= 6);
  });

  test("410 ends the polling, visibly", async () => {
    const { log, feed } = await world.live(
      (q) => (q.times === 2 ? { status: 410 } : { status: 200, body: steadyFeed(q) }),
      3,
    );
    assert.equal(log.length, 3);
    assert.deepEqual([feed.state, feed.stateReason], ["gone", "gone for good (410)"]);
  });

  test("404 is soft: asked less and less, down to once a week, and back when it is found", async () => {
    const site: Site = (q) =>
      q.now > START + 4_000 * DAY || q.times < 30 ? { status: 404 } : { status: 200, body: steadyFeed(q) };
    const { log, feed } = await world.live(site, 40);
    assert.equal(feed.state, "failing");
    assert.ok(longest(log) > 4 * DAY && longest(log) <= 7 * DAY * 1.2, `${longest(log) / DAY} days`);
    assert.ok(log.length < 25);
  });
});

describe("outages", () => {
  test("errors are answered with patience that doubles up to a day, and the first success ends it", async () => {
    const site: Site = (q) => (q.times >= 1 && q.times < 9 ? { status: 500 } : { status: 200, body: steadyFeed(q) });
    const { log, feed } = await world.live(site, 6);
    const waits = gaps(log).slice(1, 8);
    for (const [i, wait] of waits.entries()) {
      const base = Math.min(DAY, 15 * MINUTE * 2 ** i);
      assert.ok(wait >= base * 0.8 && wait <= base * 1.2, `${i}: ${wait / MINUTE} min`);
    }
    assert.deepEqual([feed.state, feed.polling.failures], ["active", 0]);
  });

  test("a week of connection resets never stops the polling, and what was published meanwhile is found", async () => {
    let opened = 0;
    const site: Site = (q) => {
      opened ||= q.now;
      return q.now > opened + DAY && q.now < opened + 4 * DAY ? "reset" : { status: 200, body: steadyFeed(q) };
    };
    const { log, feed, entries, origin } = await world.live(site, 7);
    assert.equal(feed.state, "active");
    assertComplete(entries, origin, log.at(-1)!.at);
  });

  test("a server that never answers is given up in time", async () => {
    const { feed } = await world.live(() => null, 0.1);
    assert.match(feed.stateReason ?? "", /did not answer in time/);
  });

  test("a feed that became a login page is failing, keeps what it had, and comes back", async () => {
    const login =
      "<!doctype html><html><head><title>Sign in</title></head><body><form><input type=password></form></body></html>";
    let failing = 0;
    const site: Site = (q) => {
      if (q.times >= 3 && q.times < 6) {
        failing++;
        return { status: 200, headers: { "content-type": "text/html" }, body: login };
      }
      return { status: 200, body: steadyFeed(q) };
    };
    const during = await world.live(
      (q) => (q.times < 3 ? site(q) : { status: 200, headers: { "content-type": "text/html" }, body: login }),
      2,
    );
    assert.equal(during.feed.state, "failing");
    assert.ok(during.entries.length >= 6);
    const { feed } = await world.live(site, 3);
    assert.deepEqual([failing, feed.state], [3, "active"]);
  });

  test("a parked domain is failing", async () => {
    const { feed } = await world.live(
      () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<html><title>Buy this domain</title>" }),
      0.5,
    );
    assert.equal(feed.state, "failing");
  });

  test("an empty answer is failing, not a feed without items", async () => {
    const { feed } = await world.live((q) => ({ status: 200, body: q.times === 0 ? steadyFeed(q) : "" }), 0.5);
    assert.equal(feed.state, "failing");
  });

  test("a feed that falls silent is quiet, with a reason, and active again with its next items", async () => {
    let opened = 0;
    const silent =
      (days: number): Site =>
      (q) => {
        opened ||= q.now;
        const now = q.now > opened + 4 * DAY && q.now < opened + days * DAY ? opened + 4 * DAY : q.now;
        return { status: 200, body: steadyFeed({ ...q, now }) };
      };
    const still = await world.live(silent(99), 10);
    assert.equal(still.feed.state, "quiet");
    assert.match(still.feed.stateReason ?? "", /fewer items than usual/);
    opened = 0;
    assert.equal((await world.live(silent(10), 14)).feed.state, "active");
  });
});

describe("encodings", () => {
  const headline = "Türkiye: görüşmeler İstanbul’da";
  const document = (origin: string) => rss([{ link: `${origin}/1`, title: headline }]);
  const sent: [string, (text: string) => Uint8Array, Record<string, string>][] = [
    ["gzip", (text) => gzipSync(text), { "content-encoding": "gzip" }],
    ["brotli", (text) => brotliCompressSync(text), { "content-encoding": "br" }],
    ["zstd", (text) => zstdCompressSync(text), { "content-encoding": "zstd" }],
    ["UTF-16 with a mark", (text) => Buffer.from(`\ufeff${text.replace('<?xml version="1.0"?>', "")}`, "utf16le"), {}],
    [
      "UTF-8 that calls itself Latin-1",
      (text) => Buffer.from(text.replace('"1.0"', '"1.0" encoding="utf-8"')),
      { "content-type": "text/xml; charset=iso-8859-1" },
    ],
  ];
  for (const [name, encode, headers] of sent)
    test(`a feed in ${name} is read`, async () => {
      const { entries, log } = await world.live(
        (q) => ({ status: 200, headers, body: encode(document(q.origin)) }),
        0.1,
      );
      assert.equal(entries[0]?.title, headline);
      assert.equal(log[0]?.headers["accept-encoding"], "gzip, br, zstd");
      for (const name of ["cookie", "referer", "range"]) assert.equal(log[0]?.headers[name], undefined);
    });

  test("a content encoding that is a lie is a failure in plain words", async () => {
    const { feed } = await world.live(
      () => ({ status: 200, headers: { "content-encoding": "gzip" }, body: "plain" }),
      0.1,
    );
    assert.match(feed.stateReason ?? "", /encoding is broken/);
  });
});

describe("bombs", () => {
  test("a gzip bomb is not inflated beyond the bound", async () => {
    const bomb = gzipSync(Buffer.alloc(40_000_000, 32));
    const { feed } = await world.live(
      () => ({ status: 200, headers: { "content-encoding": "gzip" }, body: bomb }),
      0.1,
    );
    assert.match(feed.stateReason ?? "", /larger than allowed/);
  });

  test("a document nested without end, and one of entities, do not stop the others", async () => {
    const deep = `<rss version="2.0"><channel><title>x</title><item>${"<a>".repeat(50_000)}</item></channel></rss>`;
    const entities = `<!DOCTYPE r [<!ENTITY a "${"x".repeat(1_000)}">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${"abcdefghij"[i + 1]} "${`&${"abcdefghij"[i]};`.repeat(10)}">`).join("")}]><rss version="2.0"><channel><title>&j;</title></channel></rss>`;
    const site: Site = (q) => ({
      status: 200,
      body: q.path === "/deep" ? deep : q.path === "/entities" ? entities : steadyFeed(q),
    });
    const { feeds } = await world.live(site, 0.1, ["/good", "/deep", "/entities"]);
    assert.equal(feeds[0]?.state, "active");
    assert.ok(feeds.every(({ lastPolledAt }) => lastPolledAt !== null));
  });
});

describe("identity", () => {
  const ten = ({ origin }: Pick<Question, "origin">, change: (item: Item, n: number) => Item): Item[] =>
    Array.from({ length: 10 }, (_, n) =>
      change(
        { link: `${origin}/item/${n}`, guid: `g${n}`, title: `The story of number ${n} today`, at: START - n * HOUR },
        n,
      ),
    );
  const churn: [string, (q: Question) => string][] = [
    ["guids that change at each poll", (q) => rss(ten(q, (item, n) => ({ ...item, guid: `${q.times}-${n}` })))],
    [
      "guids that change while every link is the front page",
      (q) => rss(ten(q, (item, n) => ({ ...item, link: `${q.origin}/`, guid: `${q.times < 2 ? "a" : "b"}-${n}` }))),
    ],
    [
      "links with a session in them",
      (q) => rss(ten(q, (item) => ({ ...item, link: `${item.link}?sessionnumber=${q.times}` }))),
    ],
    [
      "links and guids that all change",
      (q) => rss(ten(q, (item, n) => ({ ...item, link: `${q.origin}/s${q.times}/${n}`, guid: `${q.times}/${n}` }))),
    ],
    ["dates that are always now", (q) => rss(ten(q, (item) => ({ ...item, at: q.now })))],
    [
      "tracking parameters that change",
      (q) =>
        rss(
          ten(q, (item) => ({
            ...item,
            guid: `${item.link}?utm_source=${q.times}`,
            link: `${item.link}?utm_source=${q.times}`,
          })),
        ),
    ],
    ["an item listed twice", (q) => rss(ten(q, (item) => item).flatMap((item) => [item, item]))],
    ["titles that are edited", (q) => rss(ten(q, (item) => ({ ...item, title: `${item.title} (update ${q.times})` })))],
    [
      "a move from http to https",
      (q) =>
        rss(
          ten(q, (item) => ({
            ...item,
            guid: `${q.times}${item.guid}`,
            link: item.link.replace(/^http:/, q.times < 2 ? "http:" : "https:"),
          })),
        ),
    ],
  ];
  for (const [name, body] of churn)
    test(`${name}: ten items stay ten`, async () => {
      const { entries, log } = await world.live(
        (q) => ({ status: 200, headers: { "cache-control": "max-age=7200" }, body: body(q) }),
        6,
      );
      assert.ok(log.length >= 4);
      assert.equal(entries.length, 10);
    });

  test("guids that count positions do not hide new items", async () => {
    const site: Site = (q) => ({
      status: 200,
      body: rss(steadyItems(q).map((item, n) => ({ ...item, guid: String(n + 1) }))),
    });
    const { log, entries, origin } = await world.live(site, 4);
    assertComplete(entries, origin, log.at(-1)!.at);
  });

  test("an aggregator's link to an item that its publisher lists is that item", async () => {
    const title = "Third round of talks opens in the harbour town";
    const site: Site = (q) => ({
      status: 200,
      body:
        q.path === "/own" || q.times === 0
          ? rss([{ link: `${q.origin}/talks`, title }])
          : rss([{ link: `${q.neighbour}/opaque/1`, title: `${title} - The Harbour Post`, source: q.origin }]),
    });
    const { entries, feeds, all } = await world.live(site, 1, ["/own", "/aggregator"]);
    assert.deepEqual(
      feeds.map(({ state }) => state),
      ["active", "active"],
    );
    assert.equal(entries.length, 1);
    assert.equal(entries[0]?.title, title);
    assert.equal(all.size, 1);
  });

  test("an edited text and a moved date are revisions of the same entry", async () => {
    const site: Site = (q) => ({
      status: 200,
      body: rss([
        { link: `${q.origin}/1`, at: START + (q.times > 2 ? HOUR : 0), text: q.times > 0 ? "Two dead." : "One dead." },
      ]),
    });
    const { entries, revisions } = await world.live(site, 1);
    assert.equal(entries.length, 1);
    assert.equal(await revisions(entries[0]!.id), 2);
  });

  test("dates ahead, missing or of 1970 stand for first seen", async () => {
    let opened = 0;
    const site: Site = (q) => {
      opened ||= q.now;
      return {
        status: 200,
        body: rss([
          { link: `${q.origin}/1`, at: opened + DAY },
          { link: `${q.origin}/2` },
          { link: `${q.origin}/3`, at: 0 },
        ]),
      };
    };
    const { entries } = await world.live(site, 0.1);
    assert.deepEqual(
      entries.map(({ publishedAt, dateSource }) => [publishedAt, dateSource]),
      Array(3).fill([null, "first-seen"]),
    );
  });

  test("of an archive only what is younger than the bound is fetched", async () => {
    let opened = 0;
    const site: Site = (q) => {
      opened ||= q.now;
      return {
        status: 200,
        body: rss(Array.from({ length: 200 }, (_, n) => ({ link: `${q.origin}/${n}`, at: opened - n * 49 * DAY }))),
      };
    };
    const { entries } = await world.live(site, 0.5);
    assert.equal(entries.length, 200);
    // Ten years are 3,650 days: 74 steps of 49 days and the first item.
    assert.equal(entries.filter(({ waitsFor }) => waitsFor === "fetch").length, 75);
    assert.equal(entries.filter(({ ending }) => ending === "old-news").length, 125);
  });
});

describe("partial answers", () => {
  test("a 226 brings what is new, and what it leaves out is not gone", async () => {
    const site: Site = (q) => {
      const items = steadyItems(q);
      const etag = `"${items[0]!.link}"`;
      const known = q.headers["if-none-match"];
      if (known === etag) return { status: 304, headers: { etag } };
      if (!known || q.headers["a-im"] !== "feed") return { status: 200, headers: { etag }, body: rss(items) };
      const at = items.findIndex(({ link }) => `"${link}"` === known);
      return { status: 226, headers: { etag, im: "feed" }, body: rss(items.slice(0, at)) };
    };
    const { log, entries, origin } = await world.live(site, 4);
    assert.ok(log.filter(({ status }) => status === 226).length > 5);
    assert.equal(log.filter(({ status }) => status === 200).length, 1);
    assertComplete(entries, origin, log.at(-1)!.at);
  });

  test("a server whose 226 cannot be read is asked for whole documents from then on", async () => {
    const site: Site = (q) => {
      const body = steadyFeed(q);
      return q.headers["a-im"]
        ? { status: 226, headers: { im: "diffe" }, body: "3a\n<item/>\n." }
        : { status: 200, headers: { etag: etagOf(body) }, body };
    };
    const { log, feed, entries, origin } = await world.live(site, 3);
    assert.equal(log.filter(({ status }) => status === 226).length, 1);
    assert.equal(feed.state, "active");
    assertComplete(entries, origin, log.at(-1)!.at);
  });
});
