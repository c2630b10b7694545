import assert from "node:assert/strict";
import { createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { redisAddress } from "../../src/adapters/bullmq/redis-address.ts";
import { systemClock } from "../../src/adapters/clock-system.ts";
import { openBullQueue } from "../../src/adapters/queue-bullmq.ts";
import { SETTINGS } from "../contract/queue/under-test.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const open = (url: string) => openBullQueue({ url, settings: SETTINGS, clock: systemClock, log: silent });

/** A server that knows only what it says about itself. */
async function saying(context: TestContext, ...lines: string[]): Promise<string> {
  const info = [...lines, "loading:0", ""].join("\r\n");
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      // One reply for each command of the chunk; a command begins with the number of its words.
      for (const command of chunk.toString().split(/(?=\*\d+\r\n)/)) {
        socket.write(
          /info/i.test(command.split("\r\n")[2] ?? "")
            ? `$${info.length}\r\n${info}\r\n`
            : "-NOPROTO unknown command\r\n",
        );
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  return `redis://127.0.0.1:${address.port}`;
}

test("a server that is too old is refused with the version that is needed", async (context) => {
  const url = await saying(context, "redis_version:6.0.16", "maxmemory_policy:noeviction");
  await assert.rejects(open(url), { name: "StoreUnusable", message: /is version 6\.0\.16; Redis 6\.2 or newer/ });
});

test("a node of a Redis Cluster is refused with what to use instead", async (context) => {
  const url = await saying(context, "redis_version:7.2.4", "cluster_enabled:1");
  await assert.rejects(open(url), { name: "StoreUnusable", message: /Redis Cluster.*Sentinels/ });
});

test("an address without a server is refused in one plain line", async () => {
  await assert.rejects(open("redis://127.0.0.1:1"), {
    name: "StoreUnusable",
    message: "Redis at redis://127.0.0.1:1 cannot be reached (connect ECONNREFUSED 127.0.0.1:1); is it running?",
  });
});

for (const [url, options] of [
  ["redis://queue.example", { host: "queue.example", port: 6379, db: 0 }],
  ["redis://[::1]:7000/3", { host: "::1", port: 7000, db: 3 }],
  [
    "rediss://me:s%3Acret@queue.example:6380",
    {
      ...{ host: "queue.example", port: 6380, db: 0, username: "me", password: "s:cret", tls: {} },
    },
  ],
  [
    "redis+sentinel://:secret@a,b:26380/main/2",
    {
      ...{
        sentinels: [
          { host: "a", port: 26379 },
          { host: "b", port: 26380 },
        ],
        name: "main",
        db: 2,
      },
      ...{ password: "secret", sentinelPassword: "secret" },
    },
  ],
  [
    "rediss+sentinel://a/main",
    {
      ...{ sentinels: [{ host: "a", port: 26379 }], name: "main", db: 0 },
      ...{ tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true },
    },
  ],
] as const) {
  test(`${url} is understood, and shown without its secret`, () => {
    const address = redisAddress(url);
    assert.deepEqual(address.options, options);
    assert.doesNotMatch(address.shown, /cret/);
    assert.doesNotMatch(address.masked(`what was said of ${url} and ${decodeURIComponent(url)}`), /cret/);
  });
}

for (const [url, complaint] of [
  ["", /looks like redis:/],
  ["localhost:6379", /looks like redis:/],
  ["redis://a,b", /several hosts/],
  ["redis+sentinel://a:26379", /not the master/],
  ["redis://a:99999", /"a:99999" is not a host with a port/],
  ["redis://a/first", /"first" is not the number of a database/],
] as const) {
  test(`"${url}" is refused with what is wrong`, () => {
    assert.throws(() => redisAddress(url), complaint);
  });
}
