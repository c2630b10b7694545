import assert from "node:assert/strict";
import type { IncomingMessage, RequestListener } from "node:http";
import { type TestContext, test } from "node:test";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { createHttp, MAX_HEADER_BYTES } from "../../src/adapters/http-undici.ts";
import type { HttpRequest } from "../../src/ports/http.ts";
import { CERTIFICATE, type Listening, plainServer, rawServer, secureServer } from "./http-hostile-server.ts";

const MEGABYTE = 1_000_000;

/** A client that may reach this machine, and a request for the server at hand. */
function asker(t: TestContext, ...servers: Listening[]) {
  const http = createHttp({
    allow: ["127.0.0.0/8"],
    userAgent: "samestory/test",
    ca: [CERTIFICATE],
    resolve: async (host) => (host.endsWith("news.example") ? ["127.0.0.1"] : []),
  });
  t.after(async () => {
    await http.close();
    for (const server of servers) await server.close();
  });
  const port = servers[0]?.port;
  return (path = "/", more: Partial<HttpRequest> = {}) =>
    http.request({
      url: `http://127.0.0.1:${port}${path}`,
      timeoutMs: 10_000,
      maxBytes: MEGABYTE,
      maxHops: 5,
      ...more,
    });
}

async function askOnce(t: TestContext, listener: RequestListener, more: Partial<HttpRequest> = {}) {
  const ask = asker(t, await plainServer(listener));
  return ask("/", more);
}

const textOf = (outcome: { ok: boolean; body?: Uint8Array }) => Buffer.from(outcome.body ?? []).toString();

test("a page comes with its status, headers, final address and time", async (t) => {
  const outcome = await askOnce(t, (_request, reply) =>
    reply.writeHead(200, { "Content-Type": "text/html", ETag: 'W/"a"', "X-A": ["1", "2"] }).end("<p>Talks"),
  );
  assert.ok(outcome.ok);
  assert.equal(outcome.status, 200);
  assert.equal(outcome.headers["content-type"], "text/html");
  assert.equal(outcome.headers.etag, 'W/"a"');
  assert.equal(outcome.headers["x-a"], "1, 2");
  assert.equal(textOf(outcome), "<p>Talks");
  assert.deepEqual(outcome.hops, []);
  assert.ok(outcome.ms < 10_000);
});

test("a request says who asks and what it can read, and never where it came from", async (t) => {
  let seen: IncomingMessage["headers"] = {};
  const headers = {
    Accept: "text/html",
    Cookie: "a=b",
    Referer: "http://x/",
    "User-Agent": "other",
    "if-none-match": 'W/"é"',
  };
  await askOnce(
    t,
    (request, reply) => {
      seen = request.headers;
      reply.end();
    },
    { headers },
  );
  assert.equal(seen["user-agent"], "samestory/test");
  assert.equal(seen["accept-encoding"], "gzip, br, zstd");
  assert.equal(seen.accept, "text/html");
  assert.equal(seen["if-none-match"], 'W/"é"');
  assert.equal(seen.cookie, undefined);
  assert.equal(seen.referer, undefined);
});

test("a header that cannot be written is left out instead of failing the request", async (t) => {
  let seen: IncomingMessage["headers"] = {};
  const headers = { "if-none-match": "a\r\nx-injected: 1", "x-wide": "\u4e16", accept: "*/*" };
  const outcome = await askOnce(
    t,
    (request, reply) => {
      seen = request.headers;
      reply.end();
    },
    { headers },
  );
  assert.ok(outcome.ok);
  assert.deepEqual(
    [seen["if-none-match"], seen["x-injected"], seen["x-wide"], seen.accept],
    [undefined, undefined, undefined, "*/*"],
  );
});

