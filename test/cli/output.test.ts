import assert from "node:assert/strict";
import { test } from "node:test";
import { clean, cleanLine, safeJson } from "../../src/cli/clean.ts";
import { csvCell, csvLine } from "../../src/cli/csv.ts";
import { table } from "../../src/cli/table.ts";
import { duration, readMoment } from "../../src/cli/times.ts";
import { displayWidth, fitWidth } from "../../src/cli/width.ts";
import { wrap } from "../../src/cli/wrap.ts";
import { HOSTILE, NOW } from "./seed.ts";

test("escape sequences, controls and direction marks are taken out; lines stay lines", () => {
  assert.equal(clean(HOSTILE), "Talks red open again\nsecond line");
  assert.equal(cleanLine(HOSTILE), "Talks red open again second line");
  assert.equal(clean("a\u0000b\u0007c\u0085d\u2066e\u2069f\u200eg"), "abc\ndefg");
});

test("a sequence without an end does not swallow the text after it", () => {
  assert.equal(clean("before \u001b]0;title and the rest"), "before ]0;title and the rest");
  assert.equal(clean("\u001b\u001b[31mred"), "red");
});

test("no control character survives cleaning, whatever it stands beside", () => {
  for (let code = 0; code < 0xa0; code++) {
    const out = clean(`x${String.fromCharCode(code)}[31m${String.fromCharCode(code)}y`);
    assert.doesNotMatch(out, /[\x00-\x09\x0b-\x1f\x7f-\x9f]/, `U+${code.toString(16)}`);
  }
});

test("JSON output keeps every character and shows none that a terminal obeys", () => {
  const written = safeJson({ title: HOSTILE });
  assert.doesNotMatch(written, /[\x00-\x1f\x7f-\x9f\u202e]/);
  assert.deepEqual(JSON.parse(written), { title: HOSTILE });
});

test("a CSV cell that a spreadsheet would run gets an apostrophe; numbers do not", () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r"])
    assert.match(csvCell(`${start}1+1`), /^"?'/, JSON.stringify(start));
  assert.equal(csvCell("\u0000=1"), "'=1");
  assert.equal(csvCell(-3), "-3");
  assert.equal(csvCell("plain"), "plain");
});

test("CSV cells are quoted where they must be, lists become words, deeper values JSON", () => {
  assert.equal(csvCell('say "no", twice'), '"say ""no"", twice"');
  assert.equal(csvCell("two\nlines"), '"two\nlines"');
  assert.equal(csvLine([null, ["a", "b"], { n: 1 }, true]), ',a b,"{""n"":1}",true\r\n');
});

test("wide characters take two columns, combining marks none", () => {
  assert.equal(displayWidth("abc"), 3);
  assert.equal(displayWidth("東京"), 4);
  assert.equal(displayWidth("e\u0301"), 1);
  assert.equal(displayWidth("👩‍👩‍👧"), 2);
  assert.equal(fitWidth("東京の話", 5), "東京…");
  assert.equal(fitWidth("short", 5), "short");
  assert.equal(displayWidth(fitWidth("x".repeat(200), 10)), 10);
});

test("a table keeps within its width by cutting only the columns that may shrink", () => {
  const rows = [
    { id: "a_0123456789abcdef", title: "東京".repeat(60), n: 3 },
    { id: "a_fedcba9876543210", title: "short", n: 12 },
  ];
  const lines = table(
    rows,
    [
      { title: "id", value: (row) => row.id },
      { title: "n", value: (row) => row.n, align: "right" },
      { title: "title", value: (row) => row.title, shrinkTo: 10 },
    ],
    60,
  );
  assert.equal(lines.length, 3);
  for (const line of lines) assert.ok(displayWidth(line) <= 60, line);
  assert.match(lines[0]!, /^ID +N {2}TITLE$/);
  assert.match(lines[1]!, /^a_0123456789abcdef {3}3 {2}東京.*…$/);
  assert.match(lines[2]!, /^a_fedcba9876543210 {2}12 {2}short$/);
});

test("an empty value shows as a dash and a value with line breaks stays on its line", () => {
  const lines = table(
    [{ a: null, b: "one\n\u001b[31mtwo" }],
    [
      { title: "a", value: (row) => row.a },
      { title: "b", value: (row) => row.b },
    ],
    80,
  );
  assert.deepEqual(lines, ["A  B", "-  one two"]);
});

test("spans are said in their two largest units", () => {
  const said = [0, 340, 1_500, 60_000, 9_000_000, 90_000_000, 86_400_000].map(duration);
  assert.deepEqual(said, ["0 ms", "340 ms", "1.5 s", "1 m", "2 h 30 m", "1 d 1 h", "1 d"]);
});

test("a moment is ISO 8601, in UTC unless it names a zone, or a span back from now", () => {
  assert.equal(readMoment("2025-11-06T12:00Z", 0), NOW);
  assert.equal(readMoment("2025-11-06 12:00", 0), NOW);
  assert.equal(readMoment("2025-11-06T13:00+01:00", 0), NOW);
  assert.equal(readMoment("2025-11-06", 0), Date.UTC(2025, 10, 6));
  assert.equal(readMoment("90m", NOW), NOW - 5_400_000);
  assert.equal(readMoment("7d", NOW), NOW - 7 * 86_400_000);
  for (const wrong of ["yesterday", "", "12", "2025-13-45T00:00Z", "2025-02-31"])
    assert.equal(readMoment(wrong, NOW), null, wrong);
});

test("a long line is broken between words, an address stays whole", () => {
  assert.deepEqual(wrap("one two three four", 9, 2), ["one two", "  three", "  four"]);
  assert.deepEqual(wrap("see https://example.org/a/long/address now", 12, 2), [
    "see",
    "  https://example.org/a/long/address",
    "  now",
  ]);
  assert.deepEqual(wrap("  indented short", 80, 4), ["  indented short"]);
});
