import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "../..");

/** Modules that open connections. From `node:http` and `node:https` a server may be had, nothing else. */
const OUTWARD = /from "(?:undici|node:(?:net|tls|dgram|dns|dns\/promises|http2)|axios|got|ky|node-fetch|ws)"/;
const SERVER_ONLY = /import (?!type )(?!\{(?: ?(?:createServer|Server|type \w+),?)+ ?\})[^;]* from "node:https?"/;
/** The globals that open connections. A worker of our own may be called `fetch`; what counts is the call. */
const GLOBALS = /(?<![.\w])(?:fetch\(|new (?:WebSocket|EventSource)\()/;

test("nothing outside src/adapters opens a connection: the guarded client is the only way out", () => {
  const files = globSync("{src,workers,config,bin}/**/*.{ts,js}", { cwd: ROOT })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !file.startsWith("src/adapters/"));
  assert.ok(files.length > 20);
  const wrong = files.flatMap((file) => {
    const text = readFileSync(join(ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    return [OUTWARD, SERVER_ONLY, GLOBALS]
      .flatMap((rule) => rule.exec(text)?.[0] ?? [])
      .map((found) => `${file}: ${found}`);
  });
  assert.deepEqual(wrong, []);
});

test("the rule sees what it is meant to see", () => {
  assert.match('import { request } from "node:https"', SERVER_ONLY);
  assert.match('import http from "node:http"', SERVER_ONLY);
  assert.doesNotMatch('import { createServer, type Server } from "node:http"', SERVER_ONLY);
  assert.doesNotMatch('import type { IncomingMessage } from "node:http"', SERVER_ONLY);
  assert.match("await fetch(url)", GLOBALS);
  assert.doesNotMatch("robots.fetch(url), prefetch(url), worker: fetch,", GLOBALS);
});
