import assert from "node:assert/strict";
import { test } from "node:test";
import { alertOf } from "../../src/alert/alert-of.ts";
import { JITTER, RETRY_SCHEDULE_MS, waitBeforeRetryMs } from "../../src/alert/backoff.ts";
import { deliveryRequest } from "../../src/alert/delivery-request.ts";
import { judgeReply } from "../../src/alert/judge-reply.ts";
import { newEndpoint } from "../../src/alert/new-endpoint.ts";
import { ALERT_DEFAULTS } from "../../src/alert/settings.ts";
import { verifyWebhook } from "../../src/alert/sign.ts";
import type { Delivery, Endpoint } from "../../src/model/alert.ts";
import type { HttpFailure, HttpOutcome } from "../../src/ports/http.ts";

const NOW = Date.UTC(2025, 10, 7, 9, 30);
const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const alert = alertOf("story.created", { id: "s_1" }, '{"type":"story.created"}', NOW);
const endpoint = newEndpoint("https://desk.example/hook", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", NOW - DAY);

const waiting: Delivery = {
  id: "d_1",
  alertId: "al_1",
  endpointId: "e_1",
  webhookId: "msg_1",
  state: "waiting",
  attempts: 0,
  nextAttemptAt: NOW,
  deliveredAt: null,
  lastError: null,
};

const reply = (status: number, headers: Record<string, string> = {}, body = "thanks"): HttpOutcome => ({
  ok: true,
  status,
  headers,
  body: Buffer.from(body),
  url: endpoint.url,
  hops: [],
  ms: 200,
});
const failed = (reason: HttpFailure): HttpOutcome => ({
  ok: false,
  reason,
  detail: "because",
  url: endpoint.url,
  ms: 200,
});

const judged = (outcome: HttpOutcome, attempts = 0, random = 0, target = endpoint, now = NOW) =>
  judgeReply(outcome, { ...waiting, attempts }, target, now, random, ALERT_DEFAULTS);

test("a try is a signed POST of the stored body that follows no redirect and reads a kilobyte of the reply", () => {
  const request = deliveryRequest(alert, waiting, endpoint, NOW + 999, ALERT_DEFAULTS);
  assert.equal(request.method, "POST");
  assert.equal(request.url, endpoint.url);
  assert.equal(request.body, alert.body);
  assert.deepEqual(
    [request.maxHops, request.maxBytes, request.partialBody, request.timeoutMs],
    [0, 1_024, true, 15_000],
  );
  assert.equal(request.headers?.["content-type"], "application/json");
  const verified = verifyWebhook(endpoint.secret, request.headers ?? {}, alert.body, NOW / SECOND);
  assert.deepEqual(verified, { ok: true, id: "msg_1", at: NOW / SECOND });
});

test("a retry sends the same id and body under a new timestamp and signature", () => {
  const first = deliveryRequest(alert, waiting, endpoint, NOW, ALERT_DEFAULTS);
  const second = deliveryRequest(alert, { ...waiting, attempts: 1 }, endpoint, NOW + 5 * SECOND, ALERT_DEFAULTS);
  assert.equal(second.body, first.body);
  assert.equal(second.headers?.["webhook-id"], first.headers?.["webhook-id"]);
  assert.notEqual(second.headers?.["webhook-timestamp"], first.headers?.["webhook-timestamp"]);
  assert.notEqual(second.headers?.["webhook-signature"], first.headers?.["webhook-signature"]);
});

for (const status of [200, 201, 202, 204, 299])
  test(`${status} is delivered`, () => {
    const { attempt, delivery, endpoint: after } = judged(reply(status), 2);
    assert.deepEqual(delivery, { ...waiting, attempts: 3, state: "delivered", deliveredAt: NOW + 200 });
    assert.deepEqual(attempt, { deliveryId: "d_1", number: 3, at: NOW, status, ms: 200, reply: "thanks", error: null });
    assert.deepEqual(after, endpoint);
  });

for (const status of [199, 300, 301, 302, 307, 400, 401, 404, 418, 422, 500, 503])
  test(`${status} is a failure that is tried again`, () => {
    const { attempt, delivery } = judged(reply(status));
    assert.equal(delivery.state, "waiting");
    assert.equal(delivery.nextAttemptAt, NOW + 200 + 5 * SECOND);
    assert.match(attempt.error ?? "", new RegExp(`^http-${status}`));
    assert.equal(delivery.lastError, attempt.error);
  });

for (const reason of ["timeout", "connect", "no-such-host", "refused-address", "protocol"] as const)
  test(`no reply (${reason}) is a failure that is tried again`, () => {
    const { attempt, delivery } = judged(failed(reason));
    assert.equal(delivery.state, "waiting");
    assert.deepEqual([attempt.status, attempt.reply, attempt.error], [null, "", `${reason}: because`]);
  });

test("ten tries are made on the schedule, then the delivery is kept as failed", () => {
  const waits: number[] = [];
  let delivery = waiting;
  let now = NOW;
  while (delivery.state === "waiting") {
    const verdict = judgeReply(reply(500), delivery, endpoint, now, 0, ALERT_DEFAULTS);
    delivery = verdict.delivery;
    if (delivery.state === "waiting") waits.push(delivery.nextAttemptAt - (now + 200));
    now = delivery.nextAttemptAt;
  }
  assert.equal(delivery.state, "failed");
  assert.equal(delivery.attempts, 10);
  const MINUTE = 60 * SECOND;
  const schedule = [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
  ];
  assert.deepEqual(waits, schedule);
  assert.deepEqual(RETRY_SCHEDULE_MS, [0, ...schedule]);
});

test("chance makes a wait up to a fifth longer, and retryBaseMs scales the whole schedule", () => {
  assert.equal(waitBeforeRetryMs(1, 0, ALERT_DEFAULTS), 5_000);
  assert.equal(waitBeforeRetryMs(1, 0.999_999, ALERT_DEFAULTS), 5_000 * (1 + JITTER));
  const quick = { ...ALERT_DEFAULTS, retryBaseMs: 50 };
  assert.deepEqual(
    [1, 2, 9].map((made) => waitBeforeRetryMs(made, 0, quick)),
    [50, 3_000, 864_000],
  );
  assert.deepEqual([waitBeforeRetryMs(10, 0, quick), waitBeforeRetryMs(99, 0, quick)], [null, null]);
});

for (const status of [429, 502, 503, 504])
  test(`Retry-After of a ${status} is kept to, never sooner than the schedule and at most a day`, () => {
    const wait = (after: string, attempts = 0) =>
      judged(reply(status, { "retry-after": after }), attempts).delivery.nextAttemptAt - NOW - 200;
    assert.equal(wait("60"), 60 * SECOND);
    assert.equal(wait("1"), 5 * SECOND);
    assert.equal(wait("60", 3), 2 * HOUR);
    assert.equal(wait("99999999"), DAY);
    assert.equal(wait("soon"), 5 * SECOND);
  });

test("Retry-After of any other status is not", () => {
  assert.equal(judged(reply(500, { "retry-after": "3600" })).delivery.nextAttemptAt, NOW + 200 + 5 * SECOND);
});

test("410 disables the endpoint at once, and what waits for it goes on waiting", () => {
  const { delivery, endpoint: after } = judged(reply(410));
  assert.equal(delivery.state, "waiting");
  assert.deepEqual([after.state, after.stateReason], ["disabled", "it answered 410 Gone"]);
});

test("an endpoint that only failed for five days is disabled, and what waits for it goes on waiting", () => {
  let target = endpoint;
  const fail = (now: number) => {
    const verdict = judged(reply(500), 0, 0, target, now);
    target = verdict.endpoint;
    return verdict;
  };
  fail(NOW);
  assert.equal(target.failingSince, NOW + 200);
  fail(NOW + 4 * DAY);
  assert.deepEqual([target.state, target.failingSince], ["enabled", NOW + 200]);
  const last = fail(NOW + 5 * DAY);
  assert.deepEqual(
    [target.state, target.stateReason],
    ["disabled", "failing since 2025-11-07T09:30:00.200Z, without one success"],
  );
  assert.equal(last.delivery.state, "waiting");
});

test("one success, and the five days begin anew", () => {
  const failing = judged(reply(500)).endpoint;
  const healed = judged(reply(204), 0, 0, failing, NOW + 4 * DAY).endpoint;
  assert.equal(healed.failingSince, null);
  assert.equal(judged(reply(500), 0, 0, healed, NOW + 6 * DAY).endpoint.state, "enabled");
});

test("a reply still on its way does not enable what was disabled meanwhile", () => {
  const disabled: Endpoint = { ...endpoint, state: "disabled", stateReason: "by hand" };
  for (const outcome of [reply(200), reply(410), reply(500)]) {
    const { state, stateReason } = judged(outcome, 0, 0, disabled).endpoint;
    assert.deepEqual([state, stateReason], ["disabled", "by hand"]);
  }
});

test("of the reply, a kilobyte is kept, as text that any database takes", () => {
  const settings = { ...ALERT_DEFAULTS, maxReplyBytes: 4 };
  const long = judgeReply(reply(200, {}, "abcdefgh"), waiting, endpoint, NOW, 0, settings);
  assert.equal(long.attempt.reply, "abcd");
  assert.equal(judged(reply(200, {}, "a\u0000b")).attempt.reply, "a\ufffdb");
});

test("an endpoint that fails is left alone, longer with each failure in a row, up to a bound", () => {
  let target = endpoint;
  const pauses = [];
  for (let i = 0; i < 5; i++) {
    target = judged(reply(500), 0, 0, target).endpoint;
    pauses.push((target.pausedUntil ?? 0) - (NOW + 200));
  }
  const { maxPauseMs } = ALERT_DEFAULTS;
  assert.deepEqual(pauses, [5 * SECOND, 300 * SECOND, maxPauseMs, maxPauseMs, maxPauseMs]);
  assert.equal(judged(reply(429, { "retry-after": "3600" }), 0, 0, target).endpoint.pausedUntil, NOW + 200 + HOUR);
});

test("a success after several failures is the end of an outage; after one it is not", () => {
  const once = judged(reply(500)).endpoint;
  assert.equal(judged(reply(200), 0, 0, once).recovered, false);
  const down = [reply(500), reply(500)].reduce((target, outcome) => judged(outcome, 0, 0, target).endpoint, once);
  const after = judged(reply(200), 0, 0, down);
  assert.equal(after.recovered, true);
  assert.deepEqual([after.endpoint.failures, after.endpoint.pausedUntil], [0, null]);
});
