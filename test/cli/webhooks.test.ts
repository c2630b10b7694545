import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { rows, SECRET, type Seeded, samestory, scratchFolder, seededFolder } from "./seed.ts";

let seeded: Seeded;
let data: string[];
before(async () => {
  seeded = await seededFolder();
  data = ["--data", seeded.data];
});

test("a webhook's secret is printed when it is added and never again", async () => {
  const own = ["--data", scratchFolder()];
  const [added] = rows(
    (await samestory(["webhooks", "add", "https://example.org/hook", "--secret", SECRET, "--json", ...own])).out,
  );
  assert.equal(added!.secret, SECRET);
  assert.equal(added!.added, true);
  const [again] = rows((await samestory(["webhooks", "add", "https://example.org/hook", "--json", ...own])).out);
  assert.equal(again!.added, false);
  assert.equal("secret" in again!, false);
  const made = await samestory(["webhooks", "add", "https://example.net/hook", ...own]);
  assert.match(made.out, /secret {2}whsec_[A-Za-z0-9+/]{43}=/);
  const [removed] = rows((await samestory(["webhooks", "remove", "https://example.org/hook", "--json", ...own])).out);
  assert.equal(removed!.removed, added!.id);
});

test("an endpoint at an address that is refused is added with a word about it, unless its range is open", async () => {
  const own = ["--data", scratchFolder()];
  await samestory(["init", ...own]);
  const add = (url: string, env?: Record<string, string>) => samestory(["webhooks", "add", url, ...own], env);
  const said =
    /^192\.168\.3\.4 is not public \(private\); nothing is sent there until fetch\.allow .* opens its range\n$/;
  const added = await add("http://192.168.3.4/in");
  assert.equal(added.code, 0);
  assert.match(added.err, said);
  assert.match((await add("http://[::1]:8080/in")).err, /^\[::1\] is not public \(loopback\)/);
  assert.match((await add("http://localhost/in")).err, /^localhost is not public \(loopback\)/);
  const open = { SAMESTORY_FETCH_ALLOW: JSON.stringify(["192.168.0.0/16:80"]) };
  assert.equal((await add("http://192.168.3.4/in", open)).err, "");
  assert.match((await add("https://192.168.3.4/in", open)).err, said, "its port is another one");
  assert.equal((await add("https://hooks.example.org/in")).err, "");
});

test("a delivery is shown with each attempt, and sent again on demand", async () => {
  const { out } = await samestory(["webhooks", "log", seeded.deliveryId, ...data]);
  assert.match(out, /story\.created of s_0000000000000001 to https:\/\/hooks\.example\.org\/in\?token=\*\*\*/);
  assert.match(out, /attempt 1 {2}2025-11-06T12:00:00Z {2}http-500 {2}12 ms\n {2}oops/);
  const sent = rows((await samestory(["webhooks", "redeliver", seeded.deliveryId, "--json", ...data])).out);
  assert.deepEqual(
    sent.map(({ id, state }) => [id, state]),
    [[seeded.deliveryId, "waiting"]],
  );
  const jobs = rows((await samestory(["jobs", "list", "--json", ...data])).out);
  assert.deepEqual(
    jobs.map(({ id }) => id),
    [`alert-${seeded.deliveryId}`],
  );
  const dropped = await samestory(["jobs", "drop", `alert-${seeded.deliveryId}`, "--json", ...data]);
  assert.deepEqual(rows(dropped.out), [{ dropped: 1, asked: 1 }]);
  assert.equal((await samestory(["jobs", "retry", "alert-d_none", ...data])).code, 1);
});

test("the list of deliveries says to where each goes, and that one for a disabled endpoint waits for it", async () => {
  const own = (await seededFolder()).data;
  const log = async (...argv: string[]) => (await samestory(["webhooks", "log", ...argv, "--data", own])).out;
  assert.match(await log(), /waiting +1 {2}now +hooks\.example\.org\/in\?tok.* http-500\n$/);
  await samestory(["webhooks", "disable", "ep_1", "--data", own]);
  assert.match(await log(), /waiting +1 {2}once enabled +hooks\.example/);
  assert.match(await log(seeded.deliveryId), /^waiting, next attempt once enabled$/m);
});

test("an endpoint says what it wants and how; a slip is named", async () => {
  const own = ["--data", scratchFolder()];
  const add = (...options: string[]) =>
    samestory(["webhooks", "add", "https://hooks.example.org/in", ...options, "--json", ...own]);
  const wants = ["--format", "slack", "--events", "story.created,feed.failing", "--languages", "en,tr"];
  const [added] = rows((await add(...wants, "--min-independent", "5")).out);
  assert.deepEqual(
    [added!.format, added!.events, added!.languages, added!.min_independent],
    ["slack", ["story.created", "feed.failing"], ["en", "tr"], 5],
  );
  const unknown = await add("--events", "story.born");
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /story\.born is not one of story\.created/);
  assert.equal((await add("--format", "pigeon")).code, 2);
});