test("proxies in the environment are not asked", async (t) => {
  const proxy = await plainServer((_request, reply) => reply.end("proxy"));
  const names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"];
  for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`;
  t.after(() => {
    for (const name of names) delete process.env[name];
  });
  const server = await plainServer((_request, reply) => reply.end("direct"));
  const outcome = await asker(t, server, proxy)();
  assert.equal(textOf(outcome), "direct");
  assert.equal(proxy.connections(), 0);
});

test("a POST carries its body and its length", async (t) => {
  let seen = "";
  const outcome = await askOnce(
    t,
    (request, reply) => {
      request.on("data", (chunk) => {
        seen += chunk;
      });
      request.on("end", () => reply.writeHead(204).end());
    },
    { method: "POST", body: '{"é":1}', headers: { "content-type": "application/json" } },
  );
  assert.ok(outcome.ok);
  assert.equal(outcome.status, 204);
  assert.equal(seen, '{"é":1}');
});

test("https is spoken to the checked address, with the name kept for certificate and Host", async (t) => {
  const server = await secureServer((request, reply) => reply.end(`for ${request.headers.host}`));
  const ask = asker(t, server);
  const named = await ask("/", { url: `https://news.example:${server.port}/` });
  assert.equal(textOf(named), `for news.example:${server.port}`);
  const literal = await ask("/", { url: `https://127.0.0.1:${server.port}/` });
  assert.ok(literal.ok);
});

test("a certificate for another name is a failed connection", async (t) => {
  const server = await secureServer((_request, reply) => reply.end("not read"), "127.0.0.3");
  const outcome = await asker(t, server)("/", { url: `https://127.0.0.3:${server.port}/` });
  assert.equal(!outcome.ok && outcome.reason, "connect");
});

for (const [encoding, pack] of Object.entries({
  gzip: gzipSync,
  "x-gzip": gzipSync,
  br: brotliCompressSync,
  deflate: deflateSync,
  "Deflate, identity": deflateRawSync,
  zstd: zstdCompressSync,
  "gzip, br": (text: string) => brotliCompressSync(gzipSync(text)),
  "utf-8": (text: string) => Buffer.from(text),
}))
  test(`a body sent as "${encoding}" is read`, async (t) => {
    const outcome = await askOnce(t, (_request, reply) =>
      reply.writeHead(200, { "content-encoding": encoding }).end(pack("third round of talks ".repeat(500))),
    );
    assert.equal(textOf(outcome), "third round of talks ".repeat(500));
  });

test("a reply without a body may name an encoding all the same", async (t) => {
  const outcome = await askOnce(t, (_request, reply) => reply.writeHead(304, { "content-encoding": "gzip" }).end());
  assert.ok(outcome.ok);
  assert.equal(outcome.body.length, 0);
});

/** What must fail, and how. */
const broken: [string, string, RequestListener][] = [
  [
    "a gzip bomb",
    "too-large",
    (_request, reply) =>
      reply.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(40 * MEGABYTE))),
  ],
  [
    "a bomb within a bomb",
    "too-large",
    (_request, reply) =>
      reply.writeHead(200, { "content-encoding": "gzip, gzip" }).end(gzipSync(gzipSync(Buffer.alloc(40 * MEGABYTE)))),
  ],
  [
    "a zstd bomb",
    "too-large",
    (_request, reply) =>
      reply.writeHead(200, { "content-encoding": "zstd" }).end(zstdCompressSync(Buffer.alloc(40 * MEGABYTE))),
  ],
  ["a body of 30 MB", "too-large", (_request, reply) => reply.end(Buffer.alloc(30 * MEGABYTE))],
  [
    "a body announced as 30 MB",
    "too-large",
    (_request, reply) => void reply.writeHead(200, { "content-length": 30 * MEGABYTE }).flushHeaders(),
  ],
  [
    "an endless body",
    "too-large",
    (_request, reply) => {
      const more = () => {
        while (!reply.destroyed && reply.write(Buffer.alloc(65_536, 32)));
      };
      reply.on("drain", more);
      more();
    },
  ],
  [
    "gzip in name only",
    "bad-encoding",
    (_request, reply) => reply.writeHead(200, { "content-encoding": "gzip" }).end("plain text"),
  ],
  [
    "gzip that is cut off",
    "bad-encoding",
    (_request, reply) => {
      const whole = gzipSync("third round of talks");
      reply.writeHead(200, { "content-encoding": "gzip" }).end(whole.subarray(0, whole.length - 9));
    },
  ],
  [
    "gzip with a flipped bit",
    "bad-encoding",
    (_request, reply) => {
      const whole = gzipSync("third round of talks ".repeat(50));
      whole.writeUInt8(whole.readUInt8(20) ^ 0xff, 20);
      reply.writeHead(200, { "content-encoding": "gzip" }).end(whole);
    },
  ],
  [
    "an unknown encoding",
    "bad-encoding",
    (_request, reply) => reply.writeHead(200, { "content-encoding": "rot13" }).end("x"),
  ],
  [
    "six encodings on top of one another",
    "bad-encoding",
    (_request, reply) => reply.writeHead(200, { "content-encoding": Array(6).fill("gzip").join(", ") }).end("x"),
  ],
  ["a redirect to itself", "too-many-redirects", (_request, reply) => reply.writeHead(302, { location: "/" }).end()],
  [
    "a redirect that always leads on",
    "too-many-redirects",
    (request, reply) => reply.writeHead(301, { location: `${request.url}x` }).end(),
  ],
  ["Location: //", "bad-address", (_request, reply) => reply.writeHead(302, { location: "//" }).end()],
  ["Location: http://", "bad-address", (_request, reply) => reply.writeHead(302, { location: "http://" }).end()],
  [
    "a port beyond all ports",
    "bad-address",
    (_request, reply) => reply.writeHead(302, { location: "http://a:99999/" }).end(),
  ],
  [
    "a redirect to a file",
    "bad-address",
    (_request, reply) => reply.writeHead(302, { location: "file:///etc/passwd" }).end(),
  ],
  [
    "a redirect to data",
    "bad-address",
    (_request, reply) => reply.writeHead(302, { location: "data:text/html,x" }).end(),
  ],
  [
    "a redirect to nowhere",
    "no-such-host",
    (_request, reply) => reply.writeHead(302, { location: "http://gone.test/" }).end(),
  ],
  ["a reset instead of a reply", "connect", (request) => request.socket.resetAndDestroy()],
  [
    "a reset in the middle of the body",
    "connect",
    (request, reply) => {
      reply.writeHead(200, { "content-length": 1_000 }).write("half", () => request.socket.resetAndDestroy());
    },
  ],
];

