import assert from "node:assert/strict";
import { type Alert, type AlertEvent, DEFAULT_FILTER, type Delivery } from "../../../src/model/alert.ts";
import { stableId } from "../../../src/model/id.ts";
import type { Store } from "../../../src/ports/store.ts";
import {
  aCoverage,
  anAlert,
  anAttempt,
  anEndpoint,
  anEntryAt,
  aStep,
  aStory,
  MINUTE,
  NOON,
  writersLease,
} from "../samples.ts";
import type { StoreTest } from "./under-test.ts";

/** A story that forms, with its alert. */
async function formStory(store: Store, storyId: string, alerts: Alert[] = [anAlert(storyId)]): Promise<Delivery[]> {
  const lease = await writersLease(store);
  const id = await anEntryAt(store, storyId, "cluster");
  const { deliveries } = await store.commitCluster(aStep(id, "cluster", null), lease, {
    stories: [aStory(storyId, 1, { status: "formed", formedAt: NOON })],
    coverage: [aCoverage(storyId, id)],
    events: [],
    alerts,
  });
  return deliveries;
}

async function formOne(store: Store, storyId: string): Promise<Delivery> {
  const [delivery] = await formStory(store, storyId);
  assert.ok(delivery);
  return delivery;
}

export function alertPromises(it: StoreTest): void {
  it("endpoints come back as they were saved; an address is added once", async ({ store, reopen }) => {
    const endpoint = anEndpoint("desk");
    assert.deepEqual(await store.addEndpoint(endpoint), { endpoint, added: true });
    assert.deepEqual(await store.addEndpoint({ ...endpoint, id: "e-other" }), { endpoint, added: false });
    const changed = { ...endpoint, secret: "whsec_new", state: "disabled", stateReason: "410" } as const;
    await store.saveEndpoint(changed);
    assert.deepEqual(await (await reopen()).endpoints(), [changed]);
  });

  it("an alert goes to every enabled endpoint, in the transaction of the coverage", async ({ store, reopen }) => {
    await store.addEndpoint(anEndpoint("desk"));
    await store.addEndpoint(anEndpoint("off", { state: "disabled" }));
    await store.addEndpoint(anEndpoint("wall", { createdAt: NOON + 1 }));
    const deliveries = await formStory(store, "s_1");
    const alert = anAlert("s_1");
    assert.deepEqual(
      deliveries,
      ["e-desk", "e-wall"].map((endpointId) => ({
        id: stableId("d", alert.id, endpointId),
        alertId: alert.id,
        endpointId,
        webhookId: stableId("msg", alert.event, "s_1", endpointId),
        state: "waiting",
        attempts: 0,
        nextAttemptAt: alert.createdAt,
        deliveredAt: null,
        lastError: null,
      })),
    );
    const reopened = await reopen();
    assert.deepEqual(await reopened.alert(alert.id), alert);
    assert.deepEqual(await reopened.dueDeliveries(NOON), deliveries);
    const [first] = deliveries;
    const whole = { delivery: first, alert, endpoint: anEndpoint("desk") };
    assert.deepEqual(await reopened.delivery(first?.id ?? ""), whole);
    assert.equal(await reopened.delivery("d_unknown"), null);
    assert.equal(await reopened.alert("al_unknown"), null);
  });

  it("a second alert of the same story and event is not sent", async ({ store }) => {
    await store.addEndpoint(anEndpoint("desk"));
    const twice = [anAlert("s_1"), anAlert("s_1", { id: "al-again", body: "{}" })];
    assert.equal((await formStory(store, "s_1", twice)).length, 1);
    assert.deepEqual(await store.alerts({ limit: 10 }), [anAlert("s_1")]);
    assert.equal((await store.deliveries({ limit: 10 })).length, 1);
  });

  it("another event of the same story is another alert, where somebody wants it", async ({ store }) => {
    const update = anAlert("s_1", { id: "al-2", event: "story.updated" });
    await formStory(store, "s_1", [anAlert("s_1"), update]);
    assert.deepEqual(await store.alerts({ limit: 10 }), [anAlert("s_1")]);
    await store.addEndpoint(anEndpoint("desk", { filter: { ...DEFAULT_FILTER, events: ["story.updated"] } }));
    assert.equal((await store.addAlert(update)).length, 1);
    assert.equal((await store.alerts({ limit: 10 })).length, 2);
  });

  it("alerts are listed latest first, also by story", async ({ store }) => {
    await formStory(store, "s_1");
    await formStory(store, "s_2", [anAlert("s_2", { createdAt: NOON + MINUTE })]);
    const ids = (alerts: Alert[]) => alerts.map((alert) => alert.id);
    assert.deepEqual(ids(await store.alerts({ limit: 10 })), ["al-s_2", "al-s_1"]);
    assert.deepEqual(ids(await store.alerts({ limit: 1 })), ["al-s_2"]);
    assert.deepEqual(ids(await store.alerts({ limit: 10, subject: "s_1" })), ["al-s_1"]);
  });

  it("an attempt, its delivery and the endpoint's state are kept together", async ({ store, reopen }) => {
    await store.addEndpoint(anEndpoint("desk"));
    const delivery = await formOne(store, "s_1");
    const failed = { ...delivery, attempts: 1, nextAttemptAt: NOON + MINUTE, lastError: "500" };
    const first = anAttempt(delivery);
    await store.commitAttempt(first, failed, anEndpoint("desk"));
    const second = anAttempt(failed, { status: null, error: "connect", reply: "", ms: 3 });
    const given = { ...failed, attempts: 2, state: "failed" } as const;
    const disabled = anEndpoint("desk", { state: "disabled", stateReason: "fails for days", secret: "whsec_old" });
    await store.commitAttempt(second, given, disabled);
    const reopened = await reopen();
    assert.deepEqual(await reopened.attempts(delivery.id), [first, second]);
    const endpoint = anEndpoint("desk", { state: "disabled", stateReason: "fails for days" });
    assert.deepEqual(await reopened.delivery(delivery.id), { delivery: given, alert: anAlert("s_1"), endpoint });
  });

  it("deliveries are listed by state, endpoint and story", async ({ store }) => {
    await store.addEndpoint(anEndpoint("desk"));
    await store.addEndpoint(anEndpoint("wall"));
    const [done] = await formStory(store, "s_1");
    await formStory(store, "s_2", [anAlert("s_2", { createdAt: NOON + 1 })]);
    assert.ok(done);
    const delivered = { ...done, state: "delivered", deliveredAt: NOON, attempts: 1 } as const;
    await store.commitAttempt(anAttempt(done, { status: 204 }), delivered, anEndpoint("desk"));
    assert.deepEqual(await store.deliveries({ limit: 10, state: "delivered" }), [delivered]);
    assert.equal((await store.deliveries({ limit: 10, state: "waiting" })).length, 3);
    assert.equal((await store.deliveries({ limit: 10, endpointId: "e-wall" })).length, 2);
    assert.equal((await store.deliveries({ limit: 10, subject: "s_2" })).length, 2);
    assert.equal((await store.deliveries({ limit: 3 })).length, 3);
  });

  it("an endpoint gets the earliest that is due, and of one story the earlier first", async ({ store }) => {
    await store.addEndpoint(anEndpoint("desk"));
    const one = await formOne(store, "s_1");
    const [two] = await formStory(store, "s_2", [anAlert("s_2", { createdAt: NOON + 1 })]);
    const update = { id: "al-2", event: "story.updated", occasion: "independent-5", createdAt: NOON + 2 } as const;
    await store.saveEndpoint(anEndpoint("desk", { filter: { ...DEFAULT_FILTER, events: ["story.updated"] } }));
    const [growth] = await store.addAlert(anAlert("s_1", update));
    assert.ok(two && growth);
    const turn = async (now: number, createdBefore = now) =>
      (await store.nextDelivery("e-desk", now, createdBefore))?.delivery.id;
    assert.equal(await turn(NOON), one.id);
    assert.equal(await turn(NOON + 9, NOON - 1), undefined);
    const postponed = { ...one, attempts: 1, nextAttemptAt: NOON + MINUTE };
    await store.commitAttempt(anAttempt(one), postponed, anEndpoint("desk"));
    assert.equal(await turn(NOON + 9), two.id);
    const given = { ...two, state: "delivered", deliveredAt: NOON } as const;
    await store.commitAttempt(anAttempt(two), given, anEndpoint("desk"));
    assert.equal(await turn(NOON + 9), undefined);
    assert.deepEqual(await store.dueDeliveries(NOON + 9), []);
    assert.deepEqual(await store.dueDeliveries(NOON + MINUTE), [postponed]);
    assert.equal(await turn(NOON + MINUTE), one.id);
    const over = { ...postponed, state: "delivered", deliveredAt: NOON } as const;
    await store.commitAttempt(anAttempt(postponed), over, anEndpoint("desk"));
    assert.equal(await turn(NOON + MINUTE), growth.id);
  });

  it("the backlog of a disabled or paused endpoint is kept, and offered once it is there again", async ({ store }) => {
    const endpoint = anEndpoint("desk");
    await store.addEndpoint(endpoint);
    const delivery = await formOne(store, "s_1");
    await store.saveEndpoint({ ...endpoint, state: "disabled", stateReason: "410" });
    assert.deepEqual(await store.dueDeliveries(NOON), []);
    assert.deepEqual(await store.deliveries({ limit: 10, state: "waiting" }), [delivery]);
    await store.saveEndpoint({ ...endpoint, pausedUntil: NOON + MINUTE });
    assert.deepEqual(await store.dueDeliveries(NOON), []);
    assert.deepEqual(await store.dueDeliveries(NOON + MINUTE), [delivery]);
    await store.saveEndpoint(endpoint);
    assert.deepEqual(await store.dueDeliveries(NOON), [delivery]);
  });

  it("the end of an outage makes everything due, in the order in which it happened", async ({ store }) => {
    await store.addEndpoint(anEndpoint("desk"));
    const one = await formOne(store, "s_1");
    const [two] = await formStory(store, "s_2", [anAlert("s_2", { createdAt: NOON + 1 })]);
    assert.ok(two);
    const down = anEndpoint("desk", { failures: 4, failingSince: NOON, pausedUntil: NOON + MINUTE });
    const later = { ...one, attempts: 4, nextAttemptAt: NOON + 600 * MINUTE };
    await store.commitAttempt(anAttempt(one), later, down);
    assert.deepEqual(await store.endpoints(), [down]);
    const given = { ...two, state: "delivered", deliveredAt: NOON } as const;
    await store.commitAttempt(anAttempt(two), given, anEndpoint("desk"), true);
    assert.deepEqual(await store.dueDeliveries(NOON), [{ ...later, nextAttemptAt: NOON }]);
  });

  it("what a clock that was ahead put off is due again, and what was put off by the right clock is not", async ({
    store,
  }) => {
    const day = 24 * 60 * MINUTE;
    await store.addEndpoint(anEndpoint("desk"));
    await store.addEndpoint(anEndpoint("wall"));
    const [made, elsewhere] = await formStory(store, "s_1", [anAlert("s_1", { createdAt: NOON + day })]);
    const [tried] = await formStory(store, "s_2");
    const [postponed] = await formStory(store, "s_3");
    assert.ok(made && elsewhere && tried && postponed);
    const paused = anEndpoint("desk", { failures: 1, failingSince: NOON + day, pausedUntil: NOON + day + MINUTE });
    const later = { ...tried, attempts: 1, nextAttemptAt: NOON + day + MINUTE };
    await store.commitAttempt(anAttempt(tried, { at: NOON + day }), later, paused);
    const rightly = { ...postponed, attempts: 1, nextAttemptAt: NOON + day };
    await store.commitAttempt(anAttempt(postponed, { at: NOON }), rightly, paused);
    await store.forgetFutureTimes(NOON);
    const waits = await store.deliveries({ limit: 10, endpointId: "e-desk" });
    const times = Object.fromEntries(waits.map(({ id, nextAttemptAt }) => [id, nextAttemptAt]));
    assert.deepEqual(times, { [made.id]: NOON, [tried.id]: NOON, [postponed.id]: NOON + day });
    assert.deepEqual((await store.endpoints())[0], { ...paused, failingSince: NOON, pausedUntil: null });
    assert.equal((await store.delivery(elsewhere.id))?.alert.createdAt, NOON);
    assert.equal((await store.attempts(tried.id))[0]?.at, NOON);
    await store.forgetFutureTimes(NOON);
    assert.equal((await store.delivery(postponed.id))?.delivery.nextAttemptAt, NOON + day);
  });

  it("an endpoint gets only what its filter lets through", async ({ store }) => {
    const wants = (events: AlertEvent[], changes = {}) => ({ filter: { ...DEFAULT_FILTER, events, ...changes } });
    await store.addEndpoint(anEndpoint("all", wants(["story.created", "feed.failing"])));
    await store.addEndpoint(anEndpoint("turkish", wants(["story.created"], { languages: ["tr"] })));
    await store.addEndpoint(anEndpoint("large", wants(["story.created"], { minIndependent: 5 })));
    const told = async (alert: Alert) => (await store.addAlert(alert)).map(({ endpointId }) => endpointId).sort();
    const formed = { languages: ["en", "de"], independent: 3 };
    assert.deepEqual(await told(anAlert("s_1", formed)), ["e-all"]);
    assert.deepEqual(await told(anAlert("s_1", formed)), []);
    const grown = { id: "al-5", occasion: "at-5", languages: ["en"], independent: 5 };
    assert.deepEqual(await told(anAlert("s_1", grown)), ["e-large"]);
    assert.deepEqual(await told(anAlert("s_2", { languages: ["tr", "en"], independent: 6 })), [
      "e-all",
      "e-large",
      "e-turkish",
    ]);
    assert.deepEqual(await told(anAlert("f_1", { id: "al-f", event: "feed.failing" })), ["e-all"]);
    assert.deepEqual(await store.check(), []);
  });

  it("a redelivery keeps the webhook id and starts counting anew", async ({ store }) => {
    await store.addEndpoint(anEndpoint("desk"));
    const delivery = await formOne(store, "s_1");
    const failed = { ...delivery, attempts: 9, state: "failed", lastError: "500" } as const;
    await store.commitAttempt(anAttempt(delivery), failed, anEndpoint("desk"));
    const again = { ...delivery, nextAttemptAt: NOON + MINUTE };
    assert.deepEqual(await store.redeliver([delivery.alertId], ["e-desk"], NOON + MINUTE), [again]);
    assert.deepEqual((await store.delivery(delivery.id))?.delivery, again);
    assert.equal((await store.attempts(delivery.id)).length, 1);
  });

  it("an alert can be sent to an endpoint that was added later; unknown names are passed over", async ({ store }) => {
    await formStory(store, "s_1");
    await store.addEndpoint(anEndpoint("late"));
    const sent = await store.redeliver(["al-s_1", "al_unknown"], ["e-late", "e-unknown"], NOON + MINUTE);
    assert.deepEqual(
      sent.map((delivery) => [delivery.endpointId, delivery.webhookId]),
      [["e-late", stableId("msg", "story.created", "s_1", "e-late")]],
    );
  });

  it("removing an endpoint gives up what still waits for it and keeps the log", async ({ store }) => {
    await store.addEndpoint(anEndpoint("desk"));
    const delivery = await formOne(store, "s_1");
    assert.equal(await store.removeEndpoint("e-desk"), true);
    assert.equal(await store.removeEndpoint("e-desk"), false);
    assert.deepEqual(await store.dueDeliveries(NOON), []);
    const [kept] = await store.deliveries({ limit: 10 });
    assert.deepEqual([kept?.id, kept?.state], [delivery.id, "dropped"]);
    assert.equal(await store.delivery(delivery.id), null);
    assert.deepEqual(await store.check(), []);
  });
}
