import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhook } from "standardwebhooks";
import { alertOf } from "../../src/alert/alert-of.ts";
import { RETRY_SCHEDULE_MS } from "../../src/alert/backoff.ts";
import { newEndpoint, withNewSecret } from "../../src/alert/new-endpoint.ts";
import { newSecret } from "../../src/alert/sign.ts";
import { ALERT_EVENTS, DEFAULT_FILTER } from "../../src/model/alert.ts";
import { type Arrival, HOSTILE_PATHS, openHostileSink } from "./hostile-sink.ts";
import { openPost, type Post, START } from "./post.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECRET = newSecret(new Uint8Array(32).fill(3));
/** An endpoint that wants everything. */
const EVERYTHING = { filter: { ...DEFAULT_FILTER, events: [...ALERT_EVENTS] } };

const storyAlert = (n: number, at: number, occasion = "") =>
  alertOf(
    occasion === "" ? "story.created" : "story.updated",
    { id: `s_${n}`, occasion },
    JSON.stringify({ type: occasion === "" ? "story.created" : "story.updated", data: { story: n, occasion } }),
    at,
  );

async function announce(post: Post, n: number, occasion = ""): Promise<void> {
  post.enqueue(await post.app.store.addAlert(storyAlert(n, post.app.clock.now(), occasion)));
}

/** The signature as a receiver's own library checks it. The library takes the present time from the machine, so it is lent ours. */
function verified({ headers, body, at }: Arrival, secret: string): unknown {
  const machine = Date.now;
  Date.now = () => at;
  try {
    return new Webhook(secret).verify(body, headers);
  } finally {
    Date.now = machine;
  }
}

test("every receiver gets what is due to it, whatever the others do to us", async () => {
  const post = await openPost({ timeoutMs: 400 });
  const sink = await openHostileSink(() => post.app.clock.now());
  try {
    for (const path of HOSTILE_PATHS)
      await post.app.store.addEndpoint(newEndpoint(`${sink.origin}${path}`, SECRET, START));
    await announce(post, 1);
    await announce(post, 2);
    await post.work(START + 8 * DAY);

    const to = (path: string) => sink.arrivals.filter((arrival) => arrival.path === path);
    const { store } = post.app;
    const stateOf = async (path: string) => {
      const endpoint = (await store.endpoints()).find(({ url }) => url.endsWith(path));
      const states = (await store.deliveries({ limit: 9, endpointId: endpoint?.id ?? "" })).map(({ state }) => state);
      return [endpoint?.state, ...states];
    };
    for (const arrival of sink.arrivals) verified(arrival, SECRET);
    for (const path of HOSTILE_PATHS) {
      const bodies = Map.groupBy(to(path), ({ headers }) => headers["webhook-id"]);
      assert.equal(bodies.size, path === "/gone" ? 1 : 2, `${path}: one id for each story`);
      for (const [id, tries] of bodies) {
        assert.equal(new Set(tries.map(({ body }) => body)).size, 1, `${path} ${id}: the same body at each try`);
        for (const { at, headers } of tries)
          assert.equal(Number(headers["webhook-timestamp"]), Math.floor(at / SECOND), `${path}: a fresh timestamp`);
      }
    }
    assert.deepEqual(
      to("/good").map(({ at }) => at - START),
      [0, 0],
    );
    assert.deepEqual(await stateOf("/good"), ["enabled", "delivered", "delivered"]);

    assert.deepEqual(await stateOf("/fails-twice"), ["enabled", "delivered", "delivered"]);
    const waits = to("/fails-twice").map(({ at }) => Math.round((at - START) / SECOND));
    assert.equal(waits[0], 0);
    assert.ok(waits[1]! >= 5 && waits[1]! <= 6, `the second try after 5 s and its jitter: ${waits}`);
    assert.ok(waits[2]! >= 305 && waits[2]! <= 366, `the third 5 minutes later: ${waits}`);

    for (const path of ["/endless", "/drip", "/bad-gzip"]) {
      assert.deepEqual(await stateOf(path), ["enabled", "delivered", "delivered"], `${path}: 2xx is what counts`);
      assert.equal(to(path).length, 2);
    }
    assert.deepEqual(await stateOf("/busy"), ["enabled", "delivered", "delivered"]);
    const [first, second] = to("/busy").map(({ at }) => at - START);
    assert.equal(first, 0);
    assert.ok(second! >= 2 * HOUR, "Retry-After holds for the endpoint, not only for one webhook");

    assert.deepEqual(await stateOf("/gone"), ["disabled", "waiting", "waiting"].slice(0, 3));
    assert.equal(to("/gone").length, 1, "410 is the last word");

    for (const path of ["/hangs", "/resets", "/redirects"]) {
      const [state, ...deliveries] = await stateOf(path);
      const tries = to(path).length;
      const longest = 2 * RETRY_SCHEDULE_MS.length;
      assert.ok(tries >= 10 && tries <= longest, `${path}: ${tries} tries of two deliveries`);
      assert.equal(deliveries.length, 2);
      assert.ok(state === "enabled" || state === "disabled");
      assert.ok(deliveries.every((each) => each === "failed" || each === "waiting"));
    }
    assert.ok(!to("/good").some(({ headers }) => headers.referer), "no redirect led here");
  } finally {
    await sink.close();
    await post.close();
  }
});

