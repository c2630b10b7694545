import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse } from "yaml";
import { environmentName } from "../../config/environment.ts";
import { loadSettings } from "../../config/load.ts";
import { ConfigProblems } from "../../config/problems.ts";
import { renderYaml } from "../../config/render-yaml.ts";
import { allKnobs, DEFAULTS, jsonSchema } from "../../config/schema.ts";
import { fromYaml, MAX_CONFIG_BYTES } from "../../config/yaml-file.ts";
import { parseAllowed } from "../../src/adapters/address-guard.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const folder = mkdtempSync(join(tmpdir(), "samestory-config-"));
after(() => rmSync(folder, { recursive: true }));

let files = 0;
function fileWith(content: string): string {
  const file = join(folder, `${files++}.yaml`);
  writeFileSync(file, content);
  return file;
}

function problemsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
  return [];
}

test("without file and environment every knob has its default", () => {
  assert.deepEqual(loadSettings({ env: {} }), { settings: DEFAULTS, changed: [] });
});

test("every default lies within its knob's own range", () => {
  for (const { name, knob, default: value } of allKnobs())
    assert.ok(knob.type.safeParse(value).success, `${name} = ${JSON.stringify(value)}; allowed: ${knob.range}`);
});

test("config/samestory.yaml lists every knob with its default, unit and range", () => {
  const listed = read("config/samestory.yaml");
  assert.equal(listed, renderYaml(), "renew it: samestory config print --template > config/samestory.yaml");
  const uncommented = parse(listed.replace(/^ {2}# (\w+: )/gm, "  $1")) as unknown;
  assert.deepEqual(uncommented, DEFAULTS);
});

test("config/samestory.schema.json is the schema in force", () => {
  const renew = "renew it: samestory config schema > config/samestory.schema.json";
  assert.deepEqual(JSON.parse(read("config/samestory.schema.json")), jsonSchema(), renew);
});

test("the environment wins over the file, the file over the defaults, and what changed is told with its origin", () => {
  const file = fileWith("fetch:\n  minGapMs: 7000\n  maxHops: 3\nlog:\n  level: info\n");
  const { settings, changed } = loadSettings({ file, env: { SAMESTORY_FETCH_MIN_GAP_MS: "9000" } });
  assert.equal(settings.fetch.minGapMs, 9000);
  assert.equal(settings.fetch.maxHops, 3);
  assert.deepEqual(
    changed.map(({ name, value, from }) => [name, value, from.replace(/^\d+\.yaml/, "file")]),
    [
      ["fetch.minGapMs", 9000, "SAMESTORY_FETCH_MIN_GAP_MS"],
      ["fetch.maxHops", 3, "file:3"],
    ],
  );
});

test("environment names are the knob's words in capitals, and lists are JSON", () => {
  assert.equal(environmentName("fetch.minGapMs"), "SAMESTORY_FETCH_MIN_GAP_MS");
  const { settings } = loadSettings({ env: { SAMESTORY_FETCH_ALLOW: '["127.0.1.0/24:8800", "[::1]/128"]' } });
  assert.deepEqual(settings.fetch.allow, ["127.0.1.0/24:8800", "[::1]/128"]);
});

test("every knob can be turned from the environment under its own name", () => {
  const env = Object.fromEntries(
    allKnobs().map(({ name, default: value }) => [
      environmentName(name),
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  assert.equal(Object.keys(env).length, allKnobs().length);
  assert.deepEqual(loadSettings({ env }).settings, DEFAULTS);
});

test("all problems are listed at once, each with key, value, allowed range and place", () => {
  const file = fileWith(
    'poll:\n  minIntervalMs: 5\n  minIntervallMs: 7\nfetsh: {}\nfetch:\n  allow: ["10.0.0.0/8", "xx", "yy"]\n  timeoutMs: fast\n',
  );
  const env = { SAMESTORY_FETCH_MINGAP_MS: "0", SAMESTORY_WEB_ALLOW_HOSTS: "a", SAMESTORY_LOG_LEVEL: "loud" };
  const problems = problemsOf(() => loadSettings({ file, env })).join("\n");
  for (const expected of [
    /poll\.minIntervalMs = 5 \(.*:2\); allowed: 1000 to 2592000000 ms/,
    /:3: poll\.minIntervallMs = 7 names no knob; did you mean poll\.minIntervalMs\?/,
    /:4: "fetsh" is no section; did you mean fetch\?/,
    /fetch\.allow\[1\] = "xx" \(.*:6\); allowed: .*CIDR/,
    /fetch\.allow\[2\] = "yy" \(/,
    /fetch\.timeoutMs = "fast" \(.*:7\); allowed: 100 to 600000 ms/,
    /SAMESTORY_FETCH_MINGAP_MS = "0" names no knob; did you mean SAMESTORY_FETCH_MIN_GAP_MS\?/,
    /SAMESTORY_WEB_ALLOW_HOSTS = "a" .* is not JSON/,
    /log\.level = "loud" \(SAMESTORY_LOG_LEVEL\); allowed: debug, info, warn, error/,
  ])
    assert.match(problems, expected);
  assert.equal(problems.split("\n").length, 9);
});

test("variables of our own that are no knobs, and those of others, are left alone", () => {
  const env = { SAMESTORY_DATA: "/x", SAMESTORY_CONFIG: "/y", SAMESTORY_HOMEPAGE: "z", FETCH_MIN_GAP_MS: "q" };
  assert.deepEqual(loadSettings({ env }).changed, []);
});

test("a least interval above the greatest is a problem that names both", () => {
  const [problem, ...others] = problemsOf(() => loadSettings({ env: { SAMESTORY_POLL_MAX_INTERVAL_MS: "2000" } }));
  assert.match(problem ?? "", /poll\.minIntervalMs = 300000 is more than poll\.maxIntervalMs = 2000/);
  assert.deepEqual(others, []);
});

test("a range may have a port, and may be a single address", () => {
  const ranges = [
    "127.0.1.0/24",
    "127.0.1.0/24:8800",
    "127.0.0.1:80",
    "127.0.0.1",
    "::1",
    "::1/128",
    "[::1]/128:443",
    "[::1]:443",
  ];
  const { settings } = loadSettings({ env: { SAMESTORY_FETCH_ALLOW: JSON.stringify(ranges) } });
  assert.deepEqual(settings.fetch.allow, ranges);
  assert.ok(
    ranges.every((range) => parseAllowed(range)),
    "what the settings allow, the address guard understands",
  );
});

test("a range that no address can be in is refused", () => {
  for (const range of ["10.0.0.0/33", "10.0.0.256/8", "::1/129", "127.0.0.1:99999", "example.org/8", ""]) {
    const problems = problemsOf(() => loadSettings({ env: { SAMESTORY_FETCH_ALLOW: JSON.stringify([range]) } }));
    assert.match(problems[0] ?? "", /^fetch\.allow\[0\] = /, range);
  }
});

test("a cron pattern must have six fields", () => {
  assert.match(
    problemsOf(() => loadSettings({ env: { SAMESTORY_POLL_SCHEDULE: "* * * * *" } }))[0] ?? "",
    /six fields/,
  );
});

test("a file that is missing, too large, not YAML, or a list of its own is named in one problem", () => {
  const missing = problemsOf(() => loadSettings({ file: "/nonexistent/samestory.yaml", env: {} }));
  assert.deepEqual(missing, ["/nonexistent/samestory.yaml cannot be read: there is no such file"]);
  const large = problemsOf(() => loadSettings({ file: fileWith(`# ${"x".repeat(MAX_CONFIG_BYTES)}`), env: {} }));
  assert.match(large[0] ?? "", /has 256002 bytes; a settings file has at most 256000/);
  assert.match(fromYaml("a: [1", "s.yaml").problems[0] ?? "", /^s\.yaml:\d+ is not YAML/);
  assert.match(fromYaml("- 1", "s.yaml").problems[0] ?? "", /expected sections/);
  assert.match(fromYaml("- &a 1\n- *b", "s.yaml").problems[0] ?? "", /expected sections|not YAML/);
  assert.match(fromYaml("poll: 3", "s.yaml").problems[0] ?? "", /section poll is "3"; expected its knobs/);
  assert.match(fromYaml("poll:\n  maxHops: 1\n  maxHops: 2", "s.yaml").problems[0] ?? "", /s\.yaml:3 is not YAML/);
});

test("an empty file and empty sections turn nothing", () => {
  assert.deepEqual(fromYaml("", "s.yaml"), { given: [], problems: [] });
  assert.deepEqual(fromYaml("poll:\nfetch: {}\n", "s.yaml"), { given: [], problems: [] });
});

test("aliases that would explode are a problem of their knob, not of the memory", () => {
  const bomb = ["log: &a {level: [x,x,x,x,x,x,x,x,x,x]}", "web:", "  allowHosts: [*a,*a,*a,*a]"].join("\n");
  assert.ok(problemsOf(() => loadSettings({ file: fileWith(bomb), env: {} })).length > 0);
});
