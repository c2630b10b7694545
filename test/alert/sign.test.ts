import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhook } from "standardwebhooks";
import { newEndpoint, signingSecrets, withNewSecret } from "../../src/alert/new-endpoint.ts";
import { newSecret, secretBytes, signWebhook, TOLERANCE_SECONDS, verifyWebhook } from "../../src/alert/sign.ts";
import type { Endpoint } from "../../src/model/alert.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER = newSecret(new Uint8Array(32).fill(7));
const AT = 1_614_265_330;

function headersFor(secret: string | string[], id: string, at: number, body: string) {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(at),
    "webhook-signature": signWebhook(secret, id, at, body),
  };
}

test("the published example gives the published signature", () => {
  assert.equal(
    signWebhook(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", AT, '{"test": 2432232314}'),
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  );
});

test("the Standard Webhooks library accepts what we sign, and we accept what it signs", () => {
  const now = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({ type: "story.created", data: { title: "Türkiye – 世界 \u{1f5de}" } });
  const theirs = new Webhook(SECRET);
  assert.deepEqual(theirs.verify(body, headersFor(SECRET, "msg_1", now, body)), JSON.parse(body));
  const signature = theirs.sign("msg_2", new Date(now * 1_000), body);
  const headers = { "webhook-id": "msg_2", "webhook-timestamp": String(now), "webhook-signature": signature };
  assert.deepEqual(verifyWebhook(SECRET, headers, body, now), { ok: true, id: "msg_2", at: now });
});

test("while one secret replaces another, a receiver with either of them is content", () => {
  const headers = headersFor([OTHER, SECRET], "msg_1", AT, "{}");
  assert.equal(headers["webhook-signature"].split(" ").length, 2);
  for (const secret of [OTHER, SECRET]) assert.equal(verifyWebhook(secret, headers, "{}", AT).ok, true);
  assert.equal(verifyWebhook([OTHER, SECRET], headersFor(SECRET, "msg_1", AT, "{}"), "{}", AT).ok, true);
});

test("another body, id, time or secret does not verify", () => {
  const good = headersFor(SECRET, "msg_1", AT, "{}");
  assert.equal(verifyWebhook(SECRET, good, "{}", AT).ok, true);
  const wrong = [
    verifyWebhook(SECRET, good, "{ }", AT),
    verifyWebhook(SECRET, { ...good, "webhook-id": "msg_2" }, "{}", AT),
    verifyWebhook(SECRET, { ...good, "webhook-timestamp": String(AT + 1) }, "{}", AT),
    verifyWebhook(OTHER, good, "{}", AT),
    verifyWebhook(SECRET, { ...good, "webhook-signature": good["webhook-signature"].replace("v1,", "v2,") }, "{}", AT),
  ];
  for (const verification of wrong) assert.deepEqual(verification, { ok: false, reason: "no signature matches" });
});

test("a webhook from another time is turned away, whichever way the clocks are apart", () => {
  const headers = headersFor(SECRET, "msg_1", AT, "{}");
  const apart = (seconds: number) => verifyWebhook(SECRET, headers, "{}", AT + seconds).ok;
  assert.deepEqual([apart(TOLERANCE_SECONDS), apart(-TOLERANCE_SECONDS)], [true, true]);
  assert.deepEqual([apart(TOLERANCE_SECONDS + 1), apart(-TOLERANCE_SECONDS - 1)], [false, false]);
});

test("missing, doubled and senseless headers are named, not thrown", () => {
  const good = headersFor(SECRET, "msg_1", AT, "{}");
  const said = (headers: Record<string, string | string[] | undefined>) => {
    const verification = verifyWebhook(SECRET, headers, "{}", AT);
    return verification.ok ? "ok" : verification.reason;
  };
  assert.equal(said({}), "a webhook header is missing");
  assert.equal(said({ ...good, "webhook-id": ["a", "b"] }), "a webhook header is missing");
  assert.equal(said({ ...good, "webhook-timestamp": "now" }), "the timestamp is not a number of seconds");
  assert.equal(said({ ...good, "webhook-signature": "" }), "no signature matches");
  assert.equal(said({ ...good, "webhook-signature": " v1 v1, x".repeat(10_000) }), "no signature matches");
});

test("a new secret holds the bytes of chance that it was made of", () => {
  const bytes = Uint8Array.from({ length: 24 }, (_, i) => i);
  const secret = newSecret(bytes);
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{32}$/);
  assert.deepEqual(Uint8Array.from(secretBytes(secret) ?? []), bytes);
  assert.equal(secretBytes(newSecret(new Uint8Array(64)))?.length, 64);
  assert.throws(() => newSecret(new Uint8Array(23)), RangeError);
  assert.throws(() => newSecret(new Uint8Array(65)), RangeError);
});

test("what is not a secret is refused, without being repeated in the message", () => {
  for (const secret of ["", "hunter2", "whsec_", "whsec_short", `whsec_${"A".repeat(90)}`, SECRET.slice(6)]) {
    assert.equal(secretBytes(secret), null);
    assert.throws(
      () => signWebhook(secret, "msg_1", AT, "{}"),
      (error: Error) =>
        error instanceof TypeError && (secret === "" || !error.message.includes(secret) || secret === "whsec_"),
    );
  }
});

test("rotated again within the overlap, every former secret goes on signing, four at most; without an overlap none", () => {
  const secret = (n: number) => newSecret(new Uint8Array(24).fill(n));
  const rotated = (n: number, from: Endpoint, overlapMs = 1_000) => withNewSecret(from, secret(n), 0, overlapMs)!;
  const twice = rotated(2, rotated(1, newEndpoint("https://a.example/", secret(0), 0), 9_000));
  assert.deepEqual(signingSecrets(twice, 8_999), [secret(2), secret(1), secret(0)]);
  assert.deepEqual(signingSecrets(twice, 9_000), [secret(2)]);
  const four = rotated(4, rotated(3, twice));
  assert.equal(signingSecrets(four, 0).length, 5);
  assert.equal(withNewSecret(four, secret(5), 0, 1_000), null);
  assert.deepEqual(signingSecrets(rotated(5, four, 0), 0), [secret(5)]);
  assert.deepEqual(signingSecrets(withNewSecret(four, secret(5), 9_000, 1_000)!, 9_000), [secret(5), secret(4)]);
});
