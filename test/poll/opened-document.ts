import { readFileSync } from "node:fs";
import type { Browser, BrowserEvent } from "../servers/chromium.ts";

/** What a browser did with a piece of HTML, and what it found in it. */
export interface Opened {
  /** Scripts that the page's own side compiled: inline ones, event handlers that fired, `javascript:` addresses. */
  scripts: string[];
  /** Elements, attributes and addresses in the parsed document that could run or load code or style, in plain words. */
  findings: string[];
  /** Addresses that were asked for, with their kind (`Image`, `Stylesheet`, `Document`, …). */
  requests: { url: string; kind: string }[];
}

const PAGE = "https://reader.example/";
const LOAD_MS = 3_000;
/** One function, written for the browser. */
const LOOK_AND_TOUCH = readFileSync(new URL("./in-browser/look-and-touch.js", import.meta.url), "utf8").replace(
  /;\s*$/,
  "",
);

/**
 * Opens pieces of HTML in a real browser, one after the other, each as the body of a page of its own. Every piece is parsed
 * three times (by the page, as `innerHTML`, and once more from what that serialises to), then everything in it is hovered,
 * focused and clicked. No request leaves the browser.
 */
export async function documentOpener(browser: Browser): Promise<(html: string) => Promise<Opened>> {
  const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
  const session = sessionId as string;
  const send = (method: string, params: Record<string, unknown> = {}) => browser.send(method, params, session);

  let current = { url: "", html: "" };
  let opened: Opened = { scripts: [], findings: [], requests: [] };
  let isolated = new Set<number>();
  let loaded = () => {};
  const pending: Promise<unknown>[] = [];

  const answer = ({ requestId, request, resourceType }: Paused) => {
    if (request.url === current.url)
      return send("Fetch.fulfillRequest", {
        requestId,
        responseCode: 200,
        responseHeaders: [{ name: "content-type", value: "text/html; charset=utf-8" }],
        body: Buffer.from(current.html).toString("base64"),
      });
    opened.requests.push({ url: request.url, kind: resourceType });
    // "No content" leaves the page where it is; for what a page loads, a failure sets off its error handlers.
    if (resourceType === "Document") return send("Fetch.fulfillRequest", { requestId, responseCode: 204 });
    return send("Fetch.failRequest", { requestId, errorReason: "Failed" });
  };
  browser.onEvent(({ method, params, sessionId: from }: BrowserEvent) => {
    if (from !== session) return;
    if (method === "Fetch.requestPaused") pending.push(answer(params as unknown as Paused).catch(() => {}));
    else if (method === "Page.javascriptDialogOpening")
      pending.push(send("Page.handleJavaScriptDialog", { accept: true }).catch(() => {}));
    else if (method === "Page.loadEventFired") loaded();
    else if (method === "Runtime.executionContextCreated") {
      const { id, auxData } = params.context as { id: number; auxData: { type: string } };
      if (auxData.type === "isolated") isolated.add(id);
    } else if (method === "Debugger.scriptParsed" && !isolated.has(params.executionContextId as number))
      opened.scripts.push(String(params.url || params.embedderName || "inline"));
  });
  await send("Page.enable");
  await send("Runtime.enable");
  await send("Debugger.enable");
  await send("Debugger.setSkipAllPauses", { skip: true });
  await send("Fetch.enable", { patterns: [{ urlPattern: "*" }] });

  let count = 0;
  return async (html) => {
    opened = { scripts: [], findings: [], requests: [] };
    isolated = new Set();
    current = {
      url: `${PAGE}${++count}`,
      html: `<!doctype html><html><head><meta charset="utf-8"><title>Reader</title><link rel="icon" href="data:,"></head><body><div>${html}</div></body></html>`,
    };
    const mine = opened;
    const load = new Promise<void>((resolve) => {
      loaded = resolve;
      // A page whose script leaves for another address never ends loading.
      setTimeout(resolve, LOAD_MS).unref();
    });
    const { frameId } = await send("Page.navigate", { url: current.url });
    await load;
    const { executionContextId } = await send("Page.createIsolatedWorld", { frameId, worldName: "test" });
    isolated.add(executionContextId as number);
    const evaluated = send("Runtime.evaluate", {
      expression: `(${LOOK_AND_TOUCH})(${JSON.stringify(html)})`,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    }).catch(() => null);
    // A page that leaves for another address takes the question with it; by then it has run or loaded something.
    const result = (await evaluated)?.result as { value?: string[] } | undefined;
    mine.findings.push(...(result?.value ?? []));
    await Promise.all(pending.splice(0));
    return mine;
  };
}

interface Paused {
  requestId: string;
  request: { url: string };
  resourceType: string;
}
