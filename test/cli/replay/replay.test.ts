import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import type { ReplayReport } from "../../../src/cli/replay/report.ts";
import { displayWidth } from "../../../src/cli/width.ts";
import { CLUSTER_DEFAULTS } from "../../../src/cluster/settings.ts";
import { newsroom } from "../../cluster/newsroom.ts";
import { HOSTILE, rows, samestory, scratchFolder, seededFolder } from "../seed.ts";

/** Old fixtures are news here, so that stories alert. */
const ENV = { SAMESTORY_CLUSTER_ALERT_MAX_AGE_HOURS: "87600" };
/** Stricter than the likeness of most reports of one story, so that stories come apart whatever weights were learned. */
const JOIN_AT = "0.999";
const STRICT = `cluster.joinAt=${JOIN_AT}`;
const folder = scratchFolder();
const data = ["--data", join(folder, "data")];
const database = join(folder, "data", "samestory.db");

before(async () => {
  const lines = newsroom().map(({ id, source, title, text, publishedAt }) =>
    JSON.stringify({ url: `https://${source}/${id}`, source, title, text, published: new Date(publishedAt) }),
  );
  const file = join(folder, "newsroom.jsonl");
  writeFileSync(file, lines.join("\n"));
  const { code, err } = await samestory(["ingest", file, ...data], ENV);
  assert.equal(code, 0, err);
});

const hash = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
const report = async (...argv: string[]): Promise<ReplayReport> => {
  const { code, out, err } = await samestory(["replay", "--diff", "--json", ...argv, ...data], ENV);
  assert.equal(code, 0, err);
  const [first, ...more] = rows(out) as unknown as ReplayReport[];
  assert.deepEqual(more, []);
  return first!;
};
/** Counts of changes alone. */
const changes = ({ stories: { before: _before, after: _after, unchanged: _unchanged, ...kinds } }: ReplayReport) =>
  Object.fromEntries(Object.entries(kinds).filter(([, n]) => n > 0));

test("under the settings in force a replay finds the stored stories, copies and alerts again", async () => {
  const { stories, articles, copies, alerts, changed, moved } = await report();
  assert.deepEqual([changed, moved], [[], 0]);
  assert.equal(articles, newsroom().length);
  assert.ok(stories.before > 1 && alerts.before > 0, JSON.stringify({ stories, alerts }));
  assert.equal(stories.unchanged, stories.before);
  assert.equal(copies.after, copies.before);
  assert.equal(alerts.after, alerts.before);
});

test("a stricter setting takes stories apart: listed with titles, the same bytes twice, the database untouched", async () => {
  const before = hash(database);
  const strict = ["replay", "--set", STRICT, "--diff", ...data];
  const pages = [join(folder, "one.html"), join(folder, "two.html")] as const;
  const runs = [
    await samestory([...strict, "--html", pages[0]], ENV),
    await samestory([...strict, "--html", pages[1]], ENV),
  ] as const;
  assert.equal(runs[0].code, 0, runs[0].err);
  assert.equal(runs[0].out, runs[1].out);
  assert.equal(runs[0].err, "");
  assert.equal(hash(pages[0]), hash(pages[1]));
  const again = await Promise.all([report("--set", STRICT), report("--set", STRICT)]);
  assert.deepEqual(again[0], again[1]);
  assert.equal(hash(database), before);
  const titles = newsroom().map(({ title }) => title);
  assert.ok(again[0].changed.length > 0);
  assert.ok(runs[0].out.includes(`cluster.joinAt  ${CLUSTER_DEFAULTS.joinAt} → ${JOIN_AT}`), runs[0].out);
  for (const { went, came } of again[0].changed)
    for (const { title } of [...went, ...came]) {
      assert.ok(titles.includes(title), title);
      assert.ok(runs[0].out.includes(title.slice(0, 12)), title);
    }
  for (const line of runs[0].out.split("\n")) assert.ok(displayWidth(line) <= 80, line);
});

test("a looser setting brings stories together", async () => {
  const { stories } = await report("--set", "cluster.joinAt=0.01", "--set", "cluster.mergeAt=0");
  assert.ok(stories.merged + stories.grown + stories.new > 0, JSON.stringify(stories));
});

