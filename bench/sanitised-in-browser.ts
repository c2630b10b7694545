/**
 * Whether anything executes after our sanitiser, in a real Chromium: `node bench/sanitised-in-browser.ts [CASES.jsonl]`.
 *
 * CASES holds feed documents, one a line: `{id, ct, url, b64}`. The items' texts are opened as our reader gives them, and every fifth
 * case as its document has them, which shows that the browser would run them. Without CASES our own vectors are opened.
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

/** Opened one by one as they are written: every so manieth, which is enough to know that the browser would run them. */
const CONTROL_EVERY = 5;
/** Sanitised texts in one page. */
const TOGETHER = 5;

const [file] = process.argv.slice(2);
const texts = file ? fromCases(file) : fromVectors();
const control = texts.filter((_, i) => i % CONTROL_EVERY === 0);
const browser = await startChromium();
const count = { ran: 0, suspect: 0, harmfulPages: 0 };
try {
  const open = await documentOpener(browser);
  for (const { raw } of control) {
    const { scripts, findings } = await open(raw);
    if (scripts.length > 0) count.ran++;
    if (findings.length > 0) count.suspect++;
  }
  for (let i = 0; i < texts.length; i += TOGETHER) {
    const page = texts.slice(i, i + TOGETHER);
    const { scripts, findings, requests } = await open(page.map(({ safe }) => safe).join("<hr>"));
    const loaded = requests.filter(({ kind }) => !CONTENT.has(kind));
    if (scripts.length + findings.length + loaded.length === 0) continue;
    count.harmfulPages++;
    console.error(`${page.map(({ id }) => id).join("\n")}\n  ${JSON.stringify({ scripts, findings, loaded })}`);
  }
} finally {
  await browser.stop();
}
console.log(`${texts.length} cases`);
console.log(
  `as written, ${control.length} of them: ${count.ran} ran code, ${count.suspect} hold code, frames, forms or styles`,
);
console.log(
  `sanitised, all of them, ${TOGETHER} in a page: ${count.harmfulPages} pages ran, held or loaded any of these`,
);
if (count.harmfulPages > 0) process.exitCode = 1;