test("while one secret replaces another, both sign; afterwards the new one alone", async () => {
  const post = await openPost({});
  const sink = await openHostileSink(() => post.app.clock.now());
  try {
    const { store } = post.app;
    const { endpoint } = await store.addEndpoint(newEndpoint(`${sink.origin}/good`, SECRET, START));
    const next = newSecret(new Uint8Array(24).fill(9));
    const rotated = withNewSecret(endpoint, next, START, DAY);
    assert.ok(rotated);
    await store.saveEndpoint(rotated);
    await announce(post, 1);
    await post.work(START + HOUR);
    await post.work(START + 2 * DAY);
    await announce(post, 2);
    await post.work(START + 2 * DAY + HOUR);
    const [during, after] = sink.arrivals;
    assert.ok(during && after);
    verified(during, SECRET);
    verified(during, next);
    assert.equal(during.headers["webhook-signature"]?.split(" ").length, 2);
    verified(after, next);
    assert.throws(() => verified(after, SECRET), /No matching signature/);
  } finally {
    await sink.close();
    await post.close();
  }
});

test("what happens to one story arrives in the order in which it happened, also over failures", async () => {
  const post = await openPost({});
  const sink = await openHostileSink(() => post.app.clock.now());
  try {
    await post.app.store.addEndpoint(newEndpoint(`${sink.origin}/fails-twice`, SECRET, START, EVERYTHING));
    await announce(post, 1);
    await post.work(START + SECOND);
    await announce(post, 1, "independent-5");
    await post.work(START + MINUTE);
    await announce(post, 1, "independent-10");
    await post.work(START + DAY);
    const bodies = sink.arrivals.map(({ body }) => JSON.parse(body).data.occasion as string);
    assert.deepEqual(bodies, ["", "", "", "independent-5", "independent-10"]);
  } finally {
    await sink.close();
    await post.close();
  }
});

test("an endpoint that is given up is told to the others, and gets its backlog once it is enabled", async () => {
  const post = await openPost({});
  const sink = await openHostileSink(() => post.app.clock.now());
  try {
    const { store } = post.app;
    await store.addEndpoint(newEndpoint(`${sink.origin}/good?token=hush`, SECRET, START, EVERYTHING));
    await store.addEndpoint(newEndpoint(`${sink.origin}/gone`, SECRET, START + 1, EVERYTHING));
    await announce(post, 1);
    await post.work(START + HOUR);
    const told = sink.arrivals.filter(({ body }) => body.includes("endpoint.disabled"));
    assert.deepEqual(
      told.map(({ path }) => path),
      ["/good"],
    );
    assert.match(told[0]?.body ?? "", /410 Gone/);
    const gone = (await store.endpoints()).find(({ state }) => state === "disabled");
    assert.ok(gone);
    await store.saveEndpoint({ ...gone, url: `${sink.origin}/good`, state: "enabled", pausedUntil: null });
    await post.work(START + 2 * HOUR);
    assert.equal(sink.arrivals.at(-1)?.path, "/good");
    assert.equal((await store.deliveries({ limit: 9, state: "waiting" })).length, 0);
  } finally {
    await sink.close();
    await post.close();
  }
});

test("ten thousand stories wait out a day's outage, and then arrive, each story in its order", async () => {
  const arrived: { id: string; story: number; occasion: string }[] = [];
  let isDown = true;
  const post = await openPost({}, async ({ url, headers, body }) => {
    if (isDown) return { ok: false, reason: "connect", detail: "refused", url, ms: 1 };
    arrived.push({ id: headers?.["webhook-id"] ?? "", ...JSON.parse(body ?? "").data });
    return { ok: true, status: 204, headers: {}, body: new Uint8Array(), url, hops: [], ms: 1 };
  });
  try {
    const { store, clock } = post.app;
    await store.addEndpoint(newEndpoint("https://desk.example/hook", SECRET, START, EVERYTHING));
    const stories = 10_000;
    const inAnHour = Math.ceil(stories / 24);
    for (let hour = 0; hour < 24; hour++) {
      for (let n = hour * inAnHour; n < Math.min((hour + 1) * inAnHour, stories); n++) {
        await announce(post, n);
        if (n % 10 === 0) await announce(post, n, "independent-5");
      }
      await post.work(START + (hour + 1) * HOUR);
      assert.ok(post.jobs.size < 50, `no queue carries the backlog: ${post.jobs.size} jobs`);
    }
    assert.equal(arrived.length, 0);
    isDown = false;
    await post.work(clock.now() + 2 * HOUR);
    const all = stories + stories / 10;
    assert.equal((await store.deliveries({ limit: all + 1, state: "delivered" })).length, all);
    assert.equal(new Set(arrived.map(({ id }) => id)).size, all);
    assert.equal(arrived.length, all);
    for (const [story, told] of Map.groupBy(arrived, (each) => each.story)) {
      const order = told.map(({ occasion }) => occasion);
      assert.deepEqual(order, story % 10 === 0 ? ["", "independent-5"] : [""], `story ${story}`);
    }
  } finally {
    await post.close();
  }
});