test("alerts that would not have fired are named, and stories that stay as they are remain unchanged", async () => {
  const { alerts, stories, changed } = await report("--set", "cluster.independentToForm=1000");
  assert.deepEqual([changed, stories.unchanged], [[], stories.before]);
  assert.ok(alerts.before > 0);
  assert.equal(alerts.after, 0);
  assert.equal(alerts.would_not_fire.length, alerts.before);
  assert.ok(alerts.would_not_fire.every(({ title }) => title !== ""));
  const eager = await report("--set", "cluster.independentToForm=2");
  assert.ok(eager.alerts.would_fire.length > 0);
  assert.deepEqual(eager.alerts.would_not_fire, []);
});

test("copies follow the settings of dedupe, and the operator's corrections whatever these say", async () => {
  const { copies } = await report("--set", "dedupe.copyAt=0.05", "--set", "dedupe.excerptAt=0.05");
  assert.ok(copies.after >= copies.before);
  const [one, two] = rows((await samestory(["articles", "list", "--json", ...data], ENV)).out).map(({ id }) => id);
  const own = scratchFolder();
  const copy = ["--data", own];
  await samestory(["backup", join(own, "samestory.db"), ...data], ENV);
  const said = await samestory(["articles", "duplicate", String(one), String(two), ...copy], ENV);
  assert.equal(said.code, 0, said.err);
  const { out } = await samestory(["replay", "--diff", "--json", "--set", "dedupe.copyAt=1", ...copy], ENV);
  const [strict] = rows(out) as unknown as ReplayReport[];
  assert.ok(strict!.copies.after >= 1, out);
});

test("what was run again since keeps its first place in the order", async () => {
  const own = scratchFolder();
  const copy = ["--data", own];
  await samestory(["backup", join(own, "samestory.db"), ...data], ENV);
  const [first] = rows((await samestory(["stories", "list", "--json", ...copy], ENV)).out);
  const shown = rows((await samestory(["stories", "show", String(first!.id), "--json", ...copy], ENV)).out)[0]!;
  const [founder] = shown.articles as { id: string }[];
  const again = await samestory(["rerun", "cluster", "--ids", founder!.id, ...copy], ENV);
  assert.equal(again.code, 0, again.err);
  const { out } = await samestory(["replay", "--diff", "--json", ...copy], ENV);
  const [report] = rows(out) as unknown as ReplayReport[];
  assert.deepEqual(report!.changed, [], out);
});

test("with --since the articles before it are replayed and not reported", async () => {
  const { articles, stories } = await report("--since", "2099-01-01");
  assert.deepEqual([articles, stories.before, stories.after], [0, 0, 0]);
  const all = await report("--since", "2020-01-01", "--set", STRICT);
  const { since: _since, ...rest } = all;
  const { since: _none, ...whole } = await report("--set", STRICT);
  assert.deepEqual(rest, whole);
});

test("what is listed is bounded, what is counted is not", async () => {
  const whole = await report("--set", STRICT);
  const few = await report("--set", STRICT, "--limit", "1");
  assert.equal(few.changed.length, 1);
  assert.equal(few.not_listed, whole.changed.length - 1);
  assert.deepEqual(changes(few), changes(whole));
  const { code, err } = await samestory(["replay", "--diff", "--max-articles", "3", ...data], ENV);
  assert.equal(code, 1);
  assert.match(err, /more than 3 articles to replay.*--since/);
});

test("every mistake in --set is named at once, and knobs of other stages are refused", async () => {
  const sets = ["cluster.joinAs=1", "fetch.minGapMs=3", "cluster.joinAt=7", "nonsense"].flatMap((set) => [
    "--set",
    set,
  ]);
  const { code, out, err } = await samestory(["replay", "--diff", ...sets, ...data], ENV);
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.match(err, /joinAs.*did you mean cluster\.joinAt/);
  assert.match(err, /fetch\.minGapMs.*dedupe and cluster alone/);
  assert.match(err, /cluster\.joinAt = 7 \(--set\); allowed: 0 to 1/);
  assert.match(err, /nonsense.*has no value/);
  assert.equal((await samestory(["replay", ...data], ENV)).code, 2);
});

