import assert from "node:assert/strict";
import { test } from "node:test";
import { answer } from "../../src/demo/answer.ts";
import type { ServedDocument } from "../../src/demo/documents.ts";

const MODIFIED = Date.UTC(2026, 2, 1, 12, 0, 0, 500);
const DOCUMENT: ServedDocument = {
  status: 200,
  contentType: "text/plain",
  body: Buffer.from("text"),
  gzipped: Buffer.from("gz"),
  etag: '"abc"',
  modifiedAt: MODIFIED,
  location: null,
};
const DOCUMENTS = new Map([
  ["/a", DOCUMENT],
  ["/moved", { ...DOCUMENT, status: 301, location: "http://127.0.1.1:8800/a" }],
]);

const get = (url: string, headers: Record<string, string> = {}) => answer({ method: "GET", url, headers }, DOCUMENTS);

test("a matching ETag is answered 304 without a body, also among several and with W/ before it", () => {
  for (const tag of ['"abc"', '"x", "abc"', 'W/"abc"', "*"]) {
    const { status, headers, body } = get("/a", { "if-none-match": tag });
    assert.deepEqual([status, headers.etag, body], [304, '"abc"', null], tag);
  }
});

test("another ETag gets the document, whatever the date says", () => {
  const headers = { "if-none-match": '"old"', "if-modified-since": new Date(MODIFIED).toUTCString() };
  assert.equal(get("/a", headers).status, 200);
});

test("a date is compared in whole seconds", () => {
  const status = (at: number) => get("/a", { "if-modified-since": new Date(at).toUTCString() }).status;
  assert.deepEqual([status(MODIFIED), status(MODIFIED + 60_000), status(MODIFIED - 1_000)], [304, 304, 200]);
  assert.equal(get("/a", { "if-modified-since": "yesterday" }).status, 200);
});

test("the compressed form goes to those who accept it and has a validator of its own", () => {
  const compressed = get("/a", { "accept-encoding": "br, gzip" });
  assert.deepEqual(
    [compressed.headers["content-encoding"], compressed.headers.etag, compressed.body],
    ["gzip", '"abc-gzip"', DOCUMENT.gzipped],
  );
  assert.equal(get("/a", { "accept-encoding": "gzip", "if-none-match": '"abc-gzip"' }).status, 304);
  assert.equal(get("/a", { "if-none-match": '"abc-gzip"' }).status, 200);
});

test("the query does not change what is served", () => {
  assert.deepEqual(get("/a?utm_source=rss"), get("/a"));
});

test("a moved address names the new one, an unknown one is 404, and nothing can be posted", () => {
  assert.deepEqual([get("/moved").status, get("/moved").headers.location], [301, "http://127.0.1.1:8800/a"]);
  assert.equal(get("/none").status, 404);
  assert.equal(answer({ method: "POST", url: "/a", headers: {} }, DOCUMENTS).status, 405);
});
