import type { Settings } from "../../config/schema.ts";
import { weakestLink } from "../cluster/explain.ts";
import type { Delivery } from "../model/alert.ts";
import type { Story, StoryEvent } from "../model/story.ts";
import { cleanLine } from "./clean.ts";
import { many, sorted } from "./say.ts";
import { type Covered, inOrder, timeline } from "./story-text.ts";
import { isoSeconds } from "./times.ts";

/** All that is known of why a story is as it is. */
export interface StoryCase {
  story: Story;
  coverage: readonly Covered[];
  events: readonly StoryEvent[];
  deliveries: readonly Delivery[];
  /** Titles of the stories that came second, by id. */
  titles: ReadonlyMap<string, string>;
  /** One name for all publishers of one owner. */
  sourceFamily: (source: string) => string;
  now: number;
}

type Known = Pick<Settings, "cluster" | "alert">;

/** Why each article is in the story, what happened to it, and why it alerted or did not. */
export function explainLines(one: StoryCase, settings: Known): string[] {
  const { coverage, events } = one;
  return [
    "WHY THESE ARTICLES ARE TOGETHER",
    `An article joins the story it most probably belongs to, from ${settings.cluster.joinAt} on (cluster.joinAt). ` +
      "Likeness goes from 0 (nothing in common) to 1 (the same).",
    "",
    ...inOrder(coverage).flatMap((item) => [...articleLines(item, one), ""]),
    "WHAT HAPPENED",
    ...timeline(events, coverage).map((line) => `  ${line}`),
    "",
    "THE ALERT",
    ...alertLines(one, settings).map((line) => `  ${line}`),
  ];
}

function articleLines(item: Covered, { coverage, events, titles }: StoryCase): string[] {
  const { article, role, score, evidence } = item;
  const { runnerUp } = evidence;
  const weakest = weakestLink(coverage) === item && coverage.length > 2 ? "; the weakest link" : "";
  const second = runnerUp && titles.get(runnerUp.storyId);
  const began = events.find(({ kind }) => kind === "founded");
  return [
    `${article.source}: ${cleanLine(article.title)}`,
    `  ${article.id}  ${role.replace("_", " ")}`,
    `  ${whyHere(item, began !== undefined && item.addedAt < began.at)}${evidence.rule === "joined" ? `, probability ${score.toFixed(2)}${weakest}` : ""}`,
    ...(evidence.terms.length > 0 ? [`  shares ${evidence.terms.map(cleanLine).join(", ")}`] : []),
    ...likeness(evidence.features),
    ...(runnerUp
      ? [`  second came ${runnerUp.storyId}${titled(second)}, probability ${runnerUp.score.toFixed(2)}`]
      : []),
  ];
}

const titled = (title: string | null | undefined): string => (title ? ` "${cleanLine(title)}"` : "");

/** @param before it was placed before its story began, which parted from another one since */
function whyHere({ evidence, duplicateOf }: Covered, before: boolean): string {
  switch (evidence.rule) {
    case "founded":
      return "began the story: no other was likely enough";
    case "joined":
      return before ? "joined the story from which this one parted later" : "joined";
    case "left":
      return "began the story: it left one whose other reports it hardly belonged to";
    case "near-duplicate":
      return `a copy${duplicateOf ? ` of ${duplicateOf}` : ""}: it goes where its original is, and is no report of its own`;
    case "original":
      return "the original of copies that were here before it";
    case "pinned":
      return "put here by an operator";
    default:
      return cleanLine(evidence.rule);
  }
}

/** What each kind of likeness is called; those that are not here only weigh the others. */
const LIKENESS: Record<string, string> = {
  names: "names",
  all: "all words",
  title: "headline's words",
  bigrams: "word pairs",
  mean: "reports on average",
};

function likeness(features: Record<string, number>): string[] {
  const told = sorted(features).flatMap(([name, value]) => {
    const called = LIKENESS[name];
    return called && value >= 0.005 ? [`${called} ${value.toFixed(2)}`] : [];
  });
  if (told.length === 0) return [];
  const hours = Math.round(Math.expm1(features.hours ?? 0));
  return [`  likeness: ${told.join(", ")}${hours > 0 ? `; ${many(hours, "hour")} apart` : ""}`];
}

function alertLines({ story, coverage, events, deliveries, sourceFamily, now }: StoryCase, known: Known): string[] {
  if (story.mergedInto !== null) return [`None of its own: it is one with ${story.mergedInto}.`];
  const { independentToForm } = known.cluster;
  const held = events.findLast(({ kind }) => kind === "formed" || kind === "held-back");
  if (held?.kind === "held-back") return [`No alert: ${cleanLine(held.reason)}.`];
  if (story.formedAt === null) {
    const reports = coverage.filter(({ role }) => role !== "near_duplicate");
    const families = new Set(reports.map(({ article }) => sourceFamily(article.source))).size;
    const copies = coverage.length - reports.length;
    return [
      `No alert: ${many(families, "independent publisher")} so far, ${independentToForm} make it news ` +
        `(cluster.independentToForm).${copies > 0 ? ` Copies do not count: ${copies}.` : ""}`,
    ];
  }
  const why = held ? `: ${cleanLine(held.reason)}` : "";
  const news = `News since ${isoSeconds(story.formedAt)}${why}.`;
  if (deliveries.length === 0) return [news, "No delivery: no enabled webhook wanted it (samestory webhooks list)."];
  const heldUntil = story.formedAt + known.alert.holdMs;
  return [
    news,
    `Alerted: ${many(deliveries.length, "delivery", "deliveries")}.` +
      (heldUntil > now ? ` Held until ${isoSeconds(heldUntil)} (alert.holdMs), so that a burst can settle.` : ""),
    ...deliveries.map(({ id, endpointId, state, attempts, lastError }) => {
      const because = state === "dropped" && lastError ? ` (${cleanLine(lastError)})` : "";
      return `  ${id} to ${endpointId}: ${state} after ${many(attempts, "attempt")}${because}`;
    }),
  ];
}
