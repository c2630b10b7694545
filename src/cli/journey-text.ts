import { shownAddress } from "../model/shown-address.ts";
import { STAGES, type Stage } from "../model/words.ts";
import type { StepRecord } from "../ports/store.ts";
import { cleanLine } from "./clean.ts";
import type { Journey } from "./journey.ts";
import {
  articleRow,
  attemptRow,
  coverageRow,
  deliveryRow,
  duplicateRow,
  entryRow,
  eventRow,
  placeOfEntry,
  stepRow,
  storyRow,
} from "./records.ts";
import { counts, featureWords, percent } from "./say.ts";
import { duration, isoSeconds } from "./times.ts";
import { wrap } from "./wrap.ts";

/** The six steps of one article's way, with times and reasons. The first line of each step starts with its stage. */
export function journeyLines(journey: Journey, now: number, columns: number): string[] {
  const { entry, article } = journey;
  const lines = [
    cleanLine(article?.title ?? entry.title ?? "(no title)"),
    `  ${entry.url}`,
    `  ${entry.id}  ${entry.source}  ${placeOfEntry(entry)}`,
    `  published ${entry.publishedAt === null ? "unknown" : isoSeconds(article?.publishedAt ?? entry.publishedAt)} (from ${
      article?.dateSource ?? entry.dateSource
    }), first seen ${isoSeconds(entry.firstSeenAt)}`,
  ];
  for (const stage of STAGES) lines.push("", ...stageLines(stage, journey, now));
  return lines.flatMap((line) => wrap(line, columns, 11));
}

function stageLines(stage: Stage, journey: Journey, now: number): string[] {
  const steps = journey.steps.filter((step) => step.stage === stage);
  const name = stage.padEnd(9);
  const say = SAYS[stage](journey, now);
  if (steps.length === 0 && say.length === 0) return [`${name}${nothingYet(stage, journey)}`];
  const lines = steps.map(stepLine);
  const { entry } = journey;
  if (entry.waitsFor === stage && entry.notBeforeAt > now) lines.push(`again ${isoSeconds(entry.notBeforeAt)}`);
  if (lines.length === 0) lines.push("");
  const [first = "", ...rest] = [...lines, ...say].filter((line, i) => line !== "" || i > 0);
  return [`${name}${first}`, ...rest.map((line) => `${" ".repeat(9)}${line}`)];
}

/** Stages whose good end is told in sentences below the step, so that its details would say it twice. */
const TOLD_BELOW: ReadonlySet<Stage> = new Set(["extract", "cluster"]);

/** `2025-11-06T12:00:03Z  42 ms  next  strategy dom, confidence 0.93`. */
function stepLine(step: StepRecord): string {
  const outcome = step.kind === "next" ? "ok" : `${step.kind}: ${step.reason}`;
  const detail = Object.entries(step.detail)
    .filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => `${key} ${cleanLine(Array.isArray(value) ? value.join(", ") : String(value))}`)
    .join("; ");
  const told = step.kind === "next" && TOLD_BELOW.has(step.stage);
  return `${isoSeconds(step.startedAt)}  ${duration(step.ms)}  ${outcome}${detail && !told ? `  (${detail})` : ""}`;
}

function nothingYet(stage: Stage, { entry, article, story, coverage }: Journey): string {
  if (entry.waitsFor === stage) return `waiting since ${isoSeconds(entry.firstSeenAt)}, ${entry.tries} tries so far`;
  if (stage === "poll") return "not found by a feed: it was given from outside";
  if (stage === "fetch" && article) return "not asked for: its text was given";
  if (stage === "alert" && coverage)
    return story?.formedAt === null ? "no alert: the story has not formed" : "no delivery";
  return "not reached";
}

