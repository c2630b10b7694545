import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sanitiseHtml } from "../../src/poll/sanitise-html.ts";
import { type Browser, chromiumIsHere, startChromium } from "../servers/chromium.ts";
import { documentOpener, type Opened } from "./opened-document.ts";
import { XSS_VECTORS } from "./xss-vectors.ts";

/** The control opens every third vector; of these, so many run in today's browser, and the rest aim at old ones. */
const CONTROL_EVERY = 3;
const AT_LEAST_RUNNING = 40;
/** Sanitised vectors in one page: what they left behind would be found all the same. */
const TOGETHER = 5;

const BASE = "https://feed.example/news/";

describe("sanitised HTML in a real browser", { skip: !chromiumIsHere("sanitising, in a browser") }, () => {
  let browser: Browser;
  let open: (html: string) => Promise<Opened>;
  before(async () => {
    browser = await startChromium();
    open = await documentOpener(browser);
  });
  after(() => browser?.stop());

  test("what is not sanitised runs, so that silence proves something", async () => {
    const control = XSS_VECTORS.filter((_, i) => i % CONTROL_EVERY === 0);
    let running = 0;
    for (const vector of control) if ((await open(vector)).scripts.length > 0) running++;
    assert.ok(running >= AT_LEAST_RUNNING, `${running} of ${control.length} ran`);
  });

  test("no vector runs, loads a style or a frame, or leaves anything behind that could", async () => {
    for (let i = 0; i < XSS_VECTORS.length; i += TOGETHER) {
      const vectors = XSS_VECTORS.slice(i, i + TOGETHER);
      const { scripts, findings, requests } = await open(vectors.map((one) => sanitiseHtml(one, BASE)).join("<hr>"));
      const loaded = requests.filter(({ kind }) => kind !== "Image" && kind !== "Media" && kind !== "Document");
      assert.deepEqual({ vectors, scripts, findings, loaded }, { vectors, scripts: [], findings: [], loaded: [] });
    }
  });

  test("what is harmless is still there", async () => {
    const html = '<p>One <a href="../two">two</a> <img src="three.png" alt="three"></p>';
    const { findings, requests } = await open(sanitiseHtml(html, BASE));
    assert.deepEqual(findings, []);
    assert.deepEqual([...new Set(requests.map(({ url }) => url))].sort(), [
      "https://feed.example/news/three.png",
      "https://feed.example/two",
    ]);
  });
});
