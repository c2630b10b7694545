import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { after, before, test } from "node:test";
import { createHttp } from "../../src/adapters/http-undici.ts";
import { CERTIFICATE, type Listening, plainServer, secureServer } from "./http-hostile-server.ts";

/** Hosts that mean this machine or its surroundings, as they stand in an address. Every one is tried over http and https. */
const LITERALS = [
  "127.0.0.1",
  "127.0.0.1.",
  "127.1",
  "127.0.1",
  "127.255.255.254",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0x7f.1",
  "0177.0.0.1",
  "017700000001",
  "0177.1",
  "0",
  "0.0.0.0",
  "10.0.0.1",
  "100.64.0.1",
  "100.100.100.200",
  "168.63.129.16",
  "169.254.169.254",
  "0xa9fea9fe",
  "172.16.0.1",
  "192.0.0.192",
  "192.168.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "１２７.０.０.１",
  "127。0。0。1",
  "%31%32%37.0.0.1",
  "[::]",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::127.0.0.1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::ffff:0:127.0.0.1]",
  "[64:ff9b::127.0.0.1]",
  "[64:ff9b:1::7f00:1]",
  "[2002:7f00:1::]",
  "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
  "[fe80::1]",
  "[fe80::1%25lo]",
  "[fd00:ec2::254]",
  "[ff02::1]",
];

/** Names, and what their resolver says: on the first question, on the second, and so on. */
const NAMES: Record<string, string[][]> = {
  localhost: [["127.0.0.1"]],
  "localhost.": [["::1", "127.0.0.1"]],
  "loopback.example": [["127.0.0.1"]],
  "six.example": [["::1"]],
  "mapped.example": [["::ffff:127.0.0.1"]],
  "nat64.example": [["64:ff9b::7f00:1"]],
  "zone.example": [["fe80::1%lo"]],
  "metadata.example": [["169.254.169.254"]],
  "mixed.example": [["8.8.8.8", "127.0.0.1"]],
  "mixed-six.example": [["2001:4860:4860::8888", "::1"]],
  "garbage.example": [["127.0.0.1 "]],
  "short.example": [["127.1"]],
  "nothing.example": [[]],
};

const listeners: Listening[] = [];

before(async () => {
  const page = (_request: unknown, reply: { end(text: string): void }) => reply.end("reached");
  // Some containers have no IPv6 at all; then there is nobody to reach there.
  const six = Object.values(networkInterfaces()).some((found) => found?.some(({ address }) => address === "::1"));
  for (const host of six ? ["127.0.0.1", "::1"] : ["127.0.0.1"])
    listeners.push(await plainServer(page, host), await secureServer(page, host));
});

after(async () => {
  for (const listener of listeners) await listener.close();
});

const reached = () => listeners.reduce((sum, listener) => sum + listener.connections(), 0);

/** One client per question series; nothing is opened. */
function closedClient(answers: Record<string, string[][]>, allow: string[] = []) {
  const asked = new Map<string, number>();
  const http = createHttp({
    allow,
    userAgent: "test",
    ca: [CERTIFICATE],
    resolve: async (host) => {
      const times = asked.get(host) ?? 0;
      asked.set(host, times + 1);
      const series = answers[host] ?? [];
      return series[Math.min(times, series.length - 1)] ?? [];
    },
  });
  return { http, asked };
}

const asking = { timeoutMs: 1_000, maxBytes: 1_000, maxHops: 5 };

for (const host of [...LITERALS, ...Object.keys(NAMES)])
  for (const scheme of ["http", "https"])
    test(`${scheme}://${host} is never connected to`, async () => {
      const { http } = closedClient(NAMES);
      for (const { port } of listeners) {
        const outcome = await http.request({ url: `${scheme}://${host}:${port}/`, ...asking });
        assert.equal(outcome.ok, false);
        const reasons = host === "nothing.example" ? ["no-such-host"] : ["refused-address", "bad-address"];
        assert.ok(!outcome.ok && reasons.includes(outcome.reason), JSON.stringify(outcome));
        assert.notEqual(outcome.detail, "");
      }
      assert.equal(reached(), 0);
    });

test("a name that turns private after a public answer is asked once per connection and refused at the second", async () => {
  const [plain] = listeners;
  const rebinding = { "turn.example": [["127.0.0.2"], ["127.0.0.1"]] };
  const answering = await plainServer((_request, reply) => reply.end("first"), "127.0.0.2");
  const { http, asked } = closedClient(rebinding, [`127.0.0.2/32:${answering.port}`]);
  const first = await http.request({ url: `http://turn.example:${answering.port}/`, ...asking });
  assert.ok(first.ok);
  assert.equal(asked.get("turn.example"), 1);
  const second = await http.request({ url: `http://turn.example:${answering.port}/`, ...asking });
  assert.equal(!second.ok && second.reason, "refused-address");
  assert.equal(asked.get("turn.example"), 2);
  assert.equal(answering.connections(), 1);
  assert.equal(plain?.connections(), 0);
  await answering.close();
});

for (const target of [...LITERALS, ...Object.keys(NAMES)])
  test(`a redirect to ${target} is not followed`, async () => {
    const opened = reached();
    let location = "";
    const redirecting = await plainServer((_request, reply) => {
      reply.writeHead(302, { location: Buffer.from(location, "utf8").toString("latin1") }).end();
    }, "127.0.0.2");
    const { http } = closedClient(NAMES, [`127.0.0.2:${redirecting.port}`]);
    for (const scheme of ["http", "https"])
      for (const { port } of listeners) {
        location = `${scheme}://${target}:${port}/`;
        const outcome = await http.request({ url: `http://127.0.0.2:${redirecting.port}/`, ...asking });
        assert.ok(!outcome.ok && ["refused-address", "bad-address", "no-such-host"].includes(outcome.reason));
      }
    assert.equal(reached(), opened);
    await redirecting.close();
  });
