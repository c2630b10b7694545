/**
 * Whether anything executes after our sanitiser, in a real Chromium: `node bench/sanitised-in-browser.ts [CASES.jsonl]`.
 *
 * CASES holds feed documents, one a line: `{id, ct, url, b64}`. Each item's texts are opened twice: as the document has them,
 * which shows that the browser would run them, and as our reader gives them. Without CASES our own vectors are opened.
 * Ends with 1 when anything ran, was left behind that could run, or loaded a style, a script or a frame.
 */
import { readFileSync } from "node:fs";
import { decodeText } from "../src/model/charset.ts";
import { parseFeed } from "../src/poll/parse-feed.ts";
import { sanitiseHtml } from "../src/poll/sanitise-html.ts";
import { POLL_DEFAULTS } from "../src/poll/settings.ts";
import { asHtml } from "../src/poll/text-construct.ts";
import { readRecords } from "../src/poll/xml-records.ts";
import { documentOpener } from "../test/poll/opened-document.ts";
import { XSS_VECTORS } from "../test/poll/xss-vectors.ts";
import { startChromium } from "../test/servers/chromium.ts";

interface Text {
  id: string;
  raw: string;
  safe: string;
}

const BASE = "https://feed.example/";
/** What a harmless text may load. */
const CONTENT = new Set(["Image", "Media", "Document"]);

function fromVectors(): Text[] {
  return XSS_VECTORS.map((raw) => ({ id: raw, raw, safe: sanitiseHtml(raw, BASE) }));
}

function fromCases(file: string): Text[] {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => {
    const { id, ct, url, b64 } = JSON.parse(line) as { id: string; ct: string; url: string; b64: string };
    const bytes = Buffer.from(b64, "base64");
    const feed = parseFeed(bytes, ct, url || BASE, POLL_DEFAULTS);
    const safe = feed.items.map(({ summary, content }) => `${summary ?? ""}\n${content ?? ""}`).join("\n");
    const records = readRecords(decodeText(bytes, ct, "xml").text, url || BASE, POLL_DEFAULTS);
    const vocabulary = records.root === "feed" || records.root === "entry" ? "atom" : "rss";
    const raw = [records.feed, ...records.items]
      .flatMap(({ leaves }) => leaves.map((leaf) => asHtml(leaf, leaf.name.startsWith("atom:") ? "atom" : vocabulary)))
      .join("\n");
    return { id, raw, safe };
  });
}

const [file] = process.argv.slice(2);
const texts = file ? fromCases(file) : fromVectors();
const browser = await startChromium();
const count = { cases: texts.length, rawRan: 0, rawSuspect: 0, safeRan: 0, safeSuspect: 0, safeLoaded: 0 };
try {
  const open = await documentOpener(browser);
  for (const { id, raw, safe } of texts) {
    const before = await open(raw);
    if (before.scripts.length > 0) count.rawRan++;
    if (before.findings.length > 0) count.rawSuspect++;
    const after = await open(safe);
    const loaded = after.requests.filter(({ kind }) => !CONTENT.has(kind));
    if (after.scripts.length > 0) count.safeRan++;
    if (after.findings.length > 0) count.safeSuspect++;
    if (loaded.length > 0) count.safeLoaded++;
    if (after.scripts.length + after.findings.length + loaded.length > 0)
      console.error(`${id}\n  ${safe.slice(0, 300)}\n  ${JSON.stringify({ ...after, requests: loaded })}`);
  }
} finally {
  await browser.stop();
}
console.log(`${count.cases} cases`);
console.log(`as written:  ${count.rawRan} ran code, ${count.rawSuspect} hold code, frames, forms or styles`);
console.log(
  `sanitised:   ${count.safeRan} ran code, ${count.safeSuspect} hold any of these, ${count.safeLoaded} loaded one`,
);
if (count.safeRan + count.safeSuspect + count.safeLoaded > 0) process.exitCode = 1;
