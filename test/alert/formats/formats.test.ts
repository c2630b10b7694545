import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inFormat } from "../../../src/alert/formats/in-format.ts";
import { TemplateProblem } from "../../../src/alert/formats/template.ts";
import { feedPayload, pingPayload, storyPayload } from "../../../src/alert/payload.ts";
import { FORMATS, type Format } from "../../../src/model/alert.ts";
import type { Story } from "../../../src/model/story.ts";
import { newFeed } from "../../../src/poll/new-feed.ts";
import { POLL_DEFAULTS } from "../../../src/poll/settings.ts";

const NOW = Date.UTC(2025, 10, 7, 9, 30);
const story: Story = {
  id: "s_1",
  title: "Ferry <Aurora> & two tugs aground off Harbour Point",
  status: "formed",
  mergedInto: null,
  formedAt: NOW,
  firstPublishedAt: NOW - 3_600_000,
  lastPublishedAt: NOW,
  counts: { articles: 4, publishers: 3, independent: 3 },
  languages: ["en", "de"],
};
const report = (id: string, role: "origin" | "independent" | "near_duplicate", title: string) => ({
  role,
  duplicateOf: null,
  article: { id, url: `https://${id}.example/ferry?a=1&b=(2)`, title, source: `${id}.example`, publishedAt: NOW },
});
const reason = { rule: "3 independent publishers", evidence: ["aurora", "harbour point", "tug"] };
const body = storyPayload(
  { type: "story.created" },
  story,
  [
    report("coast", "origin", "Ferry aground *again*, @everyone told to stay calm"),
    report("north", "independent", "Fähre läuft auf Grund"),
    report("wire", "independent", "Three vessels stuck | tide awaited"),
    report("copy", "near_duplicate", "Three vessels stuck | tide awaited"),
  ],
  { now: NOW, url: "https://desk.example/stories/s_1", reason },
);
const TEMPLATE = `{"headline": {{ data.story.title | json }}, "reports": {{ data.story.counts.independent }}}`;
const ADDRESS: Partial<Record<Format, string>> = { ntfy: "https://ntfy.example/base/news-desk" };
const made = (format: Format, given = body) =>
  inFormat(given, {
    format,
    template: format === "template" ? TEMPLATE : null,
    url: ADDRESS[format] ?? "https://hooks.example/in",
  });

test("a new story looks in each format as it was agreed", () => {
  const golden = JSON.parse(readFileSync(new URL("./golden.json", import.meta.url), "utf8"));
  const now = Object.fromEntries(
    FORMATS.filter((format) => format !== "standard").map((format) => {
      const { url, contentType, body } = made(format);
      return [format, { url, contentType, body: JSON.parse(body) }];
    }),
  );
  assert.deepEqual(now, golden);
});

test("the standard format is the stored body, byte for byte", () => {
  assert.deepEqual(made("standard"), { url: "https://hooks.example/in", contentType: "application/json", body });
});

test("every format has words for every event", () => {
  const feed = { ...newFeed("https://daily.example/rss", NOW, POLL_DEFAULTS), title: "Daily", stateReason: "410" };
  const events = [body, feedPayload("feed.gone", feed, NOW), pingPayload(NOW)];
  for (const format of FORMATS)
    for (const event of events) assert.ok(made(format, event).body.length > 20, `${format} of ${event.slice(0, 30)}`);
});

test("texts from outside mention nobody, open no link and break no limit, however long they are", () => {
  const hostile = `<!channel> <@U1> @everyone [x](javascript:alert(1)) **${"🚢".repeat(2_000)}** \u202e\u0007`;
  const many = Array.from({ length: 40 }, (_, i) => report(`p${i}`, "independent", `${hostile} ${i}`));
  const facts = { now: NOW, url: "https://desk.example/s", reason: { rule: hostile, evidence: [hostile, hostile] } };
  const large = storyPayload({ type: "story.created" }, { ...story, title: hostile }, many, facts);
  const out = Object.fromEntries(FORMATS.map((format) => [format, made(format, large).body]));
  for (const format of ["slack", "discord", "teams", "mattermost", "ntfy"])
    assert.doesNotMatch(out[format] ?? "", /[\u0007\u202e]/, format);
  const slack = JSON.parse(out.slack ?? "");
  assert.ok(slack.blocks.length <= 50);
  assert.ok(slack.blocks[0].text.text.length <= 150);
  for (const block of slack.blocks) if (block.type === "section") assert.ok(block.text.text.length <= 3_000);
  // The header is plain text, where nothing means anything.
  assert.doesNotMatch(JSON.stringify([slack.text, slack.blocks.slice(1)]), /<[!@]/);
  const discord = JSON.parse(out.discord ?? "");
  assert.ok(discord.content.length <= 2_000);
  assert.deepEqual(discord.allowed_mentions, { parse: [] });
  assert.doesNotMatch(discord.content, /@everyone|\[x\]\(/);
  assert.ok(Buffer.byteLength(out.teams ?? "") <= 28_000);
  assert.ok(JSON.parse(out.mattermost ?? "").text.length <= 4_000);
  assert.doesNotMatch(JSON.parse(out.mattermost ?? "").text, /@everyone|\[x\]\(/);
  assert.ok(Buffer.byteLength(JSON.parse(out.ntfy ?? "").message) <= 4_096);
});

test("a template that cannot be read, asks for an unknown filter or makes too much is a problem that says so", () => {
  const of = (template: string) => () => inFormat(body, { format: "template", template, url: "https://h.example/" });
  assert.throws(of("{{ data.story.title"), TemplateProblem);
  assert.throws(of("{{ data.story.title | shout }}"), /shout/);
  assert.throws(of("{% for i in (1..100000000) %}x{% endfor %}"), TemplateProblem);
  assert.throws(of("{% include 'package.json' %}"), TemplateProblem);
  assert.equal(of("{{ data.story.constructor.name }}{{ data.nothing }}")().body, "");
  assert.equal(of("plain {{ type }}")().contentType, "text/plain; charset=utf-8");
});
