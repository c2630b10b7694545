import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { parseDate } from "../../src/model/dates.ts";

const iso = (text: string) => {
  const read = parseDate(text);
  return read && new Date(read.at).toISOString().replace(".000Z", "Z");
};

const TABLES: Record<string, [string, string | null][]> = {
  "RFC 822 and its habits": [
    ["Sat, 07 Sep 2002 09:42:31 GMT", "2002-09-07T09:42:31Z"],
    ["07 Sep 02 09:42 EDT", "2002-09-07T13:42:00Z"],
    ["Sat, 7 September 2002 9:42:31 +0530", "2002-09-07T04:12:31Z"],
    ["Sat, 07 Sep 2002 09:42:31 GMT+02:00", "2002-09-07T07:42:31Z"],
    ["Sat, 07 Sep 2002 09:42:31 CEST", "2002-09-07T07:42:31Z"],
    ["Mar, 07 Sep 2002 09:42:31 GMT", "2002-09-07T09:42:31Z"],
    ["Sat, 07 Sep 2002 24:00:00 GMT", "2002-09-08T00:00:00Z"],
    ["Tue, 31 Dec 2024 23:59:60 GMT", "2025-01-01T00:00:00Z"],
    ["Fri, 31 Mar 2023 20:19:00 America/Los_Angeles", "2023-04-01T03:19:00Z"],
    ["Mon, 7 Jul 2025 12:00 ET", "2025-07-07T16:00:00Z"],
    ["Tue, 7 Jan 2025 12:00 ET", "2025-01-07T17:00:00Z"],
  ],
  "ISO 8601 and W3CDTF": [
    ["2025-11-06T14:05:12Z", "2025-11-06T14:05:12Z"],
    ["2025-11-06T14:05:12.123456+01:00", "2025-11-06T13:05:12Z"],
    ["2025-11-06T14:05+0530", "2025-11-06T08:35:00Z"],
    ["2025-11-06 14:05:12 +0000 UTC", "2025-11-06T14:05:12Z"],
    ["2025-11-06T14Z", "2025-11-06T14:00:00Z"],
    ["20251106T140512Z", "2025-11-06T14:05:12Z"],
    ["20251106", "2025-11-06T00:00:00Z"],
    ["2025-11", "2025-11-01T00:00:00Z"],
    ["2025", "2025-01-01T00:00:00Z"],
    ["2003-335T12:00Z", "2003-12-01T12:00:00Z"],
    ["03-12-31", "2003-12-31T00:00:00Z"],
    ["2025/11/06 14:05", "2025-11-06T14:05:00Z"],
  ],
  "other tongues": [
    ["7 de septiembre de 2002, 10:00", "2002-09-07T10:00:00Z"],
    ["lundi 1er décembre 2025 à 10h30", "2025-12-01T10:30:00Z"],
    ["Do., 6. März 2025 14:05 Uhr", "2025-03-06T14:05:00Z"],
    ["07 Eylül 2025 Pazar 14:30", "2025-09-07T14:30:00Z"],
    ["6 novembre 2025 14:05", "2025-11-06T14:05:00Z"],
    ["6 de março de 2025", "2025-03-06T00:00:00Z"],
    ["6 november 2025", "2025-11-06T00:00:00Z"],
    ["12 sierpnia 2025", "2025-08-12T00:00:00Z"],
    ["2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"],
    ["3 мая 2024 г., 12:00", "2024-05-03T12:00:00Z"],
    ["Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"],
    ["الاثنين 3 نوفمبر 2025 - 14:05", "2025-11-03T14:05:00Z"],
    ["٣ نوفمبر ٢٠٢٥", "2025-11-03T00:00:00Z"],
    ["२१ नवंबर 2025, 10:15 IST", "2025-11-21T04:45:00Z"],
    ["2025年11月6日 14時05分", "2025-11-06T14:05:00Z"],
    ["2004년 05월 28일  01:31:15", "2004-05-27T16:31:15Z"],
    ["2004-05-25 오후 11:23:17", "2004-05-25T14:23:17Z"],
  ],
  "numbers and clocks": [
    ["1762430000", "2025-11-06T11:53:20Z"],
    ["1762430000123", "2025-11-06T11:53:20.123Z"],
    ["6.11.2025 14:05", "2025-11-06T14:05:00Z"],
    ["06/11/2025 14:05", "2025-11-06T14:05:00Z"],
    ["11/06/2025 2:05 PM", "2025-11-06T14:05:00Z"],
    ["11/26/2025 14:05", "2025-11-26T14:05:00Z"],
    ["November 6, 2025 12:05 a.m.", "2025-11-06T00:05:00Z"],
    ["Sun Jul 15 01:16:00 +0000 2012", "2012-07-15T01:16:00Z"],
  ],
  "what is no date": [
    ["", null],
    ["yesterday", null],
    ["12:30", null],
    ["30 Feb 2024", null],
    ["2024-13-01", null],
    ["Sat, 07 Sep 2002 25:00:00 GMT", null],
    ["1 ".repeat(1000), null],
  ],
};

for (const [name, cases] of Object.entries(TABLES)) {
  describe(name, () => {
    for (const [text, expected] of cases) {
      test(JSON.stringify(text.slice(0, 60)), () => {
        assert.equal(iso(text), expected);
      });
    }
  });
}

test("a date without a zone is read as UTC and says so", () => {
  assert.deepEqual(parseDate("2025-11-06T14:05"), { at: Date.UTC(2025, 10, 6, 14, 5), offsetMinutes: null });
  assert.equal(parseDate("2025-11-06T14:05+01:00")?.offsetMinutes, 60);
  assert.equal(parseDate("Thu, 06 Nov 2025 14:05:00 GMT")?.offsetMinutes, 0);
});

test("the host's time zone changes nothing", () => {
  const module = new URL("../../src/model/dates.ts", import.meta.url).href;
  const texts = JSON.stringify(Object.values(TABLES).flatMap((cases) => cases.map(([text]) => text)));
  const script = `import { parseDate } from ${JSON.stringify(module)}; console.log(JSON.stringify(${texts}.map((t) => parseDate(t))));`;
  const outputs = ["UTC", "America/New_York", "Asia/Kathmandu"].map((TZ) => {
    const run = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", script], {
      env: { ...process.env, TZ },
      encoding: "utf8",
    });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout;
  });
  assert.equal(new Set(outputs).size, 1);
});
