import assert from "node:assert/strict";
import { describe, test } from "node:test";
import iconv from "iconv-lite";
import { type DecodedText, decodeText } from "../../src/model/charset.ts";

const bytes = (text: string, charset = "utf-8") => new Uint8Array(iconv.encode(text, charset));
const utf16 = (text: string, charset: string, addBOM: boolean) =>
  new Uint8Array(iconv.encode(text, charset, { addBOM }));

/** What the text contains, the charset, what said so. */
type Expected = [string, string, DecodedText["from"]];

const XML: [string, Uint8Array, string, Expected][] = [
  ["a byte order mark beats everything", bytes("\ufeff<a>é</a>"), "text/xml; charset=koi8-r", ["é", "utf-8", "bom"]],
  ["UTF-16 with a mark", utf16("<a>日本</a>", "utf-16be", true), "", ["日本", "utf-16be", "bom"]],
  ["UTF-16 without a mark", utf16("<a>日本</a>", "utf-16le", false), "", ["日本", "utf-16le", "fallback"]],
  ["UTF-32 with a mark", utf16("<a>日本</a>", "utf-32le", true), "", ["日本", "utf-32le", "bom"]],
  [
    "the header beats the declaration",
    bytes('<?xml version="1.0" encoding="iso-8859-1"?><a>“</a>', "win1252"),
    "text/xml; charset=windows-1252",
    ["“", "windows-1252", "header"],
  ],
  [
    "a quoted upper-case header",
    bytes("<a>Привет</a>", "koi8-r"),
    'text/xml; charset="KOI8-R"',
    ["Привет", "koi8-r", "header"],
  ],
  [
    "the declaration, without a header",
    bytes("<?xml version='1.0' encoding='windows-1251'?><a>Привет</a>", "win1251"),
    "text/xml",
    ["Привет", "windows-1251", "declaration"],
  ],
  [
    "latin1 means windows-1252",
    bytes('<?xml version="1.0" encoding="iso-8859-1"?><a>€</a>', "win1252"),
    "",
    ["€", "windows-1252", "declaration"],
  ],
  [
    "a default-looking header yields to true UTF-8",
    bytes('<?xml version="1.0" encoding="utf-8"?><a>é</a>'),
    "text/xml; charset=iso-8859-1",
    ["é", "utf-8", "declaration"],
  ],
  [
    "a header of UTF-8 that is not true yields to the declaration",
    bytes('<?xml version="1.0" encoding="windows-1251"?><a>Привет</a>', "win1251"),
    "text/xml; charset=utf-8",
    ["Привет", "windows-1251", "declaration"],
  ],
  [
    "an unknown charset counts as none",
    bytes('<?xml version="1.0" encoding="klingon"?><a>é</a>'),
    "text/xml; charset=x-unknown",
    ["é", "utf-8", "valid-utf-8"],
  ],
  [
    "a declaration of UTF-16 in bytes is not believed",
    bytes('<?xml version="1.0" encoding="utf-16"?><a>é</a>'),
    "",
    ["é", "utf-8", "declaration"],
  ],
  ["bytes that are not UTF-8 fall back", bytes("<a>café</a>", "win1252"), "", ["café", "windows-1252", "fallback"]],
  [
    "a charset that only the library knows",
    bytes('<?xml version="1.0" encoding="cp850"?><a>café</a>', "cp850"),
    "",
    ["café", "cp850", "declaration"],
  ],
];

const HTML: [string, Uint8Array, string, Expected][] = [
  [
    "meta charset",
    bytes("<html><head><meta charset=shift_jis><title>日本語</title>", "shift_jis"),
    "text/html",
    ["日本語", "shift_jis", "declaration"],
  ],
  [
    "meta http-equiv",
    bytes('<meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><title>한국어</title>', "euc-kr"),
    "",
    ["한국어", "euc-kr", "declaration"],
  ],
  [
    "a meta in a comment is none",
    bytes("<!-- <meta charset=koi8-r> --><title>é</title>"),
    "",
    ["é", "utf-8", "valid-utf-8"],
  ],
  [
    "a page that was converted and still declares what it was",
    bytes("<meta charset=gbk><p>Die Bürger wählten Veränderungen für größere Dörfer, überall, möglichst früh</p>"),
    "text/html",
    ["größere Dörfer", "utf-8", "valid-utf-8"],
  ],
  [
    "a few bytes that could be UTF-8 by chance do not outweigh a declaration",
    bytes("<meta charset=gbk><title>联通</title>", "gbk"),
    "",
    ["联通", "gbk", "declaration"],
  ],
  [
    "the header comes first",
    bytes("<meta charset=utf-8><title>Привет</title>", "win1251"),
    "text/html; charset=windows-1251",
    ["Привет", "windows-1251", "header"],
  ],
];

for (const [kind, cases] of [
  ["xml", XML],
  ["html", HTML],
] as const) {
  describe(kind, () => {
    for (const [what, input, header, [contains, charset, from]] of cases) {
      test(what, () => {
        const decoded = decodeText(input, header, kind);
        assert.ok(decoded.text.includes(contains), decoded.text);
        assert.deepEqual([decoded.charset, decoded.from], [charset, from]);
      });
    }
  });
}

test("one damaged byte in UTF-8 does not turn the rest into another encoding", () => {
  const input = new Uint8Array([...bytes("<a>Öffentlich, Größe"), 0xff, ...bytes("</a>")]);
  const decoded = decodeText(input, "text/xml; charset=utf-8", "xml");
  assert.equal(decoded.charset, "utf-8");
  assert.ok(decoded.text.includes("Größe\ufffd"));
});

test("the mark itself is not part of the text, and no bytes at all are an empty text", () => {
  assert.equal(decodeText(bytes("\ufeffx"), "", "html").text, "x");
  assert.equal(decodeText(new Uint8Array(), "", "html").text, "");
});
