import type { ClusterSettings } from "./settings.ts";

/** What decides whether a story is news at this moment. */
export interface FormedQuestion {
  status: "growing" | "formed" | "merged";
  /** Publisher families with an independent report. */
  families: number;
  lastPublishedAt: number;
  now: number;
  /** In how many unrelated articles one would have its three rarest shared words (see `heldTogether`). */
  together: number;
  /**
   * The active story that was news before and of which this one is most likely a development, if any, and how alike the
   * two are (0 to 1), times `toldInParts`.
   */
  nearest: { storyId: string; likeness: number } | null;
}

/** `formed`: news now. `held-back`: enough reports, yet no news, and why. `growing`: not enough reports, or formed before. */
export type FormedAnswer =
  | { kind: "growing" }
  | { kind: "formed"; rule: string }
  | { kind: "held-back"; cause: "old" | "loose"; reason: string }
  | { kind: "held-back"; cause: "development"; of: string; reason: string };

/**
 * What a likeness to a story that was news counts (0 to 1). Only a story that many tell is seen told in parts: of stories
 * that came together beside one of two or three reports, one in seventy was a part of it in the labelled sets; beside one
 * of sixteen and more, one in six. It counts half at `developmentReports`. And what begins after all of a story's reports
 * is sooner the next event: it counts half when it begins `developmentHours` later.
 *
 * @param hoursLater from the last report of the story that was news to the first of the other; 0 when they overlap
 */
export const toldInParts = (reports: number, hoursLater: number, settings: ClusterSettings) =>
  share(reports, settings.developmentReports) * (1 - share(hoursLater, settings.developmentHours));

/** Half at `half`, ever nearer to 1. */
const share = (value: number, half: number) => value / (value + half);

const HOUR_MS = 3_600_000;

/**
 * Does this moment make the story news? It does once: when enough independent publishers have reported it, its latest
 * report is fresh, its reports share words that few others have, and no story that was news before is about the same thing
 * (then it is a development of that one).
 */
export function storyFormed(question: FormedQuestion, settings: ClusterSettings): FormedAnswer {
  const { status, families, lastPublishedAt, now, together, nearest } = question;
  if (status !== "growing" || families < settings.independentToForm) return { kind: "growing" };
  const ageHours = (now - lastPublishedAt) / HOUR_MS;
  if (ageHours > settings.alertMaxAgeHours) {
    const reason = `latest report is ${Math.round(ageHours)} hours old, limit ${settings.alertMaxAgeHours}`;
    return { kind: "held-back", cause: "old", reason };
  }
  if (together < settings.chanceToForm) {
    const found = `one article in ${Math.round(together)} would have as many of its words by chance`;
    return { kind: "held-back", cause: "loose", reason: `${found}, one in ${settings.chanceToForm} needed` };
  }
  if (nearest && nearest.likeness >= settings.developmentAt) {
    const reason = `development of ${nearest.storyId}, likeness ${nearest.likeness.toFixed(2)}`;
    return { kind: "held-back", cause: "development", of: nearest.storyId, reason };
  }
  return { kind: "formed", rule: `${families} independent publishers, ${settings.independentToForm} needed` };
}