test("a template is tried when it is added", async () => {
  const folder = scratchFolder();
  const file = join(folder, "story.liquid");
  const add = () =>
    samestory([
      "webhooks",
      "add",
      "https://t.example/in",
      "--format",
      "template",
      "--template",
      file,
      "--data",
      folder,
    ]);
  writeFileSync(file, "{{ data.story.title | shout }}");
  const bad = await add();
  assert.equal(bad.code, 1);
  assert.match(bad.err, /story\.liquid: the template does not work: .*shout/);
  writeFileSync(file, "{{ data.story.title }}");
  assert.equal((await add()).code, 0);
});

test("a secret given by the environment or a file is never printed", async () => {
  const folder = scratchFolder();
  const own = ["--data", folder];
  const file = join(folder, "secret");
  writeFileSync(file, `${SECRET}\n`);
  const add = ["webhooks", "add", "https://quiet.example/in", ...own];
  const added = await samestory(add, { SAMESTORY_WEBHOOK_SECRET_FILE: file });
  assert.equal(added.code, 0);
  assert.doesNotMatch(added.out + added.err, /whsec_/);
  const both = { SAMESTORY_WEBHOOK_SECRET_FILE: file, SAMESTORY_WEBHOOK_SECRET: SECRET };
  const twice = await samestory(add, both);
  assert.equal(twice.code, 2);
  assert.match(twice.err, /are both given/);
  const gone = await samestory(add, { SAMESTORY_WEBHOOK_SECRET_FILE: join(folder, "none") });
  assert.match(gone.err, /cannot read .*none \(ENOENT\)/);
});

test("a secret is rotated, an endpoint disabled and enabled", async () => {
  const own = ["--data", scratchFolder()];
  const [added] = rows((await samestory(["webhooks", "add", "https://turn.example/in", "--json", ...own])).out);
  const id = String(added!.id);
  const [rotated] = rows((await samestory(["webhooks", "rotate", id, "--overlap", "7d", "--json", ...own])).out);
  assert.notEqual(rotated!.secret, added!.secret);
  const until = Date.parse(String(rotated!.previous_secret_until)) - Date.now();
  assert.ok(Math.abs(until - 7 * 86_400_000) < 60_000);
  assert.equal((await samestory(["webhooks", "rotate", id, "--overlap", "soon", ...own])).code, 2);
  const twice = await samestory(["webhooks", "rotate", id, "--overlap", "1d", ...own]);
  assert.match(twice.out, new RegExp(`^It and 2 former secrets sign until ${rotated!.previous_secret_until};`, "m"));
  const { out } = await samestory(["webhooks", "rotate", id, "--overlap", "0s", ...own]);
  assert.match(out, /^No former secret signs any more; give the receiver the new one now\.$/m);
  const state = async (command: string) =>
    rows((await samestory(["webhooks", command, id, "--json", ...own])).out)[0]!.state;
  assert.equal(await state("disable"), "disabled");
  assert.equal(await state("enable"), "enabled");
  assert.equal((await samestory(["webhooks", "enable", "ep_none", ...own])).code, 1);
});

test("a delivery as curl is a request of fields for machines", async () => {
  const [request] = rows((await samestory(["webhooks", "log", seeded.deliveryId, "--curl", "--json", ...data])).out);
  assert.deepEqual(Object.keys(request!), ["url", "method", "headers", "body"]);
  assert.equal(request!.method, "POST");
});

test("a delivery can be copied as curl, signed, without its secret", async () => {
  const { out } = await samestory(["webhooks", "log", seeded.deliveryId, "--curl", ...data]);
  assert.match(out, /^curl 'https:\/\/hooks\.example\.org\/in\?token=hush' \\\n/);
  assert.match(out, /-H 'webhook-signature: v1,[A-Za-z0-9+/]{43}='/);
  assert.match(out, /--data-binary '\{"type":"story\.created"\}'/);
  assert.doesNotMatch(out, /whsec_/);
});

test("a language is taken as articles have it, and what no article can have is refused", async () => {
  const own = ["--data", scratchFolder()];
  const add = (languages: string) =>
    samestory(["webhooks", "add", "https://example.org/hook", "--languages", languages, "--json", ...own]);
  assert.deepEqual(rows((await add("EN,pt-BR")).out)[0]!.languages, ["en", "pt"]);
  const refused = await add("english");
  assert.equal(refused.code, 2);
  assert.match(refused.err, /english is no language code/);
});
