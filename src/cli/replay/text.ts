import { cleanLine } from "../clean.ts";
import { many } from "../say.ts";
import { displayWidth, fitWidth } from "../width.ts";
import { STORY_KINDS, type StoryKind } from "./compare.ts";
import type { NamedArticle, NamedStory, ReplayReport, ReportedStory, TurnedKnob } from "./report.ts";

/** What became of a story, for people. */
export const KIND_WORDS: Record<StoryKind, string> = {
  merged: "two or more become one",
  split: "one becomes two or more",
  gone: "its articles stand alone",
  new: "single articles come together",
  shrunk: "loses articles",
  grown: "gains articles",
  exchanged: "as many articles come as go",
  recounted: "the same articles, other copies among them",
};

const MARK_COLUMNS = 10;

/** A replay's report for a terminal, each line at most `width` columns. */
export function replayLines(report: ReplayReport, width: number): string[] {
  const { stories, copies, alerts, changed, settings } = report;
  const lines = [
    `${many(report.articles, "article")} replayed${report.since ? ` (since ${report.since})` : ""}, with ${
      settings.length > 0 ? "other settings:" : "the settings in force."
    }`,
    ...settings.map((knob) => `  ${knobWords(knob)}`),
    "",
    `Stories of two or more articles: ${stories.before} before, ${stories.after} after.`,
    `  ${"unchanged".padEnd(MARK_COLUMNS)}  ${stories.unchanged}`,
    ...STORY_KINDS.filter((kind) => stories[kind] > 0).map(
      (kind) => `  ${kind.padEnd(MARK_COLUMNS)}  ${stories[kind]}  ${KIND_WORDS[kind]}`,
    ),
    `Articles that move: ${report.moved}. Copies: ${copies.before} before, ${copies.after} after.`,
    `Alerts: ${alerts.before} before, ${alerts.after} after.`,
  ];
  const listedAlerts = [
    ...alerts.would_fire.map((story) => `  would fire      ${storyWords(story)}`),
    ...alerts.would_not_fire.map((story) => `  would not fire  ${storyWords(story)}`),
  ];
  if (alerts.more > 0) listedAlerts.push(`  and ${alerts.more} more`);
  for (const story of changed) listedAlerts.push("", ...storyLines(story, width));
  if (report.not_listed > 0)
    listedAlerts.push("", `and ${many(report.not_listed, "changed story", "changed stories")} more: --limit`);
  return [...lines, ...listedAlerts].map((line) => fitWidth(line, width));
}

/** `cluster.joinAt  0.6 → 0.55`. */
export function knobWords({ name, was, is }: TurnedKnob): string {
  return `${name}  ${JSON.stringify(was)} → ${JSON.stringify(is)}`;
}

function storyLines(story: ReportedStory, width: number): string[] {
  const { kind, before, after, came, went } = story;
  const named = after ?? before;
  const lines = [
    `${kind.padEnd(MARK_COLUMNS)}${named ? storyWords(named) : ""}`,
    `${" ".repeat(MARK_COLUMNS)}${countWords(story)}`,
    ...story.merged_from.map((one) => `  with    ${storyWords(one)}`),
    ...story.split_into.map((one) => `  off     ${storyWords(one)}`),
    ...came.map((one) => `  +       ${articleWords(one, one.from ? `, from ${one.from.id}` : "", width)}`),
  ];
  if (story.came_more > 0) lines.push(`  +       ${story.came_more} more`);
  lines.push(
    ...went.map((one) => `  -       ${articleWords(one, one.to ? `, to ${one.to.id}` : ", now alone", width)}`),
  );
  if (story.went_more > 0) lines.push(`  -       ${story.went_more} more`);
  return lines;
}

/** `3 → 5 articles, 2 → 4 independent`. */
export function countWords({ articles, independent }: ReportedStory): string {
  return `${articles.before} → ${articles.after} articles, ${independent.before} → ${independent.after} independent`;
}

const SOURCE_COLUMNS = 22;
const MIN_TITLE_COLUMNS = 16;

const storyWords = ({ id, title }: NamedStory): string => `${id}  ${cleanLine(title)}`;

/** The title gives way to what stands after it. */
function articleWords({ title, source }: NamedArticle, whereTo: string, width: number): string {
  const after = ` (${fitWidth(cleanLine(source), SOURCE_COLUMNS)})${whereTo}`;
  const room = Math.max(MIN_TITLE_COLUMNS, width - MARK_COLUMNS - displayWidth(after));
  return `${fitWidth(cleanLine(title), room)}${after}`;
}
