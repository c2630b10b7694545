import assert from "node:assert/strict";
import { request as send } from "node:http";
import { type TestContext, test } from "node:test";
import { listenWebhooks, MAX_WEBHOOK_BYTES, type ReceivedWebhook } from "../../src/adapters/webhook-listener.ts";
import { newSecret, signWebhook } from "../../src/alert/sign.ts";

const SECRET = newSecret(new Uint8Array(32).fill(9));
const NOW = Date.UTC(2025, 10, 7, 9, 30);

async function receiver(t: TestContext, onEvent: (event: ReceivedWebhook) => void = () => {}) {
  const events: ReceivedWebhook[] = [];
  const refused: string[] = [];
  const { url, close } = await listenWebhooks({
    host: "127.0.0.1",
    port: 0,
    secret: SECRET,
    now: () => NOW,
    onEvent: (event) => {
      events.push(event);
      onEvent(event);
    },
    onRefused: (reason) => refused.push(reason),
  });
  t.after(close);
  const post = (body: string, more: { secret?: string; at?: number; id?: string; method?: string } = {}) => {
    const { secret = SECRET, at = NOW / 1_000, id = "msg_1", method = "POST" } = more;
    const headers = {
      "webhook-id": id,
      "webhook-timestamp": String(at),
      "webhook-signature": signWebhook(secret, id, at, body),
      "content-length": Buffer.byteLength(body),
    };
    return new Promise<number>((resolve, reject) => {
      send(url, { method, headers }, (reply) => {
        reply.resume();
        resolve(reply.statusCode ?? 0);
      })
        .on("error", reject)
        .end(body);
    });
  };
  return { events, refused, post, close };
}

test("a signed webhook is taken with a 204 and handed on", async (t) => {
  const { events, post } = await receiver(t);
  assert.equal(await post('{"type":"story.created","data":{"title":"Türkiye"}}'), 204);
  assert.deepEqual(events, [
    {
      id: "msg_1",
      repeated: false,
      type: "story.created",
      sentAt: NOW,
      raw: '{"type":"story.created","data":{"title":"Türkiye"}}',
      body: { type: "story.created", data: { title: "Türkiye" } },
    },
  ]);
});

test("a retry is taken too, and marked as a repetition", async (t) => {
  const { events, post } = await receiver(t);
  await post('{"type":"ping"}');
  await post('{"type":"ping"}', { at: NOW / 1_000 + 5 });
  await post('{"type":"ping"}', { id: "msg_2" });
  assert.deepEqual(
    events.map((event) => event.repeated),
    [false, true, false],
  );
});

test("a wrong secret and an old timestamp are turned away with a 401", async (t) => {
  const { events, refused, post } = await receiver(t);
  assert.equal(await post("{}", { secret: newSecret(new Uint8Array(24)) }), 401);
  assert.equal(await post("{}", { at: NOW / 1_000 - 301 }), 401);
  assert.deepEqual(events, []);
  assert.deepEqual(refused, ["no signature matches", "the timestamp is 301 s away from now"]);
});

test("what is too long, no POST, or no JSON object is named with its status", async (t) => {
  const { events, post } = await receiver(t);
  const statuses = [
    await post("", { method: "GET" }),
    await post("[1]"),
    await post("{"),
    await post("x".repeat(MAX_WEBHOOK_BYTES + 1)),
  ];
  assert.deepEqual(statuses, [405, 400, 400, 413]);
  assert.deepEqual(events, []);
});

test("when the event cannot be dealt with, the sender is asked to come again", async (t) => {
  let broken = true;
  const { events, post } = await receiver(t, () => {
    if (broken) throw new Error("disk full");
  });
  assert.equal(await post("{}"), 500);
  broken = false;
  assert.equal(await post("{}"), 204);
  assert.deepEqual(
    events.map((event) => event.repeated),
    [false, false],
  );
});

test("a receiver that closes itself upon an event still answers it", async (t) => {
  const { post, close } = await receiver(t, () => void close());
  assert.equal(await post("{}"), 204);
});