const SAYS: Record<Stage, (journey: Journey, now: number) => string[]> = {
  poll: ({ entry, steps }) =>
    entry.ending !== null && steps.every(({ stage }) => stage === "poll") ? [`dropped: ${entry.ending}`] : [],
  fetch: () => [],
  extract: ({ article, removals }) => {
    if (!article) return [];
    const kinds = Object.entries(counts(removals.map(({ kind }) => kind))).map(([kind, n]) => `${n} ${kind}`);
    const reasons = Object.entries(counts(removals.map(({ reason }) => reason))).map(([why, n]) => `${why} ${n}`);
    return [
      `text of ${article.text.length} characters by ${article.strategy}, confidence ${article.confidence.toFixed(2)}, ` +
        `language ${article.lang ?? "unknown"}, revision ${article.revision}`,
      removals.length === 0 ? "nothing removed" : `removed ${kinds.join(", ")} (${reasons.join(", ")})`,
    ];
  },
  dedupe: ({ duplicate, parent, copies, steps }) => {
    if (!steps.some(({ stage }) => stage === "dedupe")) return [];
    const lines = duplicate
      ? [
          `${duplicate.relation} of ${duplicate.parentId}${parent ? ` (${parent.source}, "${cleanLine(parent.title)}")` : ""}`,
          `${percent(duplicate.covered)} of it stands there, ${percent(duplicate.parentCovered)} of that stands here; ` +
            `${duplicate.matchedWords} words matched, similarity ${duplicate.similarity.toFixed(2)}`,
          ...(duplicate.originalId === duplicate.parentId ? [] : [`the original is ${duplicate.originalId}`]),
        ]
      : ["repeats no other article"];
    return copies.length === 0
      ? lines
      : [...lines, `repeated by ${copies.map(({ articleId }) => articleId).join(", ")}`];
  },
  cluster: ({ coverage, story }) => {
    if (!coverage) return [];
    const { evidence } = coverage;
    const { independent = 0, publishers = 0, articles = 0 } = story?.counts ?? {};
    const features = featureWords(evidence.features);
    return [
      `${coverage.role} in ${coverage.storyId} "${cleanLine(story?.title ?? "")}": ${evidence.rule}, score ${coverage.score.toFixed(2)}`,
      ...(evidence.terms.length > 0 ? [`shares ${evidence.terms.join(", ")}`] : []),
      ...(features.length > 0 ? [`because ${features.join(", ")}`] : []),
      evidence.runnerUp
        ? `second came ${evidence.runnerUp.storyId}, score ${evidence.runnerUp.score.toFixed(2)}`
        : "no other story came near",
      `the story has ${independent} independent reports, ${publishers} publishers, ${articles} articles`,
    ];
  },
  alert: ({ deliveries, events }, now) => {
    const told = events.filter(({ kind }) => kind === "formed" || kind === "alerted" || kind === "held-back");
    const lines = told.map((event) => `${isoSeconds(event.at)}  ${event.kind}: ${cleanLine(event.reason)}`);
    for (const { delivery, endpoint, attempts } of deliveries) {
      const next = endpoint?.state === "disabled" ? "once enabled" : isoSeconds(Math.max(now, delivery.nextAttemptAt));
      const when = delivery.state === "waiting" ? `, next attempt ${next}` : "";
      lines.push(
        `${delivery.id} to ${endpoint ? shownAddress(endpoint.url) : delivery.endpointId}: ${delivery.state}${when}`,
      );
      for (const attempt of attempts)
        lines.push(
          `  attempt ${attempt.number} at ${isoSeconds(attempt.at)}: ${attempt.error ?? attempt.status} in ${duration(attempt.ms)}`,
        );
    }
    return lines;
  },
};

/** The same for machines. */
export function journeyRow(journey: Journey) {
  const { entry, steps, article, removals, duplicate, copies, coverage, story, events, deliveries } = journey;
  const place =
    coverage && article ? coverageRow({ ...coverage, article, duplicateOf: duplicate?.parentId ?? null }) : null;
  return {
    entry: entryRow(entry),
    steps: steps.map(stepRow),
    article: article && articleRow(article),
    removed: removals.map(({ kind, text, reason, score }) => ({ kind, text, reason, score })),
    duplicate: duplicate && duplicateRow(duplicate),
    copies: copies.map(({ articleId, relation }) => ({ id: articleId, relation })),
    coverage: place && { story_id: coverage?.storyId ?? null, ...place },
    story: story && storyRow(story),
    events: events.map(eventRow),
    deliveries: deliveries.map(({ delivery, attempts }) => ({
      ...deliveryRow(delivery),
      log: attempts.map(attemptRow),
    })),
  };
}