for (const [what, reason, listener] of broken)
  test(`${what} ends as ${reason}`, async (t) => {
    const outcome = await askOnce(t, listener);
    assert.equal(outcome.ok ? outcome.status : outcome.reason, reason);
    assert.ok(!outcome.ok && outcome.detail.length > 3);
  });

/** Raw conversations that never come to an end by themselves, or break the protocol. */
const raw: [string, string, Parameters<typeof rawServer>[0]][] = [
  ["silence", "timeout", () => {}],
  [
    "a drip of one byte now and then",
    "timeout",
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n");
      const drip = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(drip));
    },
  ],
  [
    "headers that drip",
    "timeout",
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const drip = setInterval(() => socket.write("a"), 20);
      socket.on("close", () => clearInterval(drip));
    },
  ],
  [
    "a slow series of 103 replies",
    "timeout",
    (socket) => {
      const hints = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"), 20);
      socket.on("close", () => clearInterval(hints));
    },
  ],
  [
    "a flood of 103 replies",
    "protocol",
    (socket) => void socket.write("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(10_000)),
  ],
  [
    "one header without end",
    "protocol",
    (socket) => void socket.write(`HTTP/1.1 200 OK\r\nx: ${"a".repeat(MAX_HEADER_BYTES)}\r\n\r\n`),
  ],
  [
    "headers without end",
    "protocol",
    (socket) => void socket.write(`HTTP/1.1 200 OK\r\n${"x: aaaaaaa\r\n".repeat(MAX_HEADER_BYTES / 8)}\r\n`),
  ],
  ["something that is not HTTP", "protocol", (socket) => void socket.end("220 mail.example ESMTP\r\n")],
  [
    "a switch of protocols",
    "connect",
    (socket) => void socket.end("HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
  ],
  [
    "fewer bytes than announced",
    "connect",
    (socket) => void socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf"),
  ],
  [
    "a chunk of impossible size",
    "protocol",
    (socket) => void socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nx"),
  ],
  ["nothing at all", "connect", (socket) => void socket.end()],
];

for (const [what, reason, talk] of raw)
  test(`${what} ends as ${reason}`, async (t) => {
    const ask = asker(t, await rawServer(talk));
    const outcome = await ask("/", { timeoutMs: 250 });
    assert.equal(outcome.ok ? outcome.status : outcome.reason, reason, JSON.stringify(outcome));
    assert.ok(outcome.ms < 2_500);
  });

test("a secure port that speaks plainly, and a closed port, are failed connections", async (t) => {
  const server = await plainServer((_request, reply) => reply.end());
  const ask = asker(t, server);
  const wrong = await ask("/", { url: `https://127.0.0.1:${server.port}/` });
  assert.equal(!wrong.ok && wrong.reason, "connect");
  await server.close();
  const closed = await ask();
  assert.equal(!closed.ok && closed.reason, "connect");
});

for (const url of [
  "",
  "nonsense",
  "//",
  "ftp://127.0.0.1/",
  "http://",
  "http://[fe80::1%25lo]/",
  "http://a b/",
  `http://a/${"x".repeat(9_000)}`,
])
  test(`${JSON.stringify(url.slice(0, 40))} is a bad address`, async (t) => {
    const outcome = await asker(t)("/", { url });
    assert.equal(!outcome.ok && outcome.reason, "bad-address");
  });

test("a resolver that never answers ends at the deadline, one that fails is no such host", async (t) => {
  const silent = createHttp({ allow: [], userAgent: "", resolve: () => new Promise(() => {}) });
  const failing = createHttp({
    allow: [],
    userAgent: "",
    resolve: () => Promise.reject(Object.assign(new Error("getaddrinfo EAI_AGAIN"), { code: "EAI_AGAIN" })),
  });
  t.after(() => Promise.all([silent.close(), failing.close()]));
  const request = { url: "http://news.example/", timeoutMs: 100, maxBytes: 10, maxHops: 0 };
  const [late, none] = await Promise.all([silent.request(request), failing.request(request)]);
  assert.equal(!late.ok && late.reason, "timeout");
  assert.equal(!none.ok && none.reason, "no-such-host");
});

test("when a name's first address does not answer, the next one is tried", async (t) => {
  const server = await plainServer((_request, reply) => reply.end("second"));
  const resolve = async () => ["127.0.0.9", "127.0.0.1"];
  const http = createHttp({ allow: [`127.0.0.0/8:${server.port}`], userAgent: "", resolve });
  t.after(() => Promise.all([http.close(), server.close()]));
  const url = `http://two.example:${server.port}/`;
  assert.equal(textOf(await http.request({ url, timeoutMs: 2_000, maxBytes: 100, maxHops: 0 })), "second");
});

test("redirects are followed one by one and listed, relative and raw UTF-8 ones too", async (t) => {
  const targets: Record<string, string> = { "/a": "b?x=1#part", "/b?x=1": Buffer.from("/türkiye").toString("latin1") };
  const server = await plainServer((request, reply) => {
    const location = targets[request.url ?? ""];
    if (location) reply.writeHead(301, { location }).end("moved");
    else reply.end(request.url);
  });
  const outcome = await asker(t, server)("/a#top");
  assert.ok(outcome.ok);
  const base = `http://127.0.0.1:${server.port}`;
  assert.equal(outcome.url, `${base}/t%C3%BCrkiye`);
  assert.equal(textOf(outcome), "/t%C3%BCrkiye");
  assert.deepEqual(outcome.hops, [
    { status: 301, from: `${base}/a`, to: `${base}/b?x=1` },
    { status: 301, from: `${base}/b?x=1`, to: `${base}/t%C3%BCrkiye` },
  ]);
});

test("without hops allowed, a redirect is the answer", async (t) => {
  const outcome = await askOnce(t, (_request, reply) => reply.writeHead(302, { location: "//" }).end("moved"), {
    maxHops: 0,
  });
  assert.ok(outcome.ok);
  assert.equal(outcome.status, 302);
  assert.equal(textOf(outcome), "moved");
});

test("exactly the hops allowed are followed", async (t) => {
  const server = await plainServer((request, reply) => {
    const left = Number(request.url?.slice(1));
    if (left > 0) reply.writeHead(307, { location: `/${left - 1}` }).end();
    else reply.end("there");
  });
  const ask = asker(t, server);
  assert.equal(textOf(await ask("/5")), "there");
  const more = await ask("/6");
  assert.equal(!more.ok && more.reason, "too-many-redirects");
});

test("a redirect to another origin takes no secret with it", async (t) => {
  const seen: IncomingMessage["headers"][] = [];
  const other = await plainServer((request, reply) => {
    seen.push(request.headers);
    reply.end();
  });
  const first = await plainServer((request, reply) => {
    seen.push(request.headers);
    reply.writeHead(302, { location: `http://user:pass@127.0.0.1:${other.port}/` }).end();
  });
  const headers = { authorization: "Bearer x", "x-api-key": "y", "webhook-signature": "z", accept: "text/html" };
  const outcome = await asker(t, first, other)("/", { headers });
  assert.ok(outcome.ok);
  assert.equal(outcome.url, `http://127.0.0.1:${other.port}/`);
  assert.equal(seen[0]?.authorization, "Bearer x");
  assert.deepEqual(
    ["authorization", "x-api-key", "webhook-signature"].filter((name) => name in (seen[1] ?? {})),
    [],
  );
  assert.equal(seen[1]?.accept, "text/html");
});

test("a redirected POST becomes a GET, unless the status keeps the method", async (t) => {
  const seen: string[] = [];
  const server = await plainServer((request, reply) => {
    seen.push(`${request.method} ${request.url} ${request.headers["content-length"] ?? "-"}`);
    const status = Number(request.url?.slice(1));
    if (status) reply.writeHead(status, { location: "/end" }).end();
    else reply.end();
  });
  const ask = asker(t, server);
  for (const status of [303, 302, 308]) await ask(`/${status}`, { method: "POST", body: "ab" });
  assert.deepEqual(seen, ["POST /303 2", "GET /end -", "POST /302 2", "GET /end -", "POST /308 2", "POST /end 2"]);
});

test("the deadline covers all hops together", async (t) => {
  const server = await plainServer((request, reply) => {
    setTimeout(() => reply.writeHead(302, { location: `${request.url}x` }).end(), 60);
  });
  const outcome = await asker(t, server)("/", { timeoutMs: 200, maxHops: 20 });
  assert.equal(!outcome.ok && outcome.reason, "timeout");
  assert.ok(outcome.ms < 10_000);
});

test("a caller can call a request off, and closing the client ends all of them", async (t) => {
  const server = await rawServer(() => {});
  const ask = asker(t, server);
  const stop = new AbortController();
  const asked = ask("/", { signal: stop.signal, timeoutMs: 60_000 });
  setImmediate(() => stop.abort());
  const outcome = await asked;
  assert.equal(!outcome.ok && outcome.reason, "aborted");
  const http = createHttp({ allow: ["127.0.0.0/8"], userAgent: "" });
  const request = { url: `http://127.0.0.1:${server.port}/`, timeoutMs: 60_000, maxBytes: 10, maxHops: 0 };
  const running = http.request(request);
  await http.close();
  const closed = await running;
  assert.equal(!closed.ok && closed.reason, "aborted");
  const later = await http.request(request);
  assert.equal(!later.ok && later.reason, "aborted");
});

test("where only the status counts, whatever is wrong with the body is no failure", async (t) => {
  const partly: RequestListener[] = [
    (_request, reply) => reply.end("a".repeat(5_000)),
    (_request, reply) => reply.writeHead(200, { "content-length": 9_000_000 }).write("a".repeat(500)),
    (request, reply) => {
      reply.writeHead(200).write("a".repeat(50), () => request.socket.resetAndDestroy());
    },
    (_request, reply) => reply.writeHead(200, { "content-encoding": "gzip" }).end("not gzip"),
    (_request, reply) => reply.writeHead(200, { "content-encoding": "rot13" }).end("x"),
  ];
  const lengths = [];
  for (const listener of partly) {
    const outcome = await askOnce(t, listener, { partialBody: true, maxBytes: 1_024, timeoutMs: 200 });
    assert.ok(outcome.ok, JSON.stringify(outcome));
    lengths.push(outcome.body.length);
  }
  assert.deepEqual(lengths.slice(0, 2), [1_024, 500]);
  assert.deepEqual(lengths.slice(3), [0, 0]);
});

test("memory stays flat while sixteen bombs of 64 MB go off", async (t) => {
  const bomb = gzipSync(gzipSync(Buffer.alloc(64 * MEGABYTE)));
  const ask = asker(
    t,
    await plainServer((_request, reply) => reply.writeHead(200, { "content-encoding": "gzip, gzip" }).end(bomb)),
  );
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 16; i++) {
    const outcome = await ask();
    assert.equal(!outcome.ok && outcome.reason, "too-large");
  }
  assert.ok(process.memoryUsage().arrayBuffers - before < 40 * MEGABYTE);
});
