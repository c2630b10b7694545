import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { contentEncodings, readBody, TooLarge } from "../../src/adapters/http-body.ts";
import type { Feed, ParsedFeed } from "../../src/model/feed.ts";
import { afterDocument, judgePoll } from "../../src/poll/judge-poll.ts";
import { NotAFeed } from "../../src/poll/not-a-feed.ts";
import { parseFeed } from "../../src/poll/parse-feed.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import type { HttpOutcome } from "../../src/ports/http.ts";
import type { ParseOutcome } from "../../src/ports/parser.ts";
import { aFeed, aReply, FEED_URL, NOON } from "./a-feed.ts";
import { HOSTILE_DOCUMENTS, type HostileDocument } from "./hostile-documents.ts";

const parse = (text: string) => parseFeed(Buffer.from(text), "", "https://hostile.example/feed", POLL_DEFAULTS);
const rss = (inside: string) => `<rss version="2.0"><channel><title>M</title>${inside}</channel></rss>`;

/** A poll that was answered with the document: the feed afterwards, and what was read. */
async function polled(document: HostileDocument): Promise<{ after: Feed; read: ParsedFeed | null }> {
  const outcome = await received(document);
  const verdict = judgePoll(aFeed(), outcome, NOON, 0, POLL_DEFAULTS);
  if (!outcome.ok || verdict.kind !== "document") return { after: verdict.feed, read: null };
  const parsed = parsedSafely(outcome.body, outcome.headers["content-type"] ?? "");
  const counts = { known: 0, added: 0 };
  const after = afterDocument(aFeed(), outcome, parsed, counts, NOON, 0, POLL_DEFAULTS);
  return { after, read: parsed.ok ? parsed.value : null };
}

async function received({ bytes, headers = {} }: HostileDocument): Promise<HttpOutcome> {
  const sent = async function* () {
    yield bytes();
  };
  try {
    const body = await readBody(sent(), contentEncodings(headers["content-encoding"]), POLL_DEFAULTS.maxBytes, false);
    return aReply(200, headers, { body });
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return { ok: false, reason: "too-large", detail: error.message, url: FEED_URL, ms: 1 };
  }
}

function parsedSafely(body: Uint8Array, contentType: string): ParseOutcome<ParsedFeed> {
  try {
    return { ok: true, value: parseFeed(body, contentType, FEED_URL, POLL_DEFAULTS), ms: 1 };
  } catch (error) {
    if (!(error instanceof NotAFeed)) throw error;
    return { ok: false, reason: "parse-error", detail: error.message, ms: 1 };
  }
}

describe("a hostile document costs itself, not its neighbours, and ends in a state with a reason", () => {
  for (const document of HOSTILE_DOCUMENTS) {
    test(document.name, async () => {
      const { after, read } = await polled(document);
      const { ends } = document;
      if ("reason" in ends) {
        assert.equal(after.state, "failing");
        assert.match(after.stateReason ?? "", ends.reason);
        assert.equal(read, null);
      } else {
        assert.deepEqual([after.state, after.stateReason], ["active", null]);
        assert.deepEqual(
          read?.items.map((item) => item.title),
          ends.titles,
        );
        assert.equal(read?.cut, ends.cut ?? 0);
      }
    });
  }
});

describe("what a hostile document leaves behind is bounded", () => {
  test("an entity bomb stays unexploded", () => {
    const levels = Array.from({ length: 20 }, (_, i) => `<!ENTITY b${i + 1} "${`&b${i};`.repeat(10)}">`).join("");
    const bomb = parse(`<!DOCTYPE rss [<!ENTITY b0 "ha">${levels}]>${rss("<item><title>&b20;</title></item>")}`);
    assert.equal(bomb.items[0]?.title, "&b19;".repeat(10));
  });

  test("one entity used a million times adds no more than its share", () => {
    const text = `<!DOCTYPE rss [<!ENTITY a "${"x".repeat(256)}">]>${rss(`<item><description>${"&a;".repeat(1_000_000)}</description></item>`)}`;
    assert.ok((parse(text).items[0]?.summary?.length ?? 0) <= 5_000_000);
  });

  test("a byline of six million characters is cut before patterns look at it", () => {
    for (const part of ["a@", "a (", "a (b@c", " "]) {
      const author = parse(rss(`<item><author>x${part.repeat(1_500_000)}</author></item>`)).items[0]?.author ?? "";
      assert.ok(author.length <= 400);
    }
  });

  test("HTML nested 150,000 deep comes out with its tags closed", () => {
    const summary = parse(rss(`<item><description><![CDATA[${"<div>".repeat(150_000)}x]]></description></item>`))
      .items[0]?.summary;
    assert.equal(summary, `${"<div>".repeat(128)}x${"</div>".repeat(128)}`);
  });

  test("an address that is longer than servers read is no address, wherever it stands", () => {
    const long = `https://hostile.example/${"a".repeat(5_000)}`;
    const [item] = parse(rss(`<item xml:base="${long}/"><link>${long}</link><guid>1</guid></item>`)).items;
    assert.deepEqual([item?.link, item?.guid], [null, "1"]);
    const json = parse(JSON.stringify({ items: [{ id: "1", url: long }] }));
    assert.equal(json.items[0]?.link, null);
  });

  test("relative addresses grow by no more than a document's share", () => {
    const base = `https://hostile.example/${"b".repeat(3_000)}/`;
    const pictures = `<item xml:base="${base}"><description><![CDATA[${"<img src=a>".repeat(2_000)}]]></description></item>`;
    const { items } = parse(rss(pictures.repeat(10)));
    const written = items.map((item) => item.summary ?? "").join("");
    assert.ok(written.startsWith(`<img src="${base}a">`));
    assert.ok(written.length < 1_500_000);
  });

  test("authors that items inherit are cut at a thousand characters", () => {
    const names = Array.from({ length: 200 }, (_, i) => ({ name: `Writer ${i} of the paper` }));
    const [item] = parse(JSON.stringify({ authors: names, items: [{ id: "1" }] })).items;
    assert.equal(item?.author?.length, 1_000);
  });

  test("JSON items beyond the bound are cut before parsing; what stands after them is read", () => {
    const items = Array.from({ length: 2_500 }, (_, i) => `{"id":"${i}","tags":["],\\"","x"]}`).join(",");
    const feed = parse(`{"items":[${items}],"title":"After"}`);
    assert.deepEqual([feed.items.length, feed.cut, feed.title], [2_000, 500, "After"]);
    assert.equal(feed.items.at(-1)?.guid, "1999");
  });
});