test("a hostile headline stays harmless in the terminal, as JSON and in the page, which holds no script", async () => {
  const seeded = await seededFolder();
  const file = join(folder, "hostile.html");
  const markup = join(folder, "markup.jsonl");
  const hosts = ["five.example", "six.example"];
  const title = `<script>alert(1)</script> & ${HOSTILE}`;
  const line = (host: string) =>
    JSON.stringify({ url: `https://${host}/m`, source: host, title, text: "The dam above the town was closed." });
  writeFileSync(markup, hosts.map(line).join("\n"));
  const own = ["--data", seeded.data];
  assert.equal((await samestory(["ingest", markup, ...own])).code, 0);
  const argv = ["replay", "--diff", "--set", "cluster.joinAt=1", "--html", file, ...own];
  for (const form of [[], ["--json"]]) {
    const { code, out, err } = await samestory([...argv, ...form]);
    assert.equal(code, 0, err);
    assert.doesNotMatch(out, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  }
  const page = readFileSync(file, "utf8");
  assert.doesNotMatch(page, /<script|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]|https?:/);
});

describe("replay --accept", () => {
  const own = ["--data", scratchFolder()];
  const at = (joinAt: string) => ({ ...ENV, SAMESTORY_CLUSTER_JOIN_AT: joinAt });
  const told = async () => (await samestory(["export", "alerts", ...own], ENV)).out;
  const homes = async () => {
    const { out } = await samestory(["export", "articles", ...own], ENV);
    return new Map(rows(out).map(({ id, story_id }) => [String(id), String(story_id)]));
  };
  const differs = async (env: Record<string, string>) => {
    const { out } = await samestory(["replay", "--diff", "--json", ...own], env);
    return (rows(out) as unknown as ReplayReport[])[0]!;
  };

  before(async () => {
    await samestory(["backup", join(own[1] ?? "", "samestory.db"), ...data], ENV);
  });

  test("stores what --diff showed: another replay finds nothing to change, the store is sound, nobody is told", async () => {
    const [alerts, before, shown] = [await told(), await homes(), await differs(at(JOIN_AT))];
    assert.ok(shown.moved > 0);
    const { code, out, err } = await samestory(["replay", "--accept", "--json", ...own], at(JOIN_AT));
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(out).changed, shown.changed);
    assert.match(err, /accepted.*nobody was told/);
    const after = await homes();
    assert.ok([...after].some(([id, story]) => before.get(id) !== story));
    assert.deepEqual((await differs(at(JOIN_AT))).changed, []);
    assert.equal(await told(), alerts);
    const doctor = await samestory(["doctor", "--json", ...own], at(JOIN_AT));
    assert.doesNotMatch(doctor.out, /coverage|counts/);
    const [moved] = [...after].find(([id, story]) => before.get(id) !== story) ?? [];
    const trace = await samestory(["trace", String(moved), ...own], ENV);
    assert.match(trace.out, new RegExp(after.get(String(moved)) ?? "-"));
  });

  test("turned back, the stories are what they were, under the ids of which alerts were sent", async () => {
    const was = await samestory(["export", "articles", ...data], ENV);
    const { code, err } = await samestory(["replay", "--accept", ...own], ENV);
    assert.equal(code, 0, err);
    const told = (given: Map<string, string>) => {
      const stories = new Map<string, string[]>();
      for (const [id, story] of given) stories.set(story, [...(stories.get(story) ?? []), id]);
      return [...stories.values()].map((ids) => ids.sort().join(" ")).sort();
    };
    const before = new Map(rows(was.out).map(({ id, story_id }) => [String(id), String(story_id)]));
    const now = await homes();
    assert.deepEqual(told(now), told(before));
    const subjects = rows((await samestory(["export", "alerts", ...own], ENV)).out).map(({ story_id }) => story_id);
    for (const subject of subjects) assert.ok([...now.values()].includes(String(subject)), String(subject));
  });

  test("takes all articles and the settings in force, and says so", async () => {
    for (const argv of [["--set", "cluster.joinAt=0.5"], ["--since", "7d"], ["--diff"]]) {
      const { code, err } = await samestory(["replay", "--accept", ...argv, ...own], ENV);
      assert.equal(code, 2);
      assert.match(err, /--accept/);
    }
  });
});
