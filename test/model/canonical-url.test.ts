import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalUrl } from "../../src/model/canonical-url.ts";

const CASES: [string, string, string | null][] = [
  ["host, port, slash, order and fragment", "https://Example.org:443/a/?b=2&a=1#top", "https://example.org/a?a=1&b=2"],
  ["campaign parameters go", "https://e.example/x?utm_source=rss&utm_medium=feed&id=7", "https://e.example/x?id=7"],
  [
    "publishers' own tracking goes",
    "https://e.example/x?smid=tw&at_campaign=64&xtor=RSS-1&CMP=share",
    "https://e.example/x",
  ],
  ["click ids go in any case", "https://e.example/x?FBCLID=1&gclid=2&msclkid=3", "https://e.example/x"],
  [
    "what names the article stays",
    "https://e.example/?p=12&page=2&source=wire",
    "https://e.example/?p=12&page=2&source=wire",
  ],
  ["www. stays", "https://www.e.example/x", "https://www.e.example/x"],
  ["m. and amp. stay", "https://m.e.example/amp/x", "https://m.e.example/amp/x"],
  ["http stays http", "http://e.example/x", "http://e.example/x"],
  ["a path in a fragment stays", "https://e.example/#!/x", "https://e.example/#!/x"],
  ["user and password go", "https://me:secret@e.example/x", "https://e.example/x"],
  ["the root keeps its slash", "https://e.example", "https://e.example/"],
  ["a port that is not the default stays", "http://127.0.1.3:8800/x", "http://127.0.1.3:8800/x"],
  [
    "Google's redirector is unwrapped",
    "https://www.google.com/url?sa=t&url=https%3A%2F%2Fe.example%2Fx%3Futm_medium%3Drss",
    "https://e.example/x",
  ],
  [
    "Facebook's redirector is unwrapped",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fe.example%2Fx&h=1",
    "https://e.example/x",
  ],
  [
    "a redirector without a web address stays",
    "https://www.google.com/url?q=javascript:x",
    "https://www.google.com/url?q=javascript:x",
  ],
  ["white space around goes", "  https://e.example/x\n", "https://e.example/x"],
  ["mail is no web address", "mailto:a@e.example", null],
  ["nonsense is none", "not an address", null],
  ["a path alone is none", "/x", null],
];

for (const [what, url, expected] of CASES) {
  test(what, () => {
    assert.equal(canonicalUrl(url), expected);
  });
}

test("the key of a key is itself", () => {
  for (const [what, , key] of CASES) if (key) assert.equal(canonicalUrl(key), key, what);
});

test("redirectors wrapped without end are unwrapped a few times only", () => {
  let url = "https://e.example/x";
  for (let i = 0; i < 10; i++) url = `https://www.google.com/url?url=${encodeURIComponent(url)}`;
  assert.match(canonicalUrl(url) ?? "", /^https:\/\/www\.google\.com\/url/);
});

test("an address of a megabyte is kept without being taken apart", () => {
  const url = `https://e.example/${"a/".repeat(500_000)}`;
  assert.equal(canonicalUrl(url), url);
});

test("an address of more parameters than are worth sorting is kept in its order", () => {
  const url = `https://e.example/x?${Array.from({ length: 101 }, (_, i) => `b${101 - i}=1`).join("&")}`;
  assert.equal(canonicalUrl(url), url);
});
